//! Letters that wait to be sent, and the addresses of people.
//!
//! A letter names an account, or an address as somebody typed it; whose that is is looked up when it is sent. The links
//! inside of letters are in `mail_links`.

use std::time::Duration;

use sea_orm::QueryResult;
use uuid::Uuid;
use zvonilka_model::{Email, Language, Person, SessionId, Timestamp, UserId};

use crate::{
    Constraint, Store, StoreError,
    people::{PERSON, person_from},
    statement::{column, execute, row, rows, small, values},
    transaction::in_transaction,
    words::{Word as _, word},
};

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailKind {
    /// A link to set a new password.
    Reset,
    /// A link that shows whose an address is.
    Confirm,
    /// The password is another one now.
    PasswordChanged,
    /// The address is another one now; to the one before.
    AddressChanged,
    /// Somebody signed in on another device.
    SignIn,
}

/// To whom a letter goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailTo {
    /// Whoever has this address, as somebody typed it.
    Address(Email),
    /// The confirmed address of an account.
    Account(UserId),
    /// The address that an account had until now.
    Former(UserId, Email),
}

/// A letter to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMailJob {
    /// About what.
    pub kind: MailKind,
    /// To whom.
    pub to: MailTo,
    /// In which language, unless the account has one of its own.
    pub language: Language,
    /// The device that it is about; may be empty.
    pub device: String,
    /// The network address that it is about; may be empty.
    pub place: String,
    /// Not after.
    pub expires_at: Timestamp,
}

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailJobId(Uuid);

/// A letter to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailJob {
    /// Its id.
    pub id: MailJobId,
    /// About what.
    pub kind: MailKind,
    /// To whom.
    pub to: MailTo,
    /// In which language, unless the account has one of its own.
    pub language: Language,
    /// The device that it is about; may be empty.
    pub device: String,
    /// The network address that it is about; may be empty.
    pub place: String,
    /// When it happened.
    pub noted_at: Timestamp,
    /// Not after.
    pub expires_at: Timestamp,
    /// How often it was taken, this time included.
    pub attempts: u32,
}

/// How somebody wants to be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MailSettings {
    /// In which language.
    pub language: Language,
    /// Whether a new sign-in is told.
    pub sign_in_notice: bool,
}

