//! The loop that works a lasting queue off: the same for pushes and for letters.

use std::{fmt::Display, future::Future, time::Duration};

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

/// How often to look without having been told: another node may have queued something.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// The shortest pause between two looks that nobody asked for.
const BREATH: Duration = Duration::from_millis(200);
/// How soon to try again what the database refused.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// How often what is too old is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// A queue whose jobs come again unless they are finished.
pub(crate) trait Queue: Sync {
    /// What waits in it.
    type Job: Send;
    /// Why the queue cannot be read.
    type Error: Display + Send;
    /// What waits in it, for the log.
    const WHAT: &'static str;
    /// Jobs at once.
    const AT_ONCE: usize;

    /// Takes what is due.
    fn take(&self, limit: u32) -> impl Future<Output = Result<Vec<Self::Job>, Self::Error>> + Send;
    /// How long until something is due.
    fn next_due(&self) -> impl Future<Output = Result<Option<Duration>, Self::Error>> + Send;
    /// Waits until something was put into it.
    fn queued(&self) -> impl Future<Output = ()> + Send;
    /// Forgets what is too old.
    fn forget_old(&self) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Does one job and notes what came of it.
    fn work(&self, job: Self::Job) -> impl Future<Output = ()> + Send;
}

/// Works until `stop`; several jobs at once, by one future each inside of one task. What is cut off by `stop` comes again
/// after the next start.
pub(crate) async fn run<Q: Queue>(queue: Q, stop: CancellationToken) {
    let mut running = FuturesUnordered::new();
    let mut next = Instant::now();
    let mut forget = Instant::now();
    loop {
        let full = running.len() >= Q::AT_ONCE;
        tokio::select! {
            () = stop.cancelled() => return,
            Some(()) = running.next(), if !running.is_empty() => {}
            // In time or not: both are a reason to look.
            _ = timeout_at(next, queue.queued()), if !full => {}
        }
        if Instant::now() >= forget {
            forget = Instant::now() + FORGET_EVERY;
            if let Err(error) = queue.forget_old().await {
                tracing::warn!(%error, queue = Q::WHAT, "what is old could not be forgotten; tried again later");
            }
        }
        next = Instant::now() + LOOK_EVERY;
        let room = u32::try_from(Q::AT_ONCE.saturating_sub(running.len())).unwrap_or(0);
        match queue.take(room).await {
            Ok(taken) => {
                for job in taken {
                    running.push(queue.work(job));
                }
            }
            Err(error) => {
                tracing::warn!(%error, queue = Q::WHAT, "the queue could not be read; tried again soon");
                next = Instant::now() + RETRY_AFTER;
                continue;
            }
        }
        if let Ok(Some(due)) = queue.next_due().await {
            next = Instant::now() + due.clamp(BREATH, LOOK_EVERY);
        }
    }
}
