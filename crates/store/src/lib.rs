//! Everything that lasts: people, sessions, invitations, chats, messages and calls, in SQLite or PostgreSQL.
//!
//! One code base serves both databases, and only this crate knows that there are two. Statements are written
//! by hand in a dialect that both understand, since each of them is meant to be read, explained and measured;
//! the few places that differ ask `statement::is_postgres`. This crate never decides who may do what: that
//! is the business of the rules above it. It only demands, by asking for a [`ChatAccess`], that somebody
//! looked up the membership first. It tells nobody what happened; whoever calls announces after the commit.
//!
//! # Adding a method
//! 1. Put it into the file of its noun as `impl Store`. One read is `statement::rows` on
//!    `self.database().reader()`; several reads that must agree go into `begin_read`; writes of more than one
//!    statement into `in_transaction!`.
//! 2. Lists are read by key (`WHERE x > $last ORDER BY x LIMIT $n`), never by OFFSET, and sent in fixed sizes
//!    (`statement::pieces`, `statement::padded`).
//! 3. What members must hear of takes the next `seq` of its chat and sets `changed` to
//!    `transaction::commit_mark`, or `sync` will miss it. Lock the chats first, in the order of their ids.
//! 4. Say what it promises in `tests/suite`, which runs on both databases.

mod call_guests;
mod call_quality;
mod calls;
mod chats;
mod contacts;
mod database;
mod decorate;
mod departure;
mod edits;
mod enclosed;
mod error;
mod files;
mod groups;
mod guest_links;
mod hidden;
mod history;
mod invites;
mod links;
mod log;
mod mail;
mod mail_links;
mod members;
mod messages;
mod migrations;
mod mine;
mod newcomers;
mod notes;
mod passkeys;
mod people;
mod personal;
mod photos;
mod pins;
mod previews;
mod privacy;
mod push;
mod queues;
mod reactions;
mod registration;
mod search;
mod second_factor;
mod sessions;
mod simple_mode;
mod statement;
mod summaries;
mod sync;
mod transaction;
mod words;

use std::{fmt, sync::Arc};

use rand::Rng;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{Clock, Timestamp};

pub use chats::{ChatAccess, ChatChange, MarkKind, Marked, Membership, OpenedDirect};
pub use contacts::{Asked, Block, Circle, Parted};
pub use departure::{Departure, DepartureRefusal};
pub use edits::{Attempt, Changed, InHand, Words};
pub use enclosed::{Enclosed, PreviewWish, SaidToBe};
pub use error::{Constraint, StoreError};
pub use files::{Carrier, Content, FilesPage, Poster, Share, ShareRefusal, StoredFile, Upload};
pub use groups::{ChatEdit, GroupChange, GroupRefusal, NewGroup};
pub use guest_links::KnownGuestLink;
pub use history::{HistoryPage, Page};
pub use links::LinkedGroup;
pub use log::LogEntry;
pub use mail::{MailJob, MailJobId, MailKind, MailSettings, MailTo, NewMailJob};
pub use mail_links::{LinkPurpose, NewMailLink};
pub use members::{Departed, MemberPlace};
pub use messages::{AppendRefusal, Appended, NewMessage};
pub use mine::{MinePatch, MineRefusal};
pub use newcomers::Arrival;
pub use passkeys::{KeyInUse, NewPasskey};
pub use people::{Credentials, ProfilePatch};
pub use personal::{Fate, Held, Holding, PERSONAL, Personal};
pub use previews::{CachedPreview, PreviewFound, PreviewJob};
pub use push::{
    ChatFace, NewPushJob, PushJob, PushJobId, PushKind, PushRecipient, PushReport, PushSettings, PushState,
    PushSubscription, QuietHours, Resubscribed,
};
pub use queues::Queues;
pub use reactions::{NotACursor, ReactionBy, ReactionList};
pub use registration::{FamilyJoin, Registered, Registration, RegistrationRefusal};
pub use search::{FoundPage, Has, IndexProgress, MessageQuery};
pub use second_factor::{PendingFactor, SecondFactor};
pub use sessions::{NewSession, Rotation, SessionState};
pub use simple_mode::{ProposalAnswer, ProposalRefusal};
pub use sync::{BadCursor, SyncPage};

use database::Database;
use statement::{column, execute, row, values};
use transaction::in_transaction;

