//! What changed in a person's chats since a cursor: twice perhaps, never zero times.
//!
//! Each change stamps its row with the mark of its commit. A reader that begins notes its horizon: every mark
//! below it is visible now, and none will ever be added below it. The pages walk the chats by `(mark, chat)`;
//! the cursor of the last page leads back to the horizon of the **first**, so that whatever was committed
//! while the pages were read, with whatever mark, is found by the next round.

use std::collections::{HashMap, HashSet};

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{ChatId, ChatSummary, UserId};

use crate::{
    ChatAccess, Store, StoreError,
    statement::{column, rows, values},
    summaries::summaries,
    transaction::Horizon,
};

/// A page of changed chats.
#[derive(Debug, Clone)]
pub struct SyncPage {
    /// The chats as they are now, in the order of their changes; then those that were named.
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
    /// The person's chats that changed since the cursor, at most `limit` of them; all chats without one. After them those
    /// of `named` that are not among them, as they are now: a client may want to know where it stands in them.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn sync_page(
        &self,
        user: UserId,
        since: Option<&str>,
        limit: u32,
        named: &[ChatAccess],
    ) -> Result<Result<SyncPage, BadCursor>, StoreError> {
        let since = match since.map(Cursor::parse) {
            None => Cursor::round_from(0),
            Some(Some(cursor)) => cursor,
            Some(None) => return Ok(Err(BadCursor)),
        };
        let tx = self.database().begin_read().await?;
        let Changes { seen, mut changed, departed } = changes(&tx, user, since, limit).await?;
        if since.horizon > seen.newest {
            return Ok(Err(BadCursor));
        }
        let round = if since.chat.is_nil() { seen.next } else { since.horizon };
        let more = changed.len() > limit as usize;
        changed.truncate(limit as usize);

        let mut ids: Vec<Uuid> = changed.iter().map(|(_, chat)| *chat).collect();
        let given: HashSet<Uuid> = ids.iter().copied().collect();
        let named = named.iter().filter(|access| access.user() == user).map(|access| access.chat().uuid());
        ids.extend(named.filter(|chat| !given.contains(chat)));
        let mut summaries = summaries(&tx, user, &ids).await?;
        tx.commit().await?;
        let places: HashMap<Uuid, usize> = ids.iter().copied().zip(0..).collect();
        summaries.sort_by_key(|summary| places.get(&summary.chat.id.uuid()).copied());

        let cursor = match changed.last() {
            Some((mark, chat)) if more => Cursor { horizon: round, changed: *mark, chat: *chat },
            Some(_) | None => Cursor::round_from(round),
        };
        Ok(Ok(SyncPage { summaries, removed: departed, cursor: cursor.text(), more }))
    }
}

/// What happened to a person's chats since a cursor.
struct Changes {
    seen: Horizon,
    /// Marks and chats in their order, one more than asked for if there are more.
    changed: Vec<(i64, Uuid)>,
    /// Lost since the round before. Only with the first page of a round: what departs while the others are read is found
    /// by the next round.
    departed: Vec<ChatId>,
}

/// One statement for all of it: each one more is a trip to another thread, or over the network.
async fn changes(
    tx: &DatabaseTransaction,
    user: UserId,
    since: Cursor,
    limit: u32,
) -> Result<Changes, StoreError> {
    let [next, newest] = Horizon::columns(tx);
    let sql = format!(
        "SELECT 'horizon' AS what, NULL AS chat_id, {next} AS mark, {newest} AS newest
         UNION ALL
         SELECT 'changed', chat_id, changed, 0 FROM (
             SELECT chat_id, changed FROM (
                 SELECT mb.chat_id, CASE WHEN c.changed > mb.changed THEN c.changed ELSE mb.changed END AS changed
                 FROM chat_members mb JOIN chats c ON c.id = mb.chat_id WHERE mb.user_id = $1
             ) AS mine
             WHERE changed > $2 OR (changed = $2 AND chat_id > $3) ORDER BY changed, chat_id LIMIT $4
         ) AS page
         UNION ALL
         SELECT 'departed', chat_id, changed, 0 FROM chat_departures WHERE user_id = $1 AND changed >= $5"
    );
    let one_more = i64::from(limit) + 1;
    let departed_since = if since.chat.is_nil() && since.horizon > 0 { since.horizon } else { i64::MAX };
    let values = values![user.uuid(), since.changed, since.chat, one_more, departed_since];
    let mut seen = None;
    let (mut changed, mut departed) = (Vec::new(), Vec::new());
    for row in rows(tx, sql, values).await? {
        let mark = column(&row, "mark")?;
        match column::<String>(&row, "what")?.as_str() {
            "horizon" => seen = Some(Horizon { next: mark, newest: column(&row, "newest")? }),
            "changed" => changed.push((mark, column(&row, "chat_id")?)),
            _ => departed.push(ChatId::from_uuid(column(&row, "chat_id")?)),
        }
    }
    let seen = seen.ok_or_else(|| StoreError::inconsistent("commit_counter", "value", user))?;
    changed.sort_unstable();
    departed.sort_unstable();
    Ok(Changes { seen, changed, departed })
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
