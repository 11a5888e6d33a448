//! What is done with an offer before it is read.

use crate::{
    SfuError,
    line::{AUDIO_SLOTS, VIDEO_SLOTS},
};

/// What a sender numbers its packets by for all streams together, so that the receiver can tell it when each came.
const NUMBERED: &str = "transport-wide-cc-extensions";
/// That the receiver tells so.
const TOLD: &str = "transport-cc";

/// Checks an offer before anything is spent on it: one of more places than a line has is none. What is left is without
/// the receiver's word on each packet of sound: sound is a small part that no estimate changes, while such words are half
/// of what a server gets from those who only listen. Of pictures it stays.
pub(crate) fn prepare(offer: &str) -> Result<String, SfuError> {
    // One microphone; a camera and a screen.
    let most = |kind: &str| match kind {
        "audio" => Some(AUDIO_SLOTS + 1),
        "video" => Some(VIDEO_SLOTS + 2),
        "application" => Some(1),
        _ => None,
    };
    let mut counts = [("audio", 0), ("video", 0), ("application", 0)];
    let mut is_sound = false;
    let mut kept = String::with_capacity(offer.len());
    for line in offer.lines() {
        if let Some(place) = line.strip_prefix("m=") {
            let kind = place.split(' ').next().unwrap_or_default();
            let counted = counts.iter_mut().find(|(of, _)| *of == kind);
            let (Some(most), Some((_, count))) = (most(kind), counted) else {
                return Err(SfuError::Offer("it has a place of an unknown kind".to_owned()));
            };
            *count += 1;
            if *count > most {
                return Err(SfuError::Offer("it has too many places".to_owned()));
            }
            is_sound = kind == "audio";
        }
        let is_word = (line.starts_with("a=extmap:") && line.contains(NUMBERED))
            || (line.starts_with("a=rtcp-fb:") && line.ends_with(TOLD));
        if !(is_sound && is_word) {
            kept.push_str(line);
            kept.push_str("\r\n");
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n\
        a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n\
        a=rtcp-fb:111 transport-cc\r\n\
        a=rtcp-fb:111 nack\r\n";

    #[test]
    fn the_word_on_each_packet_stays_for_pictures_only() {
        let picture = SOUND.replace("audio", "video");
        let kept = prepare(&format!("v=0\r\n{SOUND}{picture}")).unwrap();
        let sound = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtcp-fb:111 nack\r\n";
        assert_eq!(kept, format!("v=0\r\n{sound}{picture}"));
    }

    #[test]
    fn more_places_than_a_line_has_are_refused() {
        let most = "m=audio 9 x 1\n".repeat(AUDIO_SLOTS + 1) + &"m=video 9 x 1\n".repeat(VIDEO_SLOTS + 2);
        assert!(prepare(&most).is_ok());
        for more in ["m=audio 9 x 1", "m=video 9 x 1", "m=text 9 x 1", "m="] {
            assert!(matches!(prepare(&format!("{most}{more}")), Err(SfuError::Offer(_))), "{more}");
        }
    }
}
