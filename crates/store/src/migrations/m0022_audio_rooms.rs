//! Audio rooms: which groups keep one, and which calls were of one.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct AudioRooms;

impl MigrationName for AudioRooms {
    fn name(&self) -> &str {
        "m0022_audio_rooms"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for AudioRooms {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

const SCRIPT: &str = "
ALTER TABLE chats ADD COLUMN audio_room {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE calls ADD COLUMN audio_room {bool} NOT NULL DEFAULT FALSE";
