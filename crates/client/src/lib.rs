//! A client of the server: REST with [`Api`], the socket with [`Socket`].
//!
//! It keeps no state of its own: whoever reconnects asks `sync` for what was missed. It speaks plain HTTP,
//! for tests, load and the same machine.

mod api;
mod error;
mod socket;

pub use api::{Answer, Api};
pub use error::ClientError;
pub use socket::{Ended, Events, Socket};
