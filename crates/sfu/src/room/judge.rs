//! Who gets what: judged anew a few times a second, and whenever somebody comes, goes or shows something else.

use std::time::{Duration, Instant};

use str0m::rtp::Ssrc;
use zvonilka_model::{ParticipantId, call::MediaState};
use zvonilka_protocol::{RoomNews, RoomPerson, RoomPicture, RoomSlot};

use super::Room;
use crate::{
    layers::{LAYERS, choose, next_step},
    loudness,
    person::{Route, Track},
    slots::assign,
};

/// How often a page is told how the room stands when nothing changes: one that hears nothing knows that its line is dead.
const PULSE: Duration = Duration::from_secs(2);
/// What a line that shows pictures should carry at most, and at least: an estimate is found out by bursts of up to twice
/// as much, and where it was asked for little it stays little. One that was made for 300,000 stopped one hundredth below
/// what the next size takes, and never went on.
const DESIRED: std::ops::RangeInclusive<u64> = 2_000_000..=8_000_000;
/// What one without pictures should carry.
const DESIRED_SOUND: u64 = 300_000;

impl Room {
    /// Judges anew who gets what, and tells whom it concerns.
    pub(super) fn judge(&mut self, now: Instant) {
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
            person.line.desire(!wishes.is_empty(), next_step, desired);
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
    pub(super) fn tell(&mut self, now: Instant) {
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
