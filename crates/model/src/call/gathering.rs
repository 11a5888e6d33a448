//! The life of a group call as a pure function: whoever is in the chat may come and go while it lasts, and it ends when
//! the last one has gone. It does not ring as a whole, so it is answered from the beginning; people are asked into it one
//! by one ([`invitation`]).
//!
//! Everybody has one place: whoever comes again, or from another device, gets a new id for it, so that nothing that was
//! meant for the old line reaches the new one. Who has left keeps a place without a device, for the history.

use super::{
    AWAY_TIME, Call, CallKind, CallMode, CallStatus, EndReason, LEASE_TIME, MediaReport, Participant,
    ParticipantState, SignalTarget, floor, guests, invitation,
    machine::{self, CallEffect, CallEvent, CallNews, CallRefusal, Line, Seat, Step},
};
use crate::{CallId, ChatId, ConnectionId, ParticipantId, Timestamp, UserId};

/// How many may be in one call at a time.
pub const MOST_IN_CALL: usize = 50;

/// Everything a new group call is made from.
#[derive(Debug, Clone, Copy)]
pub struct NewGathering {
    /// Its id.
    pub id: CallId,
    /// The chat whose members it is for.
    pub chat: ChatId,
    /// What it was begun as.
    pub kind: CallKind,
    /// Who begins it. They come in with the first [`CallEvent::Join`].
    pub initiator: UserId,
    /// Whether somebody drops in to the group's audio room, and calls nobody.
    pub audio_room: bool,
}

/// A new group call, with nobody in it. The first event is a [`CallEvent::Join`] of the initiator.
#[must_use]
pub const fn start(new: NewGathering, now: Timestamp) -> Call {
    Call {
        id: new.id,
        chat: new.chat,
        kind: new.kind,
        mode: CallMode::Sfu,
        status: CallStatus::Answered,
        initiator: new.initiator,
        participants: Vec::new(),
        guests: Vec::new(),
        created_at: now,
        ring_until: now,
        answered_at: Some(now),
        connected_at: None,
        ended_at: None,
        end_reason: None,
        audio_room: new.audio_room,
        locked: false,
    }
}

/// When [`CallEvent::TimePassed`] takes somebody out; `None` once it is over.
pub(super) fn next_deadline(call: &Call) -> Option<Timestamp> {
    if !call.status.is_live() {
        return None;
    }
    let leases = call.participants.iter().filter_map(|place| place.lease_until);
    let guests = call.guests.iter().filter_map(|guest| guest.lease_until);
    Some(leases.chain(guests).min().unwrap_or(call.ring_until))
}

pub(super) fn step(call: &Call, event: CallEvent, now: Timestamp) -> Result<Step, CallRefusal> {
    if !call.status.is_live() {
        return Err(CallRefusal::Over);
    }
    let before = call;
    let mut call = call.clone();
    let mut effects = match event {
        CallEvent::Join(seat, place) => join(&mut call, seat, place, now)?,
        CallEvent::Invite { by, invitees, until } => invitation::invite(&mut call, by, &invitees, until)?,
        CallEvent::Rings(user) => invitation::rings(&mut call, user)?,
        CallEvent::Reject(user) => invitation::decline(&mut call, user, now)?,
        CallEvent::HangUp(user) => leave(&mut call, user, now)?,
        CallEvent::Media(seat, report) => media(&mut call, seat, report, now)?,
        CallEvent::Renew(seat) => renew(&mut call, seat, now)?,
        CallEvent::Resume(place, seat, line) => resume(&mut call, place, seat, line, now)?,
        CallEvent::Guest(event) => guests::step(&mut call, event, now)?,
        CallEvent::Depart(connection) => depart(&mut call, connection, now),
        CallEvent::TimePassed => time_passed(&mut call, now),
        CallEvent::Floor(event) => floor::step(&mut call, event, now)?,
        CallEvent::Ring { .. } | CallEvent::Receipts(_) | CallEvent::Busy | CallEvent::Accept(_) => {
            return Err(CallRefusal::NotRinging);
        }
    };
    invitation::told_outside(before, &call, &mut effects);
    Ok(Step { call, effects })
}

