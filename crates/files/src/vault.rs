//! Everything together: content, what arrives, and the gates that keep the work on it bounded.

use std::{
    fs::File,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    Avatar, BlobKey, Blobs, DiskBlobs, FilesError, Picture, Small, Staging,
    picture::{self, DECODED_PIXELS},
    sniff::{self, HEAD_BYTES},
    strip::{self, Kind},
};

/// Large files that are summed up at once: the disk is no faster with more.
const SUMMED_AT_ONCE: usize = 4;
/// Pixels in one unit of the pictures' gate.
const UNIT: u64 = 1_000_000;
/// Pictures together hold at most as many pixels in memory as the largest one alone.
const UNITS: u32 = 50;
const _: () = assert!(UNIT * UNITS as u64 == DECODED_PIXELS);

/// Content, what arrives, and work on both. Cheap to clone.
#[derive(Clone)]
pub struct Vault {
    blobs: Arc<dyn Blobs>,
    staging: Staging,
    pictures: Arc<Semaphore>,
    sums: Arc<Semaphore>,
}

/// A file that has arrived, looked into: what to keep of it.
pub struct Found {
    /// The key of what to keep.
    pub key: BlobKey,
    /// Its length in bytes, which may be less than what arrived.
    pub size: u64,
    /// What it is.
    pub mime: String,
    /// For a picture, how it looks.
    pub picture: Option<Picture>,
    path: PathBuf,
    /// What was made of a picture, removed when it is not kept.
    _stripped: Option<tempfile::TempPath>,
}

impl Vault {
    /// A vault on the local disk, in this folder.
    ///
    /// # Errors
    /// [`FilesError`] when the folder cannot be made or written.
    pub async fn open(folder: &Path) -> Result<Self, FilesError> {
        let blobs = DiskBlobs::open(folder.join("blobs")).await?;
        Self::with_blobs(Arc::new(blobs), &folder.join("incoming")).await
    }

    /// A vault with this store of content; what arrives lies in a local folder all the same.
    ///
    /// # Errors
    /// [`FilesError`] when the folder cannot be made or written.
    pub async fn with_blobs(blobs: Arc<dyn Blobs>, incoming: &Path) -> Result<Self, FilesError> {
        let staging = Staging::open(incoming.to_owned()).await?;
        let cleared = staging.clone();
        off_worker(move || cleared.clear_scratch()).await?;
        let pictures = Arc::new(Semaphore::new(UNITS as usize));
        Ok(Self { blobs, staging, pictures, sums: Arc::new(Semaphore::new(SUMMED_AT_ONCE)) })
    }

    /// Where finished content lies.
    #[must_use]
    pub fn blobs(&self) -> &dyn Blobs {
        self.blobs.as_ref()
    }

    /// Where content arrives.
    #[must_use]
    pub const fn staging(&self) -> &Staging {
        &self.staging
    }

    /// Looks into a file that has arrived whole. A picture is freed of what it tells about its maker. The file itself stays
    /// as it is until [`Self::keep`].
    ///
    /// # Errors
    /// [`FilesError::UnreadablePicture`] for a picture that is damaged or far too large, and the disk's errors.
    pub async fn look_into(&self, path: &Path, declared: Option<&str>) -> Result<Found, FilesError> {
        let (path, declared) = (path.to_owned(), declared.map(str::to_owned));
        let head = {
            let path = path.clone();
            off_worker(move || head(&path)).await?
        };
        let Some(kind) = sniff::picture(&head) else {
            let mime = sniff::mime(&head, declared.as_deref());
            let (key, size) = self.sum(path.clone()).await?;
            return Ok(Found { key, size, mime, picture: None, path, _stripped: None });
        };
        let stripped = self.strip(path, kind).await?;
        let picture = self.picture(&stripped, kind).await?;
        let (key, size) = self.sum(stripped.to_path_buf()).await?;
        let mime = kind.mime().to_owned();
        let path = stripped.to_path_buf();
        Ok(Found { key, size, mime, picture: Some(picture), path, _stripped: Some(stripped) })
    }

    /// Takes in what was found; with a picture's small copy, whose key and size it gives.
    ///
    /// # Errors
    /// [`FilesError::Full`] and other errors of the storage.
    pub async fn keep(&self, found: &Found) -> Result<Option<(BlobKey, u64)>, FilesError> {
        self.blobs.put(found.key, &found.path).await?;
        match found.picture.as_ref().and_then(|picture| picture.small.as_ref()) {
            Some(small) => self.keep_bytes(small.jpeg.clone()).await.map(Some),
            None => Ok(None),
        }
    }

    /// Takes in a few bytes; gives their key and length.
    ///
    /// # Errors
    /// [`FilesError::Full`] and other errors of the storage.
    pub async fn keep_bytes(&self, bytes: Bytes) -> Result<(BlobKey, u64), FilesError> {
        let (key, size) = (BlobKey::of(&bytes), bytes.len() as u64);
        self.blobs.put_bytes(key, bytes).await?;
        Ok((key, size))
    }

