//! Accounts, chats, messages and calls. Times are milliseconds since the epoch, UTC.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Start;

impl MigrationName for Start {
    fn name(&self) -> &str {
        "m0001_start"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Start {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// `chats.changed` and `chat_members.changed` hold the number of the commit that last touched the row (on
/// PostgreSQL the transaction's id); `sync` pages by them. `messages.row_id` is what a full-text index will
/// refer to. `joined_seq` is the log's end when a member came: what is older does not count as unread.
const SCRIPT: &str = "
CREATE TABLE meta (name {text} PRIMARY KEY, value {text} NOT NULL){clustered};

CREATE TABLE commit_counter (value BIGINT NOT NULL){table};
INSERT INTO commit_counter (value) VALUES (0);

CREATE TABLE people (
    id {uuid} PRIMARY KEY,
    login {text} NOT NULL,
    display_name {text} NOT NULL,
    folded {text} NOT NULL,
    status_text {text} NOT NULL,
    email {text},
    email_folded {text},
    email_confirmed {bool} NOT NULL,
    password_hash {text} NOT NULL,
    is_admin {bool} NOT NULL,
    disabled {bool} NOT NULL,
    settings {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT
){table};
CREATE UNIQUE INDEX people_login ON people (login);
CREATE UNIQUE INDEX people_email ON people (email_folded);

CREATE TABLE sessions (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES people (id),
    device_name {text} NOT NULL,
    address {text} NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    ended_at BIGINT,
    end_reason {text}
){table};
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE invites (
    code {text} NOT NULL CONSTRAINT invites_pkey PRIMARY KEY,
    created_by {uuid} REFERENCES people (id),
    is_admin {bool} NOT NULL,
    max_uses BIGINT,
    uses BIGINT NOT NULL,
    expires_at BIGINT,
    note {text} NOT NULL,
    revoked_at BIGINT,
    created_at BIGINT NOT NULL
){table};

CREATE TABLE chats (
    id {uuid} PRIMARY KEY,
    kind {text} NOT NULL,
    title {text},
    direct_key {text},
    last_seq BIGINT NOT NULL,
    member_count BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed BIGINT NOT NULL
){table};
CREATE UNIQUE INDEX chats_direct_key ON chats (direct_key);

CREATE TABLE chat_members (
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    user_id {uuid} NOT NULL REFERENCES people (id),
    role {text} NOT NULL,
    joined_at BIGINT NOT NULL,
    joined_seq BIGINT NOT NULL,
    read_seq BIGINT NOT NULL,
    delivered_seq BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    PRIMARY KEY (chat_id, user_id)
){clustered};
CREATE INDEX chat_members_user ON chat_members (user_id);

CREATE TABLE messages (
    row_id {row_id},
    id {uuid} NOT NULL,
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    seq BIGINT NOT NULL,
    rev BIGINT NOT NULL,
    sender_id {uuid} NOT NULL REFERENCES people (id),
    client_id {text} NOT NULL,
    kind {text} NOT NULL,
    text {text},
    payload {text},
    created_at BIGINT NOT NULL
){table};
CREATE UNIQUE INDEX messages_id ON messages (id);
CREATE UNIQUE INDEX messages_seq ON messages (chat_id, seq);
CREATE UNIQUE INDEX messages_client_id ON messages (chat_id, sender_id, client_id);
CREATE INDEX messages_time ON messages (chat_id, created_at);

CREATE TABLE chat_events (
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    seq BIGINT NOT NULL,
    kind {text} NOT NULL,
    user_id {uuid} NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, seq)
){clustered};

CREATE TABLE calls (
    id {uuid} PRIMARY KEY,
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    kind {text} NOT NULL,
    status {text} NOT NULL,
    is_live {bool} NOT NULL,
    initiator_id {uuid} NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    ring_until BIGINT NOT NULL,
    answered_at BIGINT,
    connected_at BIGINT,
    ended_at BIGINT,
    end_reason {text}
){table};
CREATE INDEX calls_live ON calls (id) WHERE is_live;

CREATE TABLE call_participants (
    id {uuid} PRIMARY KEY,
    call_id {uuid} NOT NULL REFERENCES calls (id),
    place BIGINT NOT NULL,
    user_id {uuid} NOT NULL REFERENCES people (id),
    session_id {uuid},
    state {text} NOT NULL,
    lease_until BIGINT,
    sending {bool} NOT NULL,
    receiving {bool} NOT NULL
){table};
CREATE INDEX call_participants_call ON call_participants (call_id);
CREATE INDEX call_participants_user ON call_participants (user_id, call_id);

CREATE TABLE hidden_calls (
    call_id {uuid} NOT NULL REFERENCES calls (id),
    user_id {uuid} NOT NULL REFERENCES people (id),
    PRIMARY KEY (call_id, user_id)
){clustered};
";
