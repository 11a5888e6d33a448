//! Content on a local disk: `blobs/ab/abcdef…`.

use std::{
    fs, io,
    io::{SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
};

use bytes::Bytes;
use futures_util::{FutureExt as _, StreamExt as _, future::BoxFuture};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio_util::io::ReaderStream;

use crate::{BlobKey, BlobStream, Blobs, CHUNK_BYTES, FilesError, vault::off_worker};

/// Content in a folder of this machine.
#[derive(Debug, Clone)]
pub struct DiskBlobs {
    root: PathBuf,
}

impl DiskBlobs {
    /// Content in this folder, which is made if need be.
    ///
    /// # Errors
    /// [`FilesError`] when the folder cannot be made.
    pub async fn open(root: PathBuf) -> Result<Self, FilesError> {
        let made = root.clone();
        off_worker(move || fs::create_dir_all(made)).await?;
        Ok(Self { root })
    }

    fn folder(&self, shard: u8) -> PathBuf {
        self.root.join(format!("{shard:02x}"))
    }

    fn path(&self, key: BlobKey) -> PathBuf {
        self.folder(key.shard()).join(key.to_string())
    }

    /// Makes the folder of a part of the storage, lastingly.
    fn make_folder(&self, shard: u8) -> io::Result<PathBuf> {
        let folder = self.folder(shard);
        match fs::create_dir(&folder) {
            Ok(()) => sync_folder(&self.root)?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
        Ok(folder)
    }

    fn place(&self, key: BlobKey, file: &Path) -> io::Result<()> {
        let target = self.path(key);
        if target.try_exists()? {
            return fs::remove_file(file);
        }
        let folder = self.make_folder(key.shard())?;
        fs::File::open(file)?.sync_all()?;
        fs::rename(file, target)?;
        sync_folder(&folder)
    }

    fn write(&self, key: BlobKey, bytes: &[u8]) -> io::Result<()> {
        let target = self.path(key);
        if target.try_exists()? {
            return Ok(());
        }
        let folder = self.make_folder(key.shard())?;
        // Under a name of its own until it is whole: a cut in between leaves no half picture behind.
        let mut half = tempfile::Builder::new().prefix(HALF).tempfile_in(&folder)?;
        half.write_all(bytes)?;
        half.as_file().sync_all()?;
        half.persist(target)?;
        sync_folder(&folder)
    }

    fn entries(&self, shard: u8) -> io::Result<Vec<BlobKey>> {
        let folder = match fs::read_dir(self.folder(shard)) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut keys = Vec::new();
        for entry in folder {
            keys.extend(entry?.file_name().to_str().and_then(|name| name.parse::<BlobKey>().ok()));
        }
        Ok(keys)
    }
}

/// How the names of files begin that are not whole yet.
const HALF: &str = ".half-";

fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

impl Blobs for DiskBlobs {
    fn put(&self, key: BlobKey, file: &Path) -> BoxFuture<'_, Result<(), FilesError>> {
        let (this, file) = (self.clone(), file.to_owned());
        off_worker(move || this.place(key, &file)).boxed()
    }

    fn put_bytes(&self, key: BlobKey, bytes: Bytes) -> BoxFuture<'_, Result<(), FilesError>> {
        let this = self.clone();
        off_worker(move || this.write(key, &bytes)).boxed()
    }

    fn read(&self, key: BlobKey, range: Range<u64>) -> BoxFuture<'_, Result<BlobStream, FilesError>> {
        let path = self.path(key);
        async move {
            let mut file = tokio::fs::File::open(path).await?;
            file.seek(SeekFrom::Start(range.start)).await?;
            let part = file.take(range.end.saturating_sub(range.start));
            Ok(ReaderStream::with_capacity(part, CHUNK_BYTES).boxed())
        }
        .boxed()
    }

    fn remove(&self, key: BlobKey) -> BoxFuture<'_, Result<(), FilesError>> {
        let path = self.path(key);
        off_worker(move || match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => Ok(()),
        })
        .boxed()
    }

    fn list(&self, shard: u8) -> BoxFuture<'_, Result<Vec<BlobKey>, FilesError>> {
        let this = self.clone();
        off_worker(move || this.entries(shard)).boxed()
    }
}

#[cfg(test)]
mod tests {
    use futures_util::TryStreamExt as _;

    use super::*;

    async fn whole(blobs: &DiskBlobs, key: BlobKey, range: Range<u64>) -> Vec<u8> {
        let stream = blobs.read(key, range).await.expect("there");
        stream.try_collect::<Vec<Bytes>>().await.expect("readable").concat()
    }

    #[tokio::test]
    async fn content_is_read_in_parts_listed_and_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let blobs = DiskBlobs::open(folder.path().join("blobs")).await.expect("opens");
        let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let key = BlobKey::of(&bytes);
        let file = folder.path().join("arrived");
        fs::write(&file, &bytes).expect("written");
        blobs.put(key, &file).await.expect("taken in");
        assert!(!file.exists(), "it was moved, not copied");
        blobs.put_bytes(key, bytes.clone().into()).await.expect("the same content again");
        assert_eq!(whole(&blobs, key, 0..200_000).await, bytes);
        assert_eq!(whole(&blobs, key, 65_530..131_080).await, bytes[65_530..131_080]);
        assert_eq!(blobs.list(key.shard()).await.expect("listed"), [key]);
        assert_eq!(blobs.list(key.shard() ^ 1).await.expect("listed"), []);
        blobs.remove(key).await.expect("removed");
        blobs.remove(key).await.expect("twice is no error");
        assert!(matches!(blobs.read(key, 0..1).await.map(|_| ()), Err(FilesError::Missing)));
    }
}
