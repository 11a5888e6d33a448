//! Chats.
use zvonilka_model::*;
use crate::{Store, StoreError};
/// The proof that a person is a member of a chat; only [`Store::access`] makes one.
#[derive(Debug, Clone, Copy)]
pub struct ChatAccess {
    chat: ChatId,
    user: UserId,
    role: Role,
    kind: ChatKind,
}
#[expect(missing_docs)]
impl ChatAccess {
    pub const fn chat(&self) -> ChatId { self.chat }
    pub const fn user(&self) -> UserId { self.user }
    pub const fn role(&self) -> Role { self.role }
    pub const fn kind(&self) -> ChatKind { self.kind }
}
/// A chat that somebody is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// The chat.
    pub chat: ChatId,
    /// People in it.
    pub member_count: u32,
}
/// A direct chat, found or made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenedDirect {
    /// The chat.
    pub chat: ChatId,
    /// Whether this call made it.
    pub created: bool,
}
/// A change of the chat itself, as it went into the log.
#[derive(Debug, Clone)]
pub struct ChatChange {
    /// Its place.
    pub seq: i64,
    /// The chat as it is now.
    pub chat: Chat,
}
/// Which mark moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkKind {
    /// The person has read.
    Read,
    /// A device has received.
    Delivered,
}
/// A mark that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marked {
    /// Where it is now.
    pub seq: i64,
    /// What is left to read.
    pub unread_count: u32,
}
#[expect(missing_docs)]
impl Store {
    pub async fn access(&self, user: UserId, chat: ChatId) -> Result<Option<ChatAccess>, StoreError> { unimplemented!() }
    pub async fn ensure_family_chat(&self, title: &str) -> Result<ChatId, StoreError> { unimplemented!() }
    pub async fn memberships(&self, user: UserId) -> Result<Vec<Membership>, StoreError> { unimplemented!() }
    pub async fn summary(&self, access: &ChatAccess) -> Result<ChatSummary, StoreError> { unimplemented!() }
    pub async fn summaries(&self, user: UserId) -> Result<Vec<ChatSummary>, StoreError> { unimplemented!() }
    pub async fn open_direct(&self, key: DirectKey) -> Result<OpenedDirect, StoreError> { unimplemented!() }
    pub async fn direct_chat(&self, key: DirectKey) -> Result<Option<ChatId>, StoreError> { unimplemented!() }
    pub async fn members(&self, access: &ChatAccess) -> Result<Vec<Member>, StoreError> { unimplemented!() }
    pub async fn member_ids(&self, access: &ChatAccess) -> Result<Vec<UserId>, StoreError> { unimplemented!() }
    pub async fn rename(&self, access: &ChatAccess, title: ChatTitle) -> Result<ChatChange, StoreError> { unimplemented!() }
    pub async fn mark(&self, access: &ChatAccess, kind: MarkKind, seq: i64) -> Result<Option<Marked>, StoreError> { unimplemented!() }
}
