//! What is still arriving: one file for each upload, grown at its end. Its length is the only record of how much
//! has come, so a cut connection, a stopped server and a lost power supply are all resumed alike.

use std::{
    collections::HashSet,
    fmt, fs,
    io::{self, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;
use parking_lot::Mutex;

use crate::{Checksum, FilesError, digest::Summing, vault::off_worker};

/// The name of something that arrives: up to 64 lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StagingName(String);

impl StagingName {
    /// Takes a name. `None` for one that could mean another place on the disk.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Option<Self> {
        let text = text.into();
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=64).contains(&text.len()) && text.bytes().all(plain)).then_some(Self(text))
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for StagingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A folder for what is still arriving. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Staging {
    root: PathBuf,
    /// What somebody is writing or finishing now: one writer each.
    taken: Arc<Mutex<HashSet<StagingName>>>,
}

impl Staging {
    /// The folder, which is made if need be.
    ///
    /// # Errors
    /// [`FilesError`] when it cannot be made.
    pub async fn open(root: PathBuf) -> Result<Self, FilesError> {
        let made = root.clone();
        off_worker(move || fs::create_dir_all(made)).await?;
        Ok(Self { root, taken: Arc::default() })
    }

    /// How many bytes have arrived; 0 for what has not begun.
    ///
    /// # Errors
    /// [`FilesError`] when the disk fails.
    pub async fn length(&self, name: &StagingName) -> Result<u64, FilesError> {
        let path = self.path(name);
        off_worker(move || length(&path)).await
    }

    /// Takes hold of an upload: to write on at its end, or to finish it. `None` while somebody else holds it.
    ///
    /// # Errors
    /// [`FilesError`] when the disk fails.
    pub async fn take(&self, name: &StagingName) -> Result<Option<Arriving>, FilesError> {
        let Some(hold) = Hold::take(&self.taken, name) else { return Ok(None) };
        let path = self.path(name);
        off_worker(move || {
            let mut file = fs::File::options().create(true).truncate(false).write(true).open(&path)?;
            let start = file.seek(SeekFrom::End(0))?;
            Ok(Some(Arriving(Box::new(Inner { file, path, start, length: start, sum: None, _hold: hold }))))
        })
        .await
    }

    /// Removes what has arrived; it is no error if nothing has. Whoever holds it keeps their hold.
    ///
    /// # Errors
    /// [`FilesError`] when the disk fails.
    pub async fn remove(&self, name: &StagingName) -> Result<(), FilesError> {
        let path = self.path(name);
        off_worker(move || remove(&path)).await
    }

    /// Everything that lies here, at most `limit`, in no order.
    ///
    /// # Errors
    /// [`FilesError`] when the disk fails.
    pub async fn list(&self, limit: usize) -> Result<Vec<StagingName>, FilesError> {
        let root = self.root.clone();
        off_worker(move || {
            let names = fs::read_dir(root)?.filter_map(|entry| {
                entry.map(|e| e.file_name().into_string().ok().and_then(StagingName::new)).transpose()
            });
            names.take(limit).collect()
        })
        .await
    }

    /// A place for what is made of an arrived file, beside it on the same disk; gone when dropped.
    pub(crate) fn scratch(&self) -> io::Result<tempfile::NamedTempFile> {
        tempfile::Builder::new().prefix(SCRATCH).tempfile_in(&self.root)
    }

    /// Removes what a crash left of [`Self::scratch`].
    pub(crate) fn clear_scratch(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(|name| name.starts_with(SCRATCH)) {
                remove(&entry.path())?;
            }
        }
        Ok(())
    }

    fn path(&self, name: &StagingName) -> PathBuf {
        self.root.join(&name.0)
    }
}

const SCRATCH: &str = ".scratch-";

