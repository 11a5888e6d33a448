//! A connection to the encrypted port: TLS or not, and behind it HTTP or TURN.

use std::{io, net::SocketAddr, sync::Arc};

use axum::Router;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{
    HEAD_TIMEOUT,
    connection::{self, Origin},
    rewound::{MOST, Rewound},
};
use crate::extract::Encryption;

/// A connection, whatever is below it.
pub trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for S {}

/// Takes connections over which a client speaks STUN and TURN: networks that let nothing out but HTTPS.
pub trait TurnDoor: Send + Sync {
    /// Serves the client at `remote` until it goes. Never waits.
    fn take(&self, stream: Box<dyn ByteStream>, remote: SocketAddr);
}

/// What is spoken after the handshake.
enum Spoken {
    Http1(Rewound<TlsStream<TcpStream>>),
    Http2(TlsStream<TcpStream>),
    Turn(Rewound<TlsStream<TcpStream>>),
}

/// The first byte of a TLS handshake; no HTTP method begins so.
const HANDSHAKE: u8 = 22;
/// Where every STUN message has it (RFC 8489 §5).
const STUN_COOKIE: [u8; 4] = [0x21, 0x12, 0xA4, 0x42];

pub(super) async fn connection(
    stream: TcpStream,
    remote: SocketAddr,
    acceptor: TlsAcceptor,
    turn: Option<Arc<dyn TurnDoor>>,
    router: Router,
    tasks: TaskTracker,
    stop: CancellationToken,
) {
    let peer = remote.ip();
    let opened = async {
        let mut first = [0];
        if stream.peek(&mut first).await? == 1 && first[0] != HANDSHAKE {
            return Ok(Err(stream));
        }
        let stream = acceptor.accept(stream).await?;
        Ok::<_, io::Error>(Ok(look(stream).await?))
    };
    let Some(opened) = stop.run_until_cancelled(timeout(HEAD_TIMEOUT, opened)).await else { return };
    let encrypted = Origin { peer, encryption: Encryption::Tls };
    match opened {
        Ok(Ok(Ok(Spoken::Http1(stream)))) => connection::http1(stream, encrypted, router, stop).await,
        Ok(Ok(Ok(Spoken::Http2(stream)))) => connection::http2(stream, encrypted, router, tasks, stop).await,
        Ok(Ok(Ok(Spoken::Turn(stream)))) => {
            if let Some(turn) = turn {
                turn.take(Box::new(stream), remote);
            }
        }
        Ok(Ok(Err(stream))) => {
            connection::http1(stream, Origin { peer, encryption: Encryption::None }, router, stop).await;
        }
        // A device that does not trust the authority yet ends here, as do scanners.
        Ok(Err(error)) => tracing::debug!(%error, "a handshake failed"),
        Err(_) => tracing::debug!("a handshake took too long"),
    }
}

/// Most clients say what they speak; of the others the first bytes do.
async fn look(mut stream: TlsStream<TcpStream>) -> io::Result<Spoken> {
    let mut seen = [0; MOST];
    match stream.get_ref().1.alpn_protocol() {
        Some(b"h2") => return Ok(Spoken::Http2(stream)),
        Some(b"stun.turn") => return Ok(Spoken::Turn(Rewound::new(seen, 0, stream))),
        Some(_) => return Ok(Spoken::Http1(Rewound::new(seen, 0, stream))),
        None => {}
    }
    let mut count = 0;
    // No HTTP method begins with a byte below 0x40, and no STUN message with another.
    while count < MOST && (count == 0 || seen[0] < 0x40) {
        match stream.read(&mut seen[count..]).await? {
            0 => break,
            more => count += more,
        }
    }
    let is_stun = count == MOST && seen[0] < 0x40 && seen[4..] == STUN_COOKIE;
    let stream = Rewound::new(seen, count, stream);
    Ok(if is_stun { Spoken::Turn(stream) } else { Spoken::Http1(stream) })
}
