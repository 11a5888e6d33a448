//! Messages: sending, history, receipts, typing, and what a client missed.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use zvonilka_model::{
    Actor, Audience, Change, ChatId, ChatKind, ChatSummary, ClientId, FileId, Invalid, Message, MessageBody,
    MessageId, MessageText, ReceiptAudience, Typing, UserId, first_link, limits, mentioned,
};
use zvonilka_store::{Appended, ChatAccess, Enclosed, MarkKind, Marked, NewMessage};
pub use zvonilka_store::{HistoryPage, LogEntry, Page, SaidToBe};

use crate::{ServiceError, chats::Chats, core::Core, log::InLine};

/// Missed events of one chat that a `sync` carries; beyond it the client loads the newest page.
const MISSED_PER_CHAT: u32 = 300;
/// Missed events that one `sync` carries over all chats.
const MISSED_IN_ALL: usize = 1_000;
/// Chats on one page of a `sync`.
const SYNC_PAGE: u32 = 100;

/// A text to send.
#[derive(Debug)]
pub struct NewText {
    /// The sender's own id of it.
    pub client_id: ClientId,
    /// The words.
    pub text: MessageText,
}

/// A message to send.
#[derive(Debug)]
pub struct Outgoing {
    /// The sender's own id of it.
    pub client_id: ClientId,
    /// What it says.
    pub content: Content,
    /// A message of the same chat that it answers.
    pub reply_to: Option<MessageId>,
}

/// What a message to send says.
#[derive(Debug)]
pub enum Content {
    /// Words.
    Text(MessageText),
    /// Files, which the sender has uploaded or can see.
    Files {
        /// 1 to [`limits::ATTACHMENTS_MAX`], each once.
        files: Vec<FileId>,
        /// Words about them.
        caption: Option<MessageText>,
        /// What the sender says that they are.
        said_to_be: SaidToBe,
    },
    /// What another message says, of this chat or another one.
    Forward(MessageId),
}

impl From<NewText> for Outgoing {
    fn from(NewText { client_id, text }: NewText) -> Self {
        Self { client_id, content: Content::Text(text), reply_to: None }
    }
}

/// A message that is stored.
#[derive(Debug, Clone)]
pub struct Sent {
    /// As it is stored.
    pub message: Message,
    /// Whether it was stored just now; false when this client id was stored before.
    pub fresh: bool,
}

/// A message on its way to the disk.
pub struct QueuedText {
    waiting: InLine,
}

impl QueuedText {
    /// Waits until the message is durable.
    ///
    /// # Errors
    /// As of [`Messages::send`].
    pub async fn stored(self) -> Result<Sent, ServiceError> {
        Ok(match self.waiting.stored().await? {
            Appended::Fresh(message) => Sent { message, fresh: true },
            Appended::Repeated(message) => Sent { message, fresh: false },
        })
    }
}

/// One chat in a [`SyncPage`].
#[derive(Debug)]
pub struct SyncedChat {
    /// The chat as it is now.
    pub summary: ChatSummary,
    /// For a chat that was asked for: the missed entries, or `None` when there are too many.
    pub missed: Option<Option<Vec<LogEntry>>>,
    /// For a chat that was asked for: what the person has hidden of it since the cursor.
    pub hidden: Vec<MessageId>,
}

/// What a client missed.
#[derive(Debug)]
pub struct SyncPage {
    /// Chats that changed or were asked for.
    pub chats: Vec<SyncedChat>,
    /// Chats that are the person's no longer (or never were).
    pub removed: Vec<ChatId>,
    /// For the next `sync`.
    pub cursor: String,
    /// Whether to ask again at once.
    pub more: bool,
}

/// Use cases of messages. Cheap to clone.
#[derive(Clone)]
pub struct Messages {
    pub(crate) core: Arc<Core>,
    pub(crate) chats: Chats,
}

