//! Calls of a group: whose microphones a host switched off.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct CallSilence;

impl MigrationName for CallSilence {
    fn name(&self) -> &str {
        "m0024_call_silence"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for CallSilence {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// Empty once somebody speaks again or has gone, so that nothing of it stays when a call is over.
const SCRIPT: &str = "
ALTER TABLE call_participants ADD COLUMN silenced_by {uuid} REFERENCES people (id);
ALTER TABLE call_guests ADD COLUMN silenced_by {uuid} REFERENCES people (id);
";
