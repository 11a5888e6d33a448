//! Invitations.
use zvonilka_model::*;
use crate::{Store, StoreError};
#[expect(missing_docs)]
impl Store {
    pub async fn create_invite(&self, invite: Invite) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn invite(&self, code: &InviteCode) -> Result<Option<Invite>, StoreError> { unimplemented!() }
    pub async fn invites(&self, by: Option<UserId>, limit: u32) -> Result<Vec<Invite>, StoreError> { unimplemented!() }
    pub async fn revoke_invite(&self, code: &InviteCode) -> Result<bool, StoreError> { unimplemented!() }
    pub async fn has_any_invite(&self) -> Result<bool, StoreError> { unimplemented!() }
}
