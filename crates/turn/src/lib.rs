//! STUN and TURN (RFC 8489, RFC 8656) as rules: bytes and time in, bytes and commands out.
//!
//! This crate opens no socket, reads no clock and makes no random numbers; `media` does all three. Start at
//! [`Server`]: packets go in through its `handle_…` methods, what must be sent at once comes back as a
//! [`Forward`] that borrows the packet, and everything slower comes out of [`Server::poll_command`].
//!
//! The codec is our own because the ready ones build lists of owned attributes for every packet, and because a relay
//! must only look at a packet, not take it apart. [`Message`] checks a packet once and then reads from it in place.

mod address;
mod admission;
mod allocation;
mod authentication;
mod channel;
mod client;
mod credentials;
mod error;
mod frame;
mod integrity;
mod message;
mod nonce;
mod peers;
mod rate;
mod reply;
mod server;
mod stream;
mod time;
mod usage;
mod writer;

pub use self::{
    address::{Family, read_xor_address},
    admission::{Admission, AdmissionLimits, Admitted, Ask, PortWish, Refusal, ReservationToken},
    channel::{ChannelData, ChannelNumber},
    client::{Client, RelayId, Transport},
    credentials::{UserName, password},
    error::TurnError,
    frame::ToClient,
    integrity::{Integrity, Key},
    message::{Attribute, Class, ErrorCode, Message, Method, TransactionId, attribute},
    peers::PeerPolicy,
    server::{Command, Forward, Limits, Server, Settings},
    stream::StreamDecoder,
    time::{Moment, Now},
    usage::{Totals, Traffic, Usage},
    writer::MessageWriter,
};