impl Messages {
    pub(crate) fn new(core: Arc<Core>, chats: Chats) -> Self {
        Self { core, chats }
    }

    /// Sends a message. Returns once it is durable; the chat's members are told by then or right after.
    /// Sending again with the same client id stores nothing and returns what is stored.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a chat that is not the person's, [`ServiceError::PrivacyForbids`] when the other
    /// one of a direct chat does not take their messages, [`ServiceError::Invalid`] for a message to answer or to send
    /// on that they cannot see or that cannot be sent on, and the rate limit.
    pub async fn send(
        &self,
        actor: Actor,
        chat: ChatId,
        new: impl Into<Outgoing>,
    ) -> Result<Sent, ServiceError> {
        let new = new.into();
        self.enqueue(actor, chat, new).await?.stored().await
    }

    /// The first half of [`Self::send`]: fixes the text's place in line, so that a client may hand in the next
    /// one while this one is being stored. Texts enter the chat in the order in which this returned.
    ///
    /// # Errors
    /// The rate limit, and [`ServiceError::NotFound`] for a chat that was switched off; whether the chat is the
    /// person's shows in [`QueuedText::stored`].
    pub async fn enqueue(
        &self,
        actor: Actor,
        chat: ChatId,
        new: impl Into<Outgoing>,
    ) -> Result<QueuedText, ServiceError> {
        let Outgoing { client_id, content, reply_to } = new.into();
        self.core.limits.message(actor.user)?;
        if self.core.family.is_none() {
            // The store checks membership in the transaction itself; what it cannot know is that the owner
            // switched the family chat off.
            self.chats.access(actor, chat).await?;
        }
        let mut enclosed = Enclosed { reply_to, ..Enclosed::default() };
        let body = match content {
            Content::Text(text) => {
                enclosed.logins = mentioned(text.as_str());
                enclosed.preview = self.core.preview_wish(first_link(text.as_str()));
                MessageBody::Text(text.into_string())
            }
            Content::Files { files, caption, said_to_be } => {
                let caption = caption.map(MessageText::into_string).unwrap_or_default();
                enclosed.logins = mentioned(&caption);
                enclosed.files = files;
                enclosed.said_to_be = said_to_be;
                // The store makes of it what the files are, with this caption.
                MessageBody::Text(caption)
            }
            Content::Forward(source) => {
                self.sees(actor, source).await?;
                enclosed.forward_of = Some(source);
                // Its preview comes with it; if it has none yet, this one is looked for too.
                enclosed.preview = self.core.preview_wish(Some(()));
                // The store puts the source's content here.
                MessageBody::Text(String::new())
            }
        };
        let enclosed = (enclosed != Enclosed::default()).then(|| Box::new(enclosed));
        let message = NewMessage { chat, sender: actor.user, client_id, body, enclosed };
        Ok(QueuedText { waiting: self.core.log.enqueue(message).await? })
    }

    /// Refuses to send on what is in a chat that was switched off; whether the person can see it and it can be sent on
    /// is decided when it is stored.
    async fn sees(&self, actor: Actor, source: MessageId) -> Result<(), ServiceError> {
        match self.access_to(actor, source).await {
            Ok(_) => Ok(()),
            Err(ServiceError::NotFound) => {
                Err(ServiceError::Invalid { field: "forwardOf", problem: Invalid::Format })
            }
            Err(other) => Err(other),
        }
    }

