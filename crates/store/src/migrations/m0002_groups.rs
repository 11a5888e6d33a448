//! Groups, saved messages, invite links, and each member's own side of a chat.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Groups;

impl MigrationName for Groups {
    fn name(&self) -> &str {
        "m0002_groups"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Groups {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `visible_from`: the member sees nothing at or below this place of the log; fixed when they join. A chat with
/// `deleted_at` has no members any more and is being erased. `chat_departures` is how `sync` learns that a chat is
/// somebody's no longer; joining again deletes the row. `chat_event_people` names whom an event is about.
const SCRIPT: &str = "
ALTER TABLE chats ADD COLUMN description {text};
ALTER TABLE chats ADD COLUMN history_for_newcomers {bool} NOT NULL DEFAULT TRUE;
ALTER TABLE chats ADD COLUMN members_may_add {bool} NOT NULL DEFAULT TRUE;
ALTER TABLE chats ADD COLUMN deleted_at BIGINT;
CREATE INDEX chats_deleted ON chats (id) WHERE deleted_at IS NOT NULL;

ALTER TABLE chat_members ADD COLUMN visible_from BIGINT NOT NULL DEFAULT 0;
ALTER TABLE chat_members ADD COLUMN muted_until BIGINT;
ALTER TABLE chat_members ADD COLUMN pinned {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE chat_members ADD COLUMN archived {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE chat_members ADD COLUMN marked_unread {bool} NOT NULL DEFAULT FALSE;
ALTER TABLE chat_members ADD COLUMN draft_text {text};
ALTER TABLE chat_members ADD COLUMN draft_reply {uuid};
ALTER TABLE chat_members ADD COLUMN draft_at BIGINT;
ALTER TABLE chat_members ADD COLUMN hidden_seq BIGINT;

CREATE TABLE chat_departures (
    user_id {uuid} NOT NULL REFERENCES people (id),
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    changed BIGINT NOT NULL,
    PRIMARY KEY (user_id, chat_id)
){clustered};

CREATE TABLE chat_event_people (
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    seq BIGINT NOT NULL,
    user_id {uuid} NOT NULL REFERENCES people (id),
    PRIMARY KEY (chat_id, seq, user_id)
){clustered};

CREATE TABLE chat_links (
    code {text} NOT NULL PRIMARY KEY,
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    created_by {uuid} NOT NULL REFERENCES people (id),
    max_uses BIGINT,
    uses BIGINT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL
){clustered};
CREATE INDEX chat_links_chat ON chat_links (chat_id);
";
