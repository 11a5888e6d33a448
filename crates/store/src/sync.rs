//! What changed since.
use zvonilka_model::*;
use crate::{Store, StoreError};
/// A page of changed chats.
#[derive(Debug, Clone)]
pub struct SyncPage {
    /// The chats as they are now.
    pub summaries: Vec<ChatSummary>,
    /// Chats that are mine no longer.
    pub removed: Vec<ChatId>,
    /// Where to go on, or to begin next time.
    pub cursor: String,
    /// Whether to ask again at once.
    pub more: bool,
}
/// The cursor is none of ours, or of a later state of this database (it was restored): begin without one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this database")]
pub struct BadCursor;
#[expect(missing_docs)]
impl Store {
    pub async fn sync_page(&self, user: UserId, since: Option<&str>, limit: u32) -> Result<Result<SyncPage, BadCursor>, StoreError> { unimplemented!() }
}
