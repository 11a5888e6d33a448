//! The line to one participant: `str0m` with the places that a page offers.

mod outlets;

use std::{
    collections::HashMap,
    mem,
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use str0m::{
    Candidate, Event, Input, Output, Rtc,
    bwe::{Bitrate, BweKind},
    change::SdpOffer,
    channel::ChannelId,
    format::Codec,
    media::{KeyframeRequestKind, MediaAdded, MediaKind, Mid, Pt, Rid},
    net::{Protocol, Receive},
    rtp::{ExtensionValues, RtpPacket, RtpWrite, Ssrc, Vp8Patch},
};

use self::outlets::Outlets;
use crate::{Identity, SfuError, feedback::Feedback, offer, pacing::Pacing, paths::Paths, rewriter::Numbers};

/// Places for sound in a line at most: whoever is not among the eight who spoke last is not missed.
pub const AUDIO_SLOTS: usize = 8;
/// Places for pictures in a line at most.
pub const VIDEO_SLOTS: usize = 12;
/// How long a line may be silent. A browser asks every few seconds whether the path still works.
pub const PATIENCE: Duration = Duration::from_secs(20);
/// By how much a packet came before its turn.
const MOMENT: Duration = Duration::from_nanos(1);
/// More than this is no number of lost packets.
const MOST_LOST: u64 = 1 << 23;
/// How often `str0m` sums up what both sides told each other of lost packets.
const SUMS_EVERY: Duration = Duration::from_secs(5);
/// What a line carries before anything is known about it.
pub(crate) const FIRST_ESTIMATE: Bitrate = Bitrate::kbps(1_500);

/// The line to one participant, from its answer on. Made where the offer is read, and then given to the
/// [`Room`](crate::Room).
#[derive(Debug)]
pub struct Line {
    rtc: Rtc,
    addresses: Vec<SocketAddr>,
    fragment: String,
    pub(crate) microphone: Option<Mid>,
    pub(crate) camera: Option<Mid>,
    pub(crate) screen: Option<Mid>,
    opus: Option<Pt>,
    vp8: Option<Pt>,
    /// The number of packets that are sent again.
    again: Option<Pt>,
    resent: u64,
    channel: Option<ChannelId>,
    /// When `rtc` wants to be asked next.
    pub(crate) next: Instant,
    /// When it was told the time last.
    woken: Option<Instant>,
    paths: Paths,
    pacing: Pacing,
    heard: Instant,
    failed: bool,
    /// What was told of each stream so far.
    told: HashMap<(Mid, Option<Rid>), Feedback>,
    /// The places in which the page receives.
    outlets: Outlets,
}

/// What a line has for the room.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are packets, and none lives longer than its turn")]
pub(crate) enum FromLine {
    /// A packet of sound or picture.
    Rtp(RtpPacket),
    /// What comes in this place cannot be shown without a key frame.
    KeyframeWanted(Mid),
    /// How many bits a second the network carries to them.
    Estimate(u64),
    /// The page says something.
    Said(Vec<u8>),
    /// There is a place to send sound, or pictures, in.
    Slot(MediaKind, Mid),
    /// Packets can flow.
    Connected,
    /// The page can be told things.
    ChannelOpen,
    /// What was told of lost packets since it was told last.
    Feedback(Feedback),
}

/// What was taken out of `str0m`.
#[derive(Debug)]
enum Taken {
    /// A packet of sound or picture, or of what is sent beside them.
    Given,
    /// A packet of sound or picture that came in.
    Heard,
    /// Anything else.
    Other,
    /// There is no more before this.
    Nothing(Instant),
    /// The line is over.
    Broken,
}

/// Where a picture or sound is to go.
#[derive(Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) mid: Mid,
    pub(crate) codec: Codec,
    pub(crate) numbers: Numbers,
    pub(crate) patch: Option<Vp8Patch>,
    pub(crate) packet: &'a RtpPacket,
}

