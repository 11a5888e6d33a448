//! Signs with which people answer a message.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{Emoji, Message, MessageId, Person, ReactionChange, Timestamp};

use crate::{
    ChatAccess, Store, StoreError,
    chats::log_event_about,
    decorate::{Flags, emoji_from},
    edits::{Attempt, Changed, Hold, InHand, hold, reload},
    hidden::not_hidden,
    log::{LogEntry, reaction_text},
    people::{PERSON, person_from},
    statement::{column, execute, row, rows, values},
    transaction::{commit_mark, in_transaction},
    words::EventKind,
};

/// A sign, who gave it, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionBy {
    /// Who.
    pub person: Person,
    /// The sign.
    pub emoji: Emoji,
    /// When.
    pub created_at: Timestamp,
}

/// A page of a message's signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionList {
    /// The earliest first.
    pub items: Vec<ReactionBy>,
    /// Where to go on, if there are more.
    pub cursor: Option<String>,
}

/// The text is no cursor of a [`ReactionList`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of a list of signs")]
pub struct NotACursor;

impl Store {
    /// Gives a message a sign, or takes it back.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn react<R: Send>(
        &self,
        access: &ChatAccess,
        message: MessageId,
        emoji: &Emoji,
        set: bool,
        rule: impl Fn(&InHand) -> Result<(), R> + Send + Sync,
    ) -> Result<Attempt<R>, StoreError> {
        let at = self.now();
        in_transaction!(self.database(), |tx| async {
            let hold = match hold(&tx, access, message, at, &rule).await? {
                Ok(hold) => hold,
                Err(attempt) => return Ok(attempt),
            };
            if hold.found.has_given(emoji) == set {
                return Ok(hold.unchanged());
            }
            react(&tx, hold, emoji, set).await.map(Attempt::done)
        })
    }

    /// Who gave a message which signs. `None`: there is no such message for this person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn reactions(
        &self,
        access: &ChatAccess,
        message: MessageId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<Option<Result<ReactionList, NotACursor>>, StoreError> {
        let Some(after) = cursor.map_or(Some(Cursor::START), Cursor::parse) else {
            return Ok(Some(Err(NotACursor)));
        };
        let db = self.database().reader();
        let seen = format!(
            "SELECT m.id FROM messages m WHERE m.id = $1 AND m.chat_id = $2 AND m.seq > $4 AND {}",
            not_hidden("m.id", "$3")
        );
        let values =
            values![message.uuid(), access.chat().uuid(), access.user().uuid(), access.visible_from()];
        if row(db, seen, values).await?.is_none() {
            return Ok(None);
        }
        let sql = format!(
            "SELECT {PERSON}, r.emoji, r.created_at AS given_at FROM reactions r JOIN people p ON p.id = r.user_id
             WHERE r.message_id = $1 AND (r.created_at, r.user_id, r.emoji) > ($2, $3, $4)
             ORDER BY r.created_at, r.user_id, r.emoji LIMIT $5"
        );
        let one_more = i64::from(limit) + 1;
        let values = values![message.uuid(), after.at, after.user, after.emoji, one_more];
        let found = rows(db, sql, values).await?;
        let mut items = Vec::with_capacity(found.len());
        for row in found.iter().take(limit as usize) {
            items.push(ReactionBy {
                person: person_from(row)?,
                emoji: emoji_from(row)?,
                created_at: Timestamp::from_millis(column(row, "given_at")?),
            });
        }
        let more = found.len() > items.len();
        let cursor = items.last().filter(|_| more).map(Cursor::text);
        Ok(Some(Ok(ReactionList { items, cursor })))
    }
}

impl InHand {
    /// Whether the person has given the message this sign.
    #[must_use]
    pub fn has_given(&self, emoji: &Emoji) -> bool {
        self.message.reactions.iter().any(|one| one.emoji == *emoji && one.mine == Some(true))
    }
}

async fn react(
    tx: &DatabaseTransaction,
    hold: Hold,
    emoji: &Emoji,
    set: bool,
) -> Result<Changed, StoreError> {
    let Message { chat, id, seq: place, .. } = hold.found.message;
    let user = hold.found.user;
    let mark = commit_mark(tx).await?;
    let event = hold.event(EventKind::Reaction, mark);
    let seq = log_event_about(tx, event, Some(id), Some(reaction_text(set, emoji))).await?;
    let flags = if set {
        let sql = "INSERT INTO reactions (message_id, user_id, emoji, created_at) VALUES ($1, $2, $3, $4)";
        execute(tx, sql, values![id.uuid(), user.uuid(), emoji.as_str(), hold.at.millis()]).await?;
        hold.flags | Flags::REACTIONS
    } else {
        let sql = "DELETE FROM reactions WHERE message_id = $1 AND user_id = $2 AND emoji = $3";
        execute(tx, sql, values![id.uuid(), user.uuid(), emoji.as_str()]).await?;
        let given: u32 = hold.found.message.reactions.iter().map(|one| one.count).sum();
        if given > 1 { hold.flags } else { hold.flags & !Flags::REACTIONS }
    };
    let sql = "UPDATE messages SET rev = $2, flags = $3 WHERE id = $1";
    execute(tx, sql, values![id.uuid(), seq, flags]).await?;
    let (mine, shared) = reload(tx, &hold).await?;
    let (emoji, counts) = (emoji.clone(), shared.reactions);
    let change = ReactionChange { chat, seq, message: id, place, user, emoji, set, counts };
    Ok(Changed { message: mine, entries: vec![LogEntry::Reaction(change)] })
}

/// `<time>.<user>.<sign>` of the last item.
struct Cursor {
    at: i64,
    user: Uuid,
    emoji: String,
}

impl Cursor {
    const START: Self = Self { at: i64::MIN, user: Uuid::nil(), emoji: String::new() };

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let at = parts.next()?.parse().ok()?;
        let user = Uuid::try_parse(parts.next()?).ok()?;
        let emoji = Emoji::parse(parts.next()?).ok()?;
        Some(Self { at, user, emoji: emoji.as_str().to_owned() })
    }

    fn text(last: &ReactionBy) -> String {
        format!("{}.{}.{}", last.created_at.millis(), last.person.id.uuid().simple(), last.emoji)
    }
}
