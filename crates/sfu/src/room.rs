//! One room: everybody in it, and what goes from whom to whom.

mod judge;

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    net::SocketAddr,
    time::{Duration, Instant},
};

use str0m::{
    format::Codec,
    media::Mid,
    rtp::{RtpPacket, Ssrc, Vp8Descriptor, Vp8Patch},
};
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomPicture, RoomWish};

use crate::{
    Line, RoomCounts, RoomNow,
    feedback::Feedback,
    line::{FromLine, Outgoing, VIDEO_SLOTS, is_rtp},
    person::{Arrival, Person, Route, Track},
    rewriter::Numbers,
};

/// People in one room at a time.
pub const MOST_PEOPLE: usize = 50;
/// How often it is judged who gets what.
const TICK: Duration = Duration::from_millis(200);
/// How often a stream is asked for a key frame at most: each costs its sender as much as a second of pictures, and a
/// receiver that can show nothing asks without end.
const KEYFRAME_EVERY: Duration = Duration::from_millis(500);
/// What a page says at most.
const LONGEST_WISH: usize = 4 * 1024;
/// A datagram on its way to a participant.
#[derive(Debug, PartialEq, Eq)]
pub struct Packet {
    /// To whom.
    pub place: ParticipantId,
    /// To where.
    pub to: SocketAddr,
    /// What.
    pub bytes: Vec<u8>,
}

/// One room. Owned by one thread; nothing in it waits for anything.
#[derive(Debug)]
pub struct Room {
    people: BTreeMap<ParticipantId, Person>,
    speaker: Option<ParticipantId>,
    packets: VecDeque<Packet>,
    /// The line on which something came last, and that must be taken out of.
    heard: Option<ParticipantId>,
    /// Lines that were written to and must be taken out of.
    touched: Vec<ParticipantId>,
    gone: Vec<ParticipantId>,
    news: Vec<FromLine>,
    next_tick: Instant,
    counts: RoomCounts,
}

