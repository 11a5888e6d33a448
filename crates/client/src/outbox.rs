//! Messages that wait for their acknowledgement. One of each chat is under way at a time, so that a chat gets them in
//! the order in which they were handed in, also when one has to be sent again.

use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
};

use parking_lot::Mutex;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, oneshot};
use zvonilka_model::ChatId;
use zvonilka_protocol::{Message, SendMessage, socket::ChatMessage};

use crate::ClientError;

/// Messages that may wait; beyond it whoever sends waits for a place.
const WAITING_MAX: usize = 1_000;
/// Chats that may have a message under way at once.
const UNDER_WAY_MAX: usize = 32;

type Acknowledged = Result<Message, ClientError>;

pub(crate) struct Outbox {
    waiting: Mutex<Waiting>,
    places: Arc<Semaphore>,
    filled: Notify,
}

#[derive(Default)]
struct Waiting {
    letters: HashMap<ChatId, VecDeque<Letter>>,
    /// Chats with something to send and nothing under way.
    ready: VecDeque<ChatId>,
    under_way: usize,
    ended: bool,
}

struct Letter {
    message: SendMessage,
    acknowledge: oneshot::Sender<Acknowledged>,
    _place: OwnedSemaphorePermit,
}

impl Outbox {
    pub(crate) fn new() -> Self {
        Self {
            waiting: Mutex::default(),
            places: Arc::new(Semaphore::new(WAITING_MAX)),
            filled: Notify::new(),
        }
    }

    /// Puts a message in line and gives what will tell that it is stored.
    pub(crate) async fn put(
        &self,
        chat: ChatId,
        message: SendMessage,
    ) -> Result<oneshot::Receiver<Acknowledged>, ClientError> {
        let closed = ClientError::Closed { code: None };
        let Ok(place) = Arc::clone(&self.places).acquire_owned().await else { return Err(closed) };
        let (acknowledge, acknowledged) = oneshot::channel();
        {
            let mut waiting = self.waiting.lock();
            if waiting.ended {
                return Err(closed);
            }
            let letters = waiting.letters.entry(chat).or_default();
            letters.push_back(Letter { message, acknowledge, _place: place });
            if letters.len() == 1 {
                waiting.ready.push_back(chat);
            }
        }
        self.filled.notify_one();
        Ok(acknowledged)
    }

    /// Waits until something was put in.
    pub(crate) async fn filled(&self) {
        self.filled.notified().await;
    }

    /// The next message to send. It stays in line until it is [settled](Self::settle).
    pub(crate) fn next(&self) -> Option<ChatMessage> {
        let mut waiting = self.waiting.lock();
        if waiting.under_way >= UNDER_WAY_MAX {
            return None;
        }
        let chat_id = waiting.ready.pop_front()?;
        waiting.under_way += 1;
        let letter = waiting.letters.get(&chat_id)?.front()?;
        Some(ChatMessage { chat_id, message: letter.message.clone() })
    }

    /// What became of a chat's message: tells whoever sent it and makes way for the next one.
    pub(crate) fn settle(&self, chat: ChatId, outcome: Acknowledged) {
        let letter = {
            let mut waiting = self.waiting.lock();
            waiting.under_way -= 1;
            let Some(letters) = waiting.letters.get_mut(&chat) else { return };
            let letter = letters.pop_front();
            if letters.is_empty() {
                waiting.letters.remove(&chat);
            } else {
                waiting.ready.push_back(chat);
            }
            letter
        };
        if let Some(letter) = letter {
            // Whoever sent it may not wait any more.
            let _ = letter.acknowledge.send(outcome);
        }
    }

    /// A chat's message has to be sent again.
    pub(crate) fn again(&self, chat: ChatId) {
        let mut waiting = self.waiting.lock();
        waiting.under_way -= 1;
        waiting.ready.push_front(chat);
    }

    /// The connection is gone: nobody knows what became of what was under way, so all of it is sent again.
    pub(crate) fn put_back(&self) {
        let mut waiting = self.waiting.lock();
        waiting.under_way = 0;
        waiting.ready = waiting.letters.keys().copied().collect();
    }

    /// Nothing is sent any more: whoever waits hears that the connection is closed.
    pub(crate) fn end(&self) {
        let mut waiting = self.waiting.lock();
        waiting.ended = true;
        waiting.letters.clear();
        waiting.ready.clear();
        self.places.close();
    }
}
