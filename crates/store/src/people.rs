//! Accounts.
use zvonilka_model::*;
use crate::{Store, StoreError};
/// An account with what is needed to check a password.
#[derive(Clone)]
pub struct Credentials {
    /// Who.
    pub person: Person,
    /// The hash of their password.
    pub password_hash: String,
    /// Whether an admin has shut the account.
    pub disabled: bool,
}
/// What to change in a profile; `None` leaves a field as it is.
#[derive(Debug, Clone, Default)]
pub struct ProfilePatch {
    /// The name that others see.
    pub display_name: Option<DisplayName>,
    /// The line about how one is.
    pub status_text: Option<StatusText>,
    /// The page's own settings, a JSON object.
    pub settings: Option<String>,
}
#[expect(missing_docs)]
impl Store {
    pub async fn person(&self, id: UserId) -> Result<Option<Person>, StoreError> { unimplemented!() }
    pub async fn people(&self, ids: &[UserId]) -> Result<Vec<Person>, StoreError> { unimplemented!() }
    pub async fn credentials(&self, login_or_email: &str) -> Result<Option<Credentials>, StoreError> { unimplemented!() }
    pub async fn credentials_of(&self, id: UserId) -> Result<Option<Credentials>, StoreError> { unimplemented!() }
    pub async fn set_password_hash(&self, id: UserId, hash: &str) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn update_profile(&self, id: UserId, patch: ProfilePatch) -> Result<Option<Person>, StoreError> { unimplemented!() }
    pub async fn directory(&self, after: Option<&str>, limit: u32) -> Result<Vec<Person>, StoreError> { unimplemented!() }
    pub async fn search_people(&self, query: &str, limit: u32) -> Result<Vec<Person>, StoreError> { unimplemented!() }
    pub async fn set_last_seen(&self, id: UserId, at: Timestamp) -> Result<(), StoreError> { unimplemented!() }
    pub async fn set_admin(&self, id: UserId, admin: Admin) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn set_disabled(&self, id: UserId, disabled: bool) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn count_people(&self) -> Result<u64, StoreError> { unimplemented!() }
    pub async fn count_admins(&self) -> Result<u64, StoreError> { unimplemented!() }
}
