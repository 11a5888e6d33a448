//! The raised hands of guests.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct GuestHands;

impl MigrationName for GuestHands {
    fn name(&self) -> &str {
        "m0023_guest_hands"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for GuestHands {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

const SCRIPT: &str = "ALTER TABLE call_guests ADD COLUMN hand_raised_at BIGINT";
