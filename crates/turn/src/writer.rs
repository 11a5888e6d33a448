//! Writes STUN messages.

use std::net::SocketAddr;

use crate::{
    address::xor_address,
    integrity::{Integrity, Key, fingerprint_of},
    message::{COOKIE, Class, ErrorCode, HEADER, Method, TransactionId, attribute, message_type},
};

/// A message in the making: attributes in the order of the calls, then [`Self::sign`], then [`Self::fingerprint`].
#[derive(Debug, Clone)]
pub struct MessageWriter {
    bytes: Vec<u8>,
    transaction: TransactionId,
}

impl MessageWriter {
    /// Begins a message.
    #[must_use]
    pub fn new(class: Class, method: Method, transaction: TransactionId) -> Self {
        let mut bytes = Vec::with_capacity(128);
        bytes.extend_from_slice(&message_type(class, method).to_be_bytes());
        bytes.extend_from_slice(&[0, 0]);
        bytes.extend_from_slice(&COOKIE.to_be_bytes());
        bytes.extend_from_slice(&transaction.0);
        Self { bytes, transaction }
    }

    /// An attribute with any value. A value with which the message would pass 64 KiB is left out.
    #[must_use]
    pub fn bytes(mut self, kind: u16, value: &[u8]) -> Self {
        let whole = self.bytes.len() - HEADER + 4 + value.len().next_multiple_of(4);
        let (Ok(length), true) = (u16::try_from(value.len()), whole <= usize::from(u16::MAX)) else {
            return self;
        };
        self.bytes.extend_from_slice(&kind.to_be_bytes());
        self.bytes.extend_from_slice(&length.to_be_bytes());
        self.bytes.extend_from_slice(value);
        self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        self
    }

    /// An attribute with a number of four bytes.
    #[must_use]
    pub fn number(self, kind: u16, value: u32) -> Self {
        self.bytes(kind, &value.to_be_bytes())
    }

    /// An XOR-…-ADDRESS.
    #[must_use]
    pub fn address(self, kind: u16, address: SocketAddr) -> Self {
        let (value, length) = xor_address(address, &self.transaction);
        self.bytes(kind, &value[..length])
    }

    /// ERROR-CODE.
    #[must_use]
    pub fn error(self, code: ErrorCode) -> Self {
        let (number, reason) = (code.number(), code.reason());
        let mut value = Vec::with_capacity(4 + reason.len());
        // Both parts are below 256: the codes lie between 300 and 699.
        value.extend_from_slice(&[0, 0, (number / 100) as u8, (number % 100) as u8]);
        value.extend_from_slice(reason.as_bytes());
        self.bytes(attribute::ERROR_CODE, &value)
    }

    /// Signs what was written so far.
    #[must_use]
    pub fn sign(self, integrity: Integrity, key: &Key) -> Self {
        let (kind, length) = match integrity {
            Integrity::Sha1 => (attribute::MESSAGE_INTEGRITY, 20),
            Integrity::Sha256 => (attribute::MESSAGE_INTEGRITY_SHA256, 32),
        };
        let signature = key.sign(integrity, &self.bytes, length);
        self.bytes(kind, signature.as_ref())
    }

    /// Adds the checksum; nothing may follow it.
    #[must_use]
    pub fn fingerprint(self) -> Self {
        let sum = fingerprint_of(&self.bytes);
        self.number(attribute::FINGERPRINT, sum)
    }

    /// The message.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        let length = u16::try_from(self.bytes.len() - HEADER).unwrap_or(u16::MAX);
        self.bytes[2..4].copy_from_slice(&length.to_be_bytes());
        self.bytes
    }
}
