//! Accounts that were deleted by whom they belonged to.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Departures;

impl MigrationName for Departures {
    fn name(&self) -> &str {
        "m0014_departures"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Departures {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// A row with `deleted_at` says of nobody who they were: it stays for what others received from them.
const SCRIPT: &str = "
ALTER TABLE people ADD COLUMN deleted_at BIGINT;
";
