//! What happened that somebody may have to be told of although no page of theirs is open. Noting it costs nobody
//! anything: it is worked off by a task of its own.

use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;
use tokio::sync::{Notify, mpsc};
use zvonilka_model::{Message, SessionId, UserId, call::Call};

/// Things that may wait to be looked at. What comes while it is full is told to nobody by push: it is in the chats all
/// the same.
const WAITING: usize = 4_096;

/// Something that happened.
#[derive(Debug, Clone)]
pub(crate) enum Occasion {
    /// A member wrote.
    Written(Box<Message>),
    /// A call began to ring at somebody's.
    Rings {
        /// The call.
        call: Box<Call>,
        /// At whose.
        callee: UserId,
    },
    /// A call rings no longer at somebody's.
    Stopped {
        /// The call.
        call: Box<Call>,
        /// At whose.
        callee: UserId,
    },
    /// A call of a group began that does not ring at theirs.
    Begun {
        /// The call.
        call: Box<Call>,
        /// At whose.
        people: Vec<UserId>,
    },
    /// Somebody asks to become a contact.
    Asked {
        /// Who is asked.
        user: UserId,
        /// Who asks.
        by: UserId,
    },
    /// A sign-in is over.
    SignedOut(SessionId),
}

/// Where it is noted.
pub(crate) struct Desk {
    enabled: bool,
    /// Whether anybody can be told anything: without that nothing is even noted.
    anybody: AtomicBool,
    notes: mpsc::Sender<Occasion>,
    /// For the one task that works them off.
    pile: Mutex<Option<mpsc::Receiver<Occasion>>>,
    queued: Notify,
}

impl Desk {
    pub(crate) fn new(enabled: bool, anybody: bool) -> Self {
        let (notes, pile) = mpsc::channel(WAITING);
        Self {
            enabled,
            anybody: AtomicBool::new(anybody),
            notes,
            pile: Mutex::new(Some(pile)),
            queued: Notify::new(),
        }
    }

    /// Whether a note would be read at all; ask before making one that costs something.
    pub(crate) fn listens(&self) -> bool {
        self.enabled && self.anybody.load(Ordering::Relaxed)
    }

    /// Somebody can be told something now.
    pub(super) fn somebody_subscribed(&self) {
        self.anybody.store(true, Ordering::Relaxed);
    }

    /// Notes what happened.
    pub(crate) fn note(&self, occasion: Occasion) {
        if self.listens() && self.notes.try_send(occasion).is_err() {
            tracing::warn!("more happens than can be told by push; something is not");
        }
    }

    /// The notes, for one task.
    pub(super) fn pile(&self) -> Option<mpsc::Receiver<Occasion>> {
        self.pile.lock().take()
    }

    /// Says that something was put into the queue.
    pub(super) fn note_queued(&self) {
        self.queued.notify_one();
    }

    /// Waits until something was put into the queue since the last call; for the one task that tells.
    pub(super) async fn queued(&self) {
        self.queued.notified().await;
    }
}
