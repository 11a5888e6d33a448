//! What somebody sends: sound as Opus makes it, and a picture in three sizes as a browser's VP8 makes it.

use std::time::{Duration, Instant};

use str0m::{
    Rtc,
    format::Codec,
    media::{Mid, Pt, Rid},
    rtp::{ExtensionValues, RtpWrite},
};

use crate::stamp::{LENGTH, SOUND, Stamp};

const SOUND_EVERY: Duration = Duration::from_millis(20);
const PICTURE_EVERY: Duration = Duration::from_millis(40);
/// The names of the sizes, and how many bytes a frame of each has: 0.1, 0.4 and 1.5 Mbit/s.
pub(crate) const SIZES: [(&str, usize); 3] = [("l", 500), ("m", 2_000), ("h", 7_500)];
const PACKET: usize = 1_080;

/// How somebody sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Loud,
    /// The microphone is on, and nobody speaks.
    Quiet,
    Off,
}

#[derive(Debug)]
pub(crate) struct Media {
    person: u32,
    sound: Option<Sound>,
    pictures: Option<Pictures>,
}

#[derive(Debug)]
struct Sound {
    mid: Mid,
    pt: Pt,
    level: i8,
    next: Instant,
    number: u64,
}

#[derive(Debug)]
struct Pictures {
    mid: Mid,
    pt: Pt,
    next: Instant,
    frame: u64,
    sizes: [Size; 3],
}

#[derive(Debug, Clone, Copy)]
struct Size {
    packets: u64,
    keyframe_due: bool,
}

impl Media {
    pub(crate) fn new(
        rtc: &Rtc,
        person: u32,
        sound: Option<(Mid, Voice)>,
        pictures: Option<Mid>,
        now: Instant,
    ) -> Self {
        let pt = |codec| rtc.codec_config().params().iter().find(|p| p.spec().codec == codec).map(|p| p.pt());
        // Not everybody at the same moment.
        let wobble = Duration::from_micros(u64::from(person) * 7_919 % 40_000);
        let sound = sound.zip(pt(Codec::Opus)).and_then(|((mid, voice), pt)| {
            let level = match voice {
                Voice::Loud => -25,
                Voice::Quiet => -90,
                Voice::Off => return None,
            };
            Some(Sound { mid, pt, level, next: now + wobble, number: 0 })
        });
        let pictures = pictures.zip(pt(Codec::Vp8)).map(|(mid, pt)| {
            let sizes = [Size { packets: 0, keyframe_due: true }; 3];
            Pictures { mid, pt, next: now + wobble, frame: 0, sizes }
        });
        Self { person, sound, pictures }
    }

    /// When there is something to send next.
    pub(crate) fn next(&self) -> Option<Instant> {
        let sound = self.sound.as_ref().map(|sound| sound.next);
        sound.into_iter().chain(self.pictures.as_ref().map(|pictures| pictures.next)).min()
    }

    pub(crate) fn keyframe_wanted(&mut self, rid: Option<Rid>) {
        let Some(pictures) = &mut self.pictures else { return };
        for ((name, _), size) in SIZES.iter().zip(&mut pictures.sizes) {
            size.keyframe_due |= rid.is_none_or(|rid| rid == (*name).into());
        }
    }

    /// Writes what is due. `micros` is the time since all began.
    pub(crate) fn write(&mut self, rtc: &mut Rtc, now: Instant, micros: u64) {
        let person = self.person;
        if let Some(sound) = &mut self.sound
            && sound.next <= now
        {
            // Who was held up for long does not make it up.
            sound.next = (sound.next + SOUND_EVERY).max(now - SOUND_EVERY);
            sound.write(rtc, person, now, micros);
        }
        if let Some(pictures) = &mut self.pictures
            && pictures.next <= now
        {
            pictures.next = (pictures.next + PICTURE_EVERY).max(now - PICTURE_EVERY);
            pictures.write(rtc, person, now, micros);
        }
    }
}

impl Sound {
    fn write(&mut self, rtc: &mut Rtc, person: u32, now: Instant, micros: u64) {
        let mut payload = vec![0x55; 60 + LENGTH];
        payload[0] = 0xFC;
        Stamp { person, stream: SOUND, number: self.number, sent: micros }.write(&mut payload);
        let Self { mid, pt, level, number, .. } = *self;
        let said = ExtensionValues {
            audio_level: Some(level),
            voice_activity: Some(level > -50),
            ..ExtensionValues::default()
        };
        self.number += 1;
        let mut direct = rtc.direct_api();
        let Some(stream) = direct.stream_tx_by_mid(mid, None) else { return };
        // Only the lower half counts: a timestamp turns over.
        let time = (number * 960) as u32;
        stream.write_rtp(RtpWrite::new(pt, (1_000 + number).into(), time, now, payload).ext_vals(said));
    }
}

impl Pictures {
    fn write(&mut self, rtc: &mut Rtc, person: u32, now: Instant, micros: u64) {
        let frame = self.frame;
        self.frame += 1;
        let time = (frame * 3_600) as u32;
        for (index, (size, (rid, length))) in self.sizes.iter_mut().zip(SIZES).enumerate() {
            let mut direct = rtc.direct_api();
            let Some(stream) = direct.stream_tx_by_mid(self.mid, Some(rid.into())) else { continue };
            let is_key = std::mem::take(&mut size.keyframe_due);
            let pieces = length.div_ceil(PACKET);
            for piece in 0..pieces {
                let mut payload = descriptor(frame, piece == 0);
                if piece == 0 {
                    // The frame's own first bytes: whether it is a key frame, and then its mark and its size.
                    payload.push(if is_key { 0x10 } else { 0x11 });
                    payload.extend([0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xB4, 0x00]);
                }
                payload.resize(payload.len() + length / pieces, 0xAA);
                let number = size.packets;
                let stamp = Stamp { person, stream: index as u32, number, sent: micros };
                stamp.write(&mut payload);
                size.packets += 1;
                let write = RtpWrite::new(self.pt, (1_000 + number).into(), time, now, payload);
                stream.write_rtp(write.marker(piece + 1 == pieces).nackable(true));
            }
        }
    }
}

/// Before each packet of a VP8 frame (RFC 7741): picture number in fifteen bits, number of layer nought, its only layer.
fn descriptor(frame: u64, is_first: bool) -> Vec<u8> {
    let number = (frame & 0x7FFF) as u16;
    let [high, low] = number.to_be_bytes();
    vec![if is_first { 0x90 } else { 0x80 }, 0xE0, 0x80 | high, low, (frame & 0xFF) as u8, 0x20]
}

#[cfg(test)]
mod tests {
    use str0m::rtp::Vp8Descriptor;

    use super::*;

    #[test]
    fn a_frame_begins_as_a_browsers_does() {
        let mut payload = descriptor(0x1234, true);
        payload.extend([0x10, 0, 0, 0x9D, 0x01, 0x2A]);
        let read = Vp8Descriptor::parse(&payload).unwrap();
        assert_eq!((read.picture_id(), read.tl0_pic_idx()), (Some(0x1234), Some(0x34)));
        assert!(read.starts_keyframe(&payload));
        payload[6] = 0x11;
        assert!(!read.starts_keyframe(&payload));
    }
}
