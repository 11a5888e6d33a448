//! The full-text index and what keeps it up to date.

use sea_orm::{ConnectionTrait, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::for_backend;
use crate::statement::is_postgres;

pub(super) struct Search;

impl MigrationName for Search {
    fn name(&self) -> &str {
        "m0006_search"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Search {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let own = if is_postgres(db) { &POSTGRES[..] } else { &SQLITE[..] };
        for statement in BOTH.iter().chain(own) {
            db.execute_unprepared(&for_backend(db, statement)).await?;
        }
        Ok(())
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `search_state` is one row: every message up to `settled` is in the index; those up to `candidate` are, too,
/// but on PostgreSQL older ones may still be committed until no transaction below `horizon` runs. `pass` is
/// moved by whoever writes the index, so that two who try do not write the same.
///
/// `search_pending` is the queue of messages that changed or went after they were written. It has no unique key
/// on `row_id`: a change must never be merged into an entry that is just being worked off.
const BOTH: [&str; 3] = [
    "CREATE TABLE search_state (
        settled BIGINT NOT NULL,
        candidate BIGINT NOT NULL,
        horizon BIGINT NOT NULL,
        pass BIGINT NOT NULL
    ){table}",
    "INSERT INTO search_state (settled, candidate, horizon, pass) VALUES (0, 0, 0, 0)",
    "CREATE TABLE search_pending (id {row_id}, row_id BIGINT NOT NULL){table}",
];

/// The stems stand in the index only (`content=''`), without their places (`detail=none`). The tokenizer only has
/// to take apart what was joined with blanks: everything that is not ASCII belongs to a word.
const SQLITE: [&str; 3] = [
    "CREATE VIRTUAL TABLE message_words USING fts5(
        words, content='', contentless_delete=1, detail=none, prefix='2 3',
        tokenize=\"ascii tokenchars '@_.-#'\"
    )",
    "CREATE TRIGGER messages_changed AFTER UPDATE OF kind, text ON messages BEGIN
        INSERT INTO search_pending (row_id) VALUES (new.row_id);
    END",
    "CREATE TRIGGER messages_gone AFTER DELETE ON messages BEGIN
        INSERT INTO search_pending (row_id) VALUES (old.row_id);
    END",
];

/// Without a list of pending entries (`fastupdate`): a search would have to read it from end to end, and only
/// the background task writes here.
const POSTGRES: [&str; 5] = [
    "CREATE TABLE message_words (row_id BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX message_words_words ON message_words USING gin (words) WITH (fastupdate = off)",
    "CREATE FUNCTION search_pending_add() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO search_pending (row_id) VALUES (old.row_id);
        RETURN NULL;
    END $$",
    "CREATE TRIGGER messages_changed AFTER UPDATE OF kind, text ON messages
        FOR EACH ROW EXECUTE FUNCTION search_pending_add()",
    "CREATE TRIGGER messages_gone AFTER DELETE ON messages
        FOR EACH ROW EXECUTE FUNCTION search_pending_add()",
];