fn join(
    call: &mut Call,
    seat: Seat,
    id: ParticipantId,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    let held = call.participants.iter().position(|place| place.user == seat.user);
    let before = held.and_then(|at| device_of(&call.participants[at]));
    let is_in = before.is_some();
    if !is_in && is_full(call) {
        return Err(CallRefusal::Full);
    }
    let asked = held.map(|at| &call.participants[at]);
    let rang = asked.is_some_and(Participant::rings);
    let place = Participant {
        id,
        user: seat.user,
        session: Some(seat.session),
        connection: seat.connection,
        state: ParticipantState::Connecting,
        lease_until: Some(now + LEASE_TIME),
        away: false,
        media: MediaReport::default(),
        invited_by: asked.and_then(|place| place.invited_by),
        outsider: asked.is_some_and(|place| place.outsider),
        // Vacating a place lowers the hand, and lets them speak; a reload does not.
        floor: held.map(|at| call.participants[at].floor).unwrap_or_default(),
    };
    match held {
        Some(at) => call.participants[at] = place,
        None => call.participants.push(place),
    }
    let mut effects = told(call);
    effects.extend(taken_from(before, seat));
    if rang {
        effects.push(CallEffect::Tell(machine::others_of(seat), CallNews::Taken));
    }
    Ok(effects)
}

/// Whether nobody else finds room in it.
pub(super) fn is_full(call: &Call) -> bool {
    let members = call.participants.iter().filter(|place| place.session.is_some()).count();
    members + call.guests.iter().filter(|guest| guest.state.is_in()).count() >= MOST_IN_CALL
}

fn leave(call: &mut Call, user: UserId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    if call.participant_of(user).is_some_and(Participant::rings) {
        return invitation::decline(call, user, now);
    }
    let place = call.participants.iter_mut().find(|place| place.user == user && place.session.is_some());
    vacate(place.ok_or(CallRefusal::NotParticipant)?);
    Ok(ended_or_told(call, EndReason::HungUp, now))
}

fn media(
    call: &mut Call,
    seat: Seat,
    report: MediaReport,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    let place = seated(call, seat)?;
    let before = (place.state, place.away);
    place.media = report;
    shows_life(place, now);
    place.state = match place.state {
        _ if report.sending || report.receiving => ParticipantState::Connected,
        ParticipantState::Connected => ParticipantState::Reconnecting,
        state @ (ParticipantState::Invited
        | ParticipantState::Ringing
        | ParticipantState::Connecting
        | ParticipantState::Reconnecting
        | ParticipantState::Left
        | ParticipantState::Declined
        | ParticipantState::Missed
        | ParticipantState::Busy) => state,
    };
    let after = (place.state, place.away);
    let connected =
        call.participants.iter().filter(|place| place.state == ParticipantState::Connected).count();
    let is_first = call.connected_at.is_none() && connected > 1;
    if is_first {
        call.connected_at = Some(now.max(call.created_at));
    }
    Ok(if before == after && !is_first { Vec::new() } else { told(call) })
}

fn renew(call: &mut Call, seat: Seat, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    let place = seated(call, seat)?;
    let was_away = place.away;
    shows_life(place, now);
    Ok(if was_away { told(call) } else { Vec::new() })
}

fn resume(
    call: &mut Call,
    id: ParticipantId,
    seat: Seat,
    line: Line,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    let place = call.participants.iter_mut().find(|place| place.id == id && place.user == seat.user);
    let place = place.ok_or(CallRefusal::NotParticipant)?;
    let before = device_of(place).ok_or(CallRefusal::NotAnswered)?;
    place.session = Some(seat.session);
    place.connection = seat.connection;
    shows_life(place, now);
    if let Line::Fresh(id) = line {
        place.id = id;
        place.media = MediaReport::default();
        place.state = ParticipantState::Connecting;
    }
    let mut effects = told(call);
    effects.extend(taken_from(Some(before), seat));
    Ok(effects)
}

