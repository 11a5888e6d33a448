//! The writing half: what is queued goes out in bursts.

use std::time::Duration;

use futures_util::{Sink as FuturesSink, SinkExt as _};
use tokio_tungstenite::tungstenite::{
    Error as WireError, Message, Utf8Bytes,
    protocol::{CloseFrame, frame::coding::CloseCode},
};
use zvonilka_realtime::{CloseReason, Frame, Next, Outbound};

use super::Sink;

/// How long a burst may take: a dead peer holds the task no longer.
const WRITE_TIMEOUT: Duration = Duration::from_secs(10);

/// Writes until the queue says to close, or the peer takes nothing any more. Gives the half back.
pub(super) async fn run(mut sink: Sink, mut outbound: Outbound) -> Sink {
    let mut frames = Vec::new();
    loop {
        match outbound.recv(&mut frames).await {
            Next::Frames => {
                let written = tokio::time::timeout(WRITE_TIMEOUT, write(&mut sink, &mut frames)).await;
                if !matches!(written, Ok(Ok(()))) {
                    return sink;
                }
            }
            Next::Close(reason) => {
                close(&mut sink, reason).await;
                return sink;
            }
        }
    }
}

async fn write(sink: &mut Sink, frames: &mut Vec<Frame>) -> Result<(), WireError> {
    for frame in frames.drain(..) {
        // JSON is UTF-8; the check costs less than a copy.
        let text = Utf8Bytes::try_from(frame.into_bytes()).expect("frames are made from strings");
        sink.feed(Message::Text(text)).await?;
    }
    sink.flush().await
}

/// Sends a close frame, if the peer still takes it.
pub(super) async fn close(
    sink: &mut (impl FuturesSink<Message, Error = WireError> + Unpin),
    reason: CloseReason,
) {
    let frame = CloseFrame { code: CloseCode::from(reason.code()), reason: reason.text().into() };
    let closing = async {
        // Fails when the peer closed first; what is left then is to send our part of that handshake.
        let _ = sink.send(Message::Close(Some(frame))).await;
        let _ = sink.flush().await;
    };
    // A peer that takes nothing is simply cut off.
    let _ = tokio::time::timeout(WRITE_TIMEOUT, closing).await;
}
