//! Appending.
use zvonilka_model::*;
use crate::{Store, StoreError};
/// A message to be stored.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Where to.
    pub chat: ChatId,
    /// Who sends.
    pub sender: UserId,
    /// The sender's own id of it.
    pub client_id: ClientId,
    /// What it says.
    pub body: MessageBody,
}
/// A stored message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// Stored just now.
    Fresh(Message),
    /// Stored earlier under the same client id.
    Repeated(Message),
}
/// Why a message was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppendRefusal {
    /// The sender is not in the chat, or there is no such chat.
    NotMember,
}
#[expect(missing_docs)]
impl Store {
    pub async fn append(&self, batch: Vec<NewMessage>) -> Result<Vec<Result<Appended, AppendRefusal>>, StoreError> { unimplemented!() }
}
