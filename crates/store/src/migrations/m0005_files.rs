//! Files, unfinished uploads, what carries a file, and photos of people and chats.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Files;

impl MigrationName for Files {
    fn name(&self) -> &str {
        "m0005_files"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Files {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `arrived` is what the uploader sent, more than `size` when a picture was stripped. `content` and `thumbnail` are the names of bytes in the store of content; many files may share them. A file that no
/// `file_refs` and no `avatar_id` names is loose and goes after a while.
const SCRIPT: &str = "
CREATE TABLE files (
    id {uuid} PRIMARY KEY,
    owner_id {uuid} NOT NULL REFERENCES people (id),
    purpose {text} NOT NULL,
    name {text} NOT NULL,
    mime {text} NOT NULL,
    size BIGINT NOT NULL,
    arrived BIGINT NOT NULL,
    content {text} NOT NULL,
    thumbnail {text},
    thumbnail_size BIGINT,
    width BIGINT,
    height BIGINT,
    duration_ms BIGINT,
    waveform {text},
    blur {text},
    created_at BIGINT NOT NULL
){table};
CREATE INDEX files_owner ON files (owner_id);
CREATE INDEX files_content ON files (content);
CREATE INDEX files_thumbnail ON files (thumbnail);

CREATE TABLE uploads (
    id {uuid} PRIMARY KEY,
    owner_id {uuid} NOT NULL REFERENCES people (id),
    name {text} NOT NULL,
    mime {text},
    length BIGINT NOT NULL,
    duration_ms BIGINT,
    waveform {text},
    expires_at BIGINT NOT NULL
){table};
CREATE INDEX uploads_owner ON uploads (owner_id);
CREATE INDEX uploads_expiry ON uploads (expires_at);

CREATE TABLE file_refs (
    message_id {uuid} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    file_id {uuid} NOT NULL REFERENCES files (id),
    PRIMARY KEY (message_id, position)
){clustered};
CREATE INDEX file_refs_file ON file_refs (file_id);

ALTER TABLE people ADD COLUMN avatar_id {uuid} REFERENCES files (id);
CREATE INDEX people_avatar ON people (avatar_id);
ALTER TABLE chats ADD COLUMN avatar_id {uuid} REFERENCES files (id);
CREATE INDEX chats_avatar ON chats (avatar_id);
";
