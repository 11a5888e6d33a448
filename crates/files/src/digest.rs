//! Digests: the name of content, and the checks that a client asks for.

use std::{
    fmt,
    fs::File,
    io::{self, Read as _},
    path::Path,
    str::FromStr,
};

use aws_lc_rs::digest::{self, Context};

use crate::CHUNK_BYTES;

/// The name of content: its SHA-256. Written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlobKey([u8; 32]);

/// The text was not a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a digest")]
pub struct NotADigest;

impl BlobKey {
    /// The key of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_digest(&digest::digest(&digest::SHA256, bytes))
    }

    /// The key and the length of a local file. Reads all of it: call it off the async workers.
    pub(crate) fn of_file(path: &Path) -> io::Result<(Self, u64)> {
        let mut file = File::open(path)?;
        let mut context = Context::new(&digest::SHA256);
        let mut buffer = vec![0; CHUNK_BYTES];
        let mut length = 0;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                return Ok((Self::from_digest(&context.finish()), length));
            }
            length += read as u64;
            context.update(&buffer[..read]);
        }
    }

    fn from_digest(digest: &digest::Digest) -> Self {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest.as_ref());
        Self(bytes)
    }

    /// The part of the storage that the content lies in, of 256.
    #[must_use]
    pub const fn shard(self) -> u8 {
        self.0[0]
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Shortened: the whole digest of a known document would tell what somebody keeps.
impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobKey({:02x}{:02x}..)", self.0[0], self.0[1])
    }
}

impl FromStr for BlobKey {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        let digits = text.as_bytes();
        if digits.len() != 64 {
            return Err(NotADigest);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte =
                digit(pair[0]).zip(digit(pair[1])).map(|(high, low)| high << 4 | low).ok_or(NotADigest)?;
        }
        Ok(Self(bytes))
    }
}

/// Upper case is refused: two spellings would be two names.
const fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

/// How a client sums up a piece of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChecksumKind {
    /// SHA-1: against accidents only, but every server of the tus protocol has to know it.
    Sha1,
    /// SHA-256.
    Sha256,
}

impl ChecksumKind {
    /// All kinds, with their names in the tus protocol.
    pub const ALL: [(Self, &'static str); 2] = [(Self::Sha1, "sha1"), (Self::Sha256, "sha256")];

    const fn algorithm(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
        }
    }

    /// Bytes of the sum.
    #[must_use]
    pub fn length(self) -> usize {
        self.algorithm().output_len()
    }
}

/// What a client says a piece of an upload sums up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checksum {
    /// How it was summed up.
    pub kind: ChecksumKind,
    /// The sum.
    pub sum: Vec<u8>,
}

/// Sums up what arrives.
pub(crate) struct Summing {
    context: Context,
    expected: Vec<u8>,
}

impl Summing {
    pub(crate) fn new(checksum: Checksum) -> Self {
        Self { context: Context::new(checksum.kind.algorithm()), expected: checksum.sum }
    }

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        self.context.update(bytes);
    }

    pub(crate) fn agrees(self) -> bool {
        self.context.finish().as_ref() == self.expected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_nothing_else_is_one() {
        let key = BlobKey::of(b"abc");
        let text = key.to_string();
        assert_eq!(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(text.parse(), Ok(key));
        assert_eq!(text.to_uppercase().parse::<BlobKey>(), Err(NotADigest));
        assert_eq!("../../etc/passwd".parse::<BlobKey>(), Err(NotADigest));
        assert_eq!(format!("{key:?}"), "BlobKey(ba78..)");
    }
}
