//! The only media sockets of the program.
//!
//! [`Relay`] serves STUN and TURN on one UDP port and the same TCP port, on another under TLS, and whatever comes through its
//! [`RelayDoor`]; it opens relay ports from a range as they
//! are needed. What a packet means is decided by `turn`; this crate moves bytes. It never decides who may call, and
//! what else comes to the same port (DTLS and RTP for group calls and the echo contact, see `rooms.rs` and `echo.rs`) is told apart by its first byte
//! (RFC 7983).
//!
//! A worker is a thread with its own sockets and its own clients: the kernel spreads clients over the workers by
//! their address, so no packet waits for a lock. What workers share (which ports are free, how many allocations a
//! person has) is asked when an allocation begins and ends. A packet for a relayed address of another worker goes
//! through that worker's bounded inbox. Start reading at `worker.rs`.

mod addresses;
mod echo;
mod error;
mod figures;
mod outbox;
mod outer;
mod port;
mod relay;
mod rooms;
mod settings;
mod shared;
mod turns;
mod way;
mod worker;

pub use self::{
    addresses::Relayed,
    error::MediaError,
    figures::{MediaFigures, RoomFigures},
    relay::{Relay, RelayDoor},
    settings::{RelaySettings, TlsListen},
};
pub use zvonilka_sfu::{RoomCounts, RoomNow};
pub use zvonilka_turn::{Totals, Transport};
