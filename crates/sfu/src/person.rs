//! One participant of a room: their line, what they send and what they see.

use std::{
    collections::HashMap,
    time::{Duration, Instant},
};

use str0m::{
    media::{MediaKind, Mid},
    rtp::Ssrc,
};
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomPicture, RoomTile};

use crate::{
    Line,
    layers::{LAYERS, Wanted, largest_for},
    line::{AUDIO_SLOTS, FIRST_ESTIMATE, VIDEO_SLOTS},
    loudness::Loudness,
    rewriter::Rewriter,
};

/// A size that has not come for so long does not flow. A browser stops sizes that it cannot afford.
const FLOWS: Duration = Duration::from_millis(1_500);
/// Over how long bits are counted.
const COUNTED: Duration = Duration::from_millis(1_000);
/// Packets a second that anybody may send: three sizes of a camera and a screen are some eight hundred.
const MOST_PACKETS: u32 = 4_000;
/// Streams that one page may have at a time; a browser has five.
const MOST_SOURCES: usize = 16;

#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) line: Line,
    pub(crate) state: MediaState,
    pub(crate) loudness: Loudness,
    pub(crate) sources: HashMap<Ssrc, Source>,
    pub(crate) audio: Vec<AudioSlot>,
    pub(crate) video: Vec<VideoSlot>,
    /// What the page shows, the most important first.
    pub(crate) shows: Vec<RoomTile>,
    pub(crate) is_connected: bool,
    /// Bits a second that the network carries to them.
    pub(crate) estimate: u64,
    /// What they were told last, and when.
    pub(crate) told: Option<(Instant, String)>,
    window: (Instant, u32),
}

/// What a stream is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Track {
    Microphone,
    Picture(RoomPicture, usize),
}

/// A stream that somebody sends.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) track: Track,
    pub(crate) routes: Vec<Route>,
    /// The highest number that came.
    highest: Option<u64>,
    last: Instant,
    counted: (Instant, u64),
    bits: u64,
    pub(crate) asked: Option<Instant>,
    pub(crate) keyframe_wanted: bool,
}

/// How a packet comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// After so many that have not come.
    After(u64),
    /// One that had been missing: overtaken by others, or sent again.
    Late,
}

/// Whom a stream goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) to: ParticipantId,
    pub(crate) slot: usize,
}

#[derive(Debug)]
pub(crate) struct AudioSlot {
    pub(crate) mid: Mid,
    pub(crate) of: Option<ParticipantId>,
    pub(crate) stream: Rewriter,
}

#[derive(Debug)]
pub(crate) struct VideoSlot {
    pub(crate) mid: Mid,
    pub(crate) of: Option<(ParticipantId, RoomPicture)>,
    /// The stream that is to go through, from its next key frame on.
    pub(crate) wanted: Option<Ssrc>,
    pub(crate) layer: Option<usize>,
    pub(crate) stream: Rewriter,
}

impl Person {
    pub(crate) fn new(now: Instant, line: Line, state: MediaState) -> Self {
        Self {
            line,
            state,
            loudness: Loudness::default(),
            sources: HashMap::new(),
            audio: Vec::new(),
            video: Vec::new(),
            shows: Vec::new(),
            is_connected: false,
            estimate: FIRST_ESTIMATE.as_u64(),
            told: None,
            window: (now, 0),
        }
    }

    /// A place in which they receive. More than a line has are left empty.
    pub(crate) fn add_slot(&mut self, kind: MediaKind, mid: Mid) {
        match kind {
            MediaKind::Audio if self.audio.len() < AUDIO_SLOTS => {
                self.audio.push(AudioSlot { mid, of: None, stream: Rewriter::new(48_000) });
            }
            MediaKind::Video if self.video.len() < VIDEO_SLOTS => {
                let stream = Rewriter::new(90_000);
                self.video.push(VideoSlot { mid, of: None, wanted: None, layer: None, stream });
            }
            MediaKind::Audio | MediaKind::Video => {}
        }
    }

    /// Counts a packet; false when there are too many.
    pub(crate) fn count_packet(&mut self, now: Instant) -> bool {
        if now.saturating_duration_since(self.window.0) >= Duration::from_secs(1) {
            self.window = (now, 0);
        }
        self.window.1 += 1;
        self.window.1 <= MOST_PACKETS
    }