    /// A page of a chat's messages.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn history(
        &self,
        actor: Actor,
        chat: ChatId,
        page: Page,
        limit: u32,
    ) -> Result<HistoryPage, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        Ok(self.core.store.history(&access, page, limit).await?)
    }

    /// Those of the given messages that the person can see, at most [`limits::MESSAGE_IDS_MAX`].
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Invalid`] for too many.
    pub async fn named(
        &self,
        actor: Actor,
        chat: ChatId,
        ids: &[MessageId],
    ) -> Result<Vec<Message>, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        if ids.len() > limits::MESSAGE_IDS_MAX {
            return Err(ServiceError::Invalid { field: "ids", problem: Invalid::TooLong });
        }
        Ok(self.core.store.messages(&access, ids).await?)
    }

    /// Marks a chat read up to `seq`: only forward, never beyond its end.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Invalid`] for a negative place.
    pub async fn mark_read(&self, actor: Actor, chat: ChatId, seq: i64) -> Result<(), ServiceError> {
        self.mark(actor, chat, MarkKind::Read, seq).await
    }

    /// Notes that a device of the person has received up to `seq`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Invalid`] for a negative place.
    pub async fn mark_delivered(&self, actor: Actor, chat: ChatId, seq: i64) -> Result<(), ServiceError> {
        self.mark(actor, chat, MarkKind::Delivered, seq).await
    }

    async fn mark(&self, actor: Actor, chat: ChatId, kind: MarkKind, seq: i64) -> Result<(), ServiceError> {
        if seq < 0 {
            return Err(ServiceError::Invalid { field: "seq", problem: Invalid::Format });
        }
        let access = self.chats.access(actor, chat).await?;
        let Some(marked) = self.core.store.mark(&access, kind, seq).await? else { return Ok(()) };
        let audience = self.receipt_audience(&access, marked.seq).await?;
        let audience = match kind {
            MarkKind::Read => self.shown_to(&access, &marked, audience).await?,
            MarkKind::Delivered => audience,
        };
        let change = match kind {
            MarkKind::Read => Change::Read {
                chat,
                user: actor.user,
                seq: marked.seq,
                mine: Box::new(marked.mine),
                audience,
            },
            MarkKind::Delivered => Change::Delivered { chat, user: actor.user, seq: marked.seq, audience },
        };
        self.core.sink.announce(vec![change]);
        Ok(())
    }

    async fn receipt_audience(&self, access: &ChatAccess, seq: i64) -> Result<ReceiptAudience, ServiceError> {
        if access.member_count() <= limits::SMALL_CHAT {
            return Ok(ReceiptAudience::Everybody);
        }
        let newest = self.core.store.history(access, Page::Before(seq.saturating_add(1)), 1).await?;
        let author = newest.messages.last().map(|m| m.sender).filter(|author| *author != access.user());
        Ok(author.map_or(ReceiptAudience::Oneself, ReceiptAudience::Author))
    }

    /// Refuses what would reach somebody who does not take the member's direct messages: new words in a message, a
    /// sign under one, or that they write.
    ///
    /// # Errors
    /// [`ServiceError::PrivacyForbids`].
    pub(crate) async fn may_write(&self, access: &ChatAccess) -> Result<(), ServiceError> {
        let asks = access.kind() == ChatKind::Direct;
        if asks && !self.core.store.may_write(access).await? {
            return Err(ServiceError::PrivacyForbids);
        }
        Ok(())
    }

    /// Leaves out of a read mark's audience whom the reader does not show it.
    async fn shown_to(
        &self,
        access: &ChatAccess,
        marked: &Marked,
        audience: ReceiptAudience,
    ) -> Result<ReceiptAudience, ServiceError> {
        if marked.shown_to == Audience::Everybody && !marked.blocks_somebody {
            return Ok(audience);
        }
        let reader = self.core.store.viewpoint(access.user()).await?;
        let admitted = |member: &UserId| *member != access.user() && reader.admits(*member, marked.shown_to);
        Ok(match audience {
            ReceiptAudience::Everybody => {
                let members = self.core.store.member_ids(access).await?;
                ReceiptAudience::Some(members.into_iter().filter(admitted).collect())
            }
            ReceiptAudience::Some(members) => {
                ReceiptAudience::Some(members.into_iter().filter(admitted).collect())
            }
            ReceiptAudience::Author(author) if admitted(&author) => ReceiptAudience::Author(author),
            ReceiptAudience::Author(_) | ReceiptAudience::Oneself => ReceiptAudience::Oneself,
        })
    }

    /// Tells the chat that the person writes, or has stopped.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::PrivacyForbids`] when the other one of a direct chat does not take
    /// the person's messages, and the rate limit.
    pub async fn typing(&self, actor: Actor, chat: ChatId, what: Option<Typing>) -> Result<(), ServiceError> {
        self.core.limits.typing(actor.user)?;
        let access = self.chats.access(actor, chat).await?;
        self.may_write(&access).await?;
        self.core.sink.announce(vec![Change::Typing { chat, user: actor.user, what }]);
        Ok(())
    }

    /// What changed since a cursor, and the missed entries of the chats named in `wanted` (each with the last
    /// `seq` that the client has).
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a cursor that is not ours.
    pub async fn sync(
        &self,
        actor: Actor,
        since: Option<&str>,
        wanted: &BTreeMap<ChatId, i64>,
    ) -> Result<SyncPage, ServiceError> {
        let named: Vec<ChatId> = wanted.keys().copied().collect();
        let mut accesses = self.core.store.accesses(actor.user, &named).await?;
        accesses.retain(|access| self.chats.is_shown(access.chat(), access.kind()));
        // Chats that were asked for but did not change since the cursor are named all the same, so that the client knows
        // where it stands, unless they are the person's no longer.
        let page = self
            .core
            .store
            .sync_page(actor.user, since, SYNC_PAGE, &accesses)
            .await?
            .map_err(|_| ServiceError::Invalid { field: "since", problem: Invalid::Format })?;
        let mut removed = page.removed;
        let mut hidden = self.core.store.all_hidden_since(&accesses, since).await?;
        let mut summaries = page.summaries;
        summaries.retain(|summary| {
            let shown = self.chats.is_shown(summary.chat.id, summary.chat.kind);
            if !shown {
                removed.push(summary.chat.id);
            }
            shown
        });

        let accesses: HashMap<ChatId, ChatAccess> =
            accesses.into_iter().map(|access| (access.chat(), access)).collect();
        removed.extend(named.iter().filter(|chat| !accesses.contains_key(chat)));
        let mut left = MISSED_IN_ALL;
        let mut chats = Vec::with_capacity(summaries.len());
        for summary in summaries {
            let chat = summary.chat.id;
            let (missed, hidden) = match (accesses.get(&chat), wanted.get(&chat)) {
                (Some(access), Some(after)) => {
                    let hidden = hidden.remove(&chat).unwrap_or_else(|| Some(Vec::new()));
                    self.missed(access, summary.chat.last_seq, *after, hidden, &mut left).await?
                }
                _ => (None, Vec::new()),
            };
            chats.push(SyncedChat { summary, missed, hidden });
        }
        removed.sort_unstable();
        removed.dedup();
        Ok(SyncPage { chats, removed, cursor: page.cursor, more: page.more })
    }

    /// The entries that a client lacks of a chat whose log ended at `last_seq` when it was looked at.
    async fn missed(
        &self,
        access: &ChatAccess,
        last_seq: i64,
        after: i64,
        hidden: Option<Vec<MessageId>>,
        left: &mut usize,
    ) -> Result<(Option<Option<Vec<LogEntry>>>, Vec<MessageId>), ServiceError> {
        let limit = MISSED_PER_CHAT.min(u32::try_from(*left).unwrap_or(u32::MAX));
        let entries = if after == last_seq {
            Some(Vec::new())
        } else {
            self.core.store.log_after(access, after, limit).await?
        };
        // Whoever loads the newest page instead gets it without what is hidden.
        let (Some(entries), Some(hidden)) = (entries, hidden) else { return Ok((Some(None), Vec::new())) };
        *left -= entries.len().min(*left);
        Ok((Some(Some(entries)), hidden))
    }
}
