//! One connection's outbound queue: bounded in frames and in bytes, so that a client that does not read costs
//! a fixed amount and nobody else waits for it.

use std::{collections::VecDeque, sync::Arc};

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::Notify;
use zvonilka_protocol::socket::close;

/// Frames that may wait.
const FRAMES_MAX: usize = 256;
/// Bytes that may wait. A single larger frame (a large `sync` answer) passes when nothing else waits.
const BYTES_MAX: usize = 1024 * 1024;
/// Frames handed to the writer at once: they leave in one write.
const BURST: usize = 64;

/// A frame's JSON text, shared by all who hear it.
#[derive(Debug, Clone)]
pub struct Frame(Bytes);

impl Frame {
    /// The text as UTF-8 bytes, without a copy.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.0
    }
}

impl From<String> for Frame {
    fn from(text: String) -> Self {
        Self(Bytes::from(text))
    }
}

/// Why the server closes a socket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseReason {
    /// No token, a forged one, or one that ran out.
    Unauthenticated,
    /// The session was ended.
    SessionEnded,
    /// The client reads slower than it is told; it should reconnect and sync.
    TooSlow,
    /// The same tab has opened another socket.
    Replaced,
    /// The server restarts.
    Restarting,
    /// A binary frame.
    Unsupported,
    /// Flooding.
    Policy,
    /// A frame beyond the limit.
    TooBig,
}

impl CloseReason {
    /// The close code (RFC 6455 §7.4).
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::Unauthenticated => close::UNAUTHENTICATED,
            Self::SessionEnded => close::SESSION_ENDED,
            Self::TooSlow => close::TOO_SLOW,
            Self::Replaced => close::REPLACED,
            Self::Restarting => close::RESTARTING,
            Self::Unsupported => close::UNSUPPORTED,
            Self::Policy => close::POLICY,
            Self::TooBig => close::TOO_BIG,
        }
    }

    /// A few words for whoever reads a network log.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::SessionEnded => "session ended",
            Self::TooSlow => "too slow, reconnect and sync",
            Self::Replaced => "replaced by the same tab",
            Self::Restarting => "restarting",
            Self::Unsupported => "text frames only",
            Self::Policy => "too many frames",
            Self::TooBig => "frame too big",
        }
    }
}

/// The connection is closing; nothing more goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed;

/// What the writer has to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Write the frames that were handed out.
    Frames,
    /// Close the socket.
    Close(CloseReason),
}

/// Whether a frame may be left out for a client that lags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    /// An event: if it does not fit, the connection is closed and the client syncs.
    Needed,
    /// Typing and presence: left out once the queue is half full.
    Lossy,
}

#[derive(Default)]
struct Waiting {
    frames: VecDeque<Frame>,
    bytes: usize,
    closing: Option<CloseReason>,
}

#[derive(Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    /// Wakes the writer.
    filled: Notify,
    /// Wakes answers that wait for a place.
    drained: Notify,
}

/// The filling end.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<Shared>);

/// The draining end, held by the socket's writer.
pub struct Outbound(Arc<Shared>);

impl Queue {
    pub(crate) fn new() -> (Self, Outbound) {
        let queue = Self::default();
        let outbound = Outbound(Arc::clone(&queue.0));
        (queue, outbound)
    }

    /// Adds a frame without waiting.
    pub(crate) fn push(&self, frame: &Frame, weight: Weight) {
        let mut waiting = self.0.waiting.lock();
        if waiting.closing.is_some() || (weight == Weight::Lossy && waiting.frames.len() > FRAMES_MAX / 2) {
            return;
        }
        if waiting.has_place(frame) {
            waiting.add(frame.clone());
        } else {
            waiting.close(CloseReason::TooSlow);
            self.0.drained.notify_waiters();
        }
        drop(waiting);
        self.0.filled.notify_one();
    }

    /// Adds the answer to a request, waiting for a place: that slows only the client who asked.
    pub(crate) async fn answer(&self, frame: Frame) -> Result<(), Closed> {
        loop {
            let drained = self.0.drained.notified();
            tokio::pin!(drained);
            // Registered before the look, so that a drain in between is not missed.
            drained.as_mut().enable();
            {
                let mut waiting = self.0.waiting.lock();
                if waiting.closing.is_some() {
                    return Err(Closed);
                }
                // Half the queue stays free for events, which cannot wait.
                if waiting.frames.is_empty()
                    || (waiting.frames.len() < FRAMES_MAX / 2 && waiting.has_place(&frame))
                {
                    waiting.add(frame);
                    drop(waiting);
                    self.0.filled.notify_one();
                    return Ok(());
                }
            }
            drained.await;
        }
    }

    /// Asks the writer to close. What waits is still written, except for a client that is too slow.
    pub(crate) fn close(&self, reason: CloseReason) {
        self.0.waiting.lock().close(reason);
        self.0.filled.notify_one();
        self.0.drained.notify_waiters();
    }
}

