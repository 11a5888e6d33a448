//! Why a line is not made.

use thiserror::Error;

/// Why a line is not made.
#[derive(Debug, Error)]
pub enum SfuError {
    /// The offer is none, or asks for more than a line has.
    #[error("the offer cannot be answered: {0}")]
    Offer(String),
    /// There is no address at which packets could arrive.
    #[error("there is no address to be reached at")]
    NoAddress,
    /// The cryptography does not work.
    #[error("no certificate could be made: {0}")]
    Certificate(String),
}
