//! What workers share.

use std::{
    collections::HashMap,
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::mpsc,
    time::Instant,
};
use tokio_rustls::TlsAcceptor;
use zvonilka_model::Clock;
use zvonilka_turn::{Admission, Family, Moment, Now};

use crate::{echo::EchoDesk, figures::Figures, rooms::RoomDesk, way::Way};

/// TCP connections in all, and of one address: an office may be behind one.
const MOST_CONNECTIONS: u32 = 4_096;
const MOST_CONNECTIONS_PER_ADDRESS: u32 = 128;

/// What workers share.
pub(crate) struct Shared {
    /// Asked when an allocation begins or ends.
    pub(crate) admission: Mutex<Admission>,
    /// Which worker has which relay port.
    pub(crate) owners: Owners,
    /// The workers' inboxes, in their order.
    pub(crate) inboxes: Vec<mpsc::Sender<Inbound>>,
    /// The echo contact, if it answers here.
    pub(crate) echo: Option<Arc<EchoDesk>>,
    /// Group calls, if they are here.
    pub(crate) rooms: Option<Arc<RoomDesk>>,
    pub(crate) figures: Arc<Figures>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) began: Instant,
    connections: Mutex<Connections>,
}

/// What comes to a worker from elsewhere in the program.
#[derive(Debug)]
pub(crate) enum Inbound {
    /// From a relayed address of another worker, or from the echo contact, to a relayed address of this one.
    Relayed { from: SocketAddr, to: SocketAddr, payload: Box<[u8]> },
    /// A new connection.
    Connection { stream: Incoming, remote: SocketAddr, place: Place },
}

/// A connection on its way to a worker.
pub(crate) enum Incoming {
    /// As it was accepted.
    Tcp(std::net::TcpStream),
    /// As it was accepted; the handshake comes first.
    Tls(std::net::TcpStream, TlsAcceptor),
    /// From the port of the page, after the handshake.
    Web(Box<dyn ByteStream>),
}

impl std::fmt::Debug for Incoming {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Tcp(_) => "Tcp",
            Self::Tls(..) => "Tls",
            Self::Web(_) => "Web",
        })
    }
}

/// A connection, whatever is below it.
pub(crate) trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for S {}

impl Shared {
    pub(crate) fn new(
        admission: Admission,
        inboxes: Vec<mpsc::Sender<Inbound>>,
        echo: Option<Arc<EchoDesk>>,
        rooms: Option<Arc<RoomDesk>>,
        figures: Arc<Figures>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self {
            admission: Mutex::new(admission),
            owners: Owners::default(),
            inboxes,
            echo,
            rooms,
            figures,
            clock,
            began: Instant::now(),
            connections: Mutex::default(),
        }
    }

    /// Takes a packet that is for this machine itself. False when it is nobody's here.
    pub(crate) fn take(&self, from: SocketAddr, way: Way, bytes: &[u8]) -> bool {
        self.rooms.as_ref().is_some_and(|desk| desk.take(from, way, bytes))
            || self.echo.as_ref().is_some_and(|desk| desk.take(from, way, bytes))
    }

    /// The port at which this machine itself is spoken to.
    pub(crate) fn own_port(&self) -> Option<u16> {
        let rooms = self.rooms.as_ref().map(|desk| desk.port);
        rooms.or(self.echo.as_ref().map(|desk| desk.port))
    }

    pub(crate) fn now(&self) -> Now {
        let millis = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        Now { moment: Moment::from_millis(millis), wall: self.clock.now() }
    }

    /// Connections that are open.
    pub(crate) fn connections(&self) -> u64 {
        self.connections.lock().all.into()
    }

    /// A place for a connection; `None` when there are too many.
    pub(crate) fn place(self: &Arc<Self>, from: IpAddr) -> Option<Place> {
        let mut connections = self.connections.lock();
        let here = connections.by_address.get(&from).copied().unwrap_or(0);
        if connections.all >= MOST_CONNECTIONS || here >= MOST_CONNECTIONS_PER_ADDRESS {
            return None;
        }
        connections.all += 1;
        connections.by_address.insert(from, here + 1);
        Some(Place { shared: Arc::clone(self), from })
    }
}

#[derive(Debug, Default)]
struct Connections {
    all: u32,
    by_address: HashMap<IpAddr, u32>,
}

/// The right to one connection, given back when it is dropped.
pub(crate) struct Place {
    shared: Arc<Shared>,
    from: IpAddr,
}

impl std::fmt::Debug for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Place")
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut connections = self.shared.connections.lock();
        connections.all -= 1;
        let left = connections.by_address.get(&self.from).copied().unwrap_or(1) - 1;
        if left == 0 {
            connections.by_address.remove(&self.from);
        } else {
            connections.by_address.insert(self.from, left);
        }
    }
}

/// Which worker has which relay port, readable without a lock.
pub(crate) struct Owners {
    v4: Box<[AtomicU8]>,
    v6: Box<[AtomicU8]>,
}

impl Default for Owners {
    fn default() -> Self {
        let nobody = || (0..=u16::MAX).map(|_| AtomicU8::new(0)).collect();
        Self { v4: nobody(), v6: nobody() }
    }
}

impl Owners {
    /// The worker that has the port of this address.
    pub(crate) fn of(&self, address: SocketAddr) -> Option<usize> {
        usize::from(self.slot(Family::of(address.ip()), address.port()).load(Ordering::Relaxed))
            .checked_sub(1)
    }

    pub(crate) fn set(&self, family: Family, port: u16, worker: u8) {
        self.slot(family, port).store(worker + 1, Ordering::Relaxed);
    }

    pub(crate) fn clear(&self, family: Family, port: u16) {
        self.slot(family, port).store(0, Ordering::Relaxed);
    }

    fn slot(&self, family: Family, port: u16) -> &AtomicU8 {
        match family {
            Family::V4 => &self.v4[usize::from(port)],
            Family::V6 => &self.v6[usize::from(port)],
        }
    }
}
