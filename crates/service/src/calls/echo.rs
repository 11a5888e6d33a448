//! Calls with the echo contact: anybody may test their sound with it. Nobody rings, nothing is stored, and it is in no
//! history.

use std::time::Duration;

use zvonilka_model::{
    Actor, EchoId, Invalid,
    call::{EchoAnswer, EchoRefusal},
};

use super::{Calls, SDP_MAX};
use crate::ServiceError;

/// How long a call with the echo contact lasts at most.
pub const ECHO_LONGEST: Duration = Duration::from_secs(120);
/// When the contact talks with as many people as it can.
const TRY_AGAIN: Duration = Duration::from_secs(30);

impl Calls {
    /// Whether the echo contact answers on this server.
    #[must_use]
    pub fn has_echo(&self) -> bool {
        self.core.echo.is_some()
    }

    /// Calls the echo contact with an SDP offer of sound alone. A call that the actor has with it already ends.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it does not answer on this server, [`ServiceError::Invalid`] for an offer that
    /// cannot be answered, and the rate limit, also when it talks with too many.
    pub fn call_echo(&self, actor: Actor, offer: &str) -> Result<EchoAnswer, ServiceError> {
        let echo = self.core.echo.as_ref().ok_or(ServiceError::NotFound)?;
        self.core.limits.call(actor.user)?;
        if offer.len() > SDP_MAX {
            return Err(ServiceError::Invalid { field: "sdp", problem: Invalid::TooLong });
        }
        echo.open(actor.user, offer, ECHO_LONGEST).map_err(|refusal| match refusal {
            EchoRefusal::Offer => ServiceError::Invalid { field: "sdp", problem: Invalid::Format },
            EchoRefusal::Full => ServiceError::TooManyRequests { retry_after: TRY_AGAIN },
        })
    }

    /// Ends a call with the echo contact; one that is over, or somebody else's, is left alone.
    pub fn end_echo(&self, actor: Actor, id: EchoId) {
        if let Some(echo) = &self.core.echo {
            echo.close(actor.user, id);
        }
    }
}
