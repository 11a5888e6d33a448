//! Packets of one size that go the same way one after the other, handed to the system at once (UDP GSO). A picture is
//! several such packets, and the way through the system costs more than all the rest.

use std::net::{SocketAddr, UdpSocket};

use quinn_udp::{Transmit, UdpSockRef, UdpSocketState};

use crate::{
    shared::Shared,
    way::{Way, send},
};

/// What the system takes at once.
const MOST_BYTES: usize = 60_000;

/// The run that is gathered now.
#[derive(Debug, Default)]
pub(super) struct Runs {
    to: Option<(Way, SocketAddr)>,
    /// The length of every packet but the last, which may be shorter.
    length: usize,
    count: usize,
    is_complete: bool,
    bytes: Vec<u8>,
}

impl Runs {
    /// Adds a packet; what cannot go with it is sent before.
    pub(super) fn push(
        &mut self,
        (socket, state, shared): (&UdpSocket, &UdpSocketState, &Shared),
        way: Way,
        to: SocketAddr,
        bytes: &[u8],
    ) {
        if !self.takes(state, way, to, bytes.len()) {
            self.finish((socket, state, shared));
            self.to = Some((way, to));
            self.length = bytes.len();
        }
        self.bytes.extend_from_slice(bytes);
        self.count += 1;
        self.is_complete = bytes.len() < self.length;
    }

    /// Sends what is there.
    pub(super) fn finish(&mut self, (socket, state, shared): (&UdpSocket, &UdpSocketState, &Shared)) {
        if let Some((way, to)) = self.to.take() {
            match way {
                Way::Direct { remote, local } if self.count > 1 => {
                    let transmit = Transmit {
                        destination: remote,
                        ecn: None,
                        contents: &self.bytes,
                        segment_size: Some(self.length),
                        src_ip: local,
                    };
                    let sent = state.try_send(UdpSockRef::from(socket), &transmit);
                    // One by one, when the system cannot do it at once. Full: they are lost, as on any network.
                    if sent.is_err_and(|error| error.kind() != std::io::ErrorKind::WouldBlock) {
                        for packet in self.bytes.chunks(self.length) {
                            send(socket, state, shared, way, to, packet);
                        }
                    }
                }
                Way::Direct { .. } | Way::Inside { .. } => {
                    for packet in self.bytes.chunks(self.length.max(1)) {
                        send(socket, state, shared, way, to, packet);
                    }
                }
            }
        }
        self.bytes.clear();
        self.count = 0;
        self.is_complete = false;
    }

    fn takes(&self, state: &UdpSocketState, way: Way, to: SocketAddr, length: usize) -> bool {
        self.to == Some((way, to))
            && !self.is_complete
            && length > 0
            && length <= self.length
            && self.count < state.max_gso_segments()
            && self.bytes.len() + length <= MOST_BYTES
    }
}
