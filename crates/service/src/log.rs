//! The log writer: every message enters its chat here, many senders to one disk flush.
//!
//! While one batch commits, the next gathers by itself; nothing waits on a timer, so a lone sender is not
//! delayed. Anything that takes a `seq` holds the [order lock](ChatLog::in_order) from before its commit until
//! its change was announced, so that people hear a chat's changes in `seq` order.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::{Mutex, Notify, mpsc, oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_model::{Change, ChangeSink, Invalid, MessageBody};
use zvonilka_store::{AppendRefusal, Appended, NewMessage, Store, StoreError};

use crate::{
    ServiceError,
    push::{Desk, Occasion},
};

/// Messages in one transaction at most.
const BATCH: usize = 256;
/// Messages that may wait; beyond it senders wait for a place, which slows their own sockets only.
const QUEUE: usize = 4 * BATCH;
/// Text in one transaction at most, so that a batch of large messages does not hold the writer for long.
const BATCH_BYTES: usize = 1024 * 1024;

type Outcome = Result<Appended, ServiceError>;

struct Waiting {
    message: NewMessage,
    answer: oneshot::Sender<Outcome>,
}

/// A message that waits to be stored.
pub(crate) struct InLine {
    outcome: oneshot::Receiver<Outcome>,
}

impl InLine {
    /// Waits until it is durable.
    pub(crate) async fn stored(self) -> Outcome {
        self.outcome.await.map_err(|_| ServiceError::Unavailable)?
    }
}

/// A handle on the log writer.
pub(crate) struct ChatLog {
    queue: mpsc::Sender<Waiting>,
    order: Arc<Mutex<()>>,
    written: Arc<Notify>,
    link_written: Arc<Notify>,
    stored: Arc<AtomicU64>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl ChatLog {
    pub(crate) fn start(
        store: Store,
        sink: Arc<dyn ChangeSink>,
        desk: Arc<Desk>,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let order = Arc::new(Mutex::new(()));
        let written = Arc::new(Notify::new());
        let link_written = Arc::new(Notify::new());
        let stored = Arc::new(AtomicU64::new(0));
        let writer = Writer {
            store,
            sink,
            desk,
            order: Arc::clone(&order),
            written: Arc::clone(&written),
            link_written: Arc::clone(&link_written),
            stored: Arc::clone(&stored),
        };
        tasks.spawn(writer.run(waiting, stop.clone()));
        Self { queue, order, written, link_written, stored, tasks: tasks.clone(), stop: stop.clone() }
    }

    /// How many messages were stored since the start; one that came twice counts once.
    pub(crate) fn stored(&self) -> u64 {
        self.stored.load(Ordering::Relaxed)
    }

    /// Stores a message and tells its chat. Returns once it is durable.
    pub(crate) async fn append(&self, message: NewMessage) -> Outcome {
        self.enqueue(message).await?.stored().await
    }

    /// Puts a message in line. Its place is fixed by the time this returns: whatever is put in line after it
    /// also enters the log after it.
    pub(crate) async fn enqueue(&self, message: NewMessage) -> Result<InLine, ServiceError> {
        let (answer, outcome) = oneshot::channel();
        self.queue.send(Waiting { message, answer }).await.map_err(|_| ServiceError::Unavailable)?;
        Ok(InLine { outcome })
    }

    /// Runs something that takes a `seq` and announces it, so that no later `seq` is told before it.
    pub(crate) async fn in_order<T>(&self, work: impl Future<Output = T> + Send) -> T {
        let _order = self.order.lock().await;
        let done = work.await;
        self.written.notify_one();
        done
    }

    /// Waits until something was written since the last call; for the one task that follows.
    pub(crate) async fn written(&self) {
        self.written.notified().await;
    }

    /// Waits until a link was written since the last call; for the one task that looks at links.
    pub(crate) async fn link_written(&self) {
        self.link_written.notified().await;
    }

    /// Says that a link was written otherwise than by a new message.
    pub(crate) fn note_link(&self) {
        self.link_written.notify_one();
    }

    /// As [`Self::in_order`] for what must be told once it is stored, even when nobody waits for the answer any more: it runs
    /// on a task of its own.
    pub(crate) async fn carry_out<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let order = Arc::clone(&self.order);
        let task = self.tasks.spawn(async move {
            let _order = order.lock().await;
            work.await
        });
        task.await.map_err(|error| ServiceError::Internal(Box::new(error)))
    }

    /// Starts something that nobody waits for; it should end when it is told to.
    pub(crate) fn afterwards<F: Future<Output = ()> + Send + 'static>(
        &self,
        work: impl FnOnce(CancellationToken) -> F,
    ) {
        self.tasks.spawn(work(self.stop.clone()));
    }
}

