//! A page: sends sound and pictures that say whose they are, and counts what it gets.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    change::{SdpAnswer, SdpPendingOffer},
    channel::ChannelId,
    crypto,
    format::Codec,
    media::{
        Direction, Frequency, KeyframeRequestKind, MediaKind, MediaTime, Mid, Simulcast, SimulcastLayer,
    },
    net::{Protocol, Receive},
};
use zvonilka_protocol::{RoomNews, RoomWish};

use crate::world::SERVER;

const SOUND_EVERY: Duration = Duration::from_millis(20);
const PICTURE_EVERY: Duration = Duration::from_millis(40);
const SIZES: [(&str, usize); 3] = [("l", 300), ("m", 1_500), ("h", 5_000)];

/// Places for pictures of others.
const PICTURES: usize = 9;

pub(crate) struct Page {
    rtc: Rtc,
    number: usize,
    microphone: Mid,
    camera: Mid,
    channel: ChannelId,
    slots: Vec<Mid>,
    pending: Option<SdpPendingOffer>,
    pub(crate) address: SocketAddr,
    is_connected: bool,
    next_sound: Instant,
    next_picture: Instant,
    frames: u64,
    keyframes_due: [bool; 3],
    /// How many sizes the camera sends.
    pub(crate) sizes: usize,
    pub(crate) has_sound: bool,
    pub(crate) level: i8,
    pub(crate) is_impatient: bool,
    pub(crate) news: Option<RoomNews>,
    /// By whom it was sent.
    pub(crate) sound: HashMap<usize, usize>,
    /// How often sound was taken for lost.
    pub(crate) sound_gaps: usize,
    pub(crate) pictures: HashMap<(usize, usize), usize>,
    /// What came in the place of somebody else.
    pub(crate) mistaken: usize,
    pub(crate) keyframes_asked: usize,
    pub(crate) sent: Vec<Vec<u8>>,
    /// What the test wants shown; else everybody, large.
    pub(crate) shows: Option<RoomWish>,
    pub(crate) has_said: bool,
    said_for: usize,
}

impl Page {
    pub(crate) fn new(now: Instant, number: usize) -> (Self, String) {
        let address = SocketAddr::from(([203, 0, 113, 7], 5_000 + u16::try_from(number).unwrap()));
        let mut rtc = Rtc::builder()
            .set_crypto_provider(Arc::new(crypto::from_feature_flags()))
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .build(now);
        rtc.add_local_candidate(Candidate::host(address, "udp").unwrap()).unwrap();
        let mut change = rtc.sdp_api();
        let microphone = change.add_media(MediaKind::Audio, Direction::SendOnly, None, None, None);
        let layers = SIZES.iter().map(|(rid, _)| SimulcastLayer::new(rid)).collect();
        let simulcast = Simulcast { send: layers, recv: Vec::new() };
        let camera = change.add_media(MediaKind::Video, Direction::SendOnly, None, None, Some(simulcast));
        change.add_media(MediaKind::Video, Direction::SendOnly, None, None, None);
        let mut slots = Vec::new();
        for _ in 0..PICTURES {
            slots.push(change.add_media(MediaKind::Video, Direction::RecvOnly, None, None, None));
        }
        for _ in 0..zvonilka_sfu::AUDIO_SLOTS {
            slots.push(change.add_media(MediaKind::Audio, Direction::RecvOnly, None, None, None));
        }
        let channel = change.add_channel("room".to_owned());
        let (offer, pending) = change.apply().unwrap();
        let page = Self {
            rtc,
            number,
            microphone,
            camera,
            channel,
            slots,
            pending: Some(pending),
            address,
            is_connected: false,
            next_sound: now,
            next_picture: now,
            frames: 0,
            keyframes_due: [true; 3],
            sizes: 3,
            has_sound: true,
            level: -90,
            is_impatient: false,
            news: None,
            sound: HashMap::new(),
            sound_gaps: 0,
            pictures: HashMap::new(),
            mistaken: 0,
            keyframes_asked: 0,
            sent: Vec::new(),
            shows: None,
            has_said: false,
            said_for: 0,
        };
        (page, offer.to_sdp_string())
    }

    pub(crate) fn take_answer(&mut self, now: Instant, answer: &str) {
        let answer = SdpAnswer::from_sdp_string(answer).unwrap();
        self.rtc.sdp_api().accept_answer(self.pending.take().unwrap(), answer).unwrap();
        self.drain(now);
    }

    /// Says what is shown, once it is heard and when it is another.
    pub(crate) fn show(&mut self, count: usize, everybody: RoomWish) {
        if self.news.is_none() || (self.has_said && self.said_for == count) {
            return;
        }
        self.has_said = true;
        self.said_for = count;
        let wish = self.shows.clone().unwrap_or(everybody);
        self.say(&wish);
    }

