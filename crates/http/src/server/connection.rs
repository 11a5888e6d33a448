//! One connection, from its first request to its end.

use std::{
    convert::Infallible,
    future::Future,
    net::IpAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    http::{HeaderValue, Request, Response, Version, header},
};
use hyper::{
    body::Incoming,
    rt::Executor,
    server::conn::{http1, http2},
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::interval,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

use super::{HEAD_TIMEOUT, unread};
use crate::extract::{Encryption, PeerAddress};

/// Bytes of a request that are held at once: of its head, or of an upload on its way to the disk.
const BUFFER_BYTES: usize = 64 * 1024;
/// Requests at a time on one HTTP/2 connection; a page that opens asks for a few dozen files.
const MOST_STREAMS: u32 = 128;
/// What of uploads may be on its way, each and all of a connection.
const STREAM_WINDOW: u32 = 256 * 1024;
const CONNECTION_WINDOW: u32 = 1024 * 1024;
/// An HTTP/2 connection without a request for so long is closed; browsers open another when they need one.
const IDLE: Duration = Duration::from_secs(120);

/// How the bytes came, and whose they are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin {
    pub(super) peer: IpAddr,
    pub(super) encryption: Encryption,
}

/// HTTP/1.1 without encryption.
pub(super) async fn plain(
    stream: TcpStream,
    peer: IpAddr,
    router: Router,
    _tasks: TaskTracker,
    stop: CancellationToken,
) {
    http1(stream, Origin { peer, encryption: Encryption::None }, router, stop).await;
}

/// HTTP/1.1 with upgrades.
pub(super) async fn http1(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    origin: Origin,
    router: Router,
    stop: CancellationToken,
) {
    let service = service_fn(move |request| answer(request, origin, router.clone()));
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
    report(outcome);
}

/// HTTP/2.
pub(super) async fn http2(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    origin: Origin,
    router: Router,
    tasks: TaskTracker,
    stop: CancellationToken,
) {
    let asked = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&asked);
    let service = service_fn(move |request| {
        counter.fetch_add(1, Ordering::Relaxed);
        answer(request, origin, router.clone())
    });
    let connection = http2::Builder::new(Tracked(tasks))
        .timer(TokioTimer::new())
        .max_concurrent_streams(MOST_STREAMS)
        .initial_stream_window_size(STREAM_WINDOW)
        .initial_connection_window_size(CONNECTION_WINDOW)
        .max_header_list_size(u32::try_from(BUFFER_BYTES).expect("64 KiB"))
        .keep_alive_interval(HEAD_TIMEOUT)
        .keep_alive_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    let idle = async {
        let mut looks = interval(IDLE);
        let mut before = None;
        loop {
            looks.tick().await;
            let now = asked.load(Ordering::Relaxed);
            if before.replace(now) == Some(now) {
                return;
            }
        }
    };
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
        () = idle => {
            // What is still being answered goes on to its end.
            connection.as_mut().graceful_shutdown();
            tokio::select! {
                outcome = connection.as_mut() => outcome,
                () = stop.cancelled() => return,
            }
        }
    };
    report(outcome);
}

async fn answer(
    mut request: Request<Incoming>,
    origin: Origin,
    router: Router,
) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(PeerAddress(origin.peer));
    request.extensions_mut().insert(origin.encryption);
    // HTTP/2 names the host elsewhere; handlers need not know.
    if !request.headers().contains_key(header::HOST)
        && let Some(authority) = request.uri().authority()
        && let Ok(host) = HeaderValue::from_str(authority.as_str())
    {
        request.headers_mut().insert(header::HOST, host);
    }
    // Over HTTP/2 an answer stops the rest by itself; a client that waits to be asked for the body has sent none.
    if request.version() == Version::HTTP_2 || request.headers().contains_key(header::EXPECT) {
        let response = router.oneshot(request.map(Body::new)).await;
        return Ok(response.unwrap_or_else(|never| match never {}));
    }
    let (parts, body) = request.into_parts();
    let (body, left) = unread::lend(body);
    let response = router.oneshot(Request::from_parts(parts, body)).await;
    left.drain().await;
    Ok(response.unwrap_or_else(|never| match never {}))
}

fn report(outcome: Result<(), hyper::Error>) {
    if let Err(error) = outcome {
        // Clients come and go; nothing of ours is wrong.
        tracing::trace!(%error, "a connection ended early");
    }
}

/// Runs the requests of an HTTP/2 connection where a stop waits for them.
#[derive(Clone)]
struct Tracked(TaskTracker);

impl<F> Executor<F> for Tracked
where
    F: Future<Output: Send> + Send + 'static,
{
    fn execute(&self, future: F) {
        self.0.spawn(future);
    }
}
