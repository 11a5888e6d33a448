//! What can go wrong with bytes, sorted by what a caller can do about it.

use std::io;

/// A failure of storage, or of a picture.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The disk, or the owner's share of it, is full. Nothing was kept.
    #[error("the disk is full")]
    Full,
    /// There is no such content.
    #[error("there is no such content")]
    Missing,
    /// The picture cannot be read: damaged, of another type, or far too large.
    #[error("the picture cannot be read")]
    UnreadablePicture,
    /// Anything else the operating system reports.
    #[error("the storage failed")]
    Io(#[source] io::Error),
}

impl From<io::Error> for FilesError {
    fn from(error: io::Error) -> Self {
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "every other kind is one and the same to a caller"
        )]
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::Full
            }
            io::ErrorKind::NotFound => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_a_broken_one() {
        // ENOSPC, EDQUOT, EFBIG, EIO.
        for code in [28, 122, 27] {
            assert!(matches!(io::Error::from_raw_os_error(code).into(), FilesError::Full), "{code}");
        }
        assert!(matches!(io::Error::from_raw_os_error(5).into(), FilesError::Io(_)));
    }
}
