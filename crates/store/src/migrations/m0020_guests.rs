//! Guests of group calls: the links by which they come, and those who were in a call.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Guests;

impl MigrationName for Guests {
    fn name(&self) -> &str {
        "m0020_guests"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Guests {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// A guest is known by nothing but the name that they gave: what is kept of them goes with the call. Links are kept by their
/// digest, so that whoever reads the database can come in nowhere.
const SCRIPT: &str = "
CREATE TABLE guest_links (
    id {uuid} PRIMARY KEY,
    chat_id {uuid} NOT NULL REFERENCES chats (id),
    created_by {uuid} NOT NULL REFERENCES people (id),
    digest {text} NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
){table};
CREATE INDEX guest_links_chat ON guest_links (chat_id);
CREATE INDEX guest_links_maker ON guest_links (created_by);
CREATE TABLE call_guests (
    id {uuid} PRIMARY KEY,
    call_id {uuid} NOT NULL REFERENCES calls (id),
    place BIGINT NOT NULL,
    guest_id {uuid} NOT NULL,
    link_id {uuid} NOT NULL,
    name {text} NOT NULL,
    state {text} NOT NULL,
    lease_until BIGINT,
    sending {bool} NOT NULL,
    receiving {bool} NOT NULL
){table};
CREATE INDEX call_guests_call ON call_guests (call_id)";
