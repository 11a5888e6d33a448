//! Calls of a group: how the media of a call travel.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct GroupCalls;

impl MigrationName for GroupCalls {
    fn name(&self) -> &str {
        "m0018_group_calls"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for GroupCalls {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// Every call so far was one of two people.
const SCRIPT: &str = "ALTER TABLE calls ADD COLUMN mode {text} NOT NULL DEFAULT 'p2p'";
