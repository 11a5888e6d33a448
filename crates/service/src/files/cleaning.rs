//! What goes by itself: uploads that were never finished, files that nothing carries, bytes that no file has. A little
//! at a time, so that nobody waits for it.

use std::{collections::HashSet, time::Duration};

use tokio_util::sync::CancellationToken;
use zvonilka_model::FileId;

use super::{Files, staging_name};
use crate::ServiceError;

/// How often there is a round.
const EVERY: Duration = Duration::from_secs(60);
/// For how long a file may wait to be attached to a message.
const LOOSE_FOR: Duration = Duration::from_secs(24 * 3_600);
/// Files looked at in one round.
const FILES: u32 = 1_000;
/// Uploads given up in one round.
const UPLOADS: u32 = 100;
/// Names in the folder of arrivals looked at in one round.
const ARRIVALS: usize = 1_000;
/// Names of bytes asked about at once.
const KEYS: usize = 256;

/// Where the next round goes on.
#[derive(Debug, Default)]
pub struct CleaningPlace {
    after: Option<FileId>,
    shard: u8,
}

impl Files {
    /// Cleans once a minute until the server stops.
    pub(super) async fn clean_until(self, stop: CancellationToken) {
        let mut place = CleaningPlace::default();
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
            // A round stops between two steps only, so it ends well at a shutdown too.
            if let Err(error) = self.clean(&mut place).await {
                tracing::warn!(%error, "cleaning up files failed; the next round tries again");
            }
        }
    }

    /// One round: gives up what is over, deletes some of what is loose, and removes bytes of one part of the storage that
    /// no file has (a crash between the two steps of keeping or deleting leaves such).
    ///
    /// # Errors
    /// When the database or the disk fails; what was done stays done.
    pub async fn clean(&self, place: &mut CleaningPlace) -> Result<(), ServiceError> {
        for id in self.core.store.expired_uploads(UPLOADS).await? {
            // Somebody who still writes into it keeps it until the next round.
            if let Some(held) = self.vault.staging().take(&staging_name(id)).await? {
                self.core.store.delete_upload(id).await?;
                self.vault.staging().remove(&staging_name(id)).await?;
                drop(held);
            }
        }
        self.clean_arrivals().await?;
        self.clean_loose(place).await?;
        self.clean_shard(place.shard).await?;
        place.shard = place.shard.wrapping_add(1);
        Ok(())
    }

    /// Removes arrivals that belong to no upload: files in one piece whose sender was cut off.
    async fn clean_arrivals(&self) -> Result<(), ServiceError> {
        for name in self.vault.staging().list(ARRIVALS).await? {
            // Held before the look into the database: an upload is stored before its first byte arrives.
            let Some(held) = self.vault.staging().take(&name).await? else { continue };
            let is_upload = match name.as_str().parse::<FileId>() {
                Ok(id) => self.core.store.upload(id).await?.is_some(),
                Err(_) => false,
            };
            if !is_upload {
                self.vault.staging().remove(&name).await?;
            }
            drop(held);
        }
        Ok(())
    }

    async fn clean_loose(&self, place: &mut CleaningPlace) -> Result<(), ServiceError> {
        let before = self.core.clock.now() - LOOSE_FOR;
        let page = self.core.store.loose_files(place.after, before, FILES).await?;
        place.after = page.next;
        if page.loose.is_empty() { Ok(()) } else { self.delete_loose(&page.loose).await }
    }

    /// Deletes those of the files that nothing carries, and bytes that no file has any more.
    pub(super) async fn delete_loose(&self, ids: &[FileId]) -> Result<(), ServiceError> {
        let _alone = self.content.write().await;
        let keys = self.core.store.delete_loose_files(ids).await?;
        tracing::debug!(files = ids.len(), contents = keys.len(), "files that nothing carried went");
        for key in keys.iter().filter_map(|key| key.parse().ok()) {
            self.vault.blobs().remove(key).await?;
        }
        Ok(())
    }

    async fn clean_shard(&self, shard: u8) -> Result<(), ServiceError> {
        let keys: Vec<String> =
            self.vault.blobs().list(shard).await?.iter().map(ToString::to_string).collect();
        for some in keys.chunks(KEYS) {
            let used = self.core.store.contents_in_use(some).await?;
            let unused: Vec<String> = some.iter().filter(|key| !used.contains(*key)).cloned().collect();
            if unused.is_empty() {
                continue;
            }
            // Asked again with nobody taking anything in.
            let _alone = self.content.write().await;
            let used: HashSet<String> = self.core.store.contents_in_use(&unused).await?;
            for key in unused.iter().filter(|key| !used.contains(*key)).filter_map(|key| key.parse().ok()) {
                self.vault.blobs().remove(key).await?;
            }
        }
        Ok(())
    }
}
