//! The highest place that somebody else has read, found without a walk over all members of a large chat.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct ReadMarks;

impl MigrationName for ReadMarks {
    fn name(&self) -> &str {
        "m0009_read_marks"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for ReadMarks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

const SCRIPT: &str = "
CREATE INDEX chat_members_read ON chat_members (chat_id, read_seq);
";
