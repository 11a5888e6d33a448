//! What the links in messages lead to.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Previews;

impl MigrationName for Previews {
    fn name(&self) -> &str {
        "m0007_previews"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Previews {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `message_previews` is what messages show; a message without a row shows none. `preview_jobs` are the links that are
/// still to be looked at: whoever takes one moves `due_at` on, so that it comes again if they die over it.
/// `preview_cache` is what was found behind an address lately, under a digest of it; nothing at all when both lines are
/// missing.
const SCRIPT: &str = "
CREATE TABLE message_previews (
    message_id {uuid} PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    url {text} NOT NULL,
    title {text},
    description {text},
    site_name {text},
    image_id {uuid} REFERENCES files (id)
){table};
CREATE INDEX message_previews_image ON message_previews (image_id);

CREATE TABLE preview_jobs (
    message_id {uuid} PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    user_id {uuid} NOT NULL REFERENCES people (id),
    url {text} NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL
){table};
CREATE INDEX preview_jobs_due ON preview_jobs (due_at, message_id);

CREATE TABLE preview_cache (
    digest {text} PRIMARY KEY,
    fetched_at BIGINT NOT NULL,
    title {text},
    description {text},
    site_name {text},
    image_id {uuid} REFERENCES files (id)
){table};
CREATE INDEX preview_cache_age ON preview_cache (fetched_at);
CREATE INDEX preview_cache_image ON preview_cache (image_id);
";
