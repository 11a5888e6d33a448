//! Start and stop.

use std::{
    error::Error,
    fmt, io, mem,
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, JoinHandle},
};

use tokio::{
    io::{AsyncRead, AsyncWrite},
    sync::mpsc,
};
use tokio_util::sync::CancellationToken;
use zvonilka_model::{
    Clock,
    call::{CallRooms, EchoLine},
};
use zvonilka_turn::{Admission, AdmissionLimits, Limits, PeerPolicy, Settings};

use crate::{
    MediaError, RelaySettings, Relayed, TlsListen,
    echo::{self, EchoDesk, EchoDoor, ToEcho},
    figures::{Figures, MediaFigures},
    port,
    rooms::{self, RoomDesk, RoomDoor, ToRoom},
    shared::{Inbound, Incoming, Shared},
    worker::{self, Listener, Start},
};

/// What one worker may have waiting from the others. When it is full, packets are lost, as on any network.
const INBOX: usize = 1_024;
/// With port 0, the system gives a free UDP port; it may be taken for TCP.
const ATTEMPTS: usize = 16;

/// A running STUN and TURN server.
pub struct Relay {
    address: SocketAddr,
    tls_address: Option<SocketAddr>,
    shared: Arc<Shared>,
    stop: CancellationToken,
    echo: Option<Arc<EchoDoor>>,
    rooms: Option<Arc<RoomDoor>>,
    threads: Vec<JoinHandle<()>>,
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relay").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Relay {
    /// Opens the ports and starts the workers.
    ///
    /// # Errors
    /// [`MediaError`] when a port is taken or the system refuses.
    pub fn start(settings: &RelaySettings, clock: Arc<dyn Clock>) -> Result<Self, MediaError> {
        let workers = settings.workers.get().min(usize::from(u8::MAX) - 1);
        let (sockets, listener) = open(settings.listen, workers)?;
        let refused = |source| MediaError::Open { address: settings.listen, source };
        let address = listener.local_addr().map_err(refused)?;
        let mut listeners = vec![Listener::Tcp(listener)];
        let mut tls_address = None;
        if let Some(TlsListen { listen, config }) = &settings.tls {
            // Everything else works without it.
            match TcpListener::bind(listen).and_then(|listener| Ok((listener.local_addr()?, listener))) {
                Ok((bound, listener)) => {
                    tls_address = Some(bound);
                    listeners.push(Listener::Tls(listener, Arc::clone(config)));
                }
                Err(error) => tracing::warn!("no TURN over TLS on {listen}: {error}"),
            }
        }

        let admission = Admission::new(AdmissionLimits {
            ports: settings.relay_ports.clone(),
            per_user: settings.allocations_per_user,
            total: settings.relay_ports.len(),
        });
        let (inboxes, receivers): (Vec<_>, Vec<_>) = (0..workers).map(|_| mpsc::channel(INBOX)).unzip();
        let figures = Arc::new(Figures::new(workers));
        let (desk, to_echo) = settings.answers_echo.then(|| EchoDesk::new(address.port())).unzip();
        let (room_desk, to_rooms) =
            settings.holds_rooms.then(|| RoomDesk::new(address.port(), workers, &figures)).unzip();
        let shared =
            Arc::new(Shared::new(admission, inboxes, desk.clone(), room_desk.clone(), figures, clock));
        let server = Settings {
            secret: settings.secret.clone(),
            nonce_key: rand::random(),
            peers: PeerPolicy {
                relayed_v4: settings.relayed.v4,
                relayed_v6: settings.relayed.v6,
                relay_ports: settings.relay_ports.clone(),
                own_media: shared.own_port(),
                own: settings.own.clone(),
                allow_private: settings.allow_private_peers,
            },
            limits: Limits { bytes_per_second: settings.bytes_per_second },
        };

        let stop = CancellationToken::new();
        let mut relay = Self {
            address,
            tls_address,
            shared: Arc::clone(&shared),
            stop: stop.clone(),
            echo: None,
            rooms: None,
            threads: Vec::new(),
        };
        if let Some((desk, inbox)) = desk.zip(to_echo) {
            relay.answer_echo(desk, inbox, settings.relayed, &sockets[0]);
        }
        if let Some((desk, inboxes)) = room_desk.zip(to_rooms) {
            relay.hold_rooms(&desk, inboxes, settings.relayed, &sockets[0]);
        }
        for (index, (socket, inbox)) in (0_u8..).zip(sockets.into_iter().zip(receivers)) {
            let start = Start {
                index,
                socket,
                // One worker accepts for all.
                listeners: mem::take(&mut listeners),
                inbox,
                server: server.clone(),
                shared: Arc::clone(&shared),
                stop: stop.clone(),
            };
            let thread = thread::Builder::new().name(format!("media-{index}"));
            match thread.spawn(move || worker::run(start)) {
                Ok(thread) => relay.threads.push(thread),
                Err(source) => {
                    stop.cancel();
                    return Err(refused(source));
                }
            }
        }
        Ok(relay)
    }

    /// Where clients come to; the port is the true one.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where clients come to by TLS, if anywhere.
    #[must_use]
    pub const fn tls_address(&self) -> Option<SocketAddr> {
        self.tls_address
    }

