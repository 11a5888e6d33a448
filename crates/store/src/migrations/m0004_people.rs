//! Profiles, privacy, contacts and blocks.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct People;

impl MigrationName for People {
    fn name(&self) -> &str {
        "m0004_people"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for People {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// A contact is two rows, one for each side, so that "my contacts" is one range of the key. `blocked_count` is
/// how many people somebody blocked: broadcasts ask it of everybody they name.
const SCRIPT: &str = "
ALTER TABLE people ADD COLUMN about {text} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN phone {text} NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN see_last_seen {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN see_photo {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN see_phone {text} NOT NULL DEFAULT 'contacts';
ALTER TABLE people ADD COLUMN see_about {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN may_call {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN may_message {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN may_add {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN see_receipts {text} NOT NULL DEFAULT 'everybody';
ALTER TABLE people ADD COLUMN blocked_count BIGINT NOT NULL DEFAULT 0;
CREATE INDEX people_hidden_receipts ON people (id) WHERE see_receipts <> 'everybody';

CREATE TABLE contacts (
    user_id {uuid} NOT NULL REFERENCES people (id),
    contact_id {uuid} NOT NULL REFERENCES people (id),
    since BIGINT NOT NULL,
    PRIMARY KEY (user_id, contact_id)
){clustered};

CREATE TABLE contact_requests (
    id {uuid} PRIMARY KEY,
    asker_id {uuid} NOT NULL REFERENCES people (id),
    asked_id {uuid} NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL
){table};
CREATE UNIQUE INDEX contact_requests_pair ON contact_requests (asker_id, asked_id);
CREATE INDEX contact_requests_asked ON contact_requests (asked_id);

CREATE TABLE blocks (
    user_id {uuid} NOT NULL REFERENCES people (id),
    blocked_id {uuid} NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, blocked_id)
){clustered};
CREATE INDEX blocks_blocked ON blocks (blocked_id);
";
