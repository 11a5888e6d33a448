//! Reading a chat: pages of messages, and the log after a place.

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use zvonilka_model::{Chat, ChatId, Member, Message, Timestamp};

use crate::{
    ChatAccess, Store, StoreError,
    chats::{self, MEMBER, ROLE, member_from},
    messages::{MESSAGE, message_from},
    people::PERSON,
    statement::{column, row, rows, values},
    words::{EventKind, word},
};

/// Which part of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The end.
    Newest,
    /// What stands right before this place.
    Before(i64),
    /// What stands right after this place.
    After(i64),
    /// Both sides of this place, and what stands there.
    Around(i64),
    /// Both sides of the first message at or after this moment; the end if there is none so late.
    Date(Timestamp),
}

/// Part of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPage {
    /// Ascending by `seq`.
    pub messages: Vec<Message>,
    /// Whether older ones stand before the page; for [`Page::After`], whether newer ones follow it.
    pub has_more: bool,
    /// Whether newer ones follow the page.
    pub has_newer: bool,
}

/// One entry of a chat's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEntry {
    /// A message came.
    Message(Message),
    /// The chat changed.
    ChatChanged {
        /// The place of the change.
        seq: i64,
        /// The chat as it is now, which may be later than the change.
        chat: Chat,
        /// Who joined, if that was the change.
        member: Option<Member>,
    },
}

impl LogEntry {
    fn seq(&self) -> i64 {
        match self {
            Self::Message(message) => message.seq,
            Self::ChatChanged { seq, .. } => *seq,
        }
    }
}

impl Store {
    /// A page of at most `limit` messages.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn history(
        &self,
        access: &ChatAccess,
        page: Page,
        limit: u32,
    ) -> Result<HistoryPage, StoreError> {
        let tx = self.database().begin_read().await?;
        let page = history(&tx, access.chat(), page, limit as usize).await?;
        tx.commit().await?;
        Ok(page)
    }

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
        let entries = log_after(&tx, access.chat(), after.max(0), limit).await?;
        tx.commit().await?;
        Ok(entries)
    }
}

async fn history(
    tx: &DatabaseTransaction,
    chat: ChatId,
    page: Page,
    limit: usize,
) -> Result<HistoryPage, StoreError> {
    match page {
        Page::Newest => {
            let (messages, has_more) = older(tx, chat, i64::MAX, limit).await?;
            Ok(HistoryPage { messages, has_more, has_newer: false })
        }
        Page::Before(seq) => {
            let (messages, has_more) = older(tx, chat, seq, limit).await?;
            let (newer, _) = newer(tx, chat, seq.saturating_sub(1), 1).await?;
            Ok(HistoryPage { messages, has_more, has_newer: !newer.is_empty() })
        }
        Page::After(seq) => {
            let (messages, has_more) = newer(tx, chat, seq, limit).await?;
            Ok(HistoryPage { messages, has_more, has_newer: has_more })
        }
        Page::Around(seq) => around(tx, chat, seq, limit).await,
        Page::Date(moment) => match first_since(tx, chat, moment).await? {
            Some(seq) => around(tx, chat, seq, limit).await,
            None => {
                let (messages, has_more) = older(tx, chat, i64::MAX, limit).await?;
                Ok(HistoryPage { messages, has_more, has_newer: false })
            }
        },
    }
}

/// Half a page before the place and half from it on; what one side lacks, the other gives.
async fn around(
    tx: &DatabaseTransaction,
    chat: ChatId,
    seq: i64,
    limit: usize,
) -> Result<HistoryPage, StoreError> {
    let (mut before, more_before) = older(tx, chat, seq, limit).await?;
    let (mut from, more_from) = newer(tx, chat, seq.saturating_sub(1), limit).await?;
    let wanted_before = (limit / 2).max(limit.saturating_sub(from.len()));
    let dropped_before = before.len().saturating_sub(wanted_before);
    before.drain(..dropped_before);
    let kept_from = from.len().min(limit - before.len());
    let dropped_from = from.len() - kept_from;
    from.truncate(kept_from);
    before.append(&mut from);
    Ok(HistoryPage {
        messages: before,
        has_more: more_before || dropped_before > 0,
        has_newer: more_from || dropped_from > 0,
    })
}

/// The messages right before a place, ascending, and whether there are still older ones.
async fn older(
    tx: &DatabaseTransaction,
    chat: ChatId,
    before: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.seq < $2 ORDER BY m.seq DESC LIMIT $3"
    );
    let (mut messages, more) = page(tx, sql, chat, before, limit).await?;
    messages.reverse();
    Ok((messages, more))
}

/// The messages right after a place, ascending, and whether there are still newer ones.
async fn newer(
    tx: &DatabaseTransaction,
    chat: ChatId,
    after: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.seq > $2 ORDER BY m.seq LIMIT $3"
    );
    page(tx, sql, chat, after, limit).await
}

/// Reads one more than asked for, to know whether there is more.
async fn page(
    tx: &DatabaseTransaction,
    sql: String,
    chat: ChatId,
    key: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let one_more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let found = rows(tx, sql, values![chat.uuid(), key, one_more]).await?;
    let messages = found.iter().take(limit).map(message_from).collect::<Result<_, _>>()?;
    Ok((messages, found.len() > limit))
}

async fn first_since(
    tx: &DatabaseTransaction,
    chat: ChatId,
    moment: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT seq FROM messages WHERE chat_id = $1 AND created_at >= $2
               ORDER BY created_at, seq LIMIT 1";
    let found = row(tx, sql, values![chat.uuid(), moment.millis()]).await?;
    found.map(|row| column(&row, "seq")).transpose()
}

async fn log_after<C: ConnectionTrait>(
    db: &C,
    id: ChatId,
    after: i64,
    limit: u32,
) -> Result<Option<Vec<LogEntry>>, StoreError> {
    let chat = chats::chat(db, id).await?;
    // The log is dense: what is missing can be counted without reading it.
    if after > chat.last_seq || chat.last_seq - after > i64::from(limit) {
        return Ok(None);
    }
    let sql = format!("SELECT {MESSAGE} FROM messages m WHERE m.chat_id = $1 AND m.seq > $2 ORDER BY m.seq");
    let mut entries = Vec::new();
    for row in rows(db, sql, values![id.uuid(), after]).await? {
        entries.push(LogEntry::Message(message_from(&row)?));
    }
    // Whoever joined may have left since: the member is joined loosely.
    let sql = format!(
        "SELECT e.seq AS event_seq, e.kind AS event_kind, mb.user_id AS member_id, {MEMBER}, {ROLE}, {PERSON}
         FROM chat_events e JOIN chats c ON c.id = e.chat_id JOIN people p ON p.id = e.user_id
         LEFT JOIN chat_members mb ON mb.chat_id = e.chat_id AND mb.user_id = e.user_id
         WHERE e.chat_id = $1 AND e.seq > $2 ORDER BY e.seq"
    );
    for row in rows(db, sql, values![id.uuid(), after]).await? {
        let is_member = column::<Option<uuid::Uuid>>(&row, "member_id")?.is_some();
        let member = match word(&row, "chat_events", "event_kind", id)? {
            EventKind::MemberJoined if is_member => Some(member_from(&row)?),
            EventKind::MemberJoined | EventKind::Renamed => None,
        };
        entries.push(LogEntry::ChatChanged { seq: column(&row, "event_seq")?, chat: chat.clone(), member });
    }
    entries.sort_by_key(LogEntry::seq);
    Ok(Some(entries))
}