    /// A way in for connections that came to another port.
    #[must_use]
    pub fn door(&self) -> RelayDoor {
        RelayDoor { shared: Arc::clone(&self.shared), next: AtomicUsize::new(0) }
    }

    /// The echo contact, if it answers here.
    #[must_use]
    pub fn echo(&self) -> Option<Arc<dyn EchoLine>> {
        self.echo.clone().map(|door| door as Arc<dyn EchoLine>)
    }

    /// Group calls, if they are held here.
    #[must_use]
    pub fn rooms(&self) -> Option<Arc<dyn CallRooms>> {
        self.rooms.clone().map(|door| door as Arc<dyn CallRooms>)
    }

    /// What passed through since the start, and what is there now, at most a second ago.
    #[must_use]
    pub fn figures(&self) -> MediaFigures {
        watch(&self.shared)
    }

    /// For whoever asks for [`Self::figures`] from elsewhere.
    pub fn watcher(&self) -> impl Fn() -> MediaFigures + Send + Sync + 'static {
        let shared = Arc::clone(&self.shared);
        move || watch(&shared)
    }

    /// Starts the threads of group calls. Everything else works without them.
    fn hold_rooms(
        &mut self,
        desk: &Arc<RoomDesk>,
        inboxes: Vec<mpsc::Receiver<ToRoom>>,
        relayed: Relayed,
        socket: &std::net::UdpSocket,
    ) {
        let start = || -> Result<_, Box<dyn Error>> {
            let door = RoomDoor::new(Arc::clone(desk), relayed)?;
            for (index, inbox) in inboxes.into_iter().enumerate() {
                let (desk, shared, stop) = (Arc::clone(desk), Arc::clone(&self.shared), self.stop.clone());
                let socket = socket.try_clone()?;
                let thread = thread::Builder::new().name(format!("media-rooms-{index}"));
                let thread = thread.spawn(move || rooms::run(index, &desk, inbox, socket, shared, &stop))?;
                self.threads.push(thread);
            }
            Ok(door)
        };
        match start() {
            Ok(door) => self.rooms = Some(Arc::new(door)),
            Err(error) => tracing::warn!("group calls are not held: {error}"),
        }
    }

    /// Starts the echo contact. Everything else works without it.
    fn answer_echo(
        &mut self,
        desk: Arc<EchoDesk>,
        inbox: mpsc::Receiver<ToEcho>,
        relayed: Relayed,
        socket: &std::net::UdpSocket,
    ) {
        let (shared, stop) = (Arc::clone(&self.shared), self.stop.clone());
        let started = || -> Result<_, Box<dyn Error>> {
            let door = EchoDoor::new(Arc::clone(&desk), Arc::clone(&shared), relayed)?;
            let socket = socket.try_clone()?;
            let thread = thread::Builder::new().name("media-echo".to_owned());
            let thread = thread.spawn(move || echo::run(&desk, inbox, socket, shared, &stop))?;
            Ok((Arc::new(door), thread))
        };
        match started() {
            Ok((door, thread)) => {
                self.echo = Some(door);
                self.threads.push(thread);
            }
            Err(error) => tracing::warn!("the echo contact does not answer: {error}"),
        }
    }

    /// Ends all allocations and waits for the workers.
    pub async fn stop(self) {
        self.stop.cancel();
        for thread in self.threads {
            let ended = tokio::task::spawn_blocking(|| thread.join()).await;
            if !matches!(ended, Ok(Ok(()))) {
                tracing::error!("a media worker has panicked");
            }
        }
    }
}

/// A way in for connections that came to another port, such as that of the page.
pub struct RelayDoor {
    shared: Arc<Shared>,
    next: AtomicUsize,
}

impl fmt::Debug for RelayDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RelayDoor")
    }
}

impl RelayDoor {
    /// Serves the client at `remote` until it goes. Never waits; when there are too many, the connection is closed.
    pub fn take(&self, stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static, remote: SocketAddr) {
        let Some(place) = self.shared.place(remote.ip()) else { return };
        let index = self.next.fetch_add(1, Ordering::Relaxed) % self.shared.inboxes.len();
        let stream = Incoming::Web(Box::new(stream));
        // Full: the client will try again.
        let _ = self.shared.inboxes[index].try_send(Inbound::Connection { stream, remote, place });
    }
}

fn watch(shared: &Shared) -> MediaFigures {
    shared.figures.sum(shared.rooms.is_some(), shared.connections())
}

/// The same port for both: clients are told one.
fn open(address: SocketAddr, workers: usize) -> Result<(Vec<std::net::UdpSocket>, TcpListener), MediaError> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let sockets = port::listen(address, workers).map_err(|source| {
            if source.kind() == io::ErrorKind::AddrInUse {
                MediaError::UdpInUse { address }
            } else {
                MediaError::Open { address, source }
            }
        })?;
        let bound = sockets[0].local_addr().map_err(|source| MediaError::Open { address, source })?;
        match TcpListener::bind(bound) {
            Ok(listener) => return Ok((sockets, listener)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                if address.port() != 0 || attempt == ATTEMPTS {
                    return Err(MediaError::TcpInUse { address: bound });
                }
            }
            Err(source) => return Err(MediaError::Open { address: bound, source }),
        }
    }
}
