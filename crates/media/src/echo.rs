//! The echo contact: one thread that has all calls with it. What it says and hears is `echo`'s affair; here are the
//! ways to and from a caller.
//!
//! A caller comes straight to the listening port, or from a relayed address inside the program. The worker that gets
//! a packet knows by [`Guests`] whose it is and hands it over; answers go out by the way that the caller came.

mod guests;
mod line;

use guests::Guests;
pub(crate) use line::{EchoDoor, run};

use std::{net::SocketAddr, sync::Arc};

use parking_lot::RwLock;
use tokio::sync::mpsc;
use zvonilka_model::EchoId;

use crate::way::Way;

/// Calls with the contact at a time. A test call takes a minute.
const MOST_CALLS: usize = 32;
/// Packets that may wait for the contact. When it is full they are lost, as on any network.
const INBOX: usize = 1_024;

/// What workers need of the contact.
pub(crate) struct EchoDesk {
    /// The port of the contact, which is the listening one.
    pub(crate) port: u16,
    guests: RwLock<Guests>,
    inbox: mpsc::Sender<ToEcho>,
}

/// What comes to the contact.
pub(crate) enum ToEcho {
    /// A packet of a caller.
    Packet { id: EchoId, from: SocketAddr, way: Way, bytes: Box<[u8]> },
    /// A call that was answered.
    Opened(Box<line::Opened>),
    /// A call that is over.
    Closed(EchoId),
}

impl EchoDesk {
    pub(crate) fn new(port: u16) -> (Arc<Self>, mpsc::Receiver<ToEcho>) {
        let (inbox, receiver) = mpsc::channel(INBOX);
        (Arc::new(Self { port, guests: RwLock::default(), inbox }), receiver)
    }

    /// Hands over a packet that came to the listening port or to its address inside. False when it is nobody's.
    pub(crate) fn take(&self, from: SocketAddr, way: Way, bytes: &[u8]) -> bool {
        let from = SocketAddr::new(from.ip().to_canonical(), from.port());
        let Some(id) = self.guests.read().whose(from, bytes) else { return false };
        // Full: the packet is lost.
        let _ = self.inbox.try_send(ToEcho::Packet { id, from, way, bytes: bytes.into() });
        true
    }
}
