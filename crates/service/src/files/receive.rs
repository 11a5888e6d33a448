//! A file that comes in one piece.

use bytes::Bytes;
use zvonilka_files::Arriving;
use zvonilka_model::{Actor, File, FileId};

use super::{FileDetails, Files, staging_name};
use crate::ServiceError;

/// A file on its way in. Dropped unfinished, it goes with the next cleaning.
pub struct Receiving {
    pub(super) files: Files,
    pub(super) actor: Actor,
    pub(super) id: FileId,
    limit: u64,
    /// Absent only after a failed write.
    arriving: Option<Arriving>,
}

impl Files {
    /// Begins to receive a file. `announced` is what the client says will come, for an early refusal.
    ///
    /// # Errors
    /// [`ServiceError::FileTooLarge`], the rate limit, and the disk's refusals.
    pub async fn receive(&self, actor: Actor, announced: Option<u64>) -> Result<Receiving, ServiceError> {
        self.receive_at_most(actor, announced, self.limits().max_file_size).await
    }

    pub(super) async fn receive_at_most(
        &self,
        actor: Actor,
        announced: Option<u64>,
        limit: u64,
    ) -> Result<Receiving, ServiceError> {
        self.core.limits.upload(actor.user)?;
        if announced.is_some_and(|bytes| bytes > limit) {
            return Err(ServiceError::FileTooLarge);
        }
        let id = FileId::generate(self.core.clock.now());
        let arriving = self.vault.staging().take(&staging_name(id)).await?.ok_or(ServiceError::Conflict)?;
        Ok(Receiving { files: self.clone(), actor, id, limit, arriving: Some(arriving) })
    }
}

impl Receiving {
    /// Takes in the next piece.
    ///
    /// # Errors
    /// [`ServiceError::FileTooLarge`], [`ServiceError::StorageFull`]: nothing is kept.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), ServiceError> {
        let Some(arriving) = self.arriving.take() else { return Err(ServiceError::Conflict) };
        if arriving.length().saturating_add(bytes.len() as u64) > self.limit {
            drop(arriving);
            self.discard().await;
            return Err(ServiceError::FileTooLarge);
        }
        match arriving.write(bytes).await {
            Ok(arriving) => {
                self.arriving = Some(arriving);
                Ok(())
            }
            Err(error) => {
                self.discard().await;
                Err(error.into())
            }
        }
    }

    /// Makes a file of what came.
    ///
    /// # Errors
    /// [`ServiceError::UnsupportedImage`], [`ServiceError::QuotaExceeded`], [`ServiceError::StorageFull`]: nothing is
    /// kept.
    pub async fn finish(mut self, details: FileDetails) -> Result<File, ServiceError> {
        let arriving = self.take()?;
        let kept = async {
            let found = self.files.vault.look_into(arriving.path(), details.mime.as_deref()).await?;
            self.files.keep(self.id, self.actor.user, arriving.length(), &found, details).await
        }
        .await;
        self.discard().await;
        kept
    }

    pub(super) fn take(&mut self) -> Result<Arriving, ServiceError> {
        self.arriving.take().ok_or(ServiceError::Conflict)
    }

    /// Removes what came, as far as it still lies there.
    pub async fn discard(&mut self) {
        if let Err(error) = self.files.vault.staging().remove(&staging_name(self.id)).await {
            tracing::warn!(%error, "what arrived could not be removed; the next cleaning tries again");
        }
    }
}