fn depart(call: &mut Call, connection: ConnectionId, now: Timestamp) -> Vec<CallEffect> {
    let Some(place) = call.participants.iter_mut().find(|place| place.connection == Some(connection)) else {
        return guests::depart(call, connection, now);
    };
    place.connection = None;
    place.away = true;
    let latest = now + AWAY_TIME;
    place.lease_until = Some(place.lease_until.map_or(latest, |until| until.min(latest)));
    told(call)
}

fn time_passed(call: &mut Call, now: Timestamp) -> Vec<CallEffect> {
    let mut anybody = guests::time_passed(call, now);
    for place in &mut call.participants {
        if invitation::lapse(place, now) {
            anybody = true;
        } else if place.lease_until.is_some_and(|until| until <= now) {
            vacate(place);
            anybody = true;
        }
    }
    // A call that nobody is in can only be one that was never joined.
    let is_empty = call.participants.iter().all(|place| place.session.is_none());
    if anybody || is_empty { ended_or_told(call, EndReason::LeaseLapsed, now) } else { Vec::new() }
}

/// The device leaves the place; that somebody was here stays.
pub(super) const fn vacate(place: &mut Participant) {
    place.state = ParticipantState::Left;
    place.session = None;
    place.connection = None;
    place.lease_until = None;
    place.away = false;
    place.media = MediaReport { sending: false, receiving: false };
    place.floor.hand = None;
    place.floor.silenced_by = None;
}

pub(super) fn ended_or_told(call: &mut Call, reason: EndReason, now: Timestamp) -> Vec<CallEffect> {
    let seated = call.participants.iter().filter(|place| place.session.is_some()).count();
    let rings = call.participants.iter().any(Participant::rings);
    // Nobody sits alone in what was a call between two, unless somebody may still answer.
    let goes_on = if call.grew() { seated > 1 || (seated == 1 && rings) } else { seated > 0 };
    if goes_on {
        return told(call);
    }
    // Guests are there to talk with members: none of them keeps the room.
    guests::all_out(call);
    invitation::hush(call);
    for place in call.participants.iter_mut().filter(|place| place.session.is_some()) {
        vacate(place);
    }
    call.status = CallStatus::Ended;
    call.end_reason = Some(reason);
    call.ended_at = Some(now.max(call.connected_at.unwrap_or(call.created_at)));
    let all = SignalTarget::Chat(call.chat);
    let over = [CallEffect::Save, CallEffect::Tell(all, CallNews::Ended)];
    // People drop in to a room all day; the chat would be full of it.
    let card = (!call.audio_room).then_some(CallEffect::LeaveCard);
    card.into_iter().chain(over).collect()
}

/// All members of the chat hear how it stands: they see that a call goes on, and who is in it.
pub(super) fn told(call: &Call) -> Vec<CallEffect> {
    vec![CallEffect::Save, CallEffect::Tell(SignalTarget::Chat(call.chat), CallNews::Updated)]
}

/// The device that held the place hears that another has it.
fn taken_from(before: Option<Seat>, seat: Seat) -> Option<CallEffect> {
    let before = before?;
    let left = match before.connection {
        Some(connection) if seat.connection != Some(connection) => {
            SignalTarget::Connection(before.user, connection)
        }
        None if before.session != seat.session => SignalTarget::Session(before.user, before.session),
        Some(_) | None => return None,
    };
    Some(CallEffect::Tell(left, CallNews::Taken))
}

fn device_of(place: &Participant) -> Option<Seat> {
    Some(Seat { user: place.user, session: place.session?, connection: place.connection })
}

fn shows_life(place: &mut Participant, now: Timestamp) {
    place.lease_until = Some(now + LEASE_TIME);
    place.away = false;
}

fn seated(call: &mut Call, seat: Seat) -> Result<&mut Participant, CallRefusal> {
    call.participants
        .iter_mut()
        .find(|place| place.user == seat.user && place.session == Some(seat.session))
        .ok_or(CallRefusal::NotSeated)
}

#[cfg(test)]
mod tests;
