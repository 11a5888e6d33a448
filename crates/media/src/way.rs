//! Ways back to those who speak to this machine itself, instead of through it.

use std::net::{IpAddr, SocketAddr, UdpSocket};

use quinn_udp::{Transmit, UdpSockRef, UdpSocketState};

use crate::shared::{Inbound, Shared};

/// The way back to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// Over the network, from the address that the packet came to.
    Direct { remote: SocketAddr, local: Option<IpAddr> },
    /// Inside, from the address that their relay spoke to.
    Inside { own: SocketAddr },
}

/// Sends a packet; what is not sent is lost, as on any network.
pub(crate) fn send(
    socket: &UdpSocket,
    state: &UdpSocketState,
    shared: &Shared,
    way: Way,
    to: SocketAddr,
    bytes: &[u8],
) {
    match way {
        Way::Direct { remote, local } => {
            let transmit = Transmit {
                destination: remote,
                ecn: None,
                contents: bytes,
                segment_size: None,
                src_ip: local,
            };
            if let Err(error) = state.try_send(UdpSockRef::from(socket), &transmit) {
                tracing::trace!(%error, "a datagram was not sent");
            }
        }
        Way::Inside { own } => {
            let inbox = shared.owners.of(to).and_then(|owner| shared.inboxes.get(owner));
            if let Some(inbox) = inbox {
                // Full: the packet is lost.
                let _ = inbox.try_send(Inbound::Relayed { from: own, to, payload: bytes.into() });
            }
        }
    }
}
