//! Those who came by somebody's invitation: they settle in step by step, and whoever invited them sees how far they
//! are. Nobody else does, and after a month nobody at all.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, Newcomer, WelcomeStep};
pub use zvonilka_store::Arrival;

use crate::{ServiceError, core::Core};

/// Newcomers that a list shows.
const LIST_MAX: u32 = 50;

/// Use cases of newcomers. Cheap to clone.
#[derive(Clone)]
pub struct Newcomers {
    core: Arc<Core>,
}

impl Newcomers {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Those whom the actor invited, the newest first.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn list(&self, actor: Actor) -> Result<Vec<Newcomer>, ServiceError> {
        Ok(self.core.store.newcomers(actor.user, LIST_MAX).await?)
    }

    /// How the actor came, if by another one's invitation and not long ago.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn arrival(&self, actor: Actor) -> Result<Option<Arrival>, ServiceError> {
        Ok(self.core.store.arrival(actor.user).await?)
    }

    /// Notes that the actor took a step, and tells whoever invited them. For everybody else it means nothing.
    ///
    /// # Errors
    /// The rate limit.
    pub async fn note(&self, actor: Actor, step: WelcomeStep) -> Result<(), ServiceError> {
        self.core.limits.welcome(actor.user)?;
        if let Some((user, code)) = self.core.store.note_step(actor.user, step).await? {
            self.core.sink.announce(vec![Change::InviteProgress { user, code }]);
        }
        Ok(())
    }
}
