//! What a file is, by its first bytes. What the uploader says counts only where the bytes leave it open.

use crate::strip::Kind;

/// Bytes to look at.
pub(crate) const HEAD_BYTES: usize = 8 * 1024;

/// A type that says nothing.
const UNKNOWN: &str = "application/octet-stream";

/// Sound and moving pictures that browsers know; the containers of several of them look alike.
const SOUND_AND_VIDEO: [&str; 20] = [
    "audio/aac",
    "audio/flac",
    "audio/m4a",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/opus",
    "audio/wav",
    "audio/webm",
    "audio/x-flac",
    "audio/x-m4a",
    "audio/x-wav",
    "video/3gpp",
    "video/mp4",
    "video/mpeg",
    "video/ogg",
    "video/quicktime",
    "video/webm",
    "video/x-m4v",
    "video/x-matroska",
];

/// A picture that can be looked into.
pub(crate) fn picture(head: &[u8]) -> Option<Kind> {
    match infer::get(head)?.mime_type() {
        "image/jpeg" => Some(Kind::Jpeg),
        "image/png" => Some(Kind::Png),
        "image/webp" => Some(Kind::WebP),
        "image/gif" => Some(Kind::Gif),
        _ => None,
    }
}

/// The type to keep for a file that is no picture which can be looked into.
pub(crate) fn mime(head: &[u8], declared: Option<&str>) -> String {
    let declared = declared.and_then(essence);
    let found = infer::get(head).map(|found| found.mime_type());
    let is_played = |mime: &str| SOUND_AND_VIDEO.contains(&mime);
    let is_shown = |mime: &str| ["image/", "audio/", "video/"].iter().any(|kind| mime.starts_with(kind));
    match (found, declared) {
        // A recorded voice and a film come in the same containers; only the recorder knows which it is.
        (Some(found), Some(declared)) if is_shown(found) && is_played(&declared) => declared,
        (Some(found), _) if is_shown(found) => found.to_owned(),
        // Most documents are archives inside; the uploader's word is more exact.
        (_, Some(declared)) if !is_shown(&declared) || is_played(&declared) => declared,
        (Some(found), _) => found.to_owned(),
        // A picture that cannot be looked into must not be shown as one.
        (None, _) => UNKNOWN.to_owned(),
    }
}

/// `type/subtype` in lower case without parameters; `None` for anything else.
fn essence(declared: &str) -> Option<String> {
    let text = declared.split(';').next()?.trim().to_ascii_lowercase();
    let (kind, subtype) = text.split_once('/')?;
    let token = |part: &str| {
        let plain = |b: u8| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b);
        !part.is_empty() && part.bytes().all(plain)
    };
    (text.len() <= 127 && token(kind) && token(subtype)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The head of what a recorder makes, as long as a real one.
    fn webm() -> Vec<u8> {
        let mut head = vec![0x1A, 0x45, 0xDF, 0xA3, 0x42, 0x82, 0x84, b'w', b'e', b'b', b'm'];
        head.resize(300, 0);
        head
    }

    #[test]
    fn a_recorded_voice_keeps_the_type_that_its_recorder_says() {
        assert_eq!(mime(&webm(), Some("audio/webm;codecs=opus")), "audio/webm");
        assert_eq!(mime(&webm(), None), "video/webm");
        assert_eq!(mime(&webm(), Some("text/html")), "video/webm");
    }

    #[test]
    fn nothing_is_called_a_picture_that_cannot_be_looked_into() {
        assert_eq!(mime(b"<svg onload='x'/>", Some("image/svg+xml")), UNKNOWN);
        assert_eq!(mime(b"hello", Some("image/png")), UNKNOWN);
        assert_eq!(mime(b"hello", Some("text/plain; charset=utf-8")), "text/plain");
    }

    #[test]
    fn what_is_no_type_is_not_repeated() {
        for odd in
            ["", "text", "text/", "/plain", "text/pl ain", "a/b\r\nx: y", &format!("a/{}", "b".repeat(200))]
        {
            assert_eq!(mime(b"hello", Some(odd)), UNKNOWN, "{odd:?}");
        }
    }
}
