//! Why bytes are not what they should be.

/// Bytes that are no STUN message, no channel data, or no stream of them. Such bytes are dropped, or on a stream end
/// the connection; no answer tells a stranger why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TurnError {
    /// Fewer bytes than a header has.
    #[error("too short")]
    TooShort,
    /// The first bits or the magic cookie are those of another protocol.
    #[error("not STUN")]
    NotStun,
    /// The length in the header is not the length of the packet, or no multiple of four.
    #[error("the length does not fit")]
    Length,
    /// A method that this server does not know.
    #[error("unknown method {0:#x}")]
    Method(u16),
    /// An attribute reaches past the end or has a value of the wrong form.
    #[error("attribute {0:#06x} is malformed")]
    Attribute(u16),
    /// The checksum is wrong: damaged, or another protocol after all.
    #[error("wrong fingerprint")]
    Fingerprint,
    /// Outside 0x4000 to 0x7FFF.
    #[error("{0:#06x} is no channel number")]
    ChannelNumber(u16),
    /// On a stream, the next byte begins neither a STUN message nor channel data.
    #[error("the stream is out of step")]
    OutOfStep,
}
