//! How calls were, for whoever runs the server.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct CallTransport;

impl MigrationName for CallTransport {
    fn name(&self) -> &str {
        "m0012_call_transport"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for CallTransport {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// What was told before has no transport. The index is for the list of the bad ones among many good ones.
const SCRIPT: &str = "
ALTER TABLE call_quality ADD COLUMN transport {text};
CREATE INDEX call_quality_mark ON call_quality (mark, call_id);
";