impl Waiting {
    fn has_place(&self, frame: &Frame) -> bool {
        self.frames.is_empty() || (self.frames.len() < FRAMES_MAX && self.bytes + frame.0.len() <= BYTES_MAX)
    }

    fn add(&mut self, frame: Frame) {
        self.bytes += frame.0.len();
        self.frames.push_back(frame);
    }

    fn close(&mut self, reason: CloseReason) {
        if self.closing.is_none() {
            self.closing = Some(reason);
            if reason == CloseReason::TooSlow {
                self.frames = VecDeque::new();
                self.bytes = 0;
            }
        }
    }
}

impl Outbound {
    /// Waits for frames (at most 64 are added to `frames`) or for the order to close.
    pub async fn recv(&mut self, frames: &mut Vec<Frame>) -> Next {
        loop {
            {
                let mut waiting = self.0.waiting.lock();
                if !waiting.frames.is_empty() {
                    let count = waiting.frames.len().min(BURST);
                    let before = frames.len();
                    frames.extend(waiting.frames.drain(..count));
                    waiting.bytes -= frames[before..].iter().map(|f| f.0.len()).sum::<usize>();
                    drop(waiting);
                    self.0.drained.notify_waiters();
                    return Next::Frames;
                }
                if let Some(reason) = waiting.closing {
                    return Next::Close(reason);
                }
            }
            self.0.filled.notified().await;
            // Whoever else is about to run may have more for this socket: an answer and its event, or the next message
            // of a busy chat. A write costs far more than a turn, and the busier the server, the longer a turn takes.
            tokio::task::yield_now().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(text: &str) -> Frame {
        Frame::from(text.to_owned())
    }

    #[tokio::test]
    async fn frames_come_out_in_order_and_in_bursts() {
        let (queue, mut outbound) = Queue::new();
        for n in 0..100 {
            queue.push(&frame(&n.to_string()), Weight::Needed);
        }
        let mut got = Vec::new();
        assert_eq!(outbound.recv(&mut got).await, Next::Frames);
        assert_eq!(got.len(), BURST);
        assert_eq!(outbound.recv(&mut got).await, Next::Frames);
        let texts: Vec<_> =
            got.into_iter().map(|f| String::from_utf8(f.into_bytes().to_vec()).expect("UTF-8")).collect();
        assert_eq!(texts, (0..100).map(|n| n.to_string()).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn a_client_that_does_not_read_is_closed_as_too_slow_and_holds_no_memory() {
        let (queue, mut outbound) = Queue::new();
        for _ in 0..=FRAMES_MAX {
            queue.push(&frame("x"), Weight::Needed);
        }
        assert_eq!(outbound.recv(&mut Vec::new()).await, Next::Close(CloseReason::TooSlow));
        assert_eq!(queue.0.waiting.lock().frames.capacity(), 0);
    }

    #[tokio::test]
    async fn typing_is_left_out_for_a_client_that_lags() {
        let (queue, _outbound) = Queue::new();
        for _ in 0..FRAMES_MAX * 2 {
            queue.push(&frame("typing"), Weight::Lossy);
        }
        let waiting = queue.0.waiting.lock();
        assert!(waiting.closing.is_none());
        assert!(waiting.frames.len() <= FRAMES_MAX / 2 + 1);
    }

    #[tokio::test]
    async fn what_was_said_before_the_close_is_still_written() {
        let (queue, mut outbound) = Queue::new();
        queue.push(&frame("session:ended"), Weight::Needed);
        queue.close(CloseReason::SessionEnded);
        let mut got = Vec::new();
        assert_eq!(outbound.recv(&mut got).await, Next::Frames);
        assert_eq!(outbound.recv(&mut got).await, Next::Close(CloseReason::SessionEnded));
        assert_eq!(queue.answer(frame("late")).await, Err(Closed));
    }

    #[tokio::test]
    async fn an_answer_waits_for_a_place_instead_of_closing() {
        let (queue, mut outbound) = Queue::new();
        for _ in 0..FRAMES_MAX / 2 {
            queue.push(&frame("x"), Weight::Needed);
        }
        let waiting = queue.answer(frame("answer"));
        tokio::pin!(waiting);
        assert!(tokio::time::timeout(std::time::Duration::ZERO, &mut waiting).await.is_err());
        outbound.recv(&mut Vec::new()).await;
        assert_eq!(waiting.await, Ok(()));
    }

    #[tokio::test]
    async fn one_frame_larger_than_the_budget_passes_alone() {
        let (queue, mut outbound) = Queue::new();
        queue.answer(frame(&"x".repeat(BYTES_MAX + 1))).await.expect("an empty queue takes it");
        assert_eq!(outbound.recv(&mut Vec::new()).await, Next::Frames);
    }
}