impl Line {
    /// Answers the offer of a page: what it sends (a microphone, a camera in up to three sizes, a screen), empty places
    /// to receive, and a data channel. `addresses` are where its packets will arrive; the page need not say where it
    /// is, since it is it that looks for a path (ICE lite).
    ///
    /// # Errors
    /// [`SfuError::Offer`] for anything else than such an offer, [`SfuError::NoAddress`] without a usable address.
    pub fn answer(
        now: Instant,
        identity: &Identity,
        addresses: &[SocketAddr],
        offer: &str,
    ) -> Result<(Self, String), SfuError> {
        let refused = |error: &dyn std::error::Error| SfuError::Offer(error.to_string());
        let wanted = places(offer);
        let offer = SdpOffer::from_sdp_string(&offer::prepare(offer)?).map_err(|error| refused(&error))?;
        let mut rtc = Rtc::builder()
            .set_crypto_provider(Arc::clone(&identity.provider))
            .set_dtls_cert(identity.certificate.clone())
            .set_ice_lite(true)
            .set_rtp_mode(true)
            .enable_bwe(Some(FIRST_ESTIMATE))
            .set_stats_interval(Some(SUMS_EVERY))
            .clear_codecs()
            .enable_opus(true, false)
            .enable_vp8(true)
            .build(now);
        let addresses: Vec<SocketAddr> = addresses
            .iter()
            .copied()
            .filter(|address| {
                let candidate = Candidate::host(*address, "udp").ok();
                candidate.is_some_and(|candidate| rtc.add_local_candidate(candidate).is_some())
            })
            .collect();
        if addresses.is_empty() {
            return Err(SfuError::NoAddress);
        }
        let answer = rtc.sdp_api().accept_offer(offer).map_err(|error| refused(&error))?.to_sdp_string();
        if places(&answer) != wanted {
            return Err(SfuError::Offer("one of its places is cut short".to_owned()));
        }
        let fragment = rtc.direct_api().local_ice_credentials().ufrag;
        let pt = |codec| rtc.codec_config().params().iter().find(|p| p.spec().codec == codec).map(|p| p.pt());
        let (opus, vp8) = (pt(Codec::Opus), pt(Codec::Vp8));
        let again = rtc
            .codec_config()
            .params()
            .iter()
            .find(|p| p.spec().codec == Codec::Vp8)
            .and_then(|p| p.resend());
        let line = Self {
            rtc,
            addresses,
            fragment,
            microphone: None,
            camera: None,
            screen: None,
            opus,
            vp8,
            again,
            resent: 0,
            channel: None,
            next: now,
            woken: None,
            paths: Paths::default(),
            pacing: Pacing::new(now),
            heard: now,
            failed: false,
            told: HashMap::new(),
            outlets: Outlets::default(),
        };
        Ok((line, answer))
    }

    /// What the user name of the page's STUN requests begins with, before the colon.
    #[must_use]
    pub fn fragment(&self) -> &str {
        &self.fragment
    }

    /// A datagram from the network. False when it is not this line's, as far as anybody can tell.
    pub(crate) fn receive(&mut self, now: Instant, from: SocketAddr, bytes: &[u8]) -> bool {
        // Which of our addresses the page used changes nothing: all lead to the same socket.
        let Some(to) = self.addresses.iter().copied().find(|own| own.is_ipv4() == from.is_ipv4()) else {
            return false;
        };
        let Ok(contents) = bytes.try_into() else { return false };
        // It came before this turn. With each that comes now `str0m` would look through all that it has, as for the time;
        // once in a turn is enough.
        let came = now.checked_sub(MOMENT).unwrap_or(now);
        let receive = Receive { proto: Protocol::Udp, source: from, destination: to, contents };
        let input = Input::Receive(came, receive);
        if !self.rtc.accepts(&input) {
            return false;
        }
        if self.woken != Some(now) {
            self.wake(now);
        }
        self.heard = now;
        if is_rtcp(bytes) {
            self.pacing.note_report();
        }
        // What cannot be read is lost, as on any network.
        let _ = self.rtc.handle_input(input);
        true
    }

    /// Lets time pass, so that what was written is on its way.
    pub(crate) fn wake(&mut self, now: Instant) {
        self.woken = Some(now);
        self.failed |= self.rtc.handle_input(Input::Timeout(now)).is_err();
    }

    /// Puts what was written on its way.
    pub(crate) fn push_out(
        &mut self,
        now: Instant,
        news: &mut Vec<FromLine>,
        out: impl FnMut(SocketAddr, Vec<u8>),
    ) {
        self.wake(now);
        self.drain(now, news, out);
    }

    /// Takes out everything that there is.
    pub(crate) fn drain(
        &mut self,
        now: Instant,
        news: &mut Vec<FromLine>,
        mut out: impl FnMut(SocketAddr, Vec<u8>),
    ) {
        if self.pacing.is_reported() {
            // What is to be sent again comes out only after this.
            self.wake(now);
        }
        loop {
            match self.take(now, news, &mut out) {
                Taken::Nothing(at) => {
                    return self.next = self.pacing.soon(now, at, self.rtc.last_timeout_reason());
                }
                Taken::Given => {
                    if let Some(next) = self.pacing.rest(now) {
                        return self.next = next;
                    }
                    if self.pacing.has_more(now) {
                        self.wake(now);
                    }
                }
                Taken::Heard | Taken::Other => {}
                Taken::Broken => return self.next = now + PATIENCE,
            }
        }
    }

