//! One's account as a whole.

mod departure;
mod holdings;

use std::sync::Arc;

use crate::{auth::Auth, calls::Calls, core::Core, groups::Groups};

/// Use cases of one's account as a whole. Cheap to clone.
#[derive(Clone)]
pub struct Account {
    core: Arc<Core>,
    auth: Auth,
    groups: Groups,
    calls: Calls,
}

impl Account {
    pub(crate) const fn new(core: Arc<Core>, auth: Auth, groups: Groups, calls: Calls) -> Self {
        Self { core, auth, groups, calls }
    }
}
