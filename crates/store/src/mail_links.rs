//! The links in letters: each opens one thing, once, for a while. Only their digests are kept, so that whoever reads the
//! database can open nothing.

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{Person, Timestamp, UserId};

use crate::{
    Store, StoreError,
    people::{self, PERSON, person_from},
    statement::{column, execute, row, values},
    transaction::in_transaction,
    words::Word as _,
};

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkPurpose {
    /// Setting a new password.
    Reset,
    /// Showing that an address is one's own.
    Confirm,
}

/// A link that was sent.
#[derive(Debug, Clone)]
pub struct NewMailLink<'a> {
    /// The digest of what is in the link.
    pub digest: &'a str,
    /// What it opens.
    pub purpose: LinkPurpose,
    /// Whose.
    pub user: UserId,
    /// The address to which it was sent, folded: with another one the link is worth nothing. `None` when it was handed
    /// over in another way.
    pub address: Option<String>,
    /// Not after.
    pub expires_at: Timestamp,
}

/// A link that is good opens something for an open account that still has the address.
const GOOD: &str = "l.digest = $1 AND l.purpose = $2 AND l.expires_at > $3 AND NOT p.disabled \
    AND (l.address IS NULL OR l.address = p.email_folded)";

impl Store {
    /// Keeps a link.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn add_mail_link(&self, link: NewMailLink<'_>) -> Result<(), StoreError> {
        let sql = "INSERT INTO mail_links (digest, purpose, user_id, address, expires_at)
                   VALUES ($1, $2, $3, $4, $5)";
        let values = values![
            link.digest,
            link.purpose.word(),
            link.user.uuid(),
            link.address,
            link.expires_at.millis(),
        ];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// For whom a link opens something, if it is good.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn mail_link(&self, digest: &str, purpose: LinkPurpose) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM mail_links l JOIN people p ON p.id = l.user_id WHERE {GOOD}");
        let values = values![digest, purpose.word(), self.now().millis()];
        let found = row(self.database().reader(), sql, values).await?;
        found.map(|row| person_from(&row)).transpose()
    }

    /// Uses a link up to set a password; the other ones of that account are used up with it. `None`: it is not good.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn reset_password(
        &self,
        digest: &str,
        password_hash: &str,
    ) -> Result<Option<Person>, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| async {
            let Some(user) = use_up(&tx, digest, LinkPurpose::Reset, now).await? else { return Ok(None) };
            let sql = "UPDATE people SET password_hash = $2 WHERE id = $1";
            execute(&tx, sql, values![user.uuid(), password_hash]).await?;
            people::person(&tx, user).await
        })
    }

    /// Uses a link up to confirm an address. `None`: it is not good.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn confirm_email(&self, digest: &str) -> Result<Option<Person>, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| async {
            let Some(user) = use_up(&tx, digest, LinkPurpose::Confirm, now).await? else { return Ok(None) };
            let sql = "UPDATE people SET email_confirmed = $2 WHERE id = $1";
            execute(&tx, sql, values![user.uuid(), true]).await?;
            people::person(&tx, user).await
        })
    }
}

/// Deletes a good link and its like. Of two that use it at once, only one deletes it.
async fn use_up(
    tx: &DatabaseTransaction,
    digest: &str,
    purpose: LinkPurpose,
    now: Timestamp,
) -> Result<Option<UserId>, StoreError> {
    let sql = format!("SELECT p.id FROM mail_links l JOIN people p ON p.id = l.user_id WHERE {GOOD}");
    let Some(found) = row(tx, sql, values![digest, purpose.word(), now.millis()]).await? else {
        return Ok(None);
    };
    let user = UserId::from_uuid(column::<Uuid>(&found, "id")?);
    if execute(tx, "DELETE FROM mail_links WHERE digest = $1", values![digest]).await? == 0 {
        return Ok(None);
    }
    let sql = "DELETE FROM mail_links WHERE user_id = $1 AND purpose = $2";
    execute(tx, sql, values![user.uuid(), purpose.word()]).await?;
    Ok(Some(user))
}
