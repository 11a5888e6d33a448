//! The echo contact, as the rules see it.

use std::time::Duration;

use crate::{EchoId, UserId};

/// Answers calls with what they say. `media` implements it; `service` asks it.
pub trait EchoLine: Send + Sync + 'static {
    /// Answers an SDP offer of this person. A call that they have with the contact already ends; this one does at the
    /// latest after `longest`.
    ///
    /// # Errors
    /// [`EchoRefusal`]; then the call before goes on.
    fn open(&self, user: UserId, offer: &str, longest: Duration) -> Result<EchoAnswer, EchoRefusal>;

    /// Ends a call, if it is this person's and goes on.
    fn close(&self, user: UserId, id: EchoId);
}

/// A call that the echo contact has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EchoAnswer {
    /// Which call.
    pub id: EchoId,
    /// The SDP answer, with all addresses at which the contact is reached.
    pub sdp: String,
}

/// Why the echo contact does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EchoRefusal {
    /// The offer is none, or offers something else than sound alone.
    Offer,
    /// It talks with as many people as it can.
    Full,
}
