//! One room: everybody in it, and what goes from whom to whom.

use std::{
    collections::{BTreeMap, VecDeque},
    mem,
    net::SocketAddr,
    ops::AddAssign,
    time::{Duration, Instant},
};

use str0m::{
    format::Codec,
    media::Mid,
    rtp::{RtpPacket, Ssrc, Vp8Descriptor, Vp8Patch},
};
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomNews, RoomPerson, RoomPicture, RoomSlot, RoomWish};

use crate::{
    Line,
    layers::{LAYERS, choose, next_step},
    line::{Feedback, FromLine, Outgoing, VIDEO_SLOTS},
    loudness,
    person::{Arrival, Person, Route, Track},
    rewriter::Numbers,
    slots::assign,
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
/// How often a page is told how the room stands when nothing changes: one that hears nothing knows that its line is dead.
const PULSE: Duration = Duration::from_secs(2);
/// What a line that shows pictures should carry at most, and at least: an estimate is found out by bursts of up to twice
/// as much, and where it was asked for little it stays little. One that was made for 300,000 stopped one hundredth below
/// what the next size takes, and never went on.
const DESIRED: std::ops::RangeInclusive<u64> = 2_000_000..=8_000_000;
/// What one without pictures should carry.
const DESIRED_SOUND: u64 = 300_000;

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

/// What has passed through a room since it began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomCounts {
    /// Lines that were taken in.
    pub lines: u64,
    /// People who were in it at one time.
    pub most_people: usize,
    /// Packets of sound and picture that went on, counted once for each who got them.
    pub forwarded: u64,
    /// Packets that nobody could read, or that were more than one may send.
    pub dropped: u64,
    /// How often somebody was asked for a key frame.
    pub keyframes_asked: u64,
    /// Datagrams that came, of every kind.
    pub received: Traffic,
    /// Datagrams that were sent, of every kind.
    pub sent: Traffic,
    /// Packets of sound and picture that had not come when a later one came.
    pub missing: u64,
    /// Those among the missing that came after all, and whatever came twice.
    pub late: u64,
    /// Packets that pages say they never got.
    pub lost: u64,
    /// Times that pages asked for packets again.
    pub nacks_heard: u64,
    /// Times that pages were asked for packets again.
    pub nacks_said: u64,
    /// Packets that were sent again, because they were asked for or to try what the network carries.
    pub resent: u64,
}

impl AddAssign for RoomCounts {
    fn add_assign(&mut self, more: Self) {
        self.lines += more.lines;
        self.most_people = self.most_people.max(more.most_people);
        self.forwarded += more.forwarded;
        self.dropped += more.dropped;
        self.keyframes_asked += more.keyframes_asked;
        self.received += more.received;
        self.sent += more.sent;
        self.missing += more.missing;
        self.late += more.late;
        self.lost += more.lost;
        self.nacks_heard += more.nacks_heard;
        self.nacks_said += more.nacks_said;
        self.resent += more.resent;
    }
}

/// Datagrams and the bytes in them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// How many.
    pub packets: u64,
    /// The bytes in them.
    pub bytes: u64,
}

impl Traffic {
    const fn add(&mut self, bytes: usize) {
        self.packets += 1;
        self.bytes += bytes as u64;
    }
}

impl AddAssign for Traffic {
    fn add_assign(&mut self, more: Self) {
        self.packets += more.packets;
        self.bytes += more.bytes;
    }
}

/// Who is in a room now, and what of themselves they show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoomNow {
    /// People with a line.
    pub people: u64,
    /// Microphones that are on.
    pub microphones: u64,
    /// Cameras that are on.
    pub cameras: u64,
    /// Screens that are shown.
    pub screens: u64,
}

impl AddAssign for RoomNow {
    fn add_assign(&mut self, more: Self) {
        self.people += more.people;
        self.microphones += more.microphones;
        self.cameras += more.cameras;
        self.screens += more.screens;
    }
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

