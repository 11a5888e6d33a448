//! Start and stop.

use std::{
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread::{self, JoinHandle},
};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use zvonilka_model::Clock;
use zvonilka_turn::{Admission, AdmissionLimits, Limits, PeerPolicy, Settings};

use crate::{
    MediaError, RelaySettings, port,
    shared::Shared,
    worker::{self, Start},
};

/// What one worker may have waiting from the others. When it is full, packets are lost, as on any network.
const INBOX: usize = 1_024;
/// With port 0, the system gives a free UDP port; it may be taken for TCP.
const ATTEMPTS: usize = 16;

/// A running STUN and TURN server.
#[derive(Debug)]
pub struct Relay {
    address: SocketAddr,
    stop: CancellationToken,
    threads: Vec<JoinHandle<()>>,
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

        let admission = Admission::new(AdmissionLimits {
            ports: settings.relay_ports.clone(),
            per_user: settings.allocations_per_user,
            total: settings.relay_ports.len(),
        });
        let (inboxes, receivers): (Vec<_>, Vec<_>) = (0..workers).map(|_| mpsc::channel(INBOX)).unzip();
        let shared = Arc::new(Shared::new(admission, inboxes, clock));
        let server = Settings {
            secret: settings.secret.clone(),
            nonce_key: rand::random(),
            peers: PeerPolicy {
                relayed_v4: settings.relayed.v4,
                relayed_v6: settings.relayed.v6,
                relay_ports: settings.relay_ports.clone(),
                own: settings.own.clone(),
                allow_private: settings.allow_private_peers,
            },
            limits: Limits { bytes_per_second: settings.bytes_per_second },
        };

        let stop = CancellationToken::new();
        let mut relay = Self { address, stop: stop.clone(), threads: Vec::new() };
        let mut listener = Some(listener);
        for (index, (socket, inbox)) in (0_u8..).zip(sockets.into_iter().zip(receivers)) {
            let start = Start {
                index,
                socket,
                // One worker accepts for all.
                listener: listener.take(),
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
