//! Sign-ins.
use zvonilka_model::*;
use crate::{Store, StoreError};
/// A sign-in to be made.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// What the device calls itself.
    pub device_name: String,
    /// The address it comes from.
    pub address: String,
    /// When it lapses unless used again.
    pub expires_at: Timestamp,
}
/// A session and whether its holder may still act.
#[derive(Debug, Clone)]
pub struct SessionState {
    /// The session.
    pub session: Session,
    /// Whether its holder runs the server.
    pub admin: Admin,
    /// Whether an admin has shut the account.
    pub disabled: bool,
    /// Whether the session was ended. Lapsing (`expires_at`) is not ending.
    pub ended: bool,
}
/// What became of a presented refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Accepted.
    Granted {
        /// The generation to hand out.
        generation: u32,
    },
    /// An old one: somebody may have stolen it. The caller ends the session.
    Reused,
    /// The session was ended or has lapsed.
    Ended,
    /// There is no such session.
    Unknown,
}
#[expect(missing_docs)]
impl Store {
    pub async fn create_session(&self, user: UserId, new: NewSession) -> Result<Session, StoreError> { unimplemented!() }
    pub async fn session_state(&self, id: SessionId) -> Result<Option<SessionState>, StoreError> { unimplemented!() }
    pub async fn rotate_session(&self, id: SessionId, presented: u32, expires_at: Timestamp, address: &str) -> Result<Rotation, StoreError> { unimplemented!() }
    pub async fn sessions_of(&self, user: UserId) -> Result<Vec<Session>, StoreError> { unimplemented!() }
    pub async fn touch_session(&self, id: SessionId, address: &str) -> Result<(), StoreError> { unimplemented!() }
    pub async fn end_session(&self, user: UserId, id: SessionId, why: SessionEnd) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn end_sessions(&self, user: UserId, except: Option<SessionId>, why: SessionEnd) -> Result<Vec<SessionId>, StoreError> { unimplemented!() }
}
