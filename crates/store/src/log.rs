//! A chat's log after a place: every change again, as it was told.
//!
//! Only what a change was about is kept; what it names is read as it is now. So an entry may show a later state than
//! it did when it was told, and a client that applies them in order ends where the chat is. A change of something that
//! the reader cannot see keeps its place as a change of the chat, so that the log stays dense.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{
    Chat, ChatId, Emoji, MemberChange, Message, MessageBody, MessageId, ReactionChange, Timestamp, UserId,
};

use crate::{
    ChatAccess, Store, StoreError,
    chats::{self, MEMBER, ROLE, member_from},
    decorate::decorate,
    hidden::not_hidden,
    members,
    messages::{MESSAGE, message_from},
    people::PERSON,
    statement::{column, list, padded, rows, values},
    words::{EventKind, word},
};

/// One entry of a chat's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEntry {
    /// A message came.
    Message(Message),
    /// A message changed.
    MessageChanged {
        /// The place of the change.
        seq: i64,
        /// The message as it is now, which may be later than the change.
        message: Message,
    },
    /// A message was deleted for everybody.
    MessageDeleted {
        /// The chat.
        chat: ChatId,
        /// The place of the change.
        seq: i64,
        /// Which.
        message: MessageId,
        /// Where the message stands in the log.
        place: i64,
        /// When.
        at: Timestamp,
    },
    /// Somebody gave a message a sign, or took it back. The counts are those of now.
    Reaction(ReactionChange),
    /// The chat changed.
    ChatChanged {
        /// The place of the change.
        seq: i64,
        /// The chat as it is now, which may be later than the change.
        chat: Chat,
        /// Who came, went or got another role, if that was the change: each as they are now.
        member: Option<MemberChange>,
    },
}

impl LogEntry {
    /// Its place.
    #[must_use]
    pub const fn seq(&self) -> i64 {
        match self {
            Self::Message(message) => message.seq,
            Self::Reaction(change) => change.seq,
            Self::MessageChanged { seq, .. }
            | Self::MessageDeleted { seq, .. }
            | Self::ChatChanged { seq, .. } => *seq,
        }
    }
}

impl Store {
    /// Everything that entered the log after the place `after`, ascending. `None` when that is more than
    /// `limit` entries, or when `after` is beyond the end (the database was restored): read a page instead.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn log_after(
        &self,
        access: &ChatAccess,
        after: i64,
        limit: u32,
    ) -> Result<Option<Vec<LogEntry>>, StoreError> {
        let tx = self.database().begin_read().await?;
        let entries = log_after(&tx, access, after, limit).await?;
        tx.commit().await?;
        Ok(entries)
    }
}

async fn log_after<C: ConnectionTrait>(
    db: &C,
    access: &ChatAccess,
    after: i64,
    limit: u32,
) -> Result<Option<Vec<LogEntry>>, StoreError> {
    let id = access.chat();
    let chat = chats::chat(db, id).await?.seen_from(access.visible_from());
    if after > chat.last_seq {
        return Ok(None);
    }
    // What was said before they came is not theirs to see.
    let after = after.max(access.visible_from());
    // The log is dense: what is missing can be counted without reading it.
    if chat.last_seq - after > i64::from(limit) {
        return Ok(None);
    }
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.seq > $2 AND {} ORDER BY m.seq",
        not_hidden("m.id", "$3")
    );
    let found = rows(db, sql, values![id.uuid(), after, access.user().uuid()]).await?;
    let bare = found.iter().map(message_from).collect::<Result<_, _>>()?;
    let messages = decorate(db, bare, Some(access.user())).await?;
    let mut entries: Vec<LogEntry> = messages.into_iter().map(LogEntry::Message).collect();

    // Whoever joined may have left since: the member is joined loosely.
    let sql = format!(
        "SELECT e.seq AS event_seq, e.kind AS event_kind, e.user_id AS event_user, e.message_id AS event_message,
             e.detail AS event_detail, mb.user_id AS member_id, {MEMBER}, {ROLE}, {PERSON}
         FROM chat_events e JOIN chats c ON c.id = e.chat_id JOIN people p ON p.id = e.user_id
         LEFT JOIN chat_members mb ON mb.chat_id = e.chat_id AND mb.user_id = e.user_id
         WHERE e.chat_id = $1 AND e.seq > $2 ORDER BY e.seq"
    );
    let events = rows(db, sql, values![id.uuid(), after]).await?;
    let about = messages_of(db, access, &events).await?;
    let mut people = members::changes_after(db, id, after).await?;
    for row in &events {
        entries.push(event(row, &chat, &about, &mut people)?);
    }
    entries.sort_by_key(LogEntry::seq);
    fill_gaps(&mut entries, after, &chat);
    Ok(Some(entries))
}

