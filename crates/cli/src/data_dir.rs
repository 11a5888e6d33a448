//! The data directory, and the lock by which only one process uses it.

use std::{
    fs::{self, DirBuilder, File, TryLockError},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};

/// A data directory that is ours until this is dropped or the process ends, however it ends.
pub(crate) struct DataDir {
    path: PathBuf,
    _lock: File,
}

impl DataDir {
    /// Makes the directory if need be, readable by its owner only, and locks it.
    pub(crate) fn take(path: &Path) -> anyhow::Result<Self> {
        let shown = path.display();
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(path)
            .with_context(|| format!("cannot make the data directory {shown}"))?;
        let path =
            fs::canonicalize(path).with_context(|| format!("cannot open the data directory {shown}"))?;
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .mode(0o600)
            .open(path.join("lock"))
            .with_context(|| format!("cannot write into the data directory {shown}"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                bail!("the data directory {shown} is in use by another zvonilka")
            }
            Err(TryLockError::Error(error)) => {
                Err(error).with_context(|| format!("cannot lock the data directory {shown}"))
            }
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_processes_cannot_use_one_directory() {
        let place = tempfile::tempdir().expect("temporary directory");
        let path = place.path().join("made/here");
        let first = DataDir::take(&path).expect("free");
        let second = DataDir::take(&path).map(|_| ()).expect_err("taken");
        assert!(second.to_string().contains("in use"), "{second}");
        drop(first);
        DataDir::take(&path).expect("free again");
    }
}
