//! Letters that wait to be sent, the links that were sent, and what people want to be written about.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait::async_trait};

use super::run;

pub(super) struct Mail;

impl MigrationName for Mail {
    fn name(&self) -> &str {
        "m0011_mail"
    }
}

#[expect(
    elided_lifetimes_in_paths,
    reason = "`async_trait` matches the lifetimes of the trait only in the form in which it writes them"
)]
#[async_trait]
impl MigrationTrait for Mail {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCRIPT).await
    }

    // The caller's transaction is enough.
    fn use_transaction(&self) -> Option<bool> {
        Some(false)
    }
}

/// A letter names an account, or an address as somebody typed it: whose it is is looked up when it is sent, so that the
/// one who typed it learns nothing. No secret is in the queue: the link is made when the letter is.
const SCRIPT: &str = "
CREATE TABLE mail_jobs (
    id {uuid} PRIMARY KEY,
    kind {text} NOT NULL,
    user_id {uuid} REFERENCES people (id),
    address {text},
    language {text} NOT NULL,
    device {text} NOT NULL,
    place {text} NOT NULL,
    noted_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL
){table};
CREATE INDEX mail_jobs_due ON mail_jobs (due_at, id);
CREATE INDEX mail_jobs_expiry ON mail_jobs (expires_at);

CREATE TABLE mail_links (
    digest {text} PRIMARY KEY,
    purpose {text} NOT NULL,
    user_id {uuid} NOT NULL REFERENCES people (id),
    address {text},
    expires_at BIGINT NOT NULL
){table};
CREATE INDEX mail_links_user ON mail_links (user_id);
CREATE INDEX mail_links_expiry ON mail_links (expires_at);

CREATE TABLE mail_settings (
    user_id {uuid} PRIMARY KEY REFERENCES people (id),
    language {text} NOT NULL,
    sign_in_notice {bool} NOT NULL
){table};
";
