//! What a relay is told at its start.

use std::{
    net::{IpAddr, SocketAddr},
    num::NonZeroUsize,
    ops::RangeInclusive,
    sync::Arc,
    thread,
};

use tokio_rustls::rustls::ServerConfig;

use crate::Relayed;

/// What a relay is told at its start.
#[derive(Debug, Clone)]
pub struct RelaySettings {
    /// Where clients come to, by UDP and by TCP. Port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Where clients come to by TLS; `None` when there are no certificates.
    pub tls: Option<TlsListen>,
    /// Relayed addresses as peers see them.
    pub relayed: Relayed,
    /// The ports of relayed addresses.
    pub relay_ports: RangeInclusive<u16>,
    /// This machine's addresses, which are nobody's peers.
    pub own: Vec<IpAddr>,
    /// What the credentials are made with.
    pub secret: Vec<u8>,
    /// Lets relays speak with private networks and with this machine.
    pub allow_private_peers: bool,
    /// Allocations of one person at a time. A browser makes up to two for each network it is on.
    pub allocations_per_user: u32,
    /// Bytes per second that one person may move through one worker.
    pub bytes_per_second: u64,
    /// Whether the echo contact answers here.
    pub answers_echo: bool,
    /// Whether group calls are held here.
    pub holds_rooms: bool,
    /// How many threads.
    pub workers: NonZeroUsize,
}

/// A port for TLS.
#[derive(Debug, Clone)]
pub struct TlsListen {
    /// Where clients come to. Port 0 takes any that is free.
    pub listen: SocketAddr,
    /// Certificates and protocols.
    pub config: Arc<ServerConfig>,
}

impl RelaySettings {
    /// Enough for several devices, each with several networks, in several calls.
    pub const ALLOCATIONS_PER_USER: u32 = 64;
    /// A hundred megabits: several video calls with a shared screen.
    pub const BYTES_PER_SECOND: u64 = 12_500_000;

    /// One worker for each processor, up to four: by then the network is the limit. Elsewhere than on Linux one, since
    /// only Linux spreads datagrams over sockets.
    #[must_use]
    pub fn default_workers() -> NonZeroUsize {
        const MOST: NonZeroUsize = NonZeroUsize::new(4).expect("four is not zero");
        if cfg!(target_os = "linux") {
            thread::available_parallelism().map_or(NonZeroUsize::MIN, |count| count.min(MOST))
        } else {
            NonZeroUsize::MIN
        }
    }
}
