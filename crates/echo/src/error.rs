//! Why a call is not answered.

use thiserror::Error;

/// Why a call is not answered.
#[derive(Debug, Error)]
pub enum EchoError {
    /// The offer is none, or offers something else than one place for sound.
    #[error("the offer cannot be answered: {0}")]
    Offer(String),
    /// There is no address at which the call could arrive.
    #[error("there is no address to be called at")]
    NoAddress,
    /// The cryptography does not work.
    #[error("no certificate could be made: {0}")]
    Certificate(String),
}
