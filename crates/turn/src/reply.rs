//! Answers to requests.

use std::{net::SocketAddr, time::Duration};

use crate::{
    admission::ReservationToken,
    integrity::{Integrity, Key},
    message::{Class, ErrorCode, Message, Method, TransactionId, attribute},
    writer::MessageWriter,
};

/// What an answer must know of its request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question {
    pub(crate) method: Method,
    pub(crate) transaction: TransactionId,
    /// Whether the request carried a checksum; then the answer does, too.
    fingerprint: bool,
}

/// The signature an answer gets: that of its request. Answers to strangers have none.
#[derive(Debug, Clone)]
pub(crate) struct Seal {
    pub(crate) integrity: Integrity,
    pub(crate) key: Key,
}

/// What a successful Allocate tells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allocated {
    pub(crate) relayed: SocketAddr,
    pub(crate) mapped: SocketAddr,
    pub(crate) lifetime: Duration,
    pub(crate) reservation: Option<ReservationToken>,
}

impl Question {
    pub(crate) fn of(message: &Message<'_>) -> Self {
        Self {
            method: message.method(),
            transaction: message.transaction(),
            fingerprint: message.find(attribute::FINGERPRINT).is_some(),
        }
    }

    pub(crate) fn binding(self, mapped: SocketAddr) -> Vec<u8> {
        self.finish(self.begin(Class::Success).address(attribute::XOR_MAPPED_ADDRESS, mapped), None)
    }

    pub(crate) fn allocated(self, allocated: &Allocated, seal: &Seal) -> Vec<u8> {
        let Allocated { relayed, mapped, lifetime, reservation } = allocated;
        let mut writer = self
            .begin(Class::Success)
            .address(attribute::XOR_RELAYED_ADDRESS, *relayed)
            .number(attribute::LIFETIME, seconds(*lifetime));
        if let Some(token) = reservation {
            writer = writer.bytes(attribute::RESERVATION_TOKEN, &token.0);
        }
        self.finish(writer.address(attribute::XOR_MAPPED_ADDRESS, *mapped), Some(seal))
    }

    pub(crate) fn refreshed(self, lifetime: Duration, seal: &Seal) -> Vec<u8> {
        let writer = self.begin(Class::Success).number(attribute::LIFETIME, seconds(lifetime));
        self.finish(writer, Some(seal))
    }

    pub(crate) fn done(self, seal: &Seal) -> Vec<u8> {
        self.finish(self.begin(Class::Success), Some(seal))
    }

    pub(crate) fn refused(self, code: ErrorCode, seal: Option<&Seal>) -> Vec<u8> {
        self.finish(self.begin(Class::Error).error(code), seal)
    }

    pub(crate) fn unknown_attributes(self, kinds: &[u16], seal: Option<&Seal>) -> Vec<u8> {
        let list: Vec<u8> = kinds.iter().flat_map(|kind| kind.to_be_bytes()).collect();
        let writer = self.begin(Class::Error).error(ErrorCode::UnknownAttribute);
        self.finish(writer.bytes(attribute::UNKNOWN_ATTRIBUTES, &list), seal)
    }

    /// Who are you? Or: that nonce is too old.
    pub(crate) fn challenge(self, code: ErrorCode, realm: &str, nonce: &str) -> Vec<u8> {
        let writer = self
            .begin(Class::Error)
            .error(code)
            .bytes(attribute::REALM, realm.as_bytes())
            .bytes(attribute::NONCE, nonce.as_bytes());
        self.finish(writer, None)
    }

    fn begin(self, class: Class) -> MessageWriter {
        MessageWriter::new(class, self.method, self.transaction)
    }

    fn finish(self, writer: MessageWriter, seal: Option<&Seal>) -> Vec<u8> {
        let writer = match seal {
            Some(Seal { integrity, key }) => writer.sign(*integrity, key),
            None => writer,
        };
        if self.fingerprint { writer.fingerprint() } else { writer }.finish()
    }
}

fn seconds(span: Duration) -> u32 {
    u32::try_from(span.as_secs()).unwrap_or(u32::MAX)
}
