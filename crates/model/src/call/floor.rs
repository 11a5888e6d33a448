//! Who has the floor in a group call: raised hands, and what hosts may do. Pure, beside [`gathering`](super::gathering).
//!
//! Hosts are the owner and the admins of the chat. While none of them is in the call, whoever began it is host, so that
//! a call of members alone can be led, too. A host removes and lets back in, locks, lowers hands and mutes; another host
//! can only be muted.

use super::{
    Call, Participant, SignalTarget,
    gathering::{ended_or_told, told, vacate},
    guests,
    machine::{CallEffect, CallNews, CallRefusal, seat_of},
};
use crate::{GuestId, ParticipantId, Timestamp, UserId, call::EndReason};

/// How somebody stands in a group call, beyond their line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Floor {
    /// Since when their hand is raised.
    pub hand: Option<Timestamp>,
    /// They lead the chat, as its owner or an admin.
    pub leads: bool,
    /// A host took them out; they come in again only when a host lets them.
    pub removed: bool,
    /// The host who switched their microphone off, until it is on again.
    pub silenced_by: Option<UserId>,
}

/// What happens to the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloorEvent {
    /// Whether somebody leads the chat, as its members are now.
    Leads(UserId, bool),
    /// A hand goes up or down: one's own, or, down only, by a host.
    Hand {
        /// Who does it.
        by: UserId,
        /// Whose hand.
        of: UserId,
        /// Up or down.
        raised: bool,
    },
    /// A host lowers the hand of a guest.
    LowerGuest {
        /// Who does it.
        by: UserId,
        /// The guest's place.
        guest: ParticipantId,
    },
    /// A host takes somebody out.
    Remove {
        /// Who does it.
        by: UserId,
        /// Whom.
        whom: UserId,
    },
    /// A host lets somebody in again who was taken out.
    LetIn {
        /// Who does it.
        by: UserId,
        /// Whom.
        whom: UserId,
    },
    /// A host locks or unlocks it.
    Lock {
        /// Who does it.
        by: UserId,
        /// Locked or not.
        locked: bool,
    },
    /// A host switches microphones off.
    Silence {
        /// Who does it.
        by: UserId,
        /// Whose.
        whom: Whom,
    },
    /// Somebody, member or guest, has their microphone on, whoever switched it off.
    Speaks(ParticipantId),
}

/// Whom a host silences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// Everybody but themselves.
    Everybody,
    /// A member of the call.
    Member(UserId),
    /// A guest, by their place.
    Guest(ParticipantId),
}

/// Who hears that they were silenced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silenced {
    /// The device of a member.
    Member(SignalTarget),
    /// A guest.
    Guest(GuestId),
}

/// Whether somebody leads the call now.
#[must_use]
pub fn is_host(call: &Call, user: UserId) -> bool {
    let mut seated = call.participants.iter().filter(|place| place.session.is_some());
    let Some(place) = seated.clone().find(|place| place.user == user) else { return false };
    place.floor.leads || (call.initiator == user && !seated.any(|place| place.floor.leads))
}

/// Whether somebody leads the call once they are in it; `leads`: they are the owner or an admin of the chat.
#[must_use]
pub fn will_host(call: &Call, user: UserId, leads: bool) -> bool {
    let mut seated = call.participants.iter().filter(|place| place.session.is_some());
    leads || (call.initiator == user && !seated.any(|place| place.floor.leads))
}

/// Whether somebody may come in now; `leads`: they are the owner or an admin of the chat. Whoever was in it before may
/// come back into a locked one: their network broke, or their battery was empty.
///
/// # Errors
/// [`CallRefusal::Removed`], [`CallRefusal::Locked`].
pub fn admits(call: &Call, user: UserId, leads: bool) -> Result<(), CallRefusal> {
    let place = call.participant_of(user);
    if place.is_some_and(|place| place.floor.removed) {
        return Err(CallRefusal::Removed);
    }
    // Whoever is asked in was asked by a host, or before it was locked.
    let is_awaited = place.is_some_and(|place| place.has_been_in() || place.rings());
    if call.locked && !is_awaited && !leads { Err(CallRefusal::Locked) } else { Ok(()) }
}

