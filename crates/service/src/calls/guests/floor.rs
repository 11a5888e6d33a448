//! What guests say without speaking: a raised hand, and signs; as often as members, and to the same people.

use zvonilka_model::call::GuestEvent;

use super::{Guests, Visitor};
use crate::{ServiceError, calls::floor};

impl Guests {
    /// Raises the guest's own hand, or lowers it.
    ///
    /// # Errors
    /// As [`Self::join`], and the rate limit.
    pub async fn hand(&self, visitor: &Visitor, raised: bool) -> Result<(), ServiceError> {
        self.core.limits.guest_sign(visitor.pass.guest)?;
        let event = GuestEvent::Hand(visitor.pass.guest, visitor.connection, raised);
        self.apply(visitor, event).await.map(|_| ())
    }

    /// Shows a sign to everybody in the call, for a moment; it is kept nowhere.
    ///
    /// # Errors
    /// As [`Self::hand`], and [`ServiceError::Invalid`] for what is not one emoji.
    pub fn react(&self, visitor: &Visitor, emoji: &str) -> Result<(), ServiceError> {
        let emoji = floor::sign(emoji)?;
        self.core.limits.guest_sign(visitor.pass.guest)?;
        let (call, guest) = self.place_of(visitor)?;
        self.keeper.show_sign(&call, guest.id, None, &emoji);
        Ok(())
    }
}