    /// The stream of a packet; new ones are told apart by where they come in. True when it is a new one.
    pub(crate) fn source(&mut self, now: Instant, ssrc: Ssrc) -> Option<(&mut Source, bool)> {
        let is_new = !self.sources.contains_key(&ssrc);
        if is_new {
            let (mid, rid) = self.line.origin(ssrc)?;
            let layer = match rid.as_deref() {
                None | Some("l") => 0,
                Some("m") => 1,
                Some("h") => 2,
                Some(_) => return None,
            };
            let track = if Some(mid) == self.line.microphone {
                Track::Microphone
            } else if Some(mid) == self.line.camera {
                Track::Picture(RoomPicture::Camera, layer)
            } else if Some(mid) == self.line.screen {
                Track::Picture(RoomPicture::Screen, layer)
            } else {
                return None;
            };
            // A page that changes what it sends may begin a new stream; the old one is over.
            self.sources.retain(|_, source| source.track != track);
            if self.sources.len() >= MOST_SOURCES {
                return None;
            }
            self.sources.insert(ssrc, Source::new(now, track));
        }
        self.sources.get_mut(&ssrc).map(|source| (source, is_new))
    }

    /// The stream of a picture in a size.
    pub(crate) fn picture(&self, picture: RoomPicture, layer: usize) -> Option<Ssrc> {
        let found = self.sources.iter().find(|(_, source)| source.track == Track::Picture(picture, layer));
        found.map(|(ssrc, _)| *ssrc)
    }

    /// The sizes of a picture that flow now, with what they cost.
    pub(crate) fn flowing(&self, now: Instant, picture: RoomPicture) -> [Option<u64>; LAYERS] {
        let mut flowing = [None; LAYERS];
        for source in self.sources.values() {
            if let Track::Picture(of, layer) = source.track
                && of == picture
                && source.flows(now)
            {
                flowing[layer] = Some(source.bits.max(1));
            }
        }
        // A still screen sends nothing for a while; it is there all the same.
        if picture == RoomPicture::Screen && flowing == [None; LAYERS] && self.picture(picture, 0).is_some() {
            flowing[0] = Some(1);
        }
        flowing
    }

    /// Whether they send a picture, in whatever size.
    pub(crate) fn shows_any(&self, picture: RoomPicture) -> bool {
        self.sources.values().any(|source| matches!(source.track, Track::Picture(of, _) if of == picture))
    }

    /// Whether they send sound at all.
    pub(crate) fn has_sound(&self) -> bool {
        self.sources.values().any(|source| source.track == Track::Microphone)
    }

    /// What a tile of theirs would take.
    pub(crate) fn wanted(&self, now: Instant, tile: &RoomTile, slot: &VideoSlot) -> Wanted {
        let largest = match tile.picture {
            RoomPicture::Camera => largest_for(tile.height),
            RoomPicture::Screen => LAYERS - 1,
        };
        Wanted { largest, flowing: self.flowing(now, tile.picture), now: slot.layer }
    }
}

impl Source {
    const fn new(now: Instant, track: Track) -> Self {
        Self {
            track,
            routes: Vec::new(),
            highest: None,
            last: now,
            counted: (now, 0),
            bits: 0,
            asked: None,
            keyframe_wanted: false,
        }
    }

    pub(crate) fn count(&mut self, now: Instant, bytes: usize) {
        let passed = now.saturating_duration_since(self.counted.0);
        if passed >= COUNTED {
            let millis = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX).max(1);
            self.bits = self.counted.1 * 8 * 1_000 / millis;
            self.counted = (now, 0);
        }
        self.counted.1 += bytes as u64;
        // Until a second has passed, what came so far is the best guess.
        if self.bits == 0 && self.counted.1 > 0 {
            self.bits = 1;
        }
        self.last = now;
    }

    /// Notes the number of a packet: how many before it have not come, or whether it is one of those.
    pub(crate) fn note_number(&mut self, number: u64) -> Arrival {
        match self.highest {
            Some(highest) if number <= highest => Arrival::Late,
            before => {
                self.highest = Some(number);
                Arrival::After(before.map_or(0, |before| number - before - 1))
            }
        }
    }

    fn flows(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.last) < FLOWS
    }
}
