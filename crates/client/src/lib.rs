//! A client of the server.
//!
//! [`Client`] stays connected: it comes back by itself, tells everything once and in order, and sends what it was given
//! until it is stored. [`Api`] is REST, and [`Socket`] one connection, for whoever wants to see each step; they keep no
//! state of their own. All of it speaks plain HTTP, for bots, tests and load on the same machine or behind a proxy.

mod api;
mod client;
mod driver;
mod error;
mod known;
mod outbox;
mod pauses;
mod sign_in;
mod socket;

pub use api::{Answer, Api};
pub use client::{Client, Update, Updates};
pub use error::ClientError;
pub use pauses::Pauses;
pub use socket::{Ended, Events, Socket};
