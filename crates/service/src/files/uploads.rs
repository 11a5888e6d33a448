//! Uploads that are resumed after a cut: the use cases behind the tus protocol. How much has arrived is asked of the
//! disk, never remembered.

use std::time::Duration;

use bytes::Bytes;
use zvonilka_files::{Arriving, Checksum};
use zvonilka_model::{Actor, File, FileId, FileName, Timestamp};
use zvonilka_store::Upload;

use super::{FileDetails, Files, staging_name};
use crate::ServiceError;

/// How long an upload may take from its beginning to its end.
const LIFETIME: Duration = Duration::from_secs(24 * 3_600);

/// An upload to begin.
#[derive(Debug)]
pub struct NewUpload {
    /// Bytes that will come.
    pub length: u64,
    /// What the uploader says of the file.
    pub details: FileDetails,
}

/// How far an upload is.
#[derive(Debug, Clone)]
pub struct UploadState {
    /// The id of the upload, and of the file that it becomes.
    pub id: FileId,
    /// Bytes that have arrived.
    pub offset: u64,
    /// Bytes that will have arrived.
    pub length: u64,
    /// How the file is called.
    pub name: FileName,
    /// What it is, as far as somebody said.
    pub mime: Option<String>,
    /// When it is given up; `None` once it is a file.
    pub expires_at: Option<Timestamp>,
    /// The file, once everything has arrived.
    pub file: Option<File>,
}

/// An upload in the hands of its one writer.
pub struct UploadWriter {
    files: Files,
    upload: Upload,
    /// Absent only after a failed write.
    arriving: Option<Arriving>,
}

impl Files {
    /// Begins an upload.
    ///
    /// # Errors
    /// [`ServiceError::FileTooLarge`], [`ServiceError::QuotaExceeded`], and the rate limit.
    pub async fn begin_upload(&self, actor: Actor, new: NewUpload) -> Result<FileId, ServiceError> {
        self.core.limits.upload(actor.user)?;
        if new.length > self.limits().max_file_size {
            return Err(ServiceError::FileTooLarge);
        }
        let now = self.core.clock.now();
        let id = FileId::generate(now);
        let FileDetails { name, mime, duration_ms, waveform } = new.details;
        let expires_at = now + LIFETIME;
        let (owner, length) = (actor.user, new.length);
        let upload = Upload { id, owner, name, mime, length, duration_ms, waveform, expires_at };
        self.core.store.create_upload(&upload, self.share()).await??;
        Ok(id)
    }

    /// How far one's own upload is. One that had arrived whole when the server stopped is finished now.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also for an upload whose time is over; and what finishing it refuses.
    pub async fn upload_state(&self, actor: Actor, id: FileId) -> Result<UploadState, ServiceError> {
        if let Some(done) = self.finished(actor, id).await? {
            return Ok(done);
        }
        let upload = self.live_upload(actor, id).await?;
        let offset = self.vault.staging().length(&staging_name(id)).await?;
        if offset == upload.length {
            // Whoever holds it is finishing it.
            let Some(arriving) = self.vault.staging().take(&staging_name(id)).await? else {
                return Ok(state(&upload, offset));
            };
            if arriving.length() == upload.length && self.core.store.upload(id).await?.is_some() {
                return self.finish(upload, arriving).await;
            }
            drop(arriving);
            self.vault.staging().remove(&staging_name(id)).await?;
            // Somebody else finished it, or gave it up, just now.
            return self.finished(actor, id).await?.ok_or(ServiceError::NotFound);
        }
        Ok(state(&upload, offset))
    }

    /// Takes hold of one's own upload, to write on at `offset`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::UploadLocked`] while somebody else writes,
    /// [`ServiceError::Conflict`] when another number of bytes has arrived.
    pub async fn write_upload(
        &self,
        actor: Actor,
        id: FileId,
        offset: u64,
        checksum: Option<Checksum>,
    ) -> Result<UploadWriter, ServiceError> {
        if self.finished(actor, id).await?.is_some() {
            return Err(ServiceError::Conflict);
        }
        let upload = self.live_upload(actor, id).await?;
        let arriving = self.vault.staging().take(&staging_name(id)).await?;
        let mut arriving = arriving.ok_or(ServiceError::UploadLocked)?;
        // It may have been finished or given up before it could be taken hold of.
        if self.core.store.upload(id).await?.is_none() {
            drop(arriving);
            self.vault.staging().remove(&staging_name(id)).await?;
            return Err(ServiceError::NotFound);
        }
        if arriving.length() != offset {
            return Err(ServiceError::Conflict);
        }
        if let Some(checksum) = checksum {
            arriving.expect(checksum);
        }
        Ok(UploadWriter { files: self.clone(), upload, arriving: Some(arriving) })
    }

