//! Signatures and checksums over messages.

use aws_lc_rs::{constant_time, hmac};
use md5::{Digest as _, Md5};

use crate::message::{HEADER, Message};

/// Which signature a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Integrity {
    /// MESSAGE-INTEGRITY: HMAC-SHA1.
    Sha1,
    /// MESSAGE-INTEGRITY-SHA256: HMAC-SHA256, perhaps cut short.
    Sha256,
}

/// The shortest cut that RFC 8489, section 14.6 allows.
const SHORTEST_SHA256: usize = 16;

/// The key of one person's long-term credentials.
#[derive(Clone)]
pub struct Key {
    sha1: hmac::Key,
    sha256: hmac::Key,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// RFC 8489, section 18.5.1.1: MD5 over name, realm and password. The hash only joins the three; what protects is
    /// the HMAC made with it.
    #[must_use]
    pub fn long_term(name: &str, realm: &str, password: &str) -> Self {
        let mut hash = Md5::new();
        for part in [name, ":", realm, ":", password] {
            hash.update(part.as_bytes());
        }
        Self::from_bytes(&hash.finalize())
    }

    /// A key as it is: the password itself for short-term credentials.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self {
            sha1: hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, bytes),
            sha256: hmac::Key::new(hmac::HMAC_SHA256, bytes),
        }
    }

    /// Whether the strongest signature on the message was made with this key. `false` without a signature.
    #[must_use]
    pub fn verifies(&self, message: &Message<'_>) -> bool {
        let Some((integrity, attribute)) = message.integrity() else { return false };
        let given = attribute.value;
        let allowed = match integrity {
            Integrity::Sha1 => given.len() == 20,
            Integrity::Sha256 => {
                (SHORTEST_SHA256..=32).contains(&given.len()) && given.len().is_multiple_of(4)
            }
        };
        if !allowed {
            return false;
        }
        let made = self.sign(integrity, &message.bytes()[..attribute.at], given.len());
        constant_time::verify_slices_are_equal(&made.as_ref()[..given.len()], given).is_ok()
    }

    /// The signature over a message that so far ends where the signature, `length` bytes long, will begin.
    pub(crate) fn sign(&self, integrity: Integrity, so_far: &[u8], length: usize) -> hmac::Tag {
        let key = match integrity {
            Integrity::Sha1 => &self.sha1,
            Integrity::Sha256 => &self.sha256,
        };
        let mut context = hmac::Context::with_key(key);
        context.update(&so_far[..2]);
        context.update(&length_with(so_far, 4 + length));
        context.update(&so_far[4..]);
        context.sign()
    }
}

/// The checksum over a message that so far ends where the checksum will begin (RFC 8489, section 14.7).
pub(crate) fn fingerprint_of(so_far: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&so_far[..2]);
    crc.update(&length_with(so_far, 8));
    crc.update(&so_far[4..]);
    crc.finalize() ^ 0x5354_554E
}

/// The header's length field as it will be with one more attribute of `more` bytes.
fn length_with(so_far: &[u8], more: usize) -> [u8; 2] {
    u16::try_from(so_far.len() - HEADER + more).unwrap_or(u16::MAX).to_be_bytes()
}
