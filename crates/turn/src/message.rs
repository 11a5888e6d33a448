//! A STUN message, read in place.

use crate::{
    TurnError,
    integrity::{Integrity, fingerprint_of},
};

pub(crate) const COOKIE: u32 = 0x2112_A442;
pub(crate) const HEADER: usize = 20;

/// Attribute types (RFC 8489, section 18.3; RFC 8656, section 18).
#[expect(missing_docs, reason = "each is the name in the RFC")]
pub mod attribute {
    pub const USERNAME: u16 = 0x0006;
    pub const MESSAGE_INTEGRITY: u16 = 0x0008;
    pub const ERROR_CODE: u16 = 0x0009;
    pub const UNKNOWN_ATTRIBUTES: u16 = 0x000A;
    pub const CHANNEL_NUMBER: u16 = 0x000C;
    pub const LIFETIME: u16 = 0x000D;
    pub const XOR_PEER_ADDRESS: u16 = 0x0012;
    pub const DATA: u16 = 0x0013;
    pub const REALM: u16 = 0x0014;
    pub const NONCE: u16 = 0x0015;
    pub const XOR_RELAYED_ADDRESS: u16 = 0x0016;
    pub const REQUESTED_ADDRESS_FAMILY: u16 = 0x0017;
    pub const EVEN_PORT: u16 = 0x0018;
    pub const REQUESTED_TRANSPORT: u16 = 0x0019;
    pub const DONT_FRAGMENT: u16 = 0x001A;
    pub const MESSAGE_INTEGRITY_SHA256: u16 = 0x001C;
    pub const XOR_MAPPED_ADDRESS: u16 = 0x0020;
    pub const RESERVATION_TOKEN: u16 = 0x0022;
    pub const SOFTWARE: u16 = 0x8022;
    pub const FINGERPRINT: u16 = 0x8028;
}

/// What kind of message it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Asks for an answer.
    Request,
    /// Asks for none.
    Indication,
    /// The answer when it worked.
    Success,
    /// The answer when it did not.
    Error,
}

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// What is my address?
    Binding,
    /// Give me a relayed address.
    Allocate,
    /// Keep it, or end it.
    Refresh,
    /// Send this to a peer.
    Send,
    /// A peer sent this.
    Data,
    /// A peer may send to me.
    CreatePermission,
    /// A short name for a peer.
    ChannelBind,
}

impl Method {
    const fn number(self) -> u16 {
        match self {
            Self::Binding => 0x001,
            Self::Allocate => 0x003,
            Self::Refresh => 0x004,
            Self::Send => 0x006,
            Self::Data => 0x007,
            Self::CreatePermission => 0x008,
            Self::ChannelBind => 0x009,
        }
    }

    const fn from_number(number: u16) -> Result<Self, TurnError> {
        Ok(match number {
            0x001 => Self::Binding,
            0x003 => Self::Allocate,
            0x004 => Self::Refresh,
            0x006 => Self::Send,
            0x007 => Self::Data,
            0x008 => Self::CreatePermission,
            0x009 => Self::ChannelBind,
            other => return Err(TurnError::Method(other)),
        })
    }
}

/// Class and method in the bits of the first two bytes (RFC 8489, figure 3).
pub(crate) const fn message_type(class: Class, method: Method) -> u16 {
    let (method, class) = (
        method.number(),
        match class {
            Class::Request => 0b00,
            Class::Indication => 0b01,
            Class::Success => 0b10,
            Class::Error => 0b11,
        },
    );
    (method & 0x000F)
        | ((method & 0x0070) << 1)
        | ((method & 0x0F80) << 2)
        | ((class & 0b01) << 4)
        | ((class & 0b10) << 7)
}

const fn read_type(bits: u16) -> (Class, u16) {
    let class = match ((bits >> 7) & 0b10) | ((bits >> 4) & 0b01) {
        0b00 => Class::Request,
        0b01 => Class::Indication,
        0b10 => Class::Success,
        _ => Class::Error,
    };
    (class, (bits & 0x000F) | ((bits >> 1) & 0x0070) | ((bits >> 2) & 0x0F80))
}

/// Ties an answer to its request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TransactionId(pub [u8; 12]);

/// The answers that are refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ErrorCode {
    /// 400.
    BadRequest,
    /// 401: who are you?
    Unauthenticated,
    /// 403: not to this peer.
    Forbidden,
    /// 420.
    UnknownAttribute,
    /// 437: no allocation here, or already one.
    AllocationMismatch,
    /// 438: take this nonce and ask again.
    StaleNonce,
    /// 440.
    AddressFamilyNotSupported,
    /// 441: the allocation is somebody else's.
    WrongCredentials,
    /// 442: only UDP is relayed.
    UnsupportedTransport,
    /// 443: an IPv6 peer for an IPv4 allocation, or the reverse.
    PeerAddressFamilyMismatch,
    /// 486: this person has enough allocations.
    QuotaReached,
    /// 508: no port is left.
    InsufficientCapacity,
}

impl ErrorCode {
    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::UnknownAttribute => 420,
            Self::AllocationMismatch => 437,
            Self::StaleNonce => 438,
            Self::AddressFamilyNotSupported => 440,
            Self::WrongCredentials => 441,
            Self::UnsupportedTransport => 442,
            Self::PeerAddressFamilyMismatch => 443,
            Self::QuotaReached => 486,
            Self::InsufficientCapacity => 508,
        }
    }

    /// The words beside it; short, because refusals go to strangers too and must not be worth provoking.
    pub(crate) const fn reason(self) -> &'static str {
        match self {
            Self::BadRequest => "Bad Request",
            Self::Unauthenticated => "Unauthorized",
            Self::Forbidden => "Forbidden",
            Self::UnknownAttribute => "Unknown Attribute",
            Self::AllocationMismatch => "Allocation Mismatch",
            Self::StaleNonce => "Stale Nonce",
            Self::AddressFamilyNotSupported => "Address Family not Supported",
            Self::WrongCredentials => "Wrong Credentials",
            Self::UnsupportedTransport => "Unsupported Transport",
            Self::PeerAddressFamilyMismatch => "Peer Address Family Mismatch",
            Self::QuotaReached => "Allocation Quota Reached",
            Self::InsufficientCapacity => "Insufficient Capacity",
        }
    }
}

