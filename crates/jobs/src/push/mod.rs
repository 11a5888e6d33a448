//! Web Push: sealing (RFC 8291), sending (RFC 8030, 8292), and the task that takes what there is to tell.

mod seal;
mod send;
mod worker;

pub use seal::{SealError, seal};
pub use send::Pusher;
pub(crate) use worker::run;
