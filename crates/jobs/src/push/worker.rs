//! The one task that takes what there is to tell. Several things are sent at once, by one future each inside of it.

use std::time::Duration;

use futures_util::{StreamExt as _, stream::FuturesUnordered};
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;
use zvonilka_service::{Push, PushDelivery};

use super::Pusher;

/// Requests at once.
const AT_ONCE: usize = 16;
/// How often to look without having been told: another node may have queued something.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// The shortest pause between two looks that nobody asked for.
const BREATH: Duration = Duration::from_millis(200);
/// How soon to try again what the database refused.
const RETRY_AFTER: Duration = Duration::from_secs(2);
/// How often what is too old is forgotten.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// Sends until `stop`. What is cut off by it comes again after the next start.
pub(crate) async fn run(push: Push, pusher: Pusher, stop: CancellationToken) {
    let mut running = FuturesUnordered::new();
    let mut next = Instant::now();
    let mut forget = Instant::now();
    loop {
        let full = running.len() >= AT_ONCE;
        tokio::select! {
            () = stop.cancelled() => return,
            Some(()) = running.next(), if !running.is_empty() => {}
            // In time or not: both are a reason to look.
            _ = timeout_at(next, push.queued()), if !full => {}
        }
        if Instant::now() >= forget {
            forget = Instant::now() + FORGET_EVERY;
            if let Err(error) = push.forget_old().await {
                tracing::warn!(%error, "old pushes could not be forgotten; tried again later");
            }
        }
        next = Instant::now() + LOOK_EVERY;
        let room = u32::try_from(AT_ONCE.saturating_sub(running.len())).unwrap_or(0);
        match push.take(room).await {
            Ok(taken) => {
                for delivery in taken {
                    running.push(work(&push, &pusher, delivery));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the queue of pushes could not be read; tried again soon");
                next = Instant::now() + RETRY_AFTER;
                continue;
            }
        }
        if let Ok(Some(due)) = push.next_due().await {
            next = Instant::now() + due.clamp(BREATH, LOOK_EVERY);
        }
    }
}

/// Sends one thing.
async fn work(push: &Push, pusher: &Pusher, delivery: PushDelivery) {
    let outcome = pusher.send(push, &delivery, push.now()).await;
    if let Err(error) = push.finish(delivery, outcome).await {
        tracing::warn!(%error, "what came of a push could not be noted; it comes again");
    }
}
