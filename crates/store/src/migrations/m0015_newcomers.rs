//! How far those have settled in who came by an invitation.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Newcomers;

impl MigrationName for Newcomers {
    fn name(&self) -> &str {
        "m0015_newcomers"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Newcomers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `steps` holds a bit for each step taken. Rows go after a month.
const SCRIPT: &str = "
ALTER TABLE invites ADD COLUMN opened_at BIGINT;
CREATE TABLE newcomers (
    user_id {uuid} PRIMARY KEY REFERENCES people (id),
    invited_by {uuid} NOT NULL REFERENCES people (id),
    code {text} NOT NULL,
    steps BIGINT NOT NULL,
    registered_at BIGINT NOT NULL
){clustered};
CREATE INDEX newcomers_invited_by ON newcomers (invited_by, registered_at);
CREATE INDEX newcomers_registered_at ON newcomers (registered_at);
";
