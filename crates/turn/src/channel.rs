//! Channels: a peer under a short number, and packets with a header of four bytes (RFC 8656, section 12).

use crate::TurnError;

/// The number of a channel, 0x4000 to 0x7FFF. RFC 8656 narrowed the upper end to 0x4FFF; widespread clients still go
/// by RFC 5766, and nothing else begins with these bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChannelNumber(u16);

impl ChannelNumber {
    /// The number, if it is one.
    ///
    /// # Errors
    /// [`TurnError::ChannelNumber`] outside the range.
    pub const fn new(number: u16) -> Result<Self, TurnError> {
        match number {
            0x4000..=0x7FFF => Ok(Self(number)),
            _ => Err(TurnError::ChannelNumber(number)),
        }
    }

    /// As it stands on the wire.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

/// A packet on a channel, read in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelData<'a> {
    /// On which channel.
    pub channel: ChannelNumber,
    /// What the peer gets.
    pub payload: &'a [u8],
}

impl<'a> ChannelData<'a> {
    /// The length of the header.
    pub(crate) const HEADER: usize = 4;

    /// Reads a packet. What follows the payload is padding and is ignored.
    ///
    /// # Errors
    /// [`TurnError`] when the number is out of range or the payload is cut.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, TurnError> {
        let Some((&[n0, n1, l0, l1], rest)) = bytes.split_first_chunk::<4>() else {
            return Err(TurnError::TooShort);
        };
        let channel = ChannelNumber::new(u16::from_be_bytes([n0, n1]))?;
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        Ok(Self { channel, payload: rest.get(..length).ok_or(TurnError::Length)? })
    }
}
