//! Filling the index: what was written since the last pass, and what changed.
//!
//! A pass reads first, computes the stems, and only then opens its transaction, so that it holds SQLite's one
//! writer for the inserts alone. What changes in between puts a new entry into `search_pending`, which a later
//! pass reads. Two that try at once: the one whose `pass` is outdated writes nothing.
//!
//! On SQLite rows become visible in the order of `row_id`. On PostgreSQL a transaction that took its numbers
//! early may commit late: numbers that are missing below the newest one are looked for until every transaction
//! that ran when the newest was seen has ended.

use std::collections::BTreeSet;

use sea_orm::{DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, MessageKind, UserId, first_link, stems};

use super::{Has, chat_mark, sender_mark};
use crate::{
    Store, StoreError,
    statement::{column, execute, is_postgres, list, padded, pieces, row, rows, values},
    transaction::in_transaction,
    words::word,
};

/// How far the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexProgress {
    /// There is more to do at once, or may be.
    More,
    /// Everything visible is in it; whether something older will still appear is not yet sure (PostgreSQL).
    Unsettled,
    /// Everything that was committed before this pass is in it.
    UpToDate,
}

/// A pass over the index, read and computed but not yet written.
struct Pass {
    seen: State,
    next: State,
    /// Entries of the queue that this pass works off.
    done: Vec<i64>,
    /// Messages whose words are taken out.
    outdated: Vec<i64>,
    /// Messages whose words are put in.
    entries: Vec<Entry>,
    progress: IndexProgress,
}

struct Entry {
    row_id: i64,
    /// Sorted; empty for what cannot be found.
    lexemes: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct State {
    settled: i64,
    candidate: i64,
    horizon: i64,
    pass: i64,
}

impl Store {
    /// Brings up to `limit` written and as many changed messages into the full-text index.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn index_messages(&self, limit: u32) -> Result<IndexProgress, StoreError> {
        let tx = self.database().begin_read().await?;
        let pass =
            if is_postgres(&tx) { read_postgres(&tx, limit).await } else { read_sqlite(&tx, limit).await };
        tx.commit().await?;
        let pass = pass?;
        if pass.done.is_empty() && pass.entries.is_empty() && pass.seen == pass.next {
            return Ok(pass.progress);
        }
        let mine = in_transaction!(self.database(), |tx| write(&tx, &pass))?;
        // Somebody else was faster, and may have seen less than is there now.
        Ok(if mine { pass.progress } else { IndexProgress::More })
    }
}

async fn state(tx: &DatabaseTransaction) -> Result<State, StoreError> {
    let found = row(tx, "SELECT settled, candidate, horizon, pass FROM search_state", Vec::new()).await?;
    let row = found.ok_or_else(|| StoreError::inconsistent("search_state", "pass", "the only row"))?;
    Ok(State {
        settled: column(&row, "settled")?,
        candidate: column(&row, "candidate")?,
        horizon: column(&row, "horizon")?,
        pass: column(&row, "pass")?,
    })
}

/// The oldest entries of the queue: their own ids and the messages that they name.
async fn pending(tx: &DatabaseTransaction, limit: u32) -> Result<(Vec<i64>, BTreeSet<i64>), StoreError> {
    let sql = "SELECT id, row_id FROM search_pending ORDER BY id LIMIT $1";
    let mut ids = Vec::new();
    let mut messages = BTreeSet::new();
    for row in rows(tx, sql, values![i64::from(limit)]).await? {
        ids.push(column(&row, "id")?);
        messages.insert(column(&row, "row_id")?);
    }
    Ok((ids, messages))
}

/// What of a message goes into the index.
const INDEXED: &str = "m.row_id, m.chat_id, m.sender_id, m.kind AS message_kind, m.text, m.deleted_at";

