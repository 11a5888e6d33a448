//! What is kept for a while only, and goes by itself: how calls were, and what waits to be told or was found behind
//! links, also after the owner switched off what would have used it.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::{Service, ServiceError};

/// How often there is a look at what is old.
const EVERY: Duration = Duration::from_secs(3_600);

/// Forgets once an hour until the server stops.
pub(crate) async fn forget_until(service: Service, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        if let Err(error) = service.forget_old().await {
            tracing::warn!(%error, "what is old could not be forgotten; tried again in an hour");
        }
    }
}

impl Service {
    /// One round of it.
    ///
    /// # Errors
    /// When the database fails; what was done stays done.
    pub async fn forget_old(&self) -> Result<(), ServiceError> {
        self.calls.forget_old_qualities().await?;
        self.guests.forget_old().await?;
        self.push.forget_old().await?;
        self.mail.forget_old().await?;
        self.previews.forget_old().await
    }
}
