//! Messages out of a stream of bytes.

use crate::{TurnError, channel::ChannelData, message::HEADER};

/// Cuts what arrives over TCP or TLS into messages. Holds at most one message more than what was read last: 64 KiB and
/// a little, and 4 KiB to begin with.
#[derive(Debug)]
pub struct StreamDecoder {
    buffer: Vec<u8>,
    start: usize,
    end: usize,
}

const SMALLEST: usize = 4 * 1024;

impl Default for StreamDecoder {
    fn default() -> Self {
        Self { buffer: vec![0; SMALLEST], start: 0, end: 0 }
    }
}

impl StreamDecoder {
    /// Where to read the next bytes to; never empty. Take all messages with [`Self::next_frame`] before.
    pub fn space(&mut self) -> &mut [u8] {
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let wanted = match self.frame_length() {
            Ok(Some((_, padded))) => padded,
            Ok(None) | Err(_) => 0,
        };
        if self.buffer.len() < wanted {
            self.buffer.resize(wanted, 0);
        } else if self.end == self.buffer.len() {
            self.buffer.resize(self.end + SMALLEST, 0);
        }
        &mut self.buffer[self.end..]
    }

    /// Says how many bytes of [`Self::space`] were read.
    pub fn filled(&mut self, count: usize) {
        self.end = (self.end + count).min(self.buffer.len());
    }

    /// The next whole message, without padding; `None` when more bytes are needed.
    ///
    /// # Errors
    /// [`TurnError::OutOfStep`] when no message begins here: nothing that follows can be read, so the connection ends.
    pub fn next_frame(&mut self) -> Result<Option<&[u8]>, TurnError> {
        let Some((length, padded)) = self.frame_length()? else { return Ok(None) };
        if self.end - self.start < padded {
            return Ok(None);
        }
        let start = self.start;
        self.start += padded;
        Ok(Some(&self.buffer[start..start + length]))
    }

    /// The length of the message that begins here, without and with padding, once its header is here.
    fn frame_length(&self) -> Result<Option<(usize, usize)>, TurnError> {
        let Some(&[first, _, l0, l1]) = self.buffer[self.start..self.end].first_chunk::<4>() else {
            return Ok(None);
        };
        let length = usize::from(u16::from_be_bytes([l0, l1]));
        match first >> 6 {
            0b00 if length.is_multiple_of(4) => Ok(Some((HEADER + length, HEADER + length))),
            0b01 => {
                let whole = ChannelData::HEADER + length;
                Ok(Some((whole, whole.next_multiple_of(4))))
            }
            _ => Err(TurnError::OutOfStep),
        }
    }
}
