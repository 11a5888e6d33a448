//! The task that brings written and changed messages into the full-text index, in batches of its own: a sender
//! never waits for it, and it never holds the database for longer than one small batch.

use std::{sync::Arc, time::Duration};

use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use zvonilka_store::{IndexProgress, Store, StoreError};

use crate::core::Core;

/// Messages in one batch: some milliseconds of SQLite's one writer.
const BATCH: u32 = 200;
/// How long messages gather before they are put in, so that a busy chat costs a few commits a second.
const GATHER: Duration = Duration::from_millis(200);
/// How often to look without having been told: another node or the command line may have written.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How soon to look again for what another transaction still holds back.
const UNSETTLED: Duration = Duration::from_secs(1);
/// How soon to try again what the database refused.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// Keeps the index up to date until `stop`.
pub(crate) async fn keep_index(core: Arc<Core>, stop: CancellationToken) {
    let mut wait = Duration::ZERO;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = heard(&core, wait) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            outcome = catch_up_gently(&core.store) => wait = match outcome {
                Ok(IndexProgress::UpToDate) => LOOK_EVERY,
                Ok(IndexProgress::More | IndexProgress::Unsettled) => UNSETTLED,
                Err(error) => {
                    tracing::warn!(%error, "the search index could not be written; tried again soon");
                    RETRY_AFTER
                }
            },
        }
    }
}

/// Until something was written, and what comes with it; or until it is time to look.
async fn heard(core: &Core, wait: Duration) {
    if timeout(wait, core.log.written()).await.is_ok() {
        sleep(GATHER).await;
    }
}

/// Batch after batch, with a pause as long as each batch took: senders have the database at least half of the
/// time, also while an old database is read for the first time.
async fn catch_up_gently(store: &Store) -> Result<IndexProgress, StoreError> {
    loop {
        let begin = Instant::now();
        match store.index_messages(BATCH).await? {
            IndexProgress::More => sleep(begin.elapsed()).await,
            done @ (IndexProgress::Unsettled | IndexProgress::UpToDate) => return Ok(done),
        }
    }
}

/// Batch after batch without a pause.
pub(super) async fn catch_up(store: &Store) -> Result<IndexProgress, StoreError> {
    loop {
        match store.index_messages(BATCH).await? {
            IndexProgress::More => {}
            done @ (IndexProgress::Unsettled | IndexProgress::UpToDate) => return Ok(done),
        }
    }
}