/// The messages that events are about, as they are now, as far as the reader can see them.
async fn messages_of<C: ConnectionTrait>(
    db: &C,
    access: &ChatAccess,
    events: &[QueryResult],
) -> Result<HashMap<MessageId, Message>, StoreError> {
    let mut ids = Vec::new();
    for row in events {
        ids.extend(column::<Option<Uuid>>(row, "event_message")?);
    }
    ids.sort_unstable();
    ids.dedup();
    let found = visible(db, access, &ids).await?;
    Ok(found.into_iter().map(|message| (message.id, message)).collect())
}

/// Those of the given messages of the chat that its member can see, in no order.
pub(crate) async fn visible<C: ConnectionTrait>(
    db: &C,
    access: &ChatAccess,
    ids: &[Uuid],
) -> Result<Vec<Message>, StoreError> {
    let mut bare = Vec::with_capacity(ids.len());
    for piece in padded(ids) {
        let sql = format!(
            "SELECT {MESSAGE} FROM messages m
             WHERE m.chat_id = $1 AND m.seq > $3 AND {} AND m.id IN ({})",
            not_hidden("m.id", "$2"),
            list(3, piece.len())
        );
        let mut values = values![access.chat().uuid(), access.user().uuid(), access.visible_from()];
        values.extend(piece.into_iter().map(Value::from));
        for row in rows(db, sql, values).await? {
            bare.push(message_from(&row)?);
        }
    }
    decorate(db, bare, Some(access.user())).await
}

fn event(
    row: &QueryResult,
    chat: &Chat,
    about: &HashMap<MessageId, Message>,
    people: &mut HashMap<i64, MemberChange>,
) -> Result<LogEntry, StoreError> {
    let seq = column(row, "event_seq")?;
    let message = column::<Option<Uuid>>(row, "event_message")?;
    let message = message.and_then(|id| about.get(&MessageId::from_uuid(id)));
    let of_chat = |member| LogEntry::ChatChanged { seq, chat: chat.clone(), member };
    Ok(match (word(row, "chat_events", "event_kind", chat.id)?, message) {
        (EventKind::MemberJoined, _) => {
            let is_member = column::<Option<Uuid>>(row, "member_id")?.is_some();
            let member = is_member.then(|| member_from(row)).transpose()?;
            of_chat(member.map(|member| MemberChange::Joined(Box::new(member))))
        }
        (EventKind::Members | EventKind::Roles, _) => of_chat(people.remove(&seq)),
        (EventKind::Edited | EventKind::Preview, Some(message)) => {
            LogEntry::MessageChanged { seq, message: message.clone() }
        }
        (EventKind::Deleted, Some(Message { id, seq: place, body: MessageBody::Deleted { at, .. }, .. })) => {
            LogEntry::MessageDeleted { chat: chat.id, seq, message: *id, place: *place, at: *at }
        }
        (EventKind::Reaction, Some(message)) => LogEntry::Reaction(reaction(row, seq, message)?),
        (EventKind::Edited | EventKind::Preview | EventKind::Deleted | EventKind::Reaction, _)
        | (EventKind::Renamed | EventKind::Described | EventKind::Photo | EventKind::Pins, _) => {
            of_chat(None)
        }
    })
}

fn reaction(row: &QueryResult, seq: i64, message: &Message) -> Result<ReactionChange, StoreError> {
    let detail: Option<String> = column(row, "event_detail")?;
    let (set, emoji) = detail
        .as_deref()
        .and_then(reaction_from)
        .ok_or_else(|| StoreError::inconsistent("chat_events", "detail", message.id))?;
    let user = UserId::from_uuid(column(row, "event_user")?);
    let counts = message.reactions.clone();
    let (chat, place) = (message.chat, message.seq);
    Ok(ReactionChange { chat, seq, message: message.id, place, user, emoji, set, counts })
}

/// `+👍` for a sign that was given, `-👍` for one that was taken back.
pub(crate) fn reaction_text(set: bool, emoji: &Emoji) -> String {
    format!("{}{emoji}", if set { '+' } else { '-' })
}

fn reaction_from(detail: &str) -> Option<(bool, Emoji)> {
    let (sign, emoji) = detail.split_at_checked(1)?;
    Some((sign == "+", Emoji::parse(emoji).ok()?))
}

/// What the reader cannot see keeps its place as a change of the chat.
fn fill_gaps(entries: &mut Vec<LogEntry>, after: i64, chat: &Chat) {
    if entries.len() == usize::try_from(chat.last_seq - after).unwrap_or(usize::MAX) {
        return;
    }
    let mut known = std::mem::take(entries).into_iter().peekable();
    for seq in after + 1..=chat.last_seq {
        let entry = known.next_if(|entry| entry.seq() == seq);
        entries.push(entry.unwrap_or_else(|| LogEntry::ChatChanged {
            seq,
            chat: chat.clone(),
            member: None,
        }));
    }
}
