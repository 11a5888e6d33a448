//! Files: uploads, who may read them, and what goes when nobody needs it.
//!
//! A file is readable by its owner and by whoever may read a message that carries it. Its bytes are shared by content:
//! [`Files::content`] is held shared while bytes are taken in and their row is written, and alone while bytes that no row
//! names are removed, so that the two never cross.

mod access;
mod avatars;
mod cleaning;
mod poster;
mod preview;
mod receive;
mod uploads;

use std::sync::Arc;

use tokio::sync::RwLock;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::{FilesError, Found, StagingName, Vault};
use zvonilka_model::{File, FileId, FileName, FilePurpose, UserId, Waveform};
use zvonilka_store::{Content, Share, ShareRefusal, StoredFile};

pub use self::{
    access::{FileBytes, Readable},
    cleaning::CleaningPlace,
    receive::Receiving,
    uploads::{NewUpload, UploadState, UploadWriter},
};

use crate::{ServiceError, chats::Chats, core::Core};

/// What one person and one file may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageLimits {
    /// Bytes of one file at most.
    pub max_file_size: u64,
    /// Bytes of all files of one person at most, unfinished uploads included.
    pub quota_per_user: u64,
}

/// Unfinished uploads of one person at most.
const UPLOADS_AT_ONCE: u32 = 100;

/// What the uploader says of a file.
#[derive(Debug, Clone)]
pub struct FileDetails {
    /// Its name.
    pub name: FileName,
    /// What it is, as the uploader sees it; looked at only where its bytes leave it open.
    pub mime: Option<String>,
    /// Its length in time, in milliseconds.
    pub duration_ms: Option<i64>,
    /// Its loudness over time.
    pub waveform: Option<Waveform>,
}

/// Use cases of files. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    core: Arc<Core>,
    chats: Chats,
    vault: Vault,
    content: Arc<RwLock<()>>,
}

impl Files {
    pub(crate) fn start(
        core: Arc<Core>,
        chats: Chats,
        vault: Vault,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Self {
        let files = Self { core, chats, vault, content: Arc::default() };
        tasks.spawn(files.clone().clean_until(stop.clone()));
        files
    }

    /// What one person and one file may take.
    #[must_use]
    pub fn limits(&self) -> StorageLimits {
        self.core.settings.storage
    }

    fn share(&self) -> Share {
        Share { bytes: self.limits().quota_per_user, uploads: UPLOADS_AT_ONCE }
    }

    /// Makes a file of what has arrived.
    async fn keep(
        &self,
        id: FileId,
        owner: UserId,
        arrived: u64,
        found: &Found,
        details: FileDetails,
    ) -> Result<File, ServiceError> {
        let picture = found.picture.as_ref();
        let _content = self.content.read().await;
        let thumbnail = self.vault.keep(found).await?;
        let file = File {
            id,
            owner,
            purpose: FilePurpose::Attachment,
            name: details.name,
            mime: found.mime.clone(),
            size: found.size,
            width: picture.map(|p| p.width),
            height: picture.map(|p| p.height),
            duration_ms: details.duration_ms,
            waveform: details.waveform,
            blur: picture.and_then(|p| p.small.as_ref()).map(|small| small.blur.clone()),
            has_thumbnail: thumbnail.is_some(),
            created_at: self.core.clock.now(),
        };
        let thumbnail = thumbnail.map(|(key, size)| Content { key: key.to_string(), size });
        self.insert(StoredFile { file, arrived, content: found.key.to_string(), thumbnail }).await
    }

    /// Stores a file whose bytes were taken in; the content's lock is held.
    async fn insert(&self, new: StoredFile) -> Result<File, ServiceError> {
        // Bytes that were taken in for nothing go with the next cleaning.
        self.core.store.insert_file(&new, self.share()).await??;
        Ok(new.file)
    }
}

/// Where an upload arrives.
fn staging_name(id: FileId) -> StagingName {
    StagingName::new(id.to_string()).expect("an id is plain text")
}

impl From<FilesError> for ServiceError {
    fn from(error: FilesError) -> Self {
        match error {
            FilesError::Full => {
                tracing::error!("the disk is full");
                Self::StorageFull
            }
            FilesError::UnreadablePicture => Self::UnsupportedImage,
            FilesError::Missing | FilesError::Io(_) => Self::Internal(Box::new(error)),
        }
    }
}

impl From<ShareRefusal> for ServiceError {
    fn from(refusal: ShareRefusal) -> Self {
        match refusal {
            ShareRefusal::Full => Self::QuotaExceeded,
            ShareRefusal::TooManyUploads => {
                Self::TooManyRequests { retry_after: std::time::Duration::from_secs(60) }
            }
        }
    }
}