    /// Judges anew who gets what, and tells whom it concerns.
    fn judge(&mut self, now: Instant) {
        let levels = self.people.iter().filter(|(_, person)| person.state.muted != Some(true));
        let levels = levels.map(|(id, person)| (*id, person.loudness));
        self.speaker = loudness::speaker(now, self.speaker, levels);
        self.give_sound();
        self.give_pictures(now);
        self.lay_routes();
        self.ask_keyframes(now);
        self.tell(now);
    }

    fn give_sound(&mut self) {
        let mut heard: Vec<(Option<Instant>, ParticipantId)> = self
            .people
            .iter()
            .filter(|(_, person)| person.has_sound())
            .map(|(id, person)| (person.loudness.spoke, *id))
            .collect();
        // Who spoke last first; among the silent, who came first.
        heard.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (id, person) in &mut self.people {
            let wanted: Vec<ParticipantId> =
                heard.iter().map(|(_, of)| *of).filter(|of| of != id).take(person.audio.len()).collect();
            let held: Vec<Option<ParticipantId>> = person.audio.iter().map(|slot| slot.of).collect();
            for (slot, next) in person.audio.iter_mut().zip(assign(&held, &wanted)) {
                if slot.of != next {
                    slot.of = next;
                    slot.stream.stop();
                }
            }
        }
    }

    fn give_pictures(&mut self, now: Instant) {
        let ids: Vec<ParticipantId> = self.people.keys().copied().collect();
        for id in ids {
            let Some(person) = self.people.get(&id) else { continue };
            let shows = |picture, state: &MediaState| match picture {
                RoomPicture::Camera => state.camera == Some(true),
                RoomPicture::Screen => state.screen == Some(true),
            };
            let tiles: Vec<_> = person
                .shows
                .iter()
                .filter(|tile| {
                    let of = self.people.get(&tile.participant_id);
                    of.is_some_and(|of| shows(tile.picture, &of.state))
                })
                .copied()
                .collect();
            let wanted: Vec<_> = tiles.iter().map(|tile| (tile.participant_id, tile.picture)).collect();
            let held: Vec<_> = person.video.iter().map(|slot| slot.of).collect();
            let next = assign(&held, &wanted);
            let slots: Vec<_> = tiles
                .iter()
                .map(|tile| next.iter().position(|of| *of == Some((tile.participant_id, tile.picture))))
                .collect();
            let sizes: Vec<_> = tiles
                .iter()
                .zip(&slots)
                .filter_map(|(tile, slot)| {
                    let slot = (*slot)?;
                    let of = self.people.get(&tile.participant_id)?;
                    Some((slot, tile, of.wanted(now, tile, &person.video[slot])))
                })
                .collect();
            let wishes: Vec<_> = sizes.iter().map(|(.., wanted)| *wanted).collect();
            let chosen = choose(person.estimate, &wishes);
            let desired: u64 = wishes
                .iter()
                .filter_map(|wish| {
                    wish.flowing[..=wish.largest.min(LAYERS - 1)].iter().rev().find_map(|cost| *cost)
                })
                .sum();
            let next_step = next_step(&wishes, &chosen);
            let streams: Vec<(usize, Option<Ssrc>, Option<usize>)> = sizes
                .iter()
                .zip(chosen)
                .map(|((slot, tile, _), layer)| {
                    let of = self.people.get(&tile.participant_id);
                    let ssrc = layer.and_then(|layer| of?.picture(tile.picture, layer));
                    (*slot, ssrc, layer)
                })
                .collect();
            let Some(person) = self.people.get_mut(&id) else { continue };
            for (slot, of) in person.video.iter_mut().zip(next) {
                if slot.of != of {
                    slot.of = of;
                    slot.wanted = None;
                    slot.layer = None;
                    slot.stream.stop();
                }
            }
            for (slot, ssrc, layer) in streams {
                let slot = &mut person.video[slot];
                // Too little for any size: what goes through goes on until there is something to say of it.
                slot.wanted = ssrc;
                slot.layer = layer;
                if ssrc.is_none() {
                    slot.stream.stop();
                }
            }
            // Half more than is needed, so that there is room to find out that more is possible.
            let desired = if wishes.is_empty() {
                DESIRED_SOUND
            } else {
                (desired + desired / 2).clamp(*DESIRED.start(), *DESIRED.end())
            };
            person.line.desire(next_step, desired);
        }
    }

