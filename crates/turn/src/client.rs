//! Names for the two ends that a server deals with.

use std::net::{IpAddr, SocketAddr};

/// How a client reached us.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transport {
    /// Datagrams.
    Udp,
    /// TCP: messages follow each other and are padded to four bytes.
    Tcp,
    /// TLS over TCP, on a port for nothing else.
    Tls,
    /// TLS over TCP, on the port of the page. One of its own, because a client may use the same port for both.
    Web,
}

impl Transport {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Udp, Self::Tcp, Self::Tls, Self::Web];

    /// What it is called in logs and figures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Web => "https",
        }
    }

    /// Its place in [`Self::ALL`].
    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// A client: RFC 8656's five-tuple, the server's port being the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Client {
    /// How it reached us.
    pub transport: Transport,
    /// Its address as seen here.
    pub remote: SocketAddr,
    /// Which of our addresses it wrote to, when that is known; answers must come from there.
    pub local: Option<IpAddr>,
}

/// One relayed address while it is in use; never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelayId(pub(crate) u64);
