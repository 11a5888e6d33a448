//! Asking people into a call: who asked, and whether they are in the chat of the call.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct CallInvitations;

impl MigrationName for CallInvitations {
    fn name(&self) -> &str {
        "m0019_call_invitations"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for CallInvitations {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// So far whoever was in a call of a group came by themselves, and everybody in a call was in its chat.
const SCRIPT: &str = "
ALTER TABLE call_participants ADD COLUMN invited_by {uuid} REFERENCES people (id);
ALTER TABLE call_participants ADD COLUMN outsider {bool} NOT NULL DEFAULT FALSE";
