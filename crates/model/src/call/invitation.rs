//! Who is asked into a group call: a place that rings until it is taken, declined or its time is over. A place that
//! nobody holds has a lease just while it rings.

use super::{
    Call, CallMode, Floor, MediaReport, Participant, ParticipantState, SignalTarget, floor,
    gathering::{MOST_IN_CALL, ended_or_told},
    machine::{CallEffect, CallNews, CallRefusal},
};
use crate::{ParticipantId, Timestamp, UserId};

/// Somebody who is asked into a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitee {
    /// Who.
    pub user: UserId,
    /// The id of their place, should they have none yet.
    pub place: ParticipantId,
    /// Whether they can be reached.
    pub reach: Reach,
    /// They are not in the chat of the call.
    pub outsider: bool,
}

/// How somebody can be reached who is asked into a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nothing keeps them.
    Free,
    /// They talk elsewhere; they are told all the same.
    Talking,
    /// They take no further call: they find it among those they missed.
    Engaged,
}

impl Participant {
    /// Whether somebody is asked into a group call and has not said anything to it.
    #[must_use]
    pub const fn rings(&self) -> bool {
        self.session.is_none() && self.lease_until.is_some()
    }

    /// Whether somebody is in the call, or may still answer it.
    #[must_use]
    pub const fn is_concerned(&self) -> bool {
        self.session.is_some() || self.lease_until.is_some()
    }

    /// It rings no longer, and nobody came.
    const fn quiet(&mut self, state: ParticipantState) {
        self.state = state;
        self.lease_until = None;
    }
}

impl Call {
    /// Whether it began between two people and others were asked in: it then ends like one of two, when nobody is left to
    /// talk to. A call that was made for a group never rang as a whole.
    #[must_use]
    pub fn grew(&self) -> bool {
        self.mode == CallMode::Sfu && self.ring_until > self.created_at
    }
}

/// Asks people in. Whoever is in, or rings already, is left alone. A call between two people becomes one of a group by
/// it: both keep their places, and say anew what they hear, since their media take another way.
pub(super) fn invite(
    call: &mut Call,
    by: UserId,
    invitees: &[Invitee],
    until: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    if !call.participants.iter().any(|place| place.user == by && place.session.is_some()) {
        return Err(CallRefusal::NotParticipant);
    }
    let is_host = floor::is_host(call, by);
    if call.locked && !is_host {
        return Err(CallRefusal::Locked);
    }
    // Whoever a host took out comes back by a host only.
    let is_out = |user| !is_host && call.participant_of(user).is_some_and(|place| place.floor.removed);
    let is_new = |invitee: &&Invitee| {
        !is_out(invitee.user)
            && !call.participants.iter().any(|place| place.user == invitee.user && place.is_concerned())
    };
    let new: Vec<Invitee> = invitees.iter().filter(is_new).copied().collect();
    if new.is_empty() {
        return Ok(Vec::new());
    }
    if call.participants.iter().filter(|place| place.is_concerned()).count() + new.len() > MOST_IN_CALL {
        return Err(CallRefusal::Full);
    }
    if call.mode == CallMode::P2p {
        call.mode = CallMode::Sfu;
        for place in &mut call.participants {
            place.state = ParticipantState::Connecting;
            place.media = MediaReport::default();
        }
    }
    let mut effects = vec![CallEffect::Save];
    for invitee in new {
        let place = place_for(call, &invitee);
        place.invited_by = Some(by);
        place.floor.removed = false;
        place.outsider = invitee.outsider;
        (place.state, place.lease_until) = match invitee.reach {
            Reach::Free => (ParticipantState::Invited, Some(until)),
            Reach::Talking => (ParticipantState::Busy, Some(until)),
            Reach::Engaged => (ParticipantState::Busy, None),
        };
        if invitee.reach != Reach::Engaged {
            effects.push(CallEffect::Tell(SignalTarget::User(invitee.user), CallNews::Incoming));
        }
    }
    effects.push(CallEffect::Tell(SignalTarget::Chat(call.chat), CallNews::Updated));
    Ok(effects)
}

/// A device of somebody who is asked in says that it rings.
pub(super) fn rings(call: &mut Call, user: UserId) -> Result<Vec<CallEffect>, CallRefusal> {
    let place = ringing(call, user)?;
    if place.state != ParticipantState::Invited {
        return Ok(Vec::new());
    }
    place.state = ParticipantState::Ringing;
    Ok(super::gathering::told(call))
}

/// Somebody who is asked in does not come.
pub(super) fn decline(call: &mut Call, user: UserId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    ringing(call, user)?.quiet(ParticipantState::Declined);
    Ok(ended_or_told(call, super::EndReason::HungUp, now))
}

/// Nobody said anything to it in time. Whether there was such a place.
pub(super) fn lapse(place: &mut Participant, now: Timestamp) -> bool {
    let lapsed = place.rings() && place.lease_until.is_some_and(|until| until <= now);
    if lapsed {
        place.quiet(ParticipantState::Missed);
    }
    lapsed
}

/// The call is over: nothing rings on.
pub(super) fn hush(call: &mut Call) {
    for place in call.participants.iter_mut().filter(|place| place.rings()) {
        place.quiet(ParticipantState::Missed);
    }
}

/// Whoever was asked in from outside the chat hears what its members hear, while it concerns them; and once more when it
/// does no longer.
pub(super) fn told_outside(before: &Call, after: &Call, effects: &mut Vec<CallEffect>) {
    let concerns = |call: &Call, user| call.participant_of(user).is_some_and(Participant::is_concerned);
    let outside: Vec<UserId> = after
        .participants
        .iter()
        .filter(|place| place.outsider)
        .map(|place| place.user)
        .filter(|user| concerns(before, *user) || concerns(after, *user))
        .collect();
    let told: Vec<CallNews> = effects
        .iter()
        .filter_map(|effect| match effect {
            CallEffect::Tell(SignalTarget::Chat(_), news) => Some(news.clone()),
            CallEffect::Tell(..) | CallEffect::LeaveCard | CallEffect::Save => None,
        })
        .collect();
    for news in told {
        effects.extend(outside.iter().map(|user| CallEffect::Tell(SignalTarget::User(*user), news.clone())));
    }
}

fn ringing(call: &mut Call, user: UserId) -> Result<&mut Participant, CallRefusal> {
    let place = call.participants.iter_mut().find(|place| place.user == user);
    place.filter(|place| place.rings()).ok_or(CallRefusal::NotRinging)
}

fn place_for<'a>(call: &'a mut Call, invitee: &Invitee) -> &'a mut Participant {
    let known = call.participants.iter().position(|place| place.user == invitee.user);
    let at = known.unwrap_or_else(|| {
        call.participants.push(Participant {
            id: invitee.place,
            user: invitee.user,
            session: None,
            connection: None,
            state: ParticipantState::Invited,
            lease_until: None,
            away: false,
            media: MediaReport::default(),
            invited_by: None,
            floor: Floor::default(),
            outsider: invitee.outsider,
        });
        call.participants.len() - 1
    });
    &mut call.participants[at]
}
