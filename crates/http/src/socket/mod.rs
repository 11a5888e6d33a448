//! `GET /ws`: one connection for chat, presence and call signalling.
//!
//! A connection is two tasks: this one reads and answers, the other writes what the hub and the answers queue.
//! One task for both would poll the socket for reading on every frame it sends (measured: 2.4 times the cost).
//! `opening` finds out who is there, `reader` takes frames, `dispatch` sends each to its use case.

mod dispatch;
mod flood;
mod frames;
mod guest;
mod handshake;
mod opening;
mod reader;
mod writer;

use std::time::Duration;

use axum::{
    Extension,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use futures_util::{
    StreamExt as _,
    stream::{SplitSink, SplitStream},
};
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        Message,
        protocol::{Role, WebSocketConfig},
    },
};
use zvonilka_protocol::{ErrorCode, socket::MAX_FRAME_BYTES};
use zvonilka_realtime::Connection;

use self::{handshake::Handshake, opening::Opened, reader::Parting};
use crate::{AppState, error::ApiError, extract::bearer};

pub(crate) use self::{guest::upgrade_guest, reader::Greetings};

type Wire = WebSocketStream<TokioIo<Upgraded>>;
type Sink = SplitSink<Wire, Message>;
type Source = SplitStream<Wire>;

/// Bytes read at once. The library's default of 128 KiB would be most of an idle connection's memory.
const READ_BUFFER: usize = 4 * 1024;
/// Bytes gathered before they are written: a burst of frames leaves in few system calls.
const WRITE_BUFFER: usize = 16 * 1024;
/// How long to wait for the other side's part of the closing handshake.
const CLOSING: Duration = Duration::from_secs(3);

/// Opens the socket. A token in `Authorization` is checked before the upgrade; without one the first frame
/// must bring it.
pub(crate) async fn upgrade(
    State(state): State<AppState>,
    Extension(greetings): Extension<Greetings>,
    mut request: Request,
) -> Response {
    match begin(&state, &mut request).await {
        Ok((handshake, opened)) => {
            let (response, upgrade) = handshake.accept();
            state.tasks.spawn(run(state.clone(), greetings, upgrade, opened));
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

async fn begin(state: &AppState, request: &mut Request) -> Result<(Handshake, Option<Opened>), ApiError> {
    if !state.settings.allows_socket_from(request.headers()) {
        return Err(ApiError::new(ErrorCode::OriginNotAllowed, "pages of this origin may not connect"));
    }
    let handshake = Handshake::take(request)?;
    let opened = match bearer(request.headers()) {
        Some(token) => Some(opening::with_header(&state.service, token).await?),
        None => None,
    };
    Ok((handshake, opened))
}

/// Whatever is needed only at the beginning or the end is boxed, here and in `reader`: it must not make the task of
/// every idle connection larger.
async fn run(state: AppState, greetings: Greetings, upgrade: OnUpgrade, opened: Option<Opened>) {
    let Some((wire, opened)) = Box::pin(begin_to_talk(&state, upgrade, opened)).await else { return };
    let Connection { id, handle, outbound } =
        state.hub.connect(opened.authenticated.actor, opened.tab.clone());
    let (sink, source) = wire.split();
    let mut writing = state.tasks.spawn(writer::run(sink, outbound));
    let mut reading = Box::pin(reader::run(state, greetings, source, opened, id, handle));
    let ((source, parting), sink) = tokio::select! {
        // The reader has asked the writer to close; its last frames and the close frame are bounded in time.
        read = &mut reading => (read, writing.await),
        sink = &mut writing => match tokio::time::timeout(CLOSING, reading).await {
            Ok(read) => (read, sink),
            Err(_) => return,
        },
    };
    if parting != Parting::Peer
        && let Ok(sink) = sink
        && let Ok(wire) = source.reunite(sink)
    {
        Box::pin(drain(wire)).await;
    }
}

/// The socket of a client that has shown who it is. `None` when it has not and is closed.
async fn begin_to_talk(
    state: &AppState,
    upgrade: OnUpgrade,
    opened: Option<Opened>,
) -> Option<(Wire, Opened)> {
    let mut wire = wire_of(upgrade).await?;
    let opened = match opened {
        Some(opened) => Ok(opened),
        None => opening::with_first_frame(state, &mut wire).await,
    };
    match opened {
        Ok(opened) => return Some((wire, opened)),
        Err(Some(reason)) => {
            writer::close(&mut wire, reason).await;
            drain(wire).await;
        }
        // The peer left before it said who it is; what remains is our part of the closing handshake.
        Err(None) => drop(tokio::time::timeout(CLOSING, wire.close(None)).await),
    }
    None
}

/// The socket behind an upgrade.
async fn wire_of(upgrade: OnUpgrade) -> Option<Wire> {
    let upgraded = upgrade.await.ok()?;
    let config = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_message_size(Some(MAX_FRAME_BYTES))
        .max_frame_size(Some(MAX_FRAME_BYTES));
    Some(WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await)
}

/// Waits for the peer's part of the closing handshake; where that cannot come (a frame was too large to go on
/// reading frames), says that nothing more follows and reads on without looking. Closing a TCP connection with
/// unread input makes the system send a reset, which can overtake the close frame, and the client would never
/// learn why.
async fn drain(mut wire: Wire) {
    let rest = async {
        while let Some(Ok(message)) = wire.next().await {
            if message.is_close() {
                return;
            }
        }
        let io = wire.get_mut();
        if io.shutdown().await.is_ok() {
            let mut scrap = vec![0; 8 * 1024];
            while let Ok(1..) = io.read(&mut scrap).await {}
        }
    };
    // Nobody waits for this; a client that goes on sending is cut off.
    let _ = tokio::time::timeout(CLOSING, rest).await;
}
