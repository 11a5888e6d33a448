//! The picture that stands for a video: the server does not look into videos, so their owner gives one.

use zvonilka_model::{Actor, File, FileId};
use zvonilka_store::{Content, Poster};

use super::{Files, Receiving};
use crate::ServiceError;

/// Bytes of such a picture at most.
const POSTER_MAX: u64 = 2 * 1024 * 1024;

impl Files {
    /// Begins to receive the picture for a video of one's own.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a file that is not the person's, [`ServiceError::Forbidden`] for one that is no
    /// video, [`ServiceError::FileTooLarge`], and the rate limit.
    pub async fn receive_poster(
        &self,
        actor: Actor,
        id: FileId,
        announced: Option<u64>,
    ) -> Result<Receiving, ServiceError> {
        let stored = self.core.store.file(id).await?.filter(|stored| stored.file.owner == actor.user);
        let stored = stored.ok_or(ServiceError::NotFound)?;
        if !stored.file.mime.starts_with("video/") {
            return Err(ServiceError::Forbidden);
        }
        self.receive_at_most(actor, announced, POSTER_MAX).await
    }
}

impl Receiving {
    /// Makes what came the small copy of a video, whose shape becomes known by it.
    ///
    /// # Errors
    /// [`ServiceError::UnsupportedImage`], [`ServiceError::StorageFull`]: the video stays as it was.
    pub async fn finish_poster(mut self, id: FileId) -> Result<File, ServiceError> {
        let arriving = self.take()?;
        let made = self.files.vault.poster(arriving.path()).await;
        self.discard().await;
        let made = made?;
        let small = made.small.ok_or(ServiceError::UnsupportedImage)?;
        let files = &self.files;
        {
            let _content = files.content.read().await;
            let (key, size) = files.vault.keep_bytes(small.jpeg).await?;
            let thumbnail = Content { key: key.to_string(), size };
            let poster = Poster { thumbnail, width: made.width, height: made.height, blur: small.blur };
            if !files.core.store.set_poster(id, &poster).await? {
                return Err(ServiceError::NotFound);
            }
        }
        let stored = files.core.store.file(id).await?.ok_or(ServiceError::NotFound)?;
        Ok(stored.file)
    }
}
