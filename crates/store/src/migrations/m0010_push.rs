//! Where people are told of things while no page of theirs is open.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Push;

impl MigrationName for Push {
    fn name(&self) -> &str {
        "m0010_push"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Push {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// A sign-in has one subscription at most, and a browser one sign-in: whoever subscribes takes the address over.
/// `push_jobs` is the queue: one row for each thing that a device is to be told of, so that the newest word about it
/// replaces the one before. Whoever takes a job moves `due_at` on, so that it comes again if they die over it.
/// Minutes of `push_settings` are those of the person's own day; `utc_offset` is how far that is ahead of UTC.
const SCRIPT: &str = "
CREATE TABLE push_subscriptions (
    session_id {uuid} PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES people (id),
    endpoint {text} NOT NULL,
    p256dh {text} NOT NULL,
    auth {text} NOT NULL,
    language {text} NOT NULL,
    device {text} NOT NULL,
    origin {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_outcome {text},
    last_at BIGINT
){table};
CREATE UNIQUE INDEX push_subscriptions_endpoint ON push_subscriptions (endpoint);
CREATE INDEX push_subscriptions_user ON push_subscriptions (user_id);

CREATE TABLE push_jobs (
    id {uuid} PRIMARY KEY,
    session_id {uuid} NOT NULL REFERENCES push_subscriptions (session_id) ON DELETE CASCADE,
    topic {text} NOT NULL,
    kind {text} NOT NULL,
    chat_id {uuid},
    seq BIGINT,
    payload {text} NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL
){table};
CREATE UNIQUE INDEX push_jobs_topic ON push_jobs (session_id, topic);
CREATE INDEX push_jobs_due ON push_jobs (due_at, id);

CREATE TABLE push_settings (
    user_id {uuid} PRIMARY KEY REFERENCES people (id),
    hide_text {bool} NOT NULL,
    quiet_from BIGINT,
    quiet_to BIGINT,
    utc_offset BIGINT NOT NULL
){table};
";
