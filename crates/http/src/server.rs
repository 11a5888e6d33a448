//! The listening loop: HTTP/1.1 with upgrades and HTTP/2, with and without encryption, bounds on how long clients may
//! dawdle, and a clean stop.

mod connection;
mod encrypted;
mod rewound;
mod unread;

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use self::encrypted::{ByteStream, TurnDoor};

/// How long a client may take to send a request's head or to shake hands, and how long an idle connection stays open:
/// whoever trickles bytes holds a place for no longer than that.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);
/// How long to wait when no file descriptor is left, instead of spinning until one is.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Encryption of the port itself.
#[derive(Clone)]
pub struct TlsDoor {
    /// Certificates and protocols.
    pub config: Arc<ServerConfig>,
    /// Who takes clients that speak TURN instead of HTTP; without one they are refused.
    pub turn: Option<Arc<dyn TurnDoor>>,
}

/// Serves until `stop` is cancelled. Connections run on `tasks`; each finishes the request it is at.
pub async fn serve(listener: TcpListener, router: Router, tasks: &TaskTracker, stop: &CancellationToken) {
    accept(&listener, stop, |stream, peer| {
        tasks.spawn(connection::plain(stream, peer.ip(), router.clone(), tasks.clone(), stop.clone()));
    })
    .await;
}

/// As [`serve`], with encryption. Whoever comes without it is served all the same, and the router sends them on.
pub async fn serve_encrypted(
    listener: TcpListener,
    router: Router,
    door: TlsDoor,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) {
    let acceptor = TlsAcceptor::from(door.config);
    accept(&listener, stop, |stream, peer| {
        let (acceptor, turn) = (acceptor.clone(), door.turn.clone());
        let (router, tracker, stop) = (router.clone(), tasks.clone(), stop.clone());
        tasks.spawn(encrypted::connection(stream, peer, acceptor, turn, router, tracker, stop));
    })
    .await;
}

async fn accept(
    listener: &TcpListener,
    stop: &CancellationToken,
    mut take: impl FnMut(TcpStream, SocketAddr) + Send,
) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                // Socket frames are small and written when they are whole; waiting for more only delays them.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "TCP_NODELAY was refused");
                }
                take(stream, peer);
            }
            Err(error) if is_about_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted for now");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

fn is_about_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    )
}
