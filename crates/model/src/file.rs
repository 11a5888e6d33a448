//! Files that people send, and photos of people and chats.

use crate::{FileId, FileName, Timestamp, UserId};

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilePurpose {
    /// To be attached to messages.
    Attachment,
    /// The photo of a person or a chat.
    Avatar,
    /// The picture of a link's preview.
    Preview,
}

/// A file that has arrived whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Who uploaded it.
    pub owner: UserId,
    /// What it is for.
    pub purpose: FilePurpose,
    /// How its owner calls it.
    pub name: FileName,
    /// What it is, as `type/subtype`.
    pub mime: String,
    /// In bytes.
    pub size: u64,
    /// Of a picture or video, in pixels, upright.
    pub width: Option<u32>,
    /// Of a picture or video, in pixels, upright.
    pub height: Option<u32>,
    /// Of sound or video, in milliseconds, as the uploader said.
    pub duration_ms: Option<i64>,
    /// Loudness over time of a recorded voice.
    pub waveform: Option<Waveform>,
    /// The picture blurred to a few bytes (ThumbHash).
    pub blur: Option<Vec<u8>>,
    /// Whether there is a small copy of it.
    pub has_thumbnail: bool,
    /// When it had arrived.
    pub created_at: Timestamp,
}

impl File {
    /// Whether pages show it as a picture or play it as a film.
    #[must_use]
    pub fn is_visual(&self) -> bool {
        self.mime.starts_with("image/") && self.width.is_some() || self.mime.starts_with("video/")
    }

    /// Whether pages play it as sound.
    #[must_use]
    pub fn is_audio(&self) -> bool {
        self.mime.starts_with("audio/")
    }
}

/// Loudness over time: 1 to 128 numbers from 0 to 31.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waveform(Vec<u8>);

impl Waveform {
    /// Numbers at most.
    pub const MAX_LENGTH: usize = 128;
    /// The loudest.
    pub const LOUDEST: u8 = 31;

    /// Takes the numbers. `None` for too many, for none, or for one that is too large.
    #[must_use]
    pub fn new(numbers: Vec<u8>) -> Option<Self> {
        let fits = (1..=Self::MAX_LENGTH).contains(&numbers.len());
        (fits && numbers.iter().all(|n| *n <= Self::LOUDEST)).then_some(Self(numbers))
    }

    /// The numbers.
    #[must_use]
    pub fn numbers(&self) -> &[u8] {
        &self.0
    }
}

/// Milliseconds of sound or video at most: a day. What claims more is a mistake.
pub const DURATION_MAX_MS: i64 = 24 * 3_600 * 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waveform_is_bounded_in_length_and_loudness() {
        assert!(Waveform::new(vec![31; 128]).is_some());
        assert_eq!(Waveform::new(vec![0; 129]), None);
        assert_eq!(Waveform::new(vec![32]), None);
        assert_eq!(Waveform::new(Vec::new()), None);
    }
}
