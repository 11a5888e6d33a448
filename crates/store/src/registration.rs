//! A newcomer.
use zvonilka_model::*;
use crate::{NewSession, Store, StoreError};
/// Everything that makes a newcomer.
pub struct Registration {
    /// Their login.
    pub login: Login,
    /// Their name.
    pub display_name: DisplayName,
    /// Their address, if given.
    pub email: Option<Email>,
    /// The hash of their password.
    pub password_hash: String,
    /// The invitation they came by.
    pub invite: Option<InviteCode>,
    /// Whether they become an admin whatever the invitation says.
    pub admin: Admin,
    /// The family chat they join.
    pub family: Option<ChatId>,
    /// Their first sign-in.
    pub session: NewSession,
}
/// What came of it.
#[derive(Debug, Clone)]
pub struct Registered {
    /// The newcomer.
    pub person: Person,
    /// Their first sign-in.
    pub session: Session,
    /// Their place in the family chat.
    pub family: Option<FamilyJoin>,
}
/// A newcomer's entry in the family chat's log.
#[derive(Debug, Clone)]
pub struct FamilyJoin {
    /// Its place.
    pub seq: i64,
    /// The chat as it is now.
    pub chat: Chat,
    /// The new member.
    pub member: Member,
}
/// Why nobody was registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationRefusal {
    /// Somebody has this login.
    LoginTaken,
    /// Somebody has this address.
    EmailTaken,
    /// No such invitation.
    InviteUnknown,
    /// The invitation was used up, has lapsed or was taken back.
    InviteUsedUp,
}
#[expect(missing_docs)]
impl Store {
    pub async fn register(&self, registration: Registration) -> Result<Result<Registered, RegistrationRefusal>, StoreError> { unimplemented!() }
}
