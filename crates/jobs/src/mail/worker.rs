//! The queue of letters.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use zvonilka_service::{Mail, MailDelivery, ServiceError};

use super::Mailer;
use crate::queue::{self, Queue};

struct Letters {
    mail: Mail,
    mailer: Mailer,
}

/// Sends until `stop`. What is cut off by it comes again after the next start.
pub(crate) async fn run(mail: Mail, mailer: Mailer, stop: CancellationToken) {
    queue::run(Letters { mail, mailer }, stop).await;
}

impl Queue for Letters {
    type Job = MailDelivery;
    type Error = ServiceError;
    const WHAT: &'static str = "letters";
    // Each is a connection of its own; mail servers dislike many from one place.
    const AT_ONCE: usize = 2;

    async fn take(&self, limit: u32) -> Result<Vec<MailDelivery>, ServiceError> {
        self.mail.take(limit).await
    }

    async fn next_due(&self) -> Result<Option<Duration>, ServiceError> {
        self.mail.next_due().await
    }

    async fn queued(&self) {
        self.mail.queued().await;
    }

    async fn forget_old(&self) -> Result<(), ServiceError> {
        self.mail.forget_old().await
    }

    async fn work(&self, delivery: MailDelivery) {
        let outcome = self.mailer.send(&delivery).await;
        if let Err(error) = self.mail.finish(&delivery, outcome).await {
            tracing::warn!(%error, "what came of a letter could not be noted; it comes again");
        }
    }
}
