//! Reading a chat: pages of messages.

use sea_orm::DatabaseTransaction;
use zvonilka_model::{Message, MessageId, Timestamp};

use crate::{
    ChatAccess, Store, StoreError,
    decorate::decorate,
    hidden::not_hidden,
    log::visible,
    messages::{MESSAGE, message_from},
    statement::{column, row, rows, values},
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
        let page = history(&tx, access, page, limit as usize).await?;
        tx.commit().await?;
        Ok(page)
    }

    /// Those of the given messages of the chat that its member can see, ascending by `seq`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn messages(&self, access: &ChatAccess, ids: &[MessageId]) -> Result<Vec<Message>, StoreError> {
        let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
        let tx = self.database().begin_read().await?;
        let mut found = visible(&tx, access, &ids).await?;
        tx.commit().await?;
        found.sort_by_key(|message| message.seq);
        Ok(found)
    }
}

async fn history(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    page: Page,
    limit: usize,
) -> Result<HistoryPage, StoreError> {
    match page {
        Page::Newest => {
            let (messages, has_more) = older(tx, access, i64::MAX, limit).await?;
            Ok(HistoryPage { messages, has_more, has_newer: false })
        }
        Page::Before(seq) => {
            let (messages, has_more) = older(tx, access, seq, limit).await?;
            let (newer, _) = newer(tx, access, seq.saturating_sub(1), 1).await?;
            Ok(HistoryPage { messages, has_more, has_newer: !newer.is_empty() })
        }
        Page::After(seq) => {
            let (messages, has_more) = newer(tx, access, seq, limit).await?;
            Ok(HistoryPage { messages, has_more, has_newer: has_more })
        }
        Page::Around(seq) => around(tx, access, seq, limit).await,
        Page::Date(moment) => match first_since(tx, access, moment).await? {
            Some(seq) => around(tx, access, seq, limit).await,
            None => {
                let (messages, has_more) = older(tx, access, i64::MAX, limit).await?;
                Ok(HistoryPage { messages, has_more, has_newer: false })
            }
        },
    }
}

/// Half a page before the place and half from it on; what one side lacks, the other gives.
async fn around(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    seq: i64,
    limit: usize,
) -> Result<HistoryPage, StoreError> {
    let (mut before, more_before) = older(tx, access, seq, limit).await?;
    let (mut from, more_from) = newer(tx, access, seq.saturating_sub(1), limit).await?;
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
    access: &ChatAccess,
    before: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m
         WHERE m.chat_id = $1 AND m.seq < $2 AND m.seq > $5 AND {} ORDER BY m.seq DESC LIMIT $3",
        not_hidden("m.id", "$4")
    );
    let (mut messages, more) = page(tx, sql, access, before, limit).await?;
    messages.reverse();
    Ok((messages, more))
}

/// The messages right after a place, ascending, and whether there are still newer ones.
async fn newer(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    after: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m
         WHERE m.chat_id = $1 AND m.seq > $2 AND m.seq > $5 AND {} ORDER BY m.seq LIMIT $3",
        not_hidden("m.id", "$4")
    );
    page(tx, sql, access, after, limit).await
}

/// Reads one more than asked for, to know whether there is more.
async fn page(
    tx: &DatabaseTransaction,
    sql: String,
    access: &ChatAccess,
    key: i64,
    limit: usize,
) -> Result<(Vec<Message>, bool), StoreError> {
    let one_more = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let values = values![access.chat().uuid(), key, one_more, access.user().uuid(), access.visible_from()];
    let found = rows(tx, sql, values).await?;
    let bare = found.iter().take(limit).map(message_from).collect::<Result<_, _>>()?;
    let messages = decorate(tx, bare, Some(access.user())).await?;
    Ok((messages, found.len() > limit))
}

async fn first_since(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    moment: Timestamp,
) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT seq FROM messages WHERE chat_id = $1 AND created_at >= $2 AND seq > $3
               ORDER BY created_at, seq LIMIT 1";
    let values = values![access.chat().uuid(), moment.millis(), access.visible_from()];
    let found = row(tx, sql, values).await?;
    found.map(|row| column(&row, "seq")).transpose()
}
