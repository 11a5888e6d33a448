//! What happens to a message after it was sent: answers, forwards, edits, deletions, signs, mentions, pins.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Messages;

impl MigrationName for Messages {
    fn name(&self) -> &str {
        "m0003_messages"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Messages {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `messages.flags` says which of the tables beside it hold something of a message (`decorate.rs`), so that a page of
/// plain texts asks none of them. `chats.pinned` lists the pinned messages, the newest pin first, with commas.
/// `hidden_messages.changed` is a commit's mark, as in `chats`. `mentions` and `hidden_messages` repeat the place of
/// their message, which never changes, so that what is unread is counted from an index.
const SCRIPT: &str = "
ALTER TABLE messages ADD COLUMN flags BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN reply_to {uuid};
ALTER TABLE messages ADD COLUMN forwarded_user {uuid};
ALTER TABLE messages ADD COLUMN forwarded_name {text};
ALTER TABLE messages ADD COLUMN edited_at BIGINT;
ALTER TABLE messages ADD COLUMN deleted_at BIGINT;

ALTER TABLE chats ADD COLUMN pinned {text};

ALTER TABLE chat_events ADD COLUMN message_id {uuid};
ALTER TABLE chat_events ADD COLUMN detail {text};

CREATE TABLE reactions (
    message_id {uuid} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES people (id),
    emoji {text} NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (message_id, user_id, emoji)
){clustered};

CREATE TABLE mentions (
    message_id {uuid} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES people (id),
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    seq BIGINT NOT NULL,
    PRIMARY KEY (message_id, user_id)
){clustered};
CREATE INDEX mentions_user ON mentions (user_id, chat_id, seq);

CREATE TABLE hidden_messages (
    message_id {uuid} NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    user_id {uuid} NOT NULL REFERENCES people (id),
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    seq BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (message_id, user_id)
){clustered};
CREATE INDEX hidden_messages_user ON hidden_messages (user_id, chat_id, seq);
";