pub(super) fn step(
    call: &mut Call,
    event: FloorEvent,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    match event {
        FloorEvent::Leads(user, leads) => {
            let place = seated(call, user)?;
            if place.floor.leads == leads {
                return Ok(Vec::new());
            }
            place.floor.leads = leads;
        }
        FloorEvent::Hand { by, of, raised } => {
            let may = by == of || (!raised && is_host(call, by));
            let place = seated(call, of)?;
            if !may {
                return Err(CallRefusal::NotHost);
            }
            // Again is nothing: whoever asked first stays first.
            if place.floor.hand.is_some() == raised {
                return Ok(Vec::new());
            }
            place.floor.hand = raised.then_some(now);
        }
        FloorEvent::LowerGuest { by, guest } => {
            hosted(call, by)?;
            if !guests::lower_hand(call, guest)? {
                return Ok(Vec::new());
            }
        }
        FloorEvent::Remove { by, whom } => return remove(call, by, whom, now),
        FloorEvent::LetIn { by, whom } => {
            hosted(call, by)?;
            let place = call.participants.iter_mut().find(|place| place.user == whom);
            let place = place.filter(|place| place.floor.removed).ok_or(CallRefusal::NotParticipant)?;
            place.floor.removed = false;
        }
        FloorEvent::Lock { by, locked } => {
            hosted(call, by)?;
            if call.locked == locked {
                return Ok(Vec::new());
            }
            call.locked = locked;
        }
        // Whether a microphone is on is told by the room, and to whom it belongs by who was asked: nobody else hears of these.
        FloorEvent::Silence { by, whom } => {
            for (place, _) in silenced(call, by, whom)? {
                note_silence(call, place, Some(by));
            }
            return Ok(vec![CallEffect::Save]);
        }
        FloorEvent::Speaks(place) => {
            let was_silenced = note_silence(call, place, None).is_some();
            return Ok(if was_silenced { vec![CallEffect::Save] } else { Vec::new() });
        }
    }
    Ok(told(call))
}

/// Keeps in mind who silenced a place; returns who had.
fn note_silence(call: &mut Call, place: ParticipantId, by: Option<UserId>) -> Option<UserId> {
    let members = call.participants.iter_mut().map(|one| (one.id, &mut one.floor.silenced_by));
    let guests = call.guests.iter_mut().map(|one| (one.id, &mut one.silenced_by));
    let (_, noted) = members.chain(guests).find(|(id, _)| *id == place)?;
    std::mem::replace(noted, by)
}

/// The host who switched off the microphone of a place that has not been on since.
#[must_use]
pub fn silenced_by(call: &Call, place: ParticipantId) -> Option<UserId> {
    let members = call.participants.iter().map(|one| (one.id, one.floor.silenced_by));
    let guests = call.guests.iter().map(|one| (one.id, one.silenced_by));
    members.chain(guests).find(|(id, _)| *id == place)?.1
}

fn remove(call: &mut Call, by: UserId, whom: UserId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    hosted(call, by)?;
    // A host is not taken out by another, and nobody by themselves: that is leaving.
    if is_host(call, whom) || by == whom {
        return Err(CallRefusal::NotHost);
    }
    let place = seated(call, whom)?;
    let device = seat_of(place);
    vacate(place);
    place.floor.removed = true;
    let mut effects = ended_or_told(call, EndReason::HungUp, now);
    effects.push(CallEffect::Tell(device, CallNews::Removed { by }));
    Ok(effects)
}

/// The places that a host silences, and who hears of it.
///
/// # Errors
/// [`CallRefusal::NotHost`], [`CallRefusal::NotParticipant`] for somebody who is not in it.
pub fn silenced(call: &Call, by: UserId, whom: Whom) -> Result<Vec<(ParticipantId, Silenced)>, CallRefusal> {
    hosted(call, by)?;
    let is_meant = |place: &&Participant| match whom {
        Whom::Everybody => place.user != by,
        Whom::Member(user) => place.user == user,
        Whom::Guest(_) => false,
    };
    let seated = call.participants.iter().filter(|place| place.session.is_some());
    let members = seated.filter(is_meant).map(|place| (place.id, Silenced::Member(seat_of(place))));
    let guests = call.guests.iter().filter(|guest| {
        guest.state.is_in()
            && match whom {
                Whom::Everybody => true,
                Whom::Guest(place) => guest.id == place,
                Whom::Member(_) => false,
            }
    });
    let found: Vec<_> = members.chain(guests.map(|guest| (guest.id, Silenced::Guest(guest.guest)))).collect();
    if whom != Whom::Everybody && found.is_empty() {
        return Err(CallRefusal::NotParticipant);
    }
    Ok(found)
}

fn hosted(call: &Call, by: UserId) -> Result<(), CallRefusal> {
    if is_host(call, by) { Ok(()) } else { Err(CallRefusal::NotHost) }
}

fn seated(call: &mut Call, user: UserId) -> Result<&mut Participant, CallRefusal> {
    call.participants
        .iter_mut()
        .find(|place| place.user == user && place.session.is_some())
        .ok_or(CallRefusal::NotParticipant)
}

#[cfg(test)]
mod tests;
