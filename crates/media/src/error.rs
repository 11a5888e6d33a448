//! Why there is no relay.

use std::{io, net::SocketAddr};

/// Why the relay cannot start. Once started it does not fail: what goes wrong with a packet ends with that packet.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// Another program has the port.
    #[error("UDP {address} is in use by another program")]
    UdpInUse {
        /// Which.
        address: SocketAddr,
    },
    /// Another program has the port.
    #[error("TCP {address} is in use by another program")]
    TcpInUse {
        /// Which.
        address: SocketAddr,
    },
    /// The system refuses the address, or has no more sockets or threads.
    #[error("cannot open {address}: {source}")]
    Open {
        /// Which.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
}