    /// Makes somebody's photo of a picture that has arrived.
    ///
    /// # Errors
    /// [`FilesError::UnreadablePicture`] for anything that cannot be made one.
    pub async fn avatar(&self, path: &Path) -> Result<Avatar, FilesError> {
        self.made_of(path, picture::avatar).await
    }

    /// Makes the small copy of a picture that has arrived: the poster of a video.
    ///
    /// # Errors
    /// [`FilesError::UnreadablePicture`] for anything that cannot be shown.
    pub async fn poster(&self, path: &Path) -> Result<Picture, FilesError> {
        self.made_of(path, picture::read).await
    }

    /// Makes the small copy of a picture that came from elsewhere; the picture itself is not kept.
    ///
    /// # Errors
    /// [`FilesError::UnreadablePicture`] for anything that cannot be shown, and the disk's errors.
    pub async fn small_copy(&self, picture: Bytes) -> Result<Small, FilesError> {
        let staging = self.staging.clone();
        let scratch = off_worker(move || {
            let mut scratch = staging.scratch()?;
            scratch.write_all(&picture)?;
            Ok(scratch.into_temp_path())
        });
        let scratch = scratch.await?;
        let made = self.made_of(&scratch, picture::read).await?;
        made.small.ok_or(FilesError::UnreadablePicture)
    }

    async fn made_of<T: Send + 'static>(
        &self,
        path: &Path,
        make: fn(&Path, Kind) -> Result<T, FilesError>,
    ) -> Result<T, FilesError> {
        let looked_at = path.to_owned();
        let head = off_worker(move || head(&looked_at)).await?;
        let kind = sniff::picture(&head).ok_or(FilesError::UnreadablePicture)?;
        let announced = self.announced(path, kind).await?;
        if announced.pixels > DECODED_PIXELS {
            return Err(FilesError::UnreadablePicture);
        }
        self.decoding(path, kind, announced.pixels, make).await
    }

    async fn strip(&self, path: PathBuf, kind: Kind) -> Result<tempfile::TempPath, FilesError> {
        let staging = self.staging.clone();
        off_worker(move || {
            let scratch = staging.scratch()?;
            strip::strip(kind, &path, scratch.as_file())?;
            Ok(scratch.into_temp_path())
        })
        .await
        .map_err(|error| match error {
            FilesError::Io(error) if is_damage(&error) => FilesError::UnreadablePicture,
            other @ (FilesError::Full
            | FilesError::Missing
            | FilesError::UnreadablePicture
            | FilesError::Io(_)) => other,
        })
    }

    async fn picture(&self, path: &Path, kind: Kind) -> Result<Picture, FilesError> {
        let announced = self.announced(path, kind).await?;
        if announced.pixels > DECODED_PIXELS {
            return Ok(announced.bare());
        }
        self.decoding(path, kind, announced.pixels, picture::read).await
    }

    async fn announced(&self, path: &Path, kind: Kind) -> Result<picture::Announced, FilesError> {
        let path = path.to_owned();
        caught(move || picture::announced(&path, kind)).await
    }

    /// Runs what decodes a picture once there is room for all its pixels.
    async fn decoding<T: Send + 'static>(
        &self,
        path: &Path,
        kind: Kind,
        pixels: u64,
        work: fn(&Path, Kind) -> Result<T, FilesError>,
    ) -> Result<T, FilesError> {
        let units = u32::try_from(pixels.div_ceil(UNIT)).unwrap_or(UNITS).clamp(1, UNITS);
        let room = Arc::clone(&self.pictures).acquire_many_owned(units).await.map_err(io::Error::other)?;
        let path = path.to_owned();
        // The room is given back when the work is over, even if nobody waits for it any more.
        caught(move || {
            let _room = room;
            work(&path, kind)
        })
        .await
    }

    async fn sum(&self, path: PathBuf) -> Result<(BlobKey, u64), FilesError> {
        let room = Arc::clone(&self.sums).acquire_owned().await.map_err(io::Error::other)?;
        off_worker(move || {
            let _room = room;
            BlobKey::of_file(&path)
        })
        .await
    }
}

fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    File::open(path)?.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn is_damage(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof)
}

/// Runs what blocks where it may.
pub(crate) async fn off_worker<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, FilesError> {
    let done = tokio::task::spawn_blocking(work).await.map_err(io::Error::other)?;
    Ok(done?)
}

/// The same for decoders: one that panics has met a picture that it cannot read.
async fn caught<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FilesError> + Send + 'static,
) -> Result<T, FilesError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => {
            tracing::warn!(%error, "a decoder failed");
            Err(FilesError::UnreadablePicture)
        }
    }
}