impl Room {
    /// A room with nobody in it.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self {
            people: BTreeMap::new(),
            speaker: None,
            packets: VecDeque::new(),
            heard: None,
            touched: Vec::new(),
            gone: Vec::new(),
            news: Vec::new(),
            next_tick: now + TICK,
            counts: RoomCounts::default(),
        }
    }

    /// What has passed through it.
    #[must_use]
    pub const fn counts(&self) -> RoomCounts {
        self.counts
    }

    /// Who is in it now, and what of themselves they show.
    #[must_use]
    pub fn now(&self) -> RoomNow {
        let mut all = RoomNow::default();
        for person in self.people.values() {
            let MediaState { muted, camera, screen, .. } = person.state;
            let shows = |is_on, picture| u64::from(is_on == Some(true) && person.shows_any(picture));
            all += RoomNow {
                people: 1,
                microphones: u64::from(muted != Some(true) && person.has_sound()),
                cameras: shows(camera, RoomPicture::Camera),
                screens: shows(screen, RoomPicture::Screen),
            };
        }
        all
    }

    /// Takes somebody in. False when the room is full.
    pub fn join(&mut self, now: Instant, place: ParticipantId, line: Line, state: MediaState) -> bool {
        if self.people.len() >= MOST_PEOPLE && !self.people.contains_key(&place) {
            return false;
        }
        self.people.insert(place, Person::new(now, line, state));
        self.counts.lines += 1;
        self.counts.most_people = self.counts.most_people.max(self.people.len());
        self.touched.push(place);
        self.flush(now);
        true
    }

    /// Somebody goes.
    pub fn leave(&mut self, now: Instant, place: ParticipantId) {
        if self.people.remove(&place).is_some() {
            self.judge(now);
            self.flush(now);
        }
    }

    /// Mute, camera, screen of somebody.
    pub fn show_state(&mut self, now: Instant, place: ParticipantId, state: MediaState) {
        let Some(person) = self.people.get_mut(&place) else { return };
        let MediaState { muted, camera, screen, hold } = state;
        let before = person.state;
        person.state = MediaState {
            muted: muted.or(before.muted),
            camera: camera.or(before.camera),
            screen: screen.or(before.screen),
            hold: hold.or(before.hold),
        };
        self.judge(now);
        self.flush(now);
    }

    /// Whether nobody is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether this place has a line here.
    #[must_use]
    pub fn has(&self, place: ParticipantId) -> bool {
        self.people.contains_key(&place)
    }

    /// A datagram of a participant. False when it is not theirs, as far as anybody can tell. To be followed by
    /// [`Self::flush`], once for many; those of one participant are best given one after the other.
    pub fn handle_packet(
        &mut self,
        now: Instant,
        place: ParticipantId,
        from: SocketAddr,
        bytes: &[u8],
    ) -> bool {
        self.counts.received.add(bytes.len());
        if self.heard.is_some_and(|heard| heard != place) {
            self.take_out(now);
        }
        let Some(person) = self.people.get_mut(&place) else { return false };
        if !person.count_packet(now) || !person.line.receive(now, from, bytes) {
            self.counts.dropped += 1;
            return false;
        }
        self.heard = Some(place);
        if is_rtp(bytes) {
            let packets = &mut self.packets;
            let out = |to, bytes| packets.push_back(Packet { place, to, bytes });
            person.line.take_heard(now, &mut self.news, out);
            self.hear_all(now, place);
        }
        true
    }

    /// To be called at [`Self::poll_timeout`].
    pub fn handle_timeout(&mut self, now: Instant) {
        let due: Vec<ParticipantId> =
            self.people.iter().filter(|(_, person)| person.line.next <= now).map(|(id, _)| *id).collect();
        self.touched.extend(due);
        if now >= self.next_tick {
            self.next_tick = now + TICK;
            let over = self.people.iter().filter(|(_, person)| person.line.is_over(now));
            let over: Vec<ParticipantId> = over.map(|(id, _)| *id).collect();
            for place in over {
                self.people.remove(&place);
                self.gone.push(place);
            }
            self.judge(now);
        }
        self.flush(now);
    }

    /// When to call [`Self::handle_timeout`] next.
    #[must_use]
    pub fn poll_timeout(&self) -> Instant {
        self.people.values().map(|person| person.line.poll_timeout()).min().map_or(self.next_tick, |next| {
            // A line that is over goes with the next tick.
            next.min(self.next_tick)
        })
    }

    /// What to send, one after the other.
    pub fn poll_packet(&mut self) -> Option<Packet> {
        let packet = self.packets.pop_front()?;
        self.counts.sent.add(packet.bytes.len());
        Some(packet)
    }

    /// Who has gone without a word since this was asked last.
    pub fn poll_gone(&mut self) -> Option<ParticipantId> {
        self.gone.pop()
    }

    /// Puts everything that was written on its way.
    pub fn flush(&mut self, now: Instant) {
        self.take_out(now);
        // What comes out of a line may be for others; two rounds carry it, and the rest waits for the next packet.
        for _ in 0..2 {
            let mut touched = mem::take(&mut self.touched);
            touched.sort_unstable();
            touched.dedup();
            for place in touched.drain(..) {
                let (people, packets, news) = (&mut self.people, &mut self.packets, &mut self.news);
                if let Some(person) = people.get_mut(&place) {
                    let out = |to, bytes| packets.push_back(Packet { place, to, bytes });
                    person.line.push_out(now, news, out);
                }
                self.hear_all(now, place);
            }
            if self.touched.is_empty() {
                // Keeps its room for the next time.
                self.touched = touched;
                return;
            }
        }
    }

    fn take_out(&mut self, now: Instant) {
        let Some(place) = self.heard.take() else { return };
        let Some(person) = self.people.get_mut(&place) else { return };
        let packets = &mut self.packets;
        person.line.drain(now, &mut self.news, |to, bytes| packets.push_back(Packet { place, to, bytes }));
        self.hear_all(now, place);
    }

    fn hear_all(&mut self, now: Instant, place: ParticipantId) {
        if self.news.is_empty() {
            return;
        }
        let mut news = mem::take(&mut self.news);
        for one in news.drain(..) {
            self.hear(now, place, one);
        }
        self.news = news;
    }

    fn hear(&mut self, now: Instant, place: ParticipantId, news: FromLine) {
        match news {
            FromLine::Rtp(packet) => self.forward(now, place, &packet),
            FromLine::KeyframeWanted(mid) => self.keyframe_for(now, place, mid),
            FromLine::Estimate(bits) => {
                if let Some(person) = self.people.get_mut(&place) {
                    person.estimate = bits;
                }
            }
            FromLine::Said(bytes) => self.listen(now, place, &bytes),
            FromLine::Slot(kind, mid) => {
                if let Some(person) = self.people.get_mut(&place) {
                    person.add_slot(kind, mid);
                }
            }
            FromLine::Connected => {
                if let Some(person) = self.people.get_mut(&place) {
                    person.is_connected = true;
                }
                self.judge(now);
            }
            FromLine::ChannelOpen => self.tell(now),
            FromLine::Feedback(Feedback { lost, nacks_heard, nacks_said, resent }) => {
                self.counts += RoomCounts { lost, nacks_heard, nacks_said, resent, ..RoomCounts::default() };
            }
        }
    }

    /// The page says something. Nonsense is not answered: it can be no page of ours.
    fn listen(&mut self, now: Instant, place: ParticipantId, bytes: &[u8]) {
        if bytes.len() > LONGEST_WISH {
            return;
        }
        let Ok(RoomWish::Show { mut tiles }) = serde_json::from_slice(bytes) else { return };
        let Some(person) = self.people.get_mut(&place) else { return };
        tiles.truncate(VIDEO_SLOTS);
        tiles.retain(|tile| tile.participant_id != place);
        person.shows = tiles;
        self.judge(now);
    }

    fn forward(&mut self, now: Instant, from: ParticipantId, packet: &RtpPacket) {
        let Some(person) = self.people.get_mut(&from) else { return };
        let ssrc = packet.header.ssrc;
        if let Some(level) = packet.header.ext_vals.audio_level
            && !packet.payload.is_empty()
        {
            person.loudness.hear(now, level);
        }
        let Some((source, is_new)) = person.source(now, ssrc) else { return };
        match source.note_number(*packet.seq_no) {
            Arrival::After(missing) => self.counts.missing += missing,
            Arrival::Late => self.counts.late += 1,
        }
        // Padding, by which a browser tries what its network carries.
        if packet.payload.is_empty() {
            return;
        }
        source.count(now, packet.payload.len());
        let track = source.track;
        let is_silenced = track == Track::Microphone && person.state.muted == Some(true);
        if is_new {
            self.judge(now);
        }
        let Some(source) = self.people.get_mut(&from).and_then(|person| person.sources.get_mut(&ssrc)) else {
            return;
        };
        let routes = mem::take(&mut source.routes);
        match track {
            Track::Microphone if is_silenced => self.hold_sound(&routes),
            Track::Microphone => self.forward_sound(now, ssrc, packet, &routes),
            Track::Picture(..) => self.forward_picture(now, ssrc, packet, &routes),
        }
        if let Some(source) = self.people.get_mut(&from).and_then(|person| person.sources.get_mut(&ssrc)) {
            source.routes = routes;
        }
    }

    /// Of somebody whose microphone is off, or was switched off by a host, nothing goes on, whatever their page sends.
    /// What comes after it follows without a gap, so that nobody takes it for lost packets.
    fn hold_sound(&mut self, routes: &[Route]) {
        for Route { to, slot } in routes {
            let place = self.people.get_mut(to).and_then(|person| person.audio.get_mut(*slot));
            if let Some(place) = place {
                place.stream.stop();
            }
        }
    }

    fn forward_sound(&mut self, now: Instant, ssrc: Ssrc, packet: &RtpPacket, routes: &[Route]) {
        let numbers = Numbers {
            sequence: *packet.seq_no,
            time: packet.header.timestamp,
            picture: None,
            layer_zero: None,
        };
        for Route { to, slot } in routes {
            let Some(person) = self.people.get_mut(to) else { continue };
            let Some(place) = person.audio.get_mut(*slot) else { continue };
            if place.stream.source() != Some(ssrc) {
                place.stream.switch(now, ssrc, &numbers);
            }
            let Some(numbers) = place.stream.pass(now, &numbers) else { continue };
            let mid = place.mid;
            person.line.send(now, &Outgoing { mid, codec: Codec::Opus, numbers, patch: None, packet });
            self.counts.forwarded += 1;
            self.touched.push(*to);
        }
    }

    fn forward_picture(&mut self, now: Instant, ssrc: Ssrc, packet: &RtpPacket, routes: &[Route]) {
        let Ok(frame) = Vp8Descriptor::parse(&packet.payload) else { return };
        let numbers = Numbers {
            sequence: *packet.seq_no,
            time: packet.header.timestamp,
            picture: frame.picture_id(),
            layer_zero: frame.tl0_pic_idx(),
        };
        let is_beginning = frame.starts_keyframe(&packet.payload);
        for Route { to, slot } in routes {
            let Some(person) = self.people.get_mut(to) else { continue };
            let Some(place) = person.video.get_mut(*slot) else { continue };
            if place.stream.source() != Some(ssrc) {
                if place.wanted != Some(ssrc) || !is_beginning {
                    continue;
                }
                place.stream.switch(now, ssrc, &numbers);
            }
            let Some(numbers) = place.stream.pass(now, &numbers) else { continue };
            let patch = patched(frame, &numbers);
            let mid = place.mid;
            person.line.send(now, &Outgoing { mid, codec: Codec::Vp8, numbers, patch, packet });
            self.counts.forwarded += 1;
            self.touched.push(*to);
        }
    }

    /// Somebody can show nothing in a place: whoever sends there is asked for a key frame.
    fn keyframe_for(&mut self, now: Instant, place: ParticipantId, mid: Mid) {
        let Some(person) = self.people.get(&place) else { return };
        let Some(slot) = person.video.iter().find(|slot| slot.mid == mid) else { return };
        let Some((of, _)) = slot.of else { return };
        if let Some(ssrc) = slot.wanted.or(slot.stream.source()) {
            self.want_keyframe(now, of, ssrc);
        }
    }

    fn want_keyframe(&mut self, now: Instant, of: ParticipantId, ssrc: Ssrc) {
        let Some(person) = self.people.get_mut(&of) else { return };
        let Some(source) = person.sources.get_mut(&ssrc) else { return };
        let is_early =
            source.asked.is_some_and(|asked| now.saturating_duration_since(asked) < KEYFRAME_EVERY);
        source.keyframe_wanted = is_early;
        if !is_early {
            source.asked = Some(now);
            person.line.ask_keyframe(ssrc);
            self.counts.keyframes_asked += 1;
            self.touched.push(of);
        }
    }
}

fn patched(frame: Vp8Descriptor, numbers: &Numbers) -> Option<Vp8Patch> {
    let patch = frame.patch();
    let patch = numbers.picture.map_or(patch, |number| patch.picture_id(number));
    let patch = numbers.layer_zero.map_or(patch, |number| patch.tl0_pic_idx(number));
    // A short picture number has no room for ours: the page then sees a jump, and asks for a key frame.
    patch.build().ok()
}