fn length(path: &Path) -> io::Result<u64> {
    match fs::metadata(path) {
        Ok(found) => Ok(found.len()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// An upload in the hands of its one writer. Dropped at any moment, it leaves what had arrived, and is free for
/// the next writer only once the last write to the disk is over.
pub struct Arriving(Box<Inner>);

struct Inner {
    file: fs::File,
    path: PathBuf,
    /// Where this writer began.
    start: u64,
    length: u64,
    sum: Option<Summing>,
    _hold: Hold,
}

impl Arriving {
    /// How many bytes have arrived.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.0.length
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0.path
    }

    /// Asks for what is written from here on to be summed up; see [`Self::settle`].
    pub fn expect(&mut self, checksum: Checksum) {
        self.0.sum = Some(Summing::new(checksum));
    }

    /// Writes a piece at the end.
    ///
    /// # Errors
    /// [`FilesError::Full`] and others; what had arrived before stays, the writer is given up.
    pub async fn write(self, bytes: Bytes) -> Result<Self, FilesError> {
        let mut inner = self.0;
        off_worker(move || {
            if let Some(sum) = &mut inner.sum {
                sum.add(&bytes);
            }
            let before = inner.length;
            if let Err(error) = inner.file.write_all(&bytes) {
                // Part of the piece may have been written: back to a place that both sides know.
                inner.file.set_len(before)?;
                return Err(error);
            }
            inner.length += bytes.len() as u64;
            Ok(Self(inner))
        })
        .await
    }

    /// Brings what was written to the disk. False: it does not sum up to what was announced, and everything that
    /// this writer wrote was taken back.
    ///
    /// # Errors
    /// [`FilesError`] when the disk fails.
    pub async fn settle(self) -> Result<(Self, bool), FilesError> {
        let mut inner = self.0;
        off_worker(move || {
            let agrees = inner.sum.take().is_none_or(Summing::agrees);
            if !agrees {
                inner.file.set_len(inner.start)?;
                inner.length = inner.file.seek(SeekFrom::Start(inner.start))?;
            }
            inner.file.sync_data()?;
            Ok((Self(inner), agrees))
        })
        .await
    }
}

/// The right to write, given back when dropped.
#[derive(Debug)]
struct Hold {
    taken: Arc<Mutex<HashSet<StagingName>>>,
    name: StagingName,
}

impl Hold {
    fn take(taken: &Arc<Mutex<HashSet<StagingName>>>, name: &StagingName) -> Option<Self> {
        let fresh = taken.lock().insert(name.clone());
        fresh.then(|| Self { taken: Arc::clone(taken), name: name.clone() })
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.taken.lock().remove(&self.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ChecksumKind;

    #[tokio::test]
    async fn an_upload_has_one_writer_and_goes_on_where_it_stopped() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = StagingName::new("0198-abc").expect("plain");
        let staging = Staging::open(folder.path().to_owned()).await.expect("opens");
        let first = staging.take(&name).await.expect("works").expect("free");
        assert!(staging.take(&name).await.expect("works").is_none(), "one writer");
        drop(first.write(Bytes::from_static(b"hello ")).await.expect("written"));
        // Another process: nothing but the disk is remembered.
        let staging = Staging::open(folder.path().to_owned()).await.expect("opens");
        assert_eq!(staging.length(&name).await.expect("read"), 6);
        let second = staging.take(&name).await.expect("works").expect("free");
        let second = second.write(Bytes::from_static(b"world")).await.expect("written");
        assert_eq!(second.length(), 11);
        assert_eq!(fs::read(second.path()).expect("there"), b"hello world");
        assert_eq!(staging.list(10).await.expect("listed"), std::slice::from_ref(&name));
        staging.remove(&name).await.expect("removed");
        assert_eq!(staging.length(&name).await.expect("read"), 0);
    }

    #[tokio::test]
    async fn a_piece_that_sums_up_to_something_else_is_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = StagingName::new("a").expect("plain");
        let staging = Staging::open(folder.path().to_owned()).await.expect("opens");
        let first = staging.take(&name).await.expect("works").expect("free");
        drop(first.write(Bytes::from_static(b"good")).await.expect("written"));
        let mut second = staging.take(&name).await.expect("works").expect("free");
        second.expect(Checksum { kind: ChecksumKind::Sha1, sum: vec![0; 20] });
        let (second, agrees) =
            second.write(Bytes::from_static(b"bad")).await.expect("written").settle().await.expect("settled");
        assert!(!agrees);
        assert_eq!(second.length(), 4);
        assert_eq!(fs::read(second.path()).expect("there"), b"good");
    }

    #[test]
    fn a_name_cannot_lead_elsewhere() {
        for name in ["", "..", "a/b", "A", "a.b", &"a".repeat(65)] {
            assert_eq!(StagingName::new(name), None, "{name}");
        }
    }
}
