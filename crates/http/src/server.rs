//! The listening loop: HTTP/1.1 with upgrades, a bound on how long a head may take, and a clean stop.

use std::{convert::Infallible, io, pin::pin, time::Duration};

use axum::{Router, body::Body, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

use crate::extract::PeerAddress;

/// How long a client may take to send a request's head, and how long an idle connection stays open: whoever
/// trickles bytes holds a place for no longer than that.
const HEAD_TIMEOUT: Duration = Duration::from_secs(20);
/// Bytes of a request that are held at once: of its head, or of an upload on its way to the disk.
const BUFFER_BYTES: usize = 64 * 1024;
/// How long to wait when no file descriptor is left, instead of spinning until one is.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is cancelled. Connections run on `tasks`; each finishes the request it is at.
pub async fn serve(listener: TcpListener, router: Router, tasks: &TaskTracker, stop: &CancellationToken) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                let peer = PeerAddress(peer.ip());
                tasks.spawn(connection(stream, peer, router.clone(), stop.clone()));
            }
            Err(error) if is_about_one_client(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "no connection can be accepted for now");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, peer: PeerAddress, router: Router, stop: CancellationToken) {
    // Socket frames are small and written when they are whole; waiting for more only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY was refused");
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        let router = router.clone();
        async move {
            request.extensions_mut().insert(peer);
            let response = router.oneshot(request.map(Body::new)).await;
            Ok::<_, Infallible>(response.unwrap_or_else(|never| match never {}))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        // Clients come and go; nothing of ours is wrong.
        tracing::trace!(%error, "a connection ended early");
    }
}

fn is_about_one_client(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionRefused
    )
}
