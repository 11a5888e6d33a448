//! What each packet says of itself, in its last bytes: whose it is, which stream, which number, and when it was sent.

/// Twenty-eight bytes that no padding has.
pub(crate) const LENGTH: usize = 28;
const MARK: [u8; 4] = *b"ZvLd";

/// Which of somebody's streams.
pub(crate) const SOUND: u32 = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) person: u32,
    /// [`SOUND`], or the size of a picture.
    pub(crate) stream: u32,
    pub(crate) number: u64,
    /// Microseconds since all began.
    pub(crate) sent: u64,
}

impl Stamp {
    pub(crate) fn write(&self, payload: &mut [u8]) {
        let Some(at) = payload.len().checked_sub(LENGTH) else { return };
        let end = &mut payload[at..];
        end[..4].copy_from_slice(&MARK);
        end[4..8].copy_from_slice(&self.person.to_be_bytes());
        end[8..12].copy_from_slice(&self.stream.to_be_bytes());
        end[12..20].copy_from_slice(&self.number.to_be_bytes());
        end[20..28].copy_from_slice(&self.sent.to_be_bytes());
    }

    /// `None` for padding and whatever else is not ours.
    pub(crate) fn read(payload: &[u8]) -> Option<Self> {
        let end = &payload[payload.len().checked_sub(LENGTH)?..];
        let word = |at: usize| Some(u32::from_be_bytes(end.get(at..at + 4)?.try_into().ok()?));
        let long = |at: usize| Some(u64::from_be_bytes(end.get(at..at + 8)?.try_into().ok()?));
        if end[..4] != MARK {
            return None;
        }
        Some(Self { person: word(4)?, stream: word(8)?, number: long(12)?, sent: long(20)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_padding_is_nothing() {
        let stamp = Stamp { person: 7, stream: 2, number: 1 << 40, sent: 123_456_789_012 };
        let mut payload = vec![1; 80];
        stamp.write(&mut payload);
        assert_eq!(Stamp::read(&payload), Some(stamp));
        assert_eq!(Stamp::read(&[0; 80]), None);
        assert_eq!(Stamp::read(&[0; 5]), None);
    }
}
