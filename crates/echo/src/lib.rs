//! The echo contact: who calls it hears what they said a second ago. That proves the microphone, the network and the
//! loudspeaker with one call and nobody else's help.
//!
//! Packets and time in, packets out; `str0m` speaks the protocols (ICE, DTLS, SRTP). This crate opens no socket, reads
//! no clock and does not know whose call it is; `media` does the sockets, `service` the rules. Start at [`EchoCall`].

mod call;
mod error;
mod identity;

pub use self::{
    call::{DELAY, EchoCall, PATIENCE, Packet},
    error::EchoError,
    identity::Identity,
};