/// One attribute, where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// Its type.
    pub kind: u16,
    /// Its value, without padding.
    pub value: &'a [u8],
    /// Where its header begins in the message.
    pub(crate) at: usize,
}

/// A whole, well-formed message whose checksum, if it has one, is right. Holds nothing but the borrowed bytes.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    bytes: &'a [u8],
    class: Class,
    method: Method,
}

impl<'a> Message<'a> {
    /// Checks a packet; afterwards reading cannot fail on its form.
    ///
    /// # Errors
    /// [`TurnError`] when the packet is no message that we can read. Never panics, whatever the bytes.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, TurnError> {
        let Some(header) = bytes.first_chunk::<HEADER>() else { return Err(TurnError::TooShort) };
        let [t0, t1, l0, l1, c0, c1, c2, c3, ..] = *header;
        if t0 & 0b1100_0000 != 0 || u32::from_be_bytes([c0, c1, c2, c3]) != COOKIE {
            return Err(TurnError::NotStun);
        }
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        if !length.is_multiple_of(4) || HEADER + length != bytes.len() {
            return Err(TurnError::Length);
        }
        let (class, method) = read_type(u16::from_be_bytes([t0, t1]));
        let message = Self { bytes, class, method: Method::from_number(method)? };
        message.check_attributes()?;
        Ok(message)
    }

    fn check_attributes(&self) -> Result<(), TurnError> {
        let mut end = HEADER;
        for attribute in self.all() {
            end = attribute.at + 4 + attribute.value.len().next_multiple_of(4);
            if attribute.kind == attribute::FINGERPRINT {
                let given = <[u8; 4]>::try_from(attribute.value)
                    .map_err(|_| TurnError::Attribute(attribute::FINGERPRINT))?;
                // RFC 8489, section 14.7: it must be the last one.
                if end != self.bytes.len()
                    || u32::from_be_bytes(given) != fingerprint_of(&self.bytes[..attribute.at])
                {
                    return Err(TurnError::Fingerprint);
                }
            }
        }
        if end == self.bytes.len() {
            return Ok(());
        }
        let kind = self.bytes.get(end..end + 2).map_or(0, |kind| u16::from_be_bytes([kind[0], kind[1]]));
        Err(TurnError::Attribute(kind))
    }

    /// Request, indication or answer.
    #[must_use]
    pub const fn class(&self) -> Class {
        self.class
    }

    /// What it is about.
    #[must_use]
    pub const fn method(&self) -> Method {
        self.method
    }

    /// What ties it to its answer.
    #[must_use]
    pub fn transaction(&self) -> TransactionId {
        let mut id = [0; 12];
        id.copy_from_slice(&self.bytes[8..HEADER]);
        TransactionId(id)
    }

    /// The attributes that count: those behind a signature were added by somebody else and are left out
    /// (RFC 8489, section 14.5), except the checksum and a second signature.
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
        let mut signed = false;
        self.all().filter(move |attribute| {
            let signature =
                matches!(attribute.kind, attribute::MESSAGE_INTEGRITY | attribute::MESSAGE_INTEGRITY_SHA256);
            let counts = !signed || signature || attribute.kind == attribute::FINGERPRINT;
            signed |= signature;
            counts
        })
    }

    /// The value of the first attribute of a kind.
    #[must_use]
    pub fn find(&self, kind: u16) -> Option<&'a [u8]> {
        self.attributes().find(|attribute| attribute.kind == kind).map(|attribute| attribute.value)
    }

    /// The value as a text; `None` when it is absent or no UTF-8.
    #[must_use]
    pub fn text(&self, kind: u16) -> Option<&'a str> {
        std::str::from_utf8(self.find(kind)?).ok()
    }

    /// A four-byte value as a number; `None` when it is absent.
    ///
    /// # Errors
    /// [`TurnError::Attribute`] when it has another length.
    pub fn number(&self, kind: u16) -> Result<Option<u32>, TurnError> {
        let bytes = self.find(kind).map(<[u8; 4]>::try_from).transpose();
        bytes.map(|bytes| bytes.map(u32::from_be_bytes)).map_err(|_| TurnError::Attribute(kind))
    }

    /// The strongest signature on it, which is the one to check.
    pub(crate) fn integrity(&self) -> Option<(Integrity, Attribute<'a>)> {
        let of = |kind| self.attributes().find(|attribute| attribute.kind == kind);
        let sha256 = of(attribute::MESSAGE_INTEGRITY_SHA256).map(|found| (Integrity::Sha256, found));
        sha256.or_else(|| of(attribute::MESSAGE_INTEGRITY).map(|found| (Integrity::Sha1, found)))
    }

    pub(crate) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    fn all(&self) -> Attributes<'a> {
        Attributes { bytes: self.bytes, at: HEADER }
    }
}

/// Goes through the attributes and ends at the first that reaches past the end.
struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        let [k0, k1, l0, l1] = *self.bytes.get(at..)?.first_chunk::<4>()?;
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        let end = at + 4 + length.next_multiple_of(4);
        if end > self.bytes.len() {
            return None;
        }
        self.at = end;
        let value = &self.bytes[at + 4..at + 4 + length];
        Some(Attribute { kind: u16::from_be_bytes([k0, k1]), value, at })
    }
}
