//! The queue of what there is to tell devices.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use zvonilka_service::{Push, PushDelivery, ServiceError};

use super::Pusher;
use crate::queue::{self, Queue};

struct Pushes {
    push: Push,
    pusher: Pusher,
}

/// Sends until `stop`. What is cut off by it comes again after the next start.
pub(crate) async fn run(push: Push, pusher: Pusher, stop: CancellationToken) {
    queue::run(Pushes { push, pusher }, stop).await;
}

impl Queue for Pushes {
    type Job = PushDelivery;
    type Error = ServiceError;
    const WHAT: &'static str = "pushes";
    const AT_ONCE: usize = 16;

    async fn take(&self, limit: u32) -> Result<Vec<PushDelivery>, ServiceError> {
        self.push.take(limit).await
    }

    async fn next_due(&self) -> Result<Option<Duration>, ServiceError> {
        self.push.next_due().await
    }

    async fn queued(&self) {
        self.push.queued().await;
    }

    async fn forget_old(&self) -> Result<(), ServiceError> {
        self.push.forget_old().await
    }

    async fn work(&self, delivery: PushDelivery) {
        let outcome = self.pusher.send(&self.push, &delivery, self.push.now()).await;
        if let Err(error) = self.push.finish(delivery, outcome).await {
            tracing::warn!(%error, "what came of a push could not be noted; it comes again");
        }
    }
}