    /// Takes out what came in last, of which `str0m` keeps one: a packet of sound or picture. What else there is waits for
    /// [`Self::drain`].
    pub(crate) fn take_heard(
        &mut self,
        now: Instant,
        news: &mut Vec<FromLine>,
        mut out: impl FnMut(SocketAddr, Vec<u8>),
    ) {
        loop {
            match self.take(now, news, &mut out) {
                Taken::Given | Taken::Other => {}
                Taken::Heard | Taken::Nothing(_) | Taken::Broken => return,
            }
        }
    }

    fn take(
        &mut self,
        now: Instant,
        news: &mut Vec<FromLine>,
        out: &mut impl FnMut(SocketAddr, Vec<u8>),
    ) -> Taken {
        match self.rtc.poll_output() {
            Ok(Output::Timeout(at)) => Taken::Nothing(at),
            Ok(Output::Transmit(transmit)) => {
                let bytes = Vec::from(transmit.contents);
                let is_given = is_rtp(&bytes);
                if is_given {
                    self.pacing.note_given(now, self.is_written(&bytes));
                }
                self.resent += u64::from(self.again.is_some_and(|again| has_number(&bytes, again)));
                out(self.paths.way(now, transmit.destination, &bytes), bytes);
                if is_given { Taken::Given } else { Taken::Other }
            }
            Ok(Output::Event(Event::RtpPacket(packet))) => {
                news.push(FromLine::Rtp(packet));
                Taken::Heard
            }
            Ok(Output::Event(event)) => {
                self.note(event, news);
                Taken::Other
            }
            Err(_) => {
                self.failed = true;
                Taken::Broken
            }
        }
    }

