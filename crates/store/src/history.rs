//! Reading a chat.
use zvonilka_model::*;
use crate::{ChatAccess, Store, StoreError};
/// Which part of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The end.
    Newest,
    /// What stands right before this place.
    Before(i64),
    /// What stands right after this place.
    After(i64),
    /// Both sides of this place.
    Around(i64),
    /// Both sides of the first message at or after this moment.
    Date(Timestamp),
}
/// Part of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPage {
    /// Ascending by `seq`.
    pub messages: Vec<Message>,
    /// Whether there is more in the direction of reading.
    pub has_more: bool,
    /// Whether newer ones follow.
    pub has_newer: bool,
}
/// One entry of a chat's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogEntry {
    /// A message came.
    Message(Message),
    /// The chat changed.
    ChatChanged {
        /// The place of the change.
        seq: i64,
        /// The chat as it is now.
        chat: Chat,
        /// Who joined, if that was the change.
        member: Option<Member>,
    },
}
#[expect(missing_docs)]
impl Store {
    pub async fn history(&self, access: &ChatAccess, page: Page, limit: u32) -> Result<HistoryPage, StoreError> { unimplemented!() }
    pub async fn log_after(&self, access: &ChatAccess, after: i64, limit: u32) -> Result<Option<Vec<LogEntry>>, StoreError> { unimplemented!() }
}
