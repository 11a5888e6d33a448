//! Searching messages.

mod indexer;

use std::sync::Arc;

use zvonilka_model::{Actor, ChatId, Invalid, Message, SearchWords, Timestamp, UserId};
pub use zvonilka_store::Has;
use zvonilka_store::MessageQuery;

pub(crate) use self::indexer::keep_index;

use crate::{ServiceError, chats::Chats, core::Core};

/// Characters of a search at most.
const QUERY_MAX: usize = 256;
/// The form of a cursor, before the number of the last message.
const CURSOR: &str = "v1.";

/// What to look for.
#[derive(Debug, Clone, Default)]
pub struct NewSearch {
    /// The words, as typed: up to 256 characters. May be empty when `has` says what to look for.
    pub words: String,
    /// In this chat only.
    pub chat: Option<ChatId>,
    /// By this person only.
    pub from: Option<UserId>,
    /// Sent at this moment or later.
    pub after: Option<Timestamp>,
    /// Sent before this moment.
    pub before: Option<Timestamp>,
    /// With this only.
    pub has: Option<Has>,
    /// The cursor of the page before.
    pub cursor: Option<String>,
}

/// A message that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// The message.
    pub message: Message,
    /// Where in its text the words stand: pairs of begin and end in UTF-16 units, ascending.
    pub highlights: Vec<[u32; 2]>,
}

/// A page of what was found.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// Newest first.
    pub found: Vec<Found>,
    /// For the next page; `None` on the last.
    pub cursor: Option<String>,
}

/// Use cases of search. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    core: Arc<Core>,
    chats: Chats,
}

impl Search {
    pub(crate) fn new(core: Arc<Core>, chats: Chats) -> Self {
        Self { core, chats }
    }

    /// Finds messages in the person's chats, at most `limit` on a page. What was written or edited less than a
    /// second ago may not be found yet.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a chat that is not the person's, [`ServiceError::Invalid`] for a search
    /// that is empty, too long, or has a cursor that is not ours, and the rate limit.
    pub async fn messages(
        &self,
        actor: Actor,
        new: NewSearch,
        limit: u32,
    ) -> Result<SearchPage, ServiceError> {
        let access = match new.chat {
            Some(chat) => Some(self.chats.access(actor, chat).await?),
            None => None,
        };
        self.core.limits.search_messages(actor.user)?;
        let problem = match new.words.chars().count() {
            n if n > QUERY_MAX => Some(Invalid::TooLong),
            _ if new.words.contains('\0') => Some(Invalid::Format),
            _ if new.words.trim().is_empty() && new.has.is_none() => Some(Invalid::Empty),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(ServiceError::Invalid { field: "q", problem });
        }
        let beyond = new.cursor.as_deref().map(parse_cursor).transpose()?;
        let words = SearchWords::parse(&new.words);
        // Nothing but signs: nothing is found by them, rather than everything that has what is asked for.
        if words.is_empty() && !new.words.trim().is_empty() {
            return Ok(SearchPage { found: Vec::new(), cursor: None });
        }
        let query = MessageQuery {
            words: &words,
            chat: access.as_ref(),
            from: new.from,
            after: new.after,
            before: new.before,
            has: new.has,
            family: self.core.family,
            beyond,
            limit,
        };
        let page = self.core.store.search_messages(actor.user, &query).await?;
        let found = page.messages.into_iter().map(|message| Found {
            highlights: message.body.text().map_or_else(Vec::new, |text| words.highlights(text)),
            message,
        });
        Ok(SearchPage { found: found.collect(), cursor: page.next.map(|last| format!("{CURSOR}{last}")) })
    }

    /// Puts everything that is stored into the index now, rather than in a moment.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn catch_up(&self) -> Result<(), ServiceError> {
        Ok(indexer::catch_up(&self.core.store).await.map(|_| ())?)
    }
}

fn parse_cursor(cursor: &str) -> Result<i64, ServiceError> {
    let number = cursor.strip_prefix(CURSOR).and_then(|number| number.parse().ok());
    number
        .filter(|number| *number > 0)
        .ok_or(ServiceError::Invalid { field: "cursor", problem: Invalid::Format })
}