async fn read_sqlite(tx: &DatabaseTransaction, limit: u32) -> Result<Pass, StoreError> {
    let seen = state(tx).await?;
    let (done, changed) = pending(tx, limit).await?;
    let sql = format!("SELECT {INDEXED} FROM messages m WHERE m.row_id > $1 ORDER BY m.row_id LIMIT $2");
    let fresh = entries(&rows(tx, sql, values![seen.settled, i64::from(limit)]).await?)?;
    let settled = match fresh.last() {
        Some(last) => last.row_id,
        // When the newest messages are deleted, their numbers are given out again.
        None => {
            let found =
                row(tx, "SELECT coalesce(max(row_id), 0) AS newest FROM messages", Vec::new()).await?;
            let newest = found.map(|row| column(&row, "newest")).transpose()?.unwrap_or(0);
            seen.settled.min(newest)
        }
    };
    // What lies beyond is new for a later pass anyway.
    let known: Vec<i64> = changed.iter().copied().filter(|row_id| *row_id <= seen.settled).collect();
    let more = fresh.len() >= limit as usize || done.len() >= limit as usize;
    let mut entries = changed_entries(tx, &known).await?;
    entries.extend(fresh);
    let progress = if more { IndexProgress::More } else { IndexProgress::UpToDate };
    let moved = !done.is_empty() || !entries.is_empty() || settled != seen.settled;
    let next = State { settled, pass: seen.pass + i64::from(moved), ..seen };
    Ok(Pass { seen, next, done, outdated: known, entries, progress })
}

async fn read_postgres(tx: &DatabaseTransaction, limit: u32) -> Result<Pass, StoreError> {
    let seen = state(tx).await?;
    let snapshot = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
                           pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next";
    let found = row(tx, snapshot, Vec::new()).await?;
    let found = found.ok_or_else(|| StoreError::inconsistent("search_state", "horizon", "the snapshot"))?;
    let (oldest, horizon): (i64, i64) = (column(&found, "oldest")?, column(&found, "next")?);

    let (done, changed) = pending(tx, limit).await?;
    let sql = format!(
        "SELECT {INDEXED} FROM messages m LEFT JOIN message_words w ON w.row_id = m.row_id
         WHERE m.row_id > $1 AND w.row_id IS NULL ORDER BY m.row_id LIMIT $2"
    );
    let fresh = entries(&rows(tx, sql, values![seen.settled, i64::from(limit)]).await?)?;
    let full = fresh.len() >= limit as usize;
    let newest = match fresh.last() {
        Some(last) if full => last.row_id,
        Some(_) | None => {
            let sql = "SELECT coalesce(max(row_id), 0) AS newest FROM messages";
            let found = row(tx, sql, Vec::new()).await?;
            found.map(|row| column(&row, "newest")).transpose()?.unwrap_or(0)
        }
    };
    // Whoever drew a number up to the candidate had begun to write before the candidate was seen. If all of
    // them have ended, what they left is visible, and this pass takes it in unless it is full before.
    let is_settled = oldest >= seen.horizon && (!full || newest >= seen.candidate);
    let settled = if is_settled { seen.candidate.max(seen.settled) } else { seen.settled };
    let (candidate, horizon) =
        if is_settled && newest > settled { (newest, horizon) } else { (seen.candidate, seen.horizon) };
    let progress = if full || done.len() >= limit as usize {
        IndexProgress::More
    } else if newest > settled {
        IndexProgress::Unsettled
    } else {
        IndexProgress::UpToDate
    };
    let changed: Vec<i64> = changed.into_iter().collect();
    let mut entries = changed_entries(tx, &changed).await?;
    entries.extend(fresh.into_iter().filter(|entry| !changed.contains(&entry.row_id)));
    let next = State { settled, candidate, horizon, pass: seen.pass };
    let moved = !done.is_empty() || !entries.is_empty() || next != seen;
    let next = State { pass: seen.pass + i64::from(moved), ..next };
    Ok(Pass { seen, next, done, outdated: changed, entries, progress })
}

