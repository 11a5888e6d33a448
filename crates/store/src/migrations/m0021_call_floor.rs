//! Calls of a group: raised hands, who leads, who was taken out, and a lock.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct CallFloor;

impl MigrationName for CallFloor {
    fn name(&self) -> &str {
        "m0021_call_floor"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for CallFloor {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// No call so far knew any of it.
const SCRIPT: &str = "
ALTER TABLE calls ADD COLUMN locked {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE call_participants ADD COLUMN hand_raised_at BIGINT;
ALTER TABLE call_participants ADD COLUMN leads {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE call_participants ADD COLUMN removed {bool} NOT NULL DEFAULT FALSE;
";
