//! What changed in a person's chats since a cursor: twice perhaps, never zero times.
//!
//! Each change stamps its row with the mark of its commit. A reader that begins notes its horizon: every mark
//! below it is visible now, and none will ever be added below it. The pages walk the chats by `(mark, chat)`;
//! the cursor of the last page leads back to the horizon of the **first**, so that whatever was committed
//! while the pages were read, with whatever mark, is found by the next round.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{ChatId, ChatSummary, UserId};

use crate::{
    Store, StoreError,
    statement::{column, rows, values},
    summaries::summaries,
    transaction::horizon,
};

/// A page of changed chats.
#[derive(Debug, Clone)]
pub struct SyncPage {
    /// The chats as they are now, in the order of their changes.
    pub summaries: Vec<ChatSummary>,
    /// Chats that are mine no longer: I left, was removed, or they were deleted.
    pub removed: Vec<ChatId>,
    /// Where to go on when there is `more`, else where to begin next time.
    pub cursor: String,
    /// Whether to ask again at once.
    pub more: bool,
}

/// The cursor is none of ours, or of a later state of this database (it was restored): begin without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this database")]
pub struct BadCursor;

/// `v1.<horizon>.<mark>.<chat>`: the horizon of the round's first page, and the last chat that was given. The
/// nil chat stands for the beginning of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    horizon: i64,
    changed: i64,
    chat: Uuid,
}

impl Cursor {
    const fn round_from(horizon: i64) -> Self {
        Self { horizon, changed: horizon, chat: Uuid::nil() }
    }

    /// The mark from which the round of this cursor goes on, if it is only about to begin.
    pub(crate) fn round_start(self) -> Option<i64> {
        self.chat.is_nil().then_some(self.changed)
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let version = parts.next()?;
        let horizon = parts.next()?.parse().ok()?;
        let changed = parts.next()?.parse().ok()?;
        let chat = Uuid::try_parse(parts.next()?).ok()?;
        let complete = version == "v1" && parts.next().is_none() && horizon >= 0 && changed >= 0;
        complete.then_some(Self { horizon, changed, chat })
    }

    fn text(self) -> String {
        format!("v1.{}.{}.{}", self.horizon, self.changed, self.chat.simple())
    }
}

impl Store {
    /// The person's chats that changed since the cursor, at most `limit` of them; all chats without one.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn sync_page(
        &self,
        user: UserId,
        since: Option<&str>,
        limit: u32,
    ) -> Result<Result<SyncPage, BadCursor>, StoreError> {
        let since = match since.map(Cursor::parse) {
            None => Cursor::round_from(0),
            Some(Some(cursor)) => cursor,
            Some(None) => return Ok(Err(BadCursor)),
        };
        let tx = self.database().begin_read().await?;
        let seen = horizon(&tx).await?;
        if since.horizon > seen.newest {
            return Ok(Err(BadCursor));
        }
        let round = if since.chat.is_nil() { seen.next } else { since.horizon };

        let sql = "SELECT chat_id, changed FROM (
                SELECT mb.chat_id, CASE WHEN c.changed > mb.changed THEN c.changed ELSE mb.changed END AS changed
                FROM chat_members mb JOIN chats c ON c.id = mb.chat_id WHERE mb.user_id = $1
            ) AS mine
            WHERE changed > $2 OR (changed = $2 AND chat_id > $3) ORDER BY changed, chat_id LIMIT $4";
        let one_more = i64::from(limit) + 1;
        let found = rows(&tx, sql, values![user.uuid(), since.changed, since.chat, one_more]).await?;
        let more = found.len() > limit as usize;
        let mut changes: Vec<(Uuid, i64)> = Vec::with_capacity(found.len());
        for row in found.iter().take(limit as usize) {
            changes.push((column(row, "chat_id")?, column(row, "changed")?));
        }
        // With the first page of a round only; what departs while the others are read is found by the next round.
        let removed = if since.chat.is_nil() && since.horizon > 0 {
            departures(&tx, user, since.horizon).await?
        } else {
            Vec::new()
        };
        let ids: Vec<Uuid> = changes.iter().map(|(chat, _)| *chat).collect();
        let mut summaries = summaries(&tx, user, &ids).await?;
        tx.commit().await?;
        summaries.sort_by_key(|summary| ids.iter().position(|id| *id == summary.chat.id.uuid()));

        let cursor = match changes.last() {
            Some((chat, changed)) if more => Cursor { horizon: round, changed: *changed, chat: *chat },
            Some(_) | None => Cursor::round_from(round),
        };
        Ok(Ok(SyncPage { summaries, removed, cursor: cursor.text(), more }))
    }
}

/// The chats that a person lost since a horizon.
async fn departures(tx: &DatabaseTransaction, user: UserId, since: i64) -> Result<Vec<ChatId>, StoreError> {
    let sql = "SELECT chat_id FROM chat_departures WHERE user_id = $1 AND changed >= $2 ORDER BY chat_id";
    let found = rows(tx, sql, values![user.uuid(), since]).await?;
    found.iter().map(|row| Ok(ChatId::from_uuid(column(row, "chat_id")?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_their_text_and_nonsense_is_refused() {
        let cursor = Cursor { horizon: 12, changed: 7, chat: Uuid::from_u128(99) };
        assert_eq!(Cursor::parse(&cursor.text()), Some(cursor));
        for text in [
            "",
            "v1",
            "v1.1.1",
            "v2.1.1.00000000000000000000000000000063",
            "v1.-1.1.63",
            "v1.1.1.x",
            "v1.1.1.00000000000000000000000000000063.1",
        ] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}