impl Store {
    /// Puts a letter into the queue.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn queue_mail(&self, job: &NewMailJob) -> Result<(), StoreError> {
        let now = self.now();
        let (user, address) = match &job.to {
            MailTo::Address(address) => (None, Some(address)),
            MailTo::Account(user) => (Some(*user), None),
            MailTo::Former(user, address) => (Some(*user), Some(address)),
        };
        let sql =
            "INSERT INTO mail_jobs (id, kind, user_id, address, language, device, place, noted_at, due_at,
                       expires_at, attempts)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)";
        let values = values![
            SessionId::generate(now).uuid(),
            job.kind.word(),
            user.map(UserId::uuid),
            address.map(|address| address.as_str().to_owned()),
            job.language.word(),
            job.device.as_str(),
            job.place.as_str(),
            now.millis(),
            now.millis(),
            job.expires_at.millis(),
        ];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// Takes up to `limit` letters that are due, the oldest first. They come again after `lease` unless they are
    /// finished by then.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn take_mail(&self, limit: u32, lease: Duration) -> Result<Vec<MailJob>, StoreError> {
        let now = self.now();
        let sql = "SELECT id, kind, user_id, address, language, device, place, noted_at, due_at, expires_at, attempts
                   FROM mail_jobs WHERE due_at <= $1 AND expires_at > $2 ORDER BY due_at, id LIMIT $3";
        let values = values![now.millis(), now.millis(), i64::from(limit)];
        let mut taken = Vec::new();
        for row in rows(self.database().reader(), sql, values).await? {
            let due_at: i64 = column(&row, "due_at")?;
            let job = job_from(&row)?;
            // Another node may be faster.
            let sql =
                "UPDATE mail_jobs SET due_at = $3, attempts = attempts + 1 WHERE id = $1 AND due_at = $2";
            let values = values![job.id.0, due_at, (now + lease).millis()];
            if execute(self.database().writer(), sql, values).await? > 0 {
                taken.push(job);
            }
        }
        Ok(taken)
    }

    /// When the next letter is due.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn next_mail_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT MIN(due_at) AS due_at FROM mail_jobs WHERE expires_at > $1";
        let found = row(self.database().reader(), sql, values![self.now().millis()]).await?;
        let due: Option<i64> = found.map(|row| column(&row, "due_at")).transpose()?.flatten();
        Ok(due.map(Timestamp::from_millis))
    }

    /// Ends the work on a letter: it comes again at `again`, or never.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; then it comes again after its lease.
    pub async fn finish_mail(&self, job: MailJobId, again: Option<Timestamp>) -> Result<(), StoreError> {
        let writer = self.database().writer();
        let done = match again {
            None => execute(writer, "DELETE FROM mail_jobs WHERE id = $1", values![job.0]).await,
            Some(at) => {
                let sql = "UPDATE mail_jobs SET due_at = $2 WHERE id = $1";
                execute(writer, sql, values![job.0, at.millis()]).await
            }
        };
        done.map(|_| ())
    }

    /// Forgets letters and links whose time is over.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_old_mail(&self) -> Result<(), StoreError> {
        let now = self.now().millis();
        let writer = self.database().writer();
        execute(writer, "DELETE FROM mail_jobs WHERE expires_at <= $1", values![now]).await?;
        execute(writer, "DELETE FROM mail_links WHERE expires_at <= $1", values![now]).await.map(|_| ())
    }

    /// Whose an address is, confirmed or not; nobody's when the account is shut.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn person_at(&self, address: &Email) -> Result<Option<Person>, StoreError> {
        let sql = format!("SELECT {PERSON} FROM people p WHERE p.email_folded = $1 AND NOT p.disabled");
        let found = row(self.database().reader(), sql, values![address.folded()]).await?;
        found.map(|row| person_from(&row)).transpose()
    }

    /// Gives somebody another address, or none; it is not confirmed. Links to the former one are worth nothing any
    /// more. `None`: the address is somebody else's.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_email(&self, user: UserId, email: Option<&Email>) -> Result<Option<()>, StoreError> {
        let done: Result<(), StoreError> = in_transaction!(self.database(), |tx| async {
            let sql = "UPDATE people SET email = $2, email_folded = $3, email_confirmed = $4 WHERE id = $1";
            let (plain, folded) = (email.map(|email| email.as_str().to_owned()), email.map(Email::folded));
            execute(&tx, sql, values![user.uuid(), plain, folded, false]).await?;
            let sql = "DELETE FROM mail_links WHERE user_id = $1 AND address IS NOT NULL";
            execute(&tx, sql, values![user.uuid()]).await.map(|_| ())
        });
        match done {
            Ok(()) => Ok(Some(())),
            Err(StoreError::Conflict { constraint: Constraint::PersonEmail }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How somebody wants to be written to; `None` while they have said nothing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn mail_settings(&self, user: UserId) -> Result<Option<MailSettings>, StoreError> {
        let sql = "SELECT language, sign_in_notice FROM mail_settings WHERE user_id = $1";
        let found = row(self.database().reader(), sql, values![user.uuid()]).await?;
        found
            .map(|row| {
                Ok(MailSettings {
                    language: word(&row, "mail_settings", "language", "language")?,
                    sign_in_notice: column(&row, "sign_in_notice")?,
                })
            })
            .transpose()
    }

    /// Keeps how somebody wants to be written to.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_mail_settings(&self, user: UserId, settings: MailSettings) -> Result<(), StoreError> {
        let sql = "INSERT INTO mail_settings (user_id, language, sign_in_notice) VALUES ($1, $2, $3)
                   ON CONFLICT (user_id) DO UPDATE SET language = excluded.language,
                       sign_in_notice = excluded.sign_in_notice";
        let values = values![user.uuid(), settings.language.word(), settings.sign_in_notice];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }
}

fn job_from(row: &QueryResult) -> Result<MailJob, StoreError> {
    let id: Uuid = column(row, "id")?;
    let wrong = |name| StoreError::inconsistent("mail_jobs", name, id);
    let user = column::<Option<Uuid>>(row, "user_id")?.map(UserId::from_uuid);
    let address = column::<Option<String>>(row, "address")?
        .map(|address| Email::parse(&address).map_err(|_| wrong("address")))
        .transpose()?;
    Ok(MailJob {
        id: MailJobId(id),
        kind: word(row, "mail_jobs", "kind", id)?,
        to: match (user, address) {
            (None, Some(address)) => MailTo::Address(address),
            (Some(user), None) => MailTo::Account(user),
            (Some(user), Some(address)) => MailTo::Former(user, address),
            (None, None) => return Err(wrong("user_id")),
        },
        language: word(row, "mail_jobs", "language", id)?,
        device: column(row, "device")?,
        place: column(row, "place")?,
        noted_at: Timestamp::from_millis(column(row, "noted_at")?),
        expires_at: Timestamp::from_millis(column(row, "expires_at")?),
        attempts: small(row, "mail_jobs", "attempts")?.saturating_add(1),
    })
}
