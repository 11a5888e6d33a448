//! One's account as a whole.

mod departure;
mod export;
mod holdings;

use std::sync::Arc;

pub use self::export::{ExportRun, ExportStage, ExportState, ExportTicket};

use self::export::Exports;
use crate::{auth::Auth, calls::Calls, core::Core, groups::Groups};

/// Use cases of one's account as a whole. Cheap to clone.
#[derive(Clone)]
pub struct Account {
    core: Arc<Core>,
    auth: Auth,
    groups: Groups,
    calls: Calls,
    exports: Arc<Exports>,
}

impl Account {
    pub(crate) fn new(core: Arc<Core>, auth: Auth, groups: Groups, calls: Calls) -> Self {
        Self { core, auth, groups, calls, exports: Arc::default() }
    }
}
