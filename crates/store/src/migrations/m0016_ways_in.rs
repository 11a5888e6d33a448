//! Ways in besides the password alone: codes as a second step, and passkeys.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct WaysIn;

impl MigrationName for WaysIn {
    fn name(&self) -> &str {
        "m0016_ways_in"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for WaysIn {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// The secret of codes is kept as it is: each check needs it, and a key that could seal it would lie in this same
/// database. Recovery codes are kept as digests, of passkeys there is nothing secret.
const SCRIPT: &str = "
CREATE TABLE second_factors (
    user_id {uuid} PRIMARY KEY REFERENCES people (id),
    secret {text} NOT NULL,
    enabled {bool} NOT NULL,
    last_step BIGINT NOT NULL,
    made_at BIGINT NOT NULL
){table};

CREATE TABLE recovery_codes (
    user_id {uuid} NOT NULL REFERENCES people (id),
    digest {text} NOT NULL,
    PRIMARY KEY (user_id, digest)
){clustered};

CREATE TABLE passkeys (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES people (id),
    credential {text} NOT NULL UNIQUE,
    algorithm BIGINT NOT NULL,
    public_key {text} NOT NULL,
    sign_count BIGINT NOT NULL,
    host {text} NOT NULL,
    name {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT
){table};
CREATE INDEX passkeys_user ON passkeys (user_id);

ALTER TABLE sessions ADD COLUMN way {text} NOT NULL DEFAULT 'password';
";
