//! Where the links of messages lead. Looking is somebody else's work (it touches the network); what is looked at, how often,
//! and what becomes of it is decided here.

use std::{fmt::Write as _, sync::Arc, time::Duration};

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use zvonilka_model::{FileId, UserId};
use zvonilka_store::{PreviewFound, PreviewJob, PreviewWish};

use crate::{ServiceError, core::Core, edits::change, files::Files};

/// For how long what was found behind an address is used again.
const FRESH_FOR: Duration = Duration::from_secs(24 * 3_600);
/// For how long an address behind which nothing was found is left alone.
const NOTHING_FOR: Duration = Duration::from_secs(10 * 60);
/// When what was found is forgotten. Longer than it is used, so that its picture is never loose while somebody uses it.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(48 * 3_600);
/// When a link comes again whose look was cut off.
const LEASE: Duration = Duration::from_secs(60);
/// How often a link is taken at most: one that ends the program each time must not do so for ever.
const ATTEMPTS: u32 = 3;

/// Use cases of whoever looks where links lead. Cheap to clone.
#[derive(Clone)]
pub struct Previews {
    core: Arc<Core>,
    files: Files,
}

impl Previews {
    pub(crate) fn new(core: Arc<Core>, files: Files) -> Self {
        Self { core, files }
    }

    /// Whether links are looked at here.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.core.settings.link_previews
    }

    /// Waits until a link was written since the last call; for one task.
    pub async fn link_written(&self) {
        self.core.log.link_written().await;
    }

    /// Takes up to `limit` links to look at, none of the people in `except`. What was taken and is not
    /// [finished](Self::finish) within a minute comes again.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn take(&self, except: &[UserId], limit: u32) -> Result<Vec<PreviewJob>, ServiceError> {
        let mut taken = self.core.store.take_preview_jobs(except, limit, LEASE).await?;
        let hopeless: Vec<PreviewJob> = taken.extract_if(.., |job| job.attempts > ATTEMPTS).collect();
        for job in hopeless {
            tracing::warn!(message = %job.message, "a link was looked at too often without an end; given up");
            self.finish(job, None).await?;
        }
        Ok(taken)
    }

    /// What is known about an address: `None` when somebody has to look, `Some(None)` when there is nothing to show.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn known(&self, address: &str) -> Result<Option<Option<PreviewFound>>, ServiceError> {
        let Some(cached) = self.core.store.cached_preview(&key(address)).await? else { return Ok(None) };
        let lasts = if cached.found.is_some() { FRESH_FOR } else { NOTHING_FOR };
        let fresh = self.core.clock.now() < cached.fetched_at + lasts;
        Ok(fresh.then_some(cached.found))
    }

    /// Whether one more look may be taken for somebody now.
    #[must_use]
    pub fn may_look(&self, user: UserId) -> bool {
        self.core.limits.preview(user).is_ok()
    }

    /// Keeps the picture of a page. `None` for what is no picture, or none to look at.
    ///
    /// # Errors
    /// [`ServiceError`] when the database or the storage fails.
    pub async fn keep_picture(&self, user: UserId, picture: Bytes) -> Result<Option<FileId>, ServiceError> {
        self.files.keep_preview(user, picture).await
    }

    /// Remembers what was found behind an address, or that nothing was.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn remember(&self, address: &str, found: Option<&PreviewFound>) -> Result<(), ServiceError> {
        Ok(self.core.store.cache_preview(&key(address), found).await?)
    }

    /// Ends the work on a link: if its message still has it, everybody in the chat sees what was found.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails; then the link comes again.
    pub async fn finish(&self, job: PreviewJob, found: Option<PreviewFound>) -> Result<(), ServiceError> {
        let core = Arc::clone(&self.core);
        let told = self.core.log.carry_out(async move {
            let entry = core.store.finish_preview(&job, found.as_ref()).await?;
            if let Some(entry) = entry {
                core.sink.announce(vec![change(entry)]);
            }
            Ok::<_, ServiceError>(())
        });
        told.await?
    }

    /// Forgets what is too old to be used again.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn forget_old(&self) -> Result<(), ServiceError> {
        self.core.store.forget_cached_previews(self.core.clock.now() - FORGOTTEN_AFTER).await?;
        Ok(())
    }
}

impl Core {
    /// Whether a link, if there is one, is to be looked at.
    pub(crate) fn preview_wish<T>(&self, link: Option<T>) -> PreviewWish {
        if self.settings.link_previews && link.is_some() {
            PreviewWish::Wanted
        } else {
            PreviewWish::Unwanted
        }
    }
}

/// The key of an address in the database: addresses can be longer than a key there may be.
fn key(address: &str) -> String {
    digest(&SHA256, address.as_bytes()).as_ref().iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
