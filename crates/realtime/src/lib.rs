//! The hub: connections by person, listeners by chat, presence, and the telling of committed changes.
//!
//! It never waits for a slow client and never decides who may do what: it tells what `service` announces. A
//! frame's text is made once and shared by all who hear it. Start at [`Hub`]; a connection's queue is in
//! `outbound`.

mod hub;
mod outbound;
mod registry;
mod sightings;
pub mod wire;

pub use hub::{Connection, Handle, Hub};
pub use outbound::{CloseReason, Closed, Frame, Next, Outbound};
pub use registry::Subscription;
