//! What of a request nobody has read when its answer is ready.
//!
//! A browser reads an answer only after it has sent the whole body. When the server closes the connection before
//! that, as HTTP/1.1 must if it does not want the rest, the answer is lost, and a refusal looks like a broken line. So a
//! body of moderate size is taken in and thrown away before the answer goes out. Never more than [`MOST_BYTES`], and never
//! for longer than [`LONGEST`]: whoever sends more loses their connection.

use std::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use hyper::body::{Frame, Incoming, SizeHint};
use tokio::{sync::oneshot, time::timeout};

/// A piece of an upload as the page sends it, with room to spare.
const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// As long as a slow line takes for such a piece.
const LONGEST: Duration = Duration::from_secs(30);

/// Gets a body back that was lent to a handler and is not read to its end.
pub(super) struct Unread(oneshot::Receiver<Incoming>);

/// A body in the hands of a handler.
struct Lent {
    body: Option<Incoming>,
    back: Option<oneshot::Sender<Incoming>>,
}

/// Lends a body to a handler.
pub(super) fn lend(body: Incoming) -> (Body, Unread) {
    let (back, unread) = oneshot::channel();
    (Body::new(Lent { body: Some(body), back: Some(back) }), Unread(unread))
}

impl Unread {
    /// Takes in and throws away what the handler left, within bounds. At once when it left nothing, or keeps the body.
    pub(super) async fn drain(mut self) {
        let Ok(mut body) = self.0.try_recv() else { return };
        if body.size_hint().lower() > MOST_BYTES {
            return;
        }
        let drained = async {
            let mut taken = 0;
            while taken <= MOST_BYTES {
                match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
                    Some(Ok(frame)) => taken += frame.data_ref().map_or(0, |data| data.len() as u64),
                    Some(Err(_)) | None => return,
                }
            }
        };
        // What is left after that costs the client its connection, as it would have before.
        let _ = timeout(LONGEST, drained).await;
    }
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.as_ref().map_or_else(SizeHint::new, HttpBody::size_hint)
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        if let (Some(body), Some(back)) = (self.body.take(), self.back.take())
            && !body.is_end_stream()
        {
            // When nobody waits for it, it ends here.
            let _ = back.send(body);
        }
    }
}
