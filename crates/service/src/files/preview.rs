//! The picture of a link's preview: only its small copy is kept, made anew, so that nothing of a foreign file is handed on.

use bytes::Bytes;
use zvonilka_model::{File, FileId, FileName, FilePurpose, UserId};
use zvonilka_store::{Share, StoredFile};

use super::Files;
use crate::ServiceError;

/// Pixels on either side below which a picture shows nothing: spacers and counters.
const SMALLEST_SIDE: u32 = 16;

impl Files {
    /// Keeps a picture that a link of `owner`'s led to. It takes nothing of their share, and is readable by whoever may
    /// read a message that shows it. `None` for what is no picture, or none to look at.
    pub(crate) async fn keep_preview(
        &self,
        owner: UserId,
        picture: Bytes,
    ) -> Result<Option<FileId>, ServiceError> {
        let arrived = picture.len() as u64;
        let small = match self.vault.small_copy(picture).await.map_err(ServiceError::from) {
            Ok(small) => small,
            Err(ServiceError::UnsupportedImage) => return Ok(None),
            Err(other) => return Err(other),
        };
        if small.width < SMALLEST_SIDE || small.height < SMALLEST_SIDE {
            return Ok(None);
        }
        let _content = self.content.read().await;
        let (key, size) = self.vault.keep_bytes(small.jpeg).await?;
        let id = FileId::generate(self.core.clock.now());
        let file = File {
            id,
            owner,
            purpose: FilePurpose::Preview,
            name: FileName::lossy("preview.jpg"),
            mime: "image/jpeg".to_owned(),
            size,
            width: Some(small.width),
            height: Some(small.height),
            duration_ms: None,
            waveform: None,
            blur: Some(small.blur),
            has_thumbnail: false,
            created_at: self.core.clock.now(),
        };
        let new = StoredFile { file, arrived, content: key.to_string(), thumbnail: None };
        // How many there can be is bounded by how often somebody may have links looked at.
        self.core.store.insert_file(&new, Share { bytes: u64::MAX, uploads: 0 }).await??;
        Ok(Some(id))
    }
}