/// Where the database is.
#[derive(Clone)]
pub struct StoreSettings {
    /// `sqlite:<path>` or a bare path for SQLite, `postgres://…` for PostgreSQL. May hold a password.
    pub url: String,
}

impl fmt::Debug for StoreSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreSettings(..)")
    }
}

/// A key that belongs to the database, so that nodes and backups share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// Signs access tokens.
    AccessToken,
    /// Signs refresh tokens.
    RefreshToken,
    /// Makes the credentials of the relay for calls.
    Turn,
    /// Shows push services that it is this server that speaks (RFC 8292).
    Push,
}

/// The database. Cheap to clone: all clones share its connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    database: Database,
    clock: Arc<dyn Clock>,
    identity: Identity,
}

/// What is made once with the database and never changes.
struct Identity {
    store_id: String,
    access_token: [u8; SECRET_BYTES],
    refresh_token: [u8; SECRET_BYTES],
    turn: [u8; SECRET_BYTES],
    push: [u8; SECRET_BYTES],
}

const SECRET_BYTES: usize = 32;

impl Store {
    /// Opens the database: makes what is missing, brings the schema up to date, and on first use draws the
    /// store's id and secrets. A SQLite file is made readable by its owner only; its folder must exist.
    ///
    /// # Errors
    /// [`StoreError::Address`] for an address that cannot be understood, [`StoreError::Unavailable`] when the
    /// database cannot be reached, [`StoreError::Migration`] when its schema cannot be brought up to date.
    pub async fn open(settings: &StoreSettings, clock: Arc<dyn Clock>) -> Result<Self, StoreError> {
        let database = Database::connect(&settings.url).await?;
        in_transaction!(database, |tx| migrations::migrate(&tx))?;
        let identity = in_transaction!(database, |tx| identity(&tx))?;
        Ok(Self { inner: Arc::new(Inner { database, clock, identity }) })
    }

    /// Closes all connections; on SQLite the log is folded into the file first. Later calls fail.
    pub async fn close(&self) {
        self.inner.database.close().await;
    }

    /// Whether the database answers; notices a SQLite file that was deleted or replaced.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.inner.database.ping().await
    }

    /// The random id made with the database; clients whose caches carry another one drop them.
    #[must_use]
    pub fn store_id(&self) -> &str {
        &self.inner.identity.store_id
    }

    /// 32 random bytes, made with the database and different for each use.
    #[must_use]
    pub fn secret(&self, secret: Secret) -> &[u8] {
        match secret {
            Secret::AccessToken => &self.inner.identity.access_token,
            Secret::RefreshToken => &self.inner.identity.refresh_token,
            Secret::Turn => &self.inner.identity.turn,
            Secret::Push => &self.inner.identity.push,
        }
    }

    fn database(&self) -> &Database {
        &self.inner.database
    }

    fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.inner.identity.store_id)
    }
}

async fn identity(tx: &DatabaseTransaction) -> Result<Identity, StoreError> {
    let store_id = meta_or_insert(tx, "store_id", Uuid::from_bytes(random()).simple().to_string()).await?;
    Ok(Identity {
        store_id,
        access_token: secret(tx, "secret_access_token").await?,
        refresh_token: secret(tx, "secret_refresh_token").await?,
        turn: secret(tx, "secret_turn").await?,
        push: secret(tx, "secret_push").await?,
    })
}

async fn secret(tx: &DatabaseTransaction, name: &'static str) -> Result<[u8; SECRET_BYTES], StoreError> {
    let fresh: [u8; SECRET_BYTES] = random();
    let text = meta_or_insert(tx, name, fresh.iter().map(|byte| format!("{byte:02x}")).collect()).await?;
    from_hex(&text).ok_or_else(|| StoreError::inconsistent("meta", "value", name))
}

fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

fn from_hex(text: &str) -> Option<[u8; SECRET_BYTES]> {
    let mut bytes = [0; SECRET_BYTES];
    if text.len() != 2 * SECRET_BYTES {
        return None;
    }
    for (place, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// The value stored under `name`; `fresh` becomes it if there is none yet, even when several nodes try.
async fn meta_or_insert(
    tx: &DatabaseTransaction,
    name: &'static str,
    fresh: String,
) -> Result<String, StoreError> {
    let insert = "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    execute(tx, insert, values![name, fresh]).await?;
    let found = row(tx, "SELECT value FROM meta WHERE name = $1", values![name]).await?;
    column(&found.ok_or_else(|| StoreError::inconsistent("meta", "value", name))?, "value")
}