    /// Gives an upload up and frees its space; also one that is finished, unless a message carries it already.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::UploadLocked`] while somebody writes.
    pub async fn abandon_upload(&self, actor: Actor, id: FileId) -> Result<(), ServiceError> {
        if self.finished(actor, id).await?.is_some() {
            return self.delete_loose(&[id]).await;
        }
        let upload = self.own_upload(actor, id).await?;
        let name = staging_name(upload.id);
        let _held = self.vault.staging().take(&name).await?.ok_or(ServiceError::UploadLocked)?;
        self.core.store.delete_upload(id).await?;
        Ok(self.vault.staging().remove(&name).await?)
    }

    async fn finished(&self, actor: Actor, id: FileId) -> Result<Option<UploadState>, ServiceError> {
        let stored = self.core.store.file(id).await?.filter(|stored| stored.file.owner == actor.user);
        Ok(stored.map(|stored| UploadState {
            id,
            offset: stored.arrived,
            length: stored.arrived,
            name: stored.file.name.clone(),
            mime: Some(stored.file.mime.clone()),
            expires_at: None,
            file: Some(stored.file),
        }))
    }

    async fn own_upload(&self, actor: Actor, id: FileId) -> Result<Upload, ServiceError> {
        let upload = self.core.store.upload(id).await?;
        upload.filter(|upload| upload.owner == actor.user).ok_or(ServiceError::NotFound)
    }

    async fn live_upload(&self, actor: Actor, id: FileId) -> Result<Upload, ServiceError> {
        let upload = self.own_upload(actor, id).await?;
        if upload.expires_at <= self.core.clock.now() { Err(ServiceError::NotFound) } else { Ok(upload) }
    }

    /// Makes a file of an upload that has arrived whole.
    async fn finish(&self, upload: Upload, arriving: Arriving) -> Result<UploadState, ServiceError> {
        let id = upload.id;
        let (length, name) = (upload.length, staging_name(id));
        let details = FileDetails {
            name: upload.name,
            mime: upload.mime,
            duration_ms: upload.duration_ms,
            waveform: upload.waveform,
        };
        let kept = async {
            let found = self.vault.look_into(arriving.path(), details.mime.as_deref()).await?;
            self.keep(id, upload.owner, length, &found, details).await
        }
        .await;
        match kept {
            Ok(file) => {
                self.vault.staging().remove(&name).await?;
                Ok(UploadState {
                    id,
                    offset: length,
                    length,
                    name: file.name.clone(),
                    mime: Some(file.mime.clone()),
                    expires_at: None,
                    file: Some(file),
                })
            }
            Err(error) => {
                // Sent again, it would be refused again; anything else is worth another try with what has arrived.
                if matches!(error, ServiceError::UnsupportedImage | ServiceError::QuotaExceeded) {
                    self.core.store.delete_upload(id).await?;
                    self.vault.staging().remove(&name).await?;
                }
                Err(error)
            }
        }
    }
}

impl UploadWriter {
    /// Takes in the next piece.
    ///
    /// # Errors
    /// [`ServiceError::FileTooLarge`] for more than was announced, [`ServiceError::StorageFull`]. What had arrived
    /// before stays.
    pub async fn write(&mut self, bytes: Bytes) -> Result<(), ServiceError> {
        let Some(arriving) = self.arriving.take() else { return Err(ServiceError::Conflict) };
        if arriving.length().saturating_add(bytes.len() as u64) > self.upload.length {
            self.arriving = Some(arriving);
            return Err(ServiceError::FileTooLarge);
        }
        self.arriving = Some(arriving.write(bytes).await?);
        Ok(())
    }

    /// Brings what came to the disk, and makes a file of it if that was all.
    ///
    /// # Errors
    /// [`ServiceError::ChecksumMismatch`]: what this writer wrote was taken back. [`ServiceError::UnsupportedImage`] and
    /// [`ServiceError::QuotaExceeded`]: the upload is over. [`ServiceError::StorageFull`]: it can be resumed.
    pub async fn settle(mut self) -> Result<UploadState, ServiceError> {
        let arriving = self.arriving.take().ok_or(ServiceError::StorageFull)?;
        let (arriving, agrees) = arriving.settle().await?;
        if !agrees {
            return Err(ServiceError::ChecksumMismatch);
        }
        if arriving.length() == self.upload.length {
            return self.files.finish(self.upload, arriving).await;
        }
        Ok(state(&self.upload, arriving.length()))
    }
}

fn state(upload: &Upload, offset: u64) -> UploadState {
    UploadState {
        id: upload.id,
        offset,
        length: upload.length,
        name: upload.name.clone(),
        mime: upload.mime.clone(),
        expires_at: Some(upload.expires_at),
        file: None,
    }
}
