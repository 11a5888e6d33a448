//! How calls were.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct CallQuality;

impl MigrationName for CallQuality {
    fn name(&self) -> &str {
        "m0008_call_quality"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for CallQuality {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// What each side of a call told of it. Losses in thousandths, times in milliseconds.
const SCRIPT: &str = "
CREATE TABLE call_quality (
    call_id {uuid} NOT NULL REFERENCES calls (id),
    user_id {uuid} NOT NULL REFERENCES people (id),
    mark {text} NOT NULL,
    cause {text},
    loss_in BIGINT NOT NULL,
    loss_out BIGINT NOT NULL,
    rtt_ms BIGINT NOT NULL,
    jitter_ms BIGINT NOT NULL,
    path {text},
    PRIMARY KEY (call_id, user_id)
){table};
";