    /// Whether this is a packet that was written, and none that is sent again, fills up, or is said about them (RFC 5761).
    fn is_written(&self, bytes: &[u8]) -> bool {
        let [128..=191, kind, _, _, _, _, _, _, ssrc @ ..] = bytes else { return false };
        let kind = Some(Pt::from(*kind & 0x7F));
        // What only finds out how much the network carries is of no stream.
        !ssrc.starts_with(&[0; 4]) && (kind == self.opus || kind == self.vp8)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "most of what str0m tells concerns nobody here")]
    fn note(&mut self, event: Event, news: &mut Vec<FromLine>) {
        match event {
            Event::KeyframeRequest(request) => news.push(FromLine::KeyframeWanted(request.mid)),
            Event::EgressBitrateEstimate(BweKind::Twcc { estimate, .. } | BweKind::Remb { estimate, .. }) => {
                news.push(FromLine::Estimate(estimate.as_u64()));
            }
            Event::MediaAdded(added) => news.extend(self.place(&added)),
            Event::Connected => news.push(FromLine::Connected),
            Event::ChannelOpen(id, _) => {
                // The first; there is nothing to say on others.
                self.channel.get_or_insert(id);
                news.push(FromLine::ChannelOpen);
            }
            Event::ChannelData(data) if !data.binary => news.push(FromLine::Said(data.data)),
            Event::PeerStats(_) if self.resent > 0 => {
                let resent = mem::take(&mut self.resent);
                news.push(FromLine::Feedback(Feedback { resent, ..Feedback::default() }));
            }
            Event::MediaEgressStats(sums) => {
                // A signed number of 24 bits: a page that got packets twice says less than nothing.
                let lost = sums.remote.map_or(0, |remote| remote.packets_lost);
                let lost = if lost < MOST_LOST { lost } else { 0 };
                let told = Feedback { lost, nacks_heard: sums.nacks, ..Feedback::default() };
                news.extend(self.told_of((sums.mid, sums.rid), told));
            }
            Event::MediaIngressStats(sums) => {
                let told = Feedback { nacks_said: sums.nacks, ..Feedback::default() };
                news.extend(self.told_of((sums.mid, sums.rid), told));
            }
            _ => {}
        }
    }

    /// What is new in the sums of a stream.
    fn told_of(&mut self, stream: (Mid, Option<Rid>), sums: Feedback) -> Option<FromLine> {
        let before = self.told.entry(stream).or_default();
        let new = sums.since(*before);
        *before = before.max(sums);
        (new != Feedback::default()).then_some(FromLine::Feedback(new))
    }

    /// The first places that the page sends in are its microphone, camera and screen; what it receives in is for the
    /// others.
    fn place(&mut self, added: &MediaAdded) -> Option<FromLine> {
        let MediaAdded { mid, kind, direction, .. } = *added;
        match (kind, direction.is_receiving(), direction.is_sending()) {
            (MediaKind::Audio, true, false) => drop(self.microphone.get_or_insert(mid)),
            (MediaKind::Video, true, false) if self.camera.is_none() => self.camera = Some(mid),
            (MediaKind::Video, true, false) => drop(self.screen.get_or_insert(mid)),
            (kind, false, true) => {
                self.outlets.add(&mut self.rtc.direct_api(), mid);
                return Some(FromLine::Slot(kind, mid));
            }
            // Both ways, or neither: no place of ours.
            (MediaKind::Audio | MediaKind::Video, ..) => {}
        }
        None
    }

    /// Whose packets these are: the place, and the size when it comes in several.
    pub(crate) fn origin(&mut self, ssrc: Ssrc) -> Option<(Mid, Option<Rid>)> {
        let mut direct = self.rtc.direct_api();
        let stream = direct.stream_rx(&ssrc)?;
        Some((stream.mid(), stream.rid()))
    }

    /// Asks the page for a key frame of one of its streams.
    pub(crate) fn ask_keyframe(&mut self, ssrc: Ssrc) {
        let mut direct = self.rtc.direct_api();
        if let Some(stream) = direct.stream_rx(&ssrc) {
            stream.request_keyframe(KeyframeRequestKind::Pli);
        }
    }

    /// Sends a packet of another participant.
    pub(crate) fn send(&mut self, now: Instant, out: &Outgoing<'_>) {
        let pt = if out.codec == Codec::Vp8 { self.vp8 } else { self.opus };
        let Some(pt) = pt else { return };
        let mut direct = self.rtc.direct_api();
        let Some(stream) = self.outlets.stream(&mut direct, out.mid) else { return };
        let header = &out.packet.header;
        // What is about the path (times, numbers, names of places) is made anew for this line.
        let said = ExtensionValues {
            audio_level: header.ext_vals.audio_level,
            voice_activity: header.ext_vals.voice_activity,
            video_orientation: header.ext_vals.video_orientation,
            ..ExtensionValues::default()
        };
        let payload = Arc::clone(&out.packet.payload);
        let Numbers { sequence, time, .. } = out.numbers;
        let mut write = RtpWrite::new(pt, sequence.into(), time, now, payload)
            .marker(header.marker)
            .ext_vals(said)
            .nackable(out.codec == Codec::Vp8);
        if let Some(patch) = out.patch {
            write = write.vp8_patch(patch);
        }
        stream.write_rtp(write);
        self.pacing.note_written(now);
    }

    /// Tells the page something. False when it cannot be told now.
    pub(crate) fn tell(&mut self, text: &str) -> bool {
        let Some(id) = self.channel else { return false };
        let Some(mut channel) = self.rtc.channel(id) else { return false };
        matches!(channel.write(false, text.as_bytes()), Ok(true))
    }

    /// What would be sent if the network carried it; and what is needed for the next better picture, up to which it is
    /// filled with padding: an estimate does not grow by what is not sent.
    pub(crate) fn desire(&mut self, shows_pictures: bool, next_step: u64, bits: u64) {
        self.pacing.show_pictures(shows_pictures);
        self.rtc.bwe().set_bitrate(Bitrate::from(next_step), Bitrate::from(bits));
    }

    /// Whether the page has gone: said so, or said nothing for [`PATIENCE`].
    pub(crate) fn is_over(&self, now: Instant) -> bool {
        self.failed || !self.rtc.is_alive() || now >= self.heard + PATIENCE
    }

    /// When something must be done at the latest.
    pub(crate) fn poll_timeout(&self) -> Instant {
        self.next.min(self.heard + PATIENCE)
    }
}

/// Whether this is sound or picture, and not what is said about them (RFC 5761).
pub(crate) fn is_rtp(bytes: &[u8]) -> bool {
    matches!(bytes, [128..=191, kind, ..] if !(192..=223).contains(kind))
}

/// Whether this is what is said about sound and pictures.
fn is_rtcp(bytes: &[u8]) -> bool {
    matches!(bytes, [128..=191, 192..=223, ..])
}

/// Whether this is a packet of this kind; the number stands where encryption leaves it.
fn has_number(bytes: &[u8], pt: Pt) -> bool {
    matches!(bytes, [128..=191, kind, ..] if kind & 0x7F == *pt)
}

/// How many places a description has.
fn places(description: &str) -> usize {
    description.lines().filter(|line| line.starts_with("m=")).count()
}
