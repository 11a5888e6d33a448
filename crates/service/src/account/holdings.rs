//! What is held of somebody.

use zvonilka_model::Actor;
use zvonilka_store::Held;

use super::Account;
use crate::ServiceError;

impl Account {
    /// How much is held of oneself, of each kind.
    ///
    /// # Errors
    /// The rate limit.
    pub async fn holdings(&self, actor: Actor) -> Result<Vec<Held>, ServiceError> {
        self.core.limits.holdings(actor.user)?;
        Ok(self.core.store.holdings(actor.user).await?)
    }
}