    fn say(&mut self, wish: &RoomWish) {
        let text = serde_json::to_string(wish).unwrap();
        if let Some(mut channel) = self.rtc.channel(self.channel) {
            assert!(channel.write(false, text.as_bytes()).unwrap());
        }
    }

    pub(crate) fn receive(&mut self, now: Instant, bytes: &[u8]) {
        let Ok(contents) = bytes.try_into() else { return };
        let receive = Receive { proto: Protocol::Udp, source: SERVER, destination: self.address, contents };
        let _ = self.rtc.handle_input(Input::Receive(now, receive));
        self.drain(now);
    }

    pub(crate) fn step(&mut self, now: Instant) {
        if self.is_connected {
            self.send(now);
        }
        self.rtc.handle_input(Input::Timeout(now)).unwrap();
        self.drain(now);
    }

    fn send(&mut self, now: Instant) {
        let number = u8::try_from(self.number).unwrap();
        if self.has_sound && now >= self.next_sound {
            self.next_sound += SOUND_EVERY;
            let time = MediaTime::new(self.frames * 960, Frequency::FORTY_EIGHT_KHZ);
            self.frames += 1;
            let level = self.level;
            let writer = self.rtc.writer(self.microphone).unwrap();
            let pt = writer.payload_params().find(|p| p.spec().codec == Codec::Opus).unwrap().pt();
            let writer = writer.audio_level(level, level > -50);
            writer.write(pt, now, time, vec![0xFC, number, 1, 2, 3]).unwrap();
            self.wake(now);
        }
        if now >= self.next_picture {
            self.next_picture += PICTURE_EVERY;
            for (layer, (rid, length)) in SIZES.iter().enumerate().take(self.sizes) {
                let time = MediaTime::new(self.frames * 1_800, Frequency::NINETY_KHZ);
                let mut frame = vec![number; *length];
                frame[0] = u8::from(!std::mem::take(&mut self.keyframes_due[layer]));
                frame[2] = u8::try_from(layer).unwrap();
                let writer = self.rtc.writer(self.camera).unwrap();
                let pt = writer.payload_params().find(|p| p.spec().codec == Codec::Vp8).unwrap().pt();
                writer.rid((*rid).into()).write(pt, now, time, frame).unwrap();
                self.wake(now);
            }
        }
        if self.is_impatient {
            for mid in self.slots.clone() {
                if let Some(mut writer) = self.rtc.writer(mid)
                    && writer.is_request_keyframe_possible(KeyframeRequestKind::Pli)
                {
                    let _ = writer.request_keyframe(None, KeyframeRequestKind::Pli);
                }
            }
        }
    }

    fn wake(&mut self, now: Instant) {
        self.drain(now);
        self.rtc.handle_input(Input::Timeout(now)).unwrap();
        self.drain(now);
    }

    fn drain(&mut self, _now: Instant) {
        loop {
            match self.rtc.poll_output().unwrap() {
                Output::Timeout(_) => return,
                Output::Transmit(transmit) => self.sent.push(transmit.contents.to_vec()),
                Output::Event(event) => self.hear(event),
            }
        }
    }

    fn hear(&mut self, event: Event) {
        #[expect(clippy::wildcard_enum_match_arm, reason = "most of what str0m tells concerns nobody here")]
        match event {
            Event::Connected => self.is_connected = true,
            Event::KeyframeRequest(request) => {
                self.keyframes_asked += 1;
                let layer = SIZES.iter().position(|(rid, _)| request.rid == Some((*rid).into()));
                self.keyframes_due[layer.expect("a size that is sent")] = true;
            }
            Event::ChannelData(data) => {
                self.news = Some(serde_json::from_slice(&data.data).unwrap());
            }
            Event::MediaData(data) => {
                let from = usize::from(data.data[1]);
                let is_sound = self.slots[PICTURES..].contains(&data.mid);
                if is_sound {
                    *self.sound.entry(from).or_default() += 1;
                    self.sound_gaps += usize::from(!data.contiguous);
                } else {
                    *self.pictures.entry((from, usize::from(data.data[2]))).or_default() += 1;
                }
                let named = self.news.as_ref().and_then(|news| {
                    news.slots
                        .iter()
                        .find(|slot| slot.mid == data.mid.to_string())
                        .map(|slot| slot.participant_id)
                });
                if named.is_some_and(|named| named.bits() != from as u128 + 1) {
                    self.mistaken += 1;
                }
            }
            _ => {}
        }
    }
}
