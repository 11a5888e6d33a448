//! Calls.
use zvonilka_model::{call::Call, *};
use crate::{Store, StoreError};
/// A call and the people in it.
#[derive(Debug, Clone)]
pub struct CallRecord {
    /// The call.
    pub call: Call,
    /// Everybody who takes part.
    pub people: Vec<Person>,
}
#[expect(missing_docs)]
impl Store {
    pub async fn save_call(&self, call: &Call) -> Result<(), StoreError> { unimplemented!() }
    pub async fn live_calls(&self) -> Result<Vec<Call>, StoreError> { unimplemented!() }
    pub async fn call(&self, id: CallId) -> Result<Option<Call>, StoreError> { unimplemented!() }
    pub async fn calls_of(&self, user: UserId, before: Option<CallId>, limit: u32) -> Result<Vec<Call>, StoreError> { unimplemented!() }
    pub async fn hide_call(&self, user: UserId, call: CallId) -> Result<bool, StoreError> { unimplemented!() }
}