    fn lay_routes(&mut self) {
        for person in self.people.values_mut() {
            for source in person.sources.values_mut() {
                source.routes.clear();
            }
        }
        let mut routes: Vec<(ParticipantId, Ssrc, Route)> = Vec::new();
        for (id, person) in &self.people {
            for (slot, place) in person.audio.iter().enumerate() {
                let Some((of, source)) = place.of.and_then(|of| Some((of, self.people.get(&of)?))) else {
                    continue;
                };
                let sound = source.sources.iter().find(|(_, source)| source.track == Track::Microphone);
                routes.extend(sound.map(|(ssrc, _)| (of, *ssrc, Route { to: *id, slot })));
            }
            for (slot, place) in person.video.iter().enumerate() {
                let Some((of, _)) = place.of else { continue };
                // Until the key frame comes, what went through before goes on.
                let before = place.stream.source().filter(|before| Some(*before) != place.wanted);
                for ssrc in place.wanted.into_iter().chain(before) {
                    routes.push((of, ssrc, Route { to: *id, slot }));
                }
            }
        }
        for (of, ssrc, route) in routes {
            if let Some(source) = self.people.get_mut(&of).and_then(|person| person.sources.get_mut(&ssrc)) {
                source.routes.push(route);
            }
        }
    }

    fn ask_keyframes(&mut self, now: Instant) {
        let mut wanted: Vec<(ParticipantId, Ssrc)> = Vec::new();
        for person in self.people.values() {
            for slot in &person.video {
                if let (Some((of, _)), Some(ssrc)) = (slot.of, slot.wanted)
                    && slot.stream.source() != Some(ssrc)
                {
                    wanted.push((of, ssrc));
                }
            }
        }
        for (id, person) in &self.people {
            let late = person.sources.iter().filter(|(_, source)| source.keyframe_wanted);
            wanted.extend(late.map(|(ssrc, _)| (*id, *ssrc)));
        }
        wanted.sort_unstable();
        wanted.dedup();
        for (of, ssrc) in wanted {
            self.want_keyframe(now, of, ssrc);
        }
    }

    /// Tells every page how the room stands, if it does not know.
    fn tell(&mut self, now: Instant) {
        let here = self.people.iter().filter(|(_, person)| person.is_connected);
        let people: Vec<RoomPerson> = here
            .map(|(id, person)| RoomPerson {
                participant_id: *id,
                muted: person.state.muted == Some(true),
                camera: person.state.camera == Some(true),
                screen: person.state.screen == Some(true),
            })
            .collect();
        for (id, person) in &mut self.people {
            let sound = person.audio.iter().filter_map(|slot| {
                Some(RoomSlot { mid: slot.mid.to_string(), participant_id: slot.of?, picture: None })
            });
            let pictures = person.video.iter().filter_map(|slot| {
                let (participant_id, picture) = slot.of?;
                Some(RoomSlot { mid: slot.mid.to_string(), participant_id, picture: Some(picture) })
            });
            let slots = sound.chain(pictures).collect();
            let news = RoomNews { people: people.clone(), slots, speaker: self.speaker };
            let Ok(text) = serde_json::to_string(&news) else { continue };
            let is_known = person
                .told
                .as_ref()
                .is_some_and(|(at, told)| *told == text && now.saturating_duration_since(*at) < PULSE);
            if !is_known && person.line.tell(&text) {
                person.told = Some((now, text));
                self.touched.push(*id);
            }
        }
    }
}

/// Whether this is sound or picture, and not what is said about them (RFC 5761).
fn is_rtp(bytes: &[u8]) -> bool {
    matches!(bytes, [128..=191, kind, ..] if !(192..=223).contains(kind))
}

fn patched(frame: Vp8Descriptor, numbers: &Numbers) -> Option<Vp8Patch> {
    let patch = frame.patch();
    let patch = numbers.picture.map_or(patch, |number| patch.picture_id(number));
    let patch = numbers.layer_zero.map_or(patch, |number| patch.tl0_pic_idx(number));
    // A short picture number has no room for ours: the page then sees a jump, and asks for a key frame.
    patch.build().ok()
}