struct Writer {
    store: Store,
    sink: Arc<dyn ChangeSink>,
    desk: Arc<Desk>,
    order: Arc<Mutex<()>>,
    written: Arc<Notify>,
    link_written: Arc<Notify>,
    stored: Arc<AtomicU64>,
}

impl Writer {
    async fn run(self, mut waiting: mpsc::Receiver<Waiting>, stop: CancellationToken) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                // What was accepted before the stop is still written: the queue closes to newcomers and drains.
                () = stop.cancelled(), if !waiting.is_closed() => waiting.close(),
                taken = waiting.recv_many(&mut batch, BATCH) => {
                    if taken == 0 {
                        return;
                    }
                    while !batch.is_empty() {
                        let part = bounded_part(&mut batch);
                        self.commit(part).await;
                    }
                }
            }
        }
    }

    async fn commit(&self, batch: Vec<Waiting>) {
        let _order = self.order.lock().await;
        let (messages, answers): (Vec<_>, Vec<_>) = batch.into_iter().map(|w| (w.message, w.answer)).unzip();
        match self.store.append(messages.clone()).await {
            Ok(outcomes) => self.finish(outcomes, answers),
            Err(StoreError::Unavailable { source }) => {
                tracing::error!(%source, "messages could not be stored: the database is unavailable");
                for answer in answers {
                    let _ = answer.send(Err(ServiceError::Unavailable));
                }
            }
            // One bad item must fail alone.
            Err(error) if messages.len() > 1 => {
                tracing::warn!(%error, "a batch failed; its messages are tried one by one");
                for (message, answer) in messages.into_iter().zip(answers) {
                    match self.store.append(vec![message]).await {
                        Ok(outcomes) => self.finish(outcomes, vec![answer]),
                        Err(error) => drop(answer.send(Err(error.into()))),
                    }
                }
            }
            Err(error) => {
                for answer in answers {
                    tracing::error!(%error, "a message could not be stored");
                    let _ =
                        answer.send(Err(ServiceError::Internal("the message could not be stored".into())));
                }
            }
        }
    }

    fn finish(&self, outcomes: Vec<Result<Appended, AppendRefusal>>, answers: Vec<oneshot::Sender<Outcome>>) {
        let mut changes = Vec::new();
        let mut links = false;
        for (outcome, answer) in outcomes.into_iter().zip(answers) {
            if let Ok(Appended::Fresh(message)) = &outcome {
                links |= message.preview.is_none() && message.body.link().is_some();
                if self.desk.listens() && message.body.is_by_a_member() {
                    self.desk.note(Occasion::Written(Box::new(message.clone())));
                }
                changes.push(Change::MessageAdded { message: message.clone() });
            }
            // A sender who has gone gets the message by `sync`.
            let _ = answer.send(outcome.map_err(ServiceError::from));
        }
        self.stored.fetch_add(changes.len() as u64, Ordering::Relaxed);
        if !changes.is_empty() {
            self.sink.announce(changes);
            self.written.notify_one();
        }
        if links {
            self.link_written.notify_one();
        }
    }
}

impl From<AppendRefusal> for ServiceError {
    fn from(refusal: AppendRefusal) -> Self {
        let invalid = |field| Self::Invalid { field, problem: Invalid::Format };
        match refusal {
            AppendRefusal::NotMember => Self::NotFound,
            AppendRefusal::PrivacyForbids => Self::PrivacyForbids,
            AppendRefusal::ReplyTo => invalid("replyTo"),
            AppendRefusal::ForwardOf => invalid("forwardOf"),
            AppendRefusal::Attachments => invalid("attachments"),
            AppendRefusal::Voice => invalid("kind"),
        }
    }
}

/// Roughly what a message takes in the transaction; never 0.
fn size(message: &NewMessage) -> usize {
    /// Ids, times and the row's own bytes.
    const OVERHEAD: usize = 200;
    OVERHEAD
        + match &message.body {
            MessageBody::Text(text) => text.len(),
            MessageBody::Files { caption, .. } => caption.as_ref().map_or(0, String::len),
            MessageBody::Call(_) | MessageBody::System(_) | MessageBody::Deleted { .. } => 0,
        }
}

/// Takes from the front what fits into one transaction; always at least one.
fn bounded_part(batch: &mut Vec<Waiting>) -> Vec<Waiting> {
    let mut bytes = 0;
    let fitting = batch
        .iter()
        .take_while(|w| {
            let first = bytes == 0;
            bytes += size(&w.message);
            first || bytes <= BATCH_BYTES
        })
        .count();
    let rest = batch.split_off(fitting.max(1));
    std::mem::replace(batch, rest)
}