async fn changed_entries(tx: &DatabaseTransaction, row_ids: &[i64]) -> Result<Vec<Entry>, StoreError> {
    let mut found = Vec::with_capacity(row_ids.len());
    for piece in padded(row_ids) {
        let sql = format!("SELECT {INDEXED} FROM messages m WHERE m.row_id IN ({})", list(0, piece.len()));
        found.extend(entries(&rows(tx, sql, numbers(piece)).await?)?);
    }
    Ok(found)
}

fn numbers(list: Vec<i64>) -> Vec<Value> {
    list.into_iter().map(Value::from).collect()
}

fn entries(rows: &[QueryResult]) -> Result<Vec<Entry>, StoreError> {
    rows.iter().map(entry).collect()
}

fn entry(row: &QueryResult) -> Result<Entry, StoreError> {
    let row_id: i64 = column(row, "row_id")?;
    let text: Option<String> = column(row, "text")?;
    let has = match word(row, "messages", "message_kind", row_id)? {
        MessageKind::Media => Some(Has::Photo),
        MessageKind::File => Some(Has::File),
        MessageKind::Voice => Some(Has::Voice),
        MessageKind::Text | MessageKind::Call | MessageKind::System => None,
    };
    let mut lexemes = text.as_deref().map(stems).unwrap_or_default();
    if text.as_deref().and_then(first_link).is_some() {
        lexemes.insert(Has::Link.mark().to_owned());
    }
    lexemes.extend(has.map(|has| has.mark().to_owned()));
    let deleted = column::<Option<i64>>(row, "deleted_at")?.is_some();
    if deleted || lexemes.is_empty() {
        return Ok(Entry { row_id, lexemes: BTreeSet::new() });
    }
    lexemes.insert(chat_mark(ChatId::from_uuid(column::<Uuid>(row, "chat_id")?)));
    lexemes.insert(sender_mark(UserId::from_uuid(column::<Uuid>(row, "sender_id")?)));
    Ok(Entry { row_id, lexemes })
}

/// Writes a pass; `false` when another one was written since it was read.
async fn write(tx: &DatabaseTransaction, pass: &Pass) -> Result<bool, StoreError> {
    let State { settled, candidate, horizon, pass: number } = pass.next;
    let sql = "UPDATE search_state SET settled = $1, candidate = $2, horizon = $3, pass = $4 WHERE pass = $5";
    if execute(tx, sql, values![settled, candidate, horizon, number, pass.seen.pass]).await? == 0 {
        return Ok(false);
    }
    let key = if is_postgres(tx) { "row_id" } else { "rowid" };
    for piece in padded(&pass.outdated) {
        let sql = format!("DELETE FROM message_words WHERE {key} IN ({})", list(0, piece.len()));
        execute(tx, sql, numbers(piece)).await?;
    }
    // What has no words is noted on PostgreSQL all the same: there, a missing row counts as not yet read.
    let written: Vec<&Entry> =
        pass.entries.iter().filter(|entry| is_postgres(tx) || !entry.lexemes.is_empty()).collect();
    let words = |entry: &Entry| entry.lexemes.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    for piece in pieces(&written, 0, |entry| values![entry.row_id, words(entry)]) {
        let sql = if is_postgres(tx) {
            // One text per message, taken apart by the database: no lexeme holds a blank.
            format!(
                "INSERT INTO message_words (row_id, words)
                 SELECT v.column1, array_to_tsvector(string_to_array(v.column2, ' '))
                 FROM (VALUES {}) AS v WHERE v.column1 IS NOT NULL
                 ON CONFLICT (row_id) DO UPDATE SET words = excluded.words",
                piece.tuples
            )
        } else {
            format!("INSERT INTO message_words (rowid, words) {}", piece.rows())
        };
        execute(tx, sql, piece.values).await?;
    }
    for piece in padded(&pass.done) {
        let sql = format!("DELETE FROM search_pending WHERE id IN ({})", list(0, piece.len()));
        execute(tx, sql, numbers(piece)).await?;
    }
    Ok(true)
}
