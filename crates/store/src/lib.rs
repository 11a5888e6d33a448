//! Everything that lasts: one code base for SQLite and PostgreSQL.

mod calls;
mod chats;
mod error;
mod history;
mod invites;
mod messages;
mod people;
mod registration;
mod sessions;
mod sync;

use std::sync::Arc;

use zvonilka_model::Clock;

pub use calls::CallRecord;
pub use chats::{ChatAccess, ChatChange, MarkKind, Marked, Membership, OpenedDirect};
pub use error::{Constraint, StoreError};
pub use history::{HistoryPage, LogEntry, Page};
pub use messages::{AppendRefusal, Appended, NewMessage};
pub use people::{Credentials, ProfilePatch};
pub use registration::{FamilyJoin, Registered, Registration, RegistrationRefusal};
pub use sessions::{NewSession, Rotation, SessionState};
pub use sync::{BadCursor, SyncPage};

/// Where the database is.
#[derive(Clone)]
pub struct StoreSettings {
    /// `sqlite:<path>`, a bare path (also SQLite), or `postgres://…`.
    pub url: String,
}

/// A key that belongs to the database, so that nodes and backups share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// Signs access tokens.
    AccessToken,
    /// Signs refresh tokens.
    RefreshToken,
}

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<()>,
}

impl Store {
    /// Opens the database.
    pub async fn open(settings: &StoreSettings, clock: Arc<dyn Clock>) -> Result<Self, StoreError> { unimplemented!() }
    /// Closes.
    pub async fn close(&self) { unimplemented!() }
    /// Ping.
    pub async fn ping(&self) -> Result<(), StoreError> { unimplemented!() }
    /// Id.
    pub fn store_id(&self) -> &str { unimplemented!() }
    /// Secret.
    pub fn secret(&self, secret: Secret) -> &[u8] { unimplemented!() }
}
