//! The life of a call as a pure function: [`step`] takes a call, what happened and the time, and gives the call
//! afterwards with what must be done about it, or the reason why this cannot happen now.
//!
//! A live call always has a [deadline](next_deadline), so that nothing hangs for ever: it rings until
//! `ring_until`, and an answered call lives on the leases of its participants. There is no timer on setting up
//! media: whoever waits in vain hangs up, whoever is gone lets the lease lapse. Leases count from the answer
//! on; before it only that of a caller whose socket has closed does: nobody need answer a caller who is not coming back.

mod event;

pub use event::{CallEffect, CallEvent, CallNews, CallRefusal, Line, NewCall, Seat, Step};

use super::{
    AWAY_TIME, Call, CallMode, CallStatus, EndReason, Floor, LEASE_TIME, MediaReport, Participant,
    ParticipantState, RingingDevice, SignalTarget, gathering, invitation,
};
use crate::{ConnectionId, ParticipantId, Timestamp, UserId};

/// A new call, on which the caller holds a place and nobody was told yet. The first event is
/// [`CallEvent::Ring`] or [`CallEvent::Busy`], which also stores it.
#[must_use]
pub fn start(new: NewCall, now: Timestamp) -> Call {
    let caller = Participant {
        id: new.caller_place,
        user: new.caller.user,
        session: Some(new.caller.session),
        connection: new.caller.connection,
        state: ParticipantState::Connecting,
        lease_until: Some(now + LEASE_TIME),
        away: false,
        media: MediaReport::default(),
        invited_by: None,
        outsider: false,
        floor: Floor::default(),
    };
    let callee = Participant {
        id: new.callee_place,
        user: new.callee,
        session: None,
        connection: None,
        state: ParticipantState::Invited,
        lease_until: None,
        away: false,
        media: MediaReport::default(),
        invited_by: None,
        outsider: false,
        floor: Floor::default(),
    };
    Call {
        id: new.id,
        chat: new.chat,
        kind: new.kind,
        mode: CallMode::P2p,
        status: CallStatus::Initiating,
        initiator: new.caller.user,
        participants: vec![caller, callee],
        guests: Vec::new(),
        created_at: now,
        ring_until: now + new.ring_time,
        answered_at: None,
        connected_at: None,
        ended_at: None,
        audio_room: false,
        end_reason: None,
        locked: false,
    }
}

/// A live call as it goes on after the server was down: whoever held a place gets a whole lease to come back,
/// the ringing time runs on.
#[must_use]
pub fn restored(mut call: Call, now: Timestamp) -> Call {
    if call.status.is_live() {
        for participant in call.participants.iter_mut().filter(|p| p.session.is_some()) {
            participant.connection = None;
            participant.lease_until = Some(now + LEASE_TIME);
        }
        for guest in call.guests.iter_mut().filter(|guest| guest.state.is_in()) {
            guest.connection = None;
            guest.lease_until = Some(now + LEASE_TIME);
        }
    }
    call
}

/// When [`CallEvent::TimePassed`] ends the call unless something happens before; `None` once it is over.
#[must_use]
pub fn next_deadline(call: &Call) -> Option<Timestamp> {
    if call.mode == CallMode::Sfu {
        return gathering::next_deadline(call);
    }
    match call.status {
        CallStatus::Initiating | CallStatus::Ringing => {
            let back = call.participants.iter().filter(|p| p.away).filter_map(|p| p.lease_until);
            Some(back.min().map_or(call.ring_until, |back| back.min(call.ring_until)))
        }
        CallStatus::Answered => {
            let leases = call.participants.iter().filter_map(|p| p.lease_until);
            Some(leases.min().unwrap_or(call.ring_until))
        }
        CallStatus::Ended
        | CallStatus::Missed
        | CallStatus::Rejected
        | CallStatus::Busy
        | CallStatus::Cancelled
        | CallStatus::Failed => None,
    }
}

/// What happens to a call.
///
/// # Errors
/// [`CallRefusal`]; the call is then as it was.
pub fn step(call: &Call, event: CallEvent, now: Timestamp) -> Result<Step, CallRefusal> {
    if call.mode == CallMode::Sfu {
        return gathering::step(call, event, now);
    }
    let mut call = call.clone();
    let effects = match event {
        // Two people have their places from the beginning.
        CallEvent::Join(..) | CallEvent::Guest(_) | CallEvent::Floor(_) => {
            return Err(CallRefusal::NotParticipant);
        }
        CallEvent::Invite { by, invitees, until } => {
            answered(&call)?;
            invitation::invite(&mut call, by, &invitees, until)?
        }
        // Of a call between two the receipts tell.
        CallEvent::Rings(_) => return Err(CallRefusal::NotRinging),
        CallEvent::Ring { newcomer, devices } => ring(&mut call, newcomer, devices)?,
        CallEvent::Receipts(devices) => receipts(&mut call, devices)?,
        CallEvent::Busy => busy(&mut call, now)?,
        CallEvent::Accept(seat) => accept(&mut call, seat, now)?,
        CallEvent::Reject(user) => reject(&mut call, user, now)?,
        CallEvent::HangUp(user) => hang_up(&mut call, user, now)?,
        CallEvent::Media(seat, report) => media(&mut call, seat, report, now)?,
        CallEvent::Renew(seat) => renew(&mut call, seat, now)?,
        CallEvent::Resume(participant, seat, line) => resume(&mut call, participant, seat, line, now)?,
        CallEvent::Depart(connection) => depart(&mut call, connection, now)?,
        CallEvent::TimePassed => time_passed(&mut call, now)?,
    };
    Ok(Step { call, effects })
}

/// Where signals for a place go: the socket that holds it, or else all sockets of the sign-in that does, or,
/// while nobody holds it, all devices of its person.
#[must_use]
pub const fn seat_of(participant: &Participant) -> SignalTarget {
    match (participant.connection, participant.session) {
        (Some(connection), _) => SignalTarget::Connection(participant.user, connection),
        (None, Some(session)) => SignalTarget::Session(participant.user, session),
        (None, None) => SignalTarget::User(participant.user),
    }
}

/// The devices of the same person that do not hold the place.
pub(super) const fn others_of(seat: Seat) -> SignalTarget {
    match seat.connection {
        Some(connection) => SignalTarget::UserExceptConnection(seat.user, connection),
        None => SignalTarget::UserExceptSession(seat.user, seat.session),
    }
}

fn ring(
    call: &mut Call,
    newcomer: Option<ConnectionId>,
    devices: Vec<RingingDevice>,
) -> Result<Vec<CallEffect>, CallRefusal> {
    still_ringing(call)?;
    if !devices.is_empty() {
        call.status = CallStatus::Ringing;
        callee_of(call).state = ParticipantState::Ringing;
    }
    let user = callee_of(call).user;
    let told = newcomer.map_or(SignalTarget::User(user), |device| SignalTarget::Connection(user, device));
    Ok(vec![
        CallEffect::Save,
        CallEffect::Tell(told, CallNews::Incoming),
        CallEffect::Tell(seat_of(caller_of(call)), CallNews::Ringing(devices)),
    ])
}

fn receipts(call: &mut Call, devices: Vec<RingingDevice>) -> Result<Vec<CallEffect>, CallRefusal> {
    still_ringing(call)?;
    let mut effects = Vec::new();
    if !devices.is_empty() && call.status == CallStatus::Initiating {
        call.status = CallStatus::Ringing;
        callee_of(call).state = ParticipantState::Ringing;
        effects.push(CallEffect::Save);
    }
    effects.push(CallEffect::Tell(seat_of(caller_of(call)), CallNews::Ringing(devices)));
    Ok(effects)
}

fn busy(call: &mut Call, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    match call.status {
        CallStatus::Initiating => {
            Ok(end(call, CallStatus::Busy, EndReason::Busy, ParticipantState::Busy, now))
        }
        CallStatus::Ringing | CallStatus::Answered => Err(CallRefusal::NotRinging),
        CallStatus::Ended
        | CallStatus::Missed
        | CallStatus::Rejected
        | CallStatus::Busy
        | CallStatus::Cancelled
        | CallStatus::Failed => Err(CallRefusal::Over),
    }
}

fn accept(call: &mut Call, seat: Seat, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    may_answer(call, seat.user)?;
    still_ringing(call)?;
    call.status = CallStatus::Answered;
    call.answered_at = Some(now.max(call.created_at));
    // The caller may have come over REST, where nobody renews: the talk begins with a whole lease for both.
    for participant in &mut call.participants {
        let lease = if participant.away { AWAY_TIME } else { LEASE_TIME };
        participant.lease_until = Some(now + lease);
    }
    let callee = callee_of(call);
    callee.session = Some(seat.session);
    callee.connection = seat.connection;
    callee.state = ParticipantState::Connecting;
    let accepted = CallNews::Accepted { participant: callee.id, user: callee.user };

    let caller = caller_of(call);
    let mut effects = vec![
        CallEffect::Save,
        CallEffect::Tell(others_of(seat), CallNews::Taken),
        CallEffect::Tell(seat_of(caller), accepted),
    ];
    if let Some(caller) = held(caller) {
        effects.push(CallEffect::Tell(others_of(caller), CallNews::Updated));
    }
    if seat.connection.is_none() {
        // Which tab of the sign-in answered over REST is not known; all of them stop ringing by this.
        effects.push(CallEffect::Tell(SignalTarget::Session(seat.user, seat.session), CallNews::Updated));
    }
    Ok(effects)
}

fn reject(call: &mut Call, user: UserId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    may_answer(call, user)?;
    still_ringing(call)?;
    let mut effects = end(call, CallStatus::Rejected, EndReason::HungUp, ParticipantState::Declined, now);
    let told = SignalTarget::User(call.initiator);
    let after_save = effects.iter().position(|e| *e == CallEffect::Save).map_or(0, |at| at + 1);
    effects.insert(after_save, CallEffect::Tell(told, CallNews::Rejected(user)));
    Ok(effects)
}

fn hang_up(call: &mut Call, user: UserId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    takes_part(call, user)?;
    match call.status {
        CallStatus::Initiating | CallStatus::Ringing if user == call.initiator => {
            Ok(end(call, CallStatus::Cancelled, EndReason::HungUp, ParticipantState::Missed, now))
        }
        CallStatus::Initiating | CallStatus::Ringing => reject(call, user, now),
        // Also when media never flowed: a person ended it, nothing broke by itself.
        CallStatus::Answered => {
            Ok(end(call, CallStatus::Ended, EndReason::HungUp, ParticipantState::Left, now))
        }
        CallStatus::Ended
        | CallStatus::Missed
        | CallStatus::Rejected
        | CallStatus::Busy
        | CallStatus::Cancelled
        | CallStatus::Failed => Err(CallRefusal::Over),
    }
}

fn media(
    call: &mut Call,
    seat: Seat,
    report: MediaReport,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    takes_part(call, seat.user)?;
    answered(call)?;
    let before = call.clone();
    let place = seated(call, seat)?;
    place.media = report;
    shows_life(place, now);
    judge_flow(call);
    if call.connected_at.is_none() && every_direction_flows(call) {
        call.connected_at = Some(now.max(call.answered_at.unwrap_or(call.created_at)));
    }
    let differs =
        |(a, b): (&Participant, &Participant)| (a.state, a.media, a.away) != (b.state, b.media, b.away);
    let visible = before.connected_at != call.connected_at
        || before.participants.iter().zip(&call.participants).any(differs);
    Ok(if visible { saved_and_told_to_seats(call, None) } else { Vec::new() })
}

fn renew(call: &mut Call, seat: Seat, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    takes_part(call, seat.user)?;
    if !call.status.is_live() {
        return Err(CallRefusal::Over);
    }
    let place = seated(call, seat)?;
    let (id, was_away) = (place.id, place.away);
    shows_life(place, now);
    if !was_away || call.status != CallStatus::Answered {
        return Ok(Vec::new());
    }
    judge_flow(call);
    Ok(saved_and_told_to_seats(call, Some(id)))
}

fn resume(
    call: &mut Call,
    participant: ParticipantId,
    seat: Seat,
    line: Line,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    let live = call.status.is_live();
    let place = call
        .participants
        .iter_mut()
        .find(|p| p.id == participant && p.user == seat.user)
        .ok_or(CallRefusal::NotParticipant)?;
    if !live {
        return Err(CallRefusal::Over);
    }
    let before = held(place).ok_or(CallRefusal::NotAnswered)?;
    place.session = Some(seat.session);
    place.connection = seat.connection;
    let was_away = place.away;
    shows_life(place, now);
    match line {
        Line::Kept if before == seat && !was_away => return Ok(Vec::new()),
        Line::Kept => {}
        Line::Fresh(id) => {
            place.id = id;
            place.media = MediaReport::default();
            if place.state == ParticipantState::Connected {
                place.state = ParticipantState::Reconnecting;
            }
        }
    }
    let id = place.id;
    judge_flow(call);
    let mut effects = saved_and_told_to_seats(call, Some(id));
    let left = match before.connection {
        Some(connection) if seat.connection != Some(connection) => {
            Some(SignalTarget::Connection(before.user, connection))
        }
        None if before.session != seat.session => Some(SignalTarget::Session(before.user, before.session)),
        Some(_) | None => None,
    };
    effects.extend(left.map(|target| CallEffect::Tell(target, CallNews::Taken)));
    Ok(effects)
}

/// The place stays taken for a while: whoever reloads a page or changes the network comes back.
fn depart(call: &mut Call, connection: ConnectionId, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    let status = call.status;
    if !status.is_live() {
        return Err(CallRefusal::Over);
    }
    let Some(place) = call.participants.iter_mut().find(|p| p.connection == Some(connection)) else {
        return Ok(Vec::new());
    };
    place.connection = None;
    place.away = true;
    let latest = now + AWAY_TIME;
    if status != CallStatus::Answered {
        // Nobody renews while it rings, so there is no lease to shorten. It rings on, and nobody is told.
        place.lease_until = Some(latest);
        return Ok(vec![CallEffect::Save]);
    }
    if place.state == ParticipantState::Connected {
        place.state = ParticipantState::Reconnecting;
    }
    place.lease_until = Some(place.lease_until.map_or(latest, |until| until.min(latest)));
    let id = place.id;
    Ok(saved_and_told_to_seats(call, Some(id)))
}

fn time_passed(call: &mut Call, now: Timestamp) -> Result<Vec<CallEffect>, CallRefusal> {
    let deadline = next_deadline(call).ok_or(CallRefusal::Over)?;
    if now < deadline {
        return Ok(Vec::new());
    }
    if call.status == CallStatus::Answered {
        for participant in &mut call.participants {
            participant.away = participant.lease_until.is_some_and(|until| until <= now);
        }
    }
    Ok(if call.status != CallStatus::Answered && now < call.ring_until {
        // The caller has not come back.
        end(call, CallStatus::Cancelled, EndReason::LeaseLapsed, ParticipantState::Missed, now)
    } else if call.status != CallStatus::Answered {
        end(call, CallStatus::Missed, EndReason::NoAnswer, ParticipantState::Missed, now)
    } else if call.connected_at.is_some() {
        end(call, CallStatus::Ended, EndReason::LeaseLapsed, ParticipantState::Left, now)
    } else {
        end(call, CallStatus::Failed, EndReason::NoMedia, ParticipantState::Left, now)
    })
}

/// Ends the call for everybody; `absent` is where somebody stands who never took a place.
fn end(
    call: &mut Call,
    status: CallStatus,
    reason: EndReason,
    absent: ParticipantState,
    now: Timestamp,
) -> Vec<CallEffect> {
    call.status = status;
    call.end_reason = Some(reason);
    // The machine's clock may be set back in the middle of a call; the order of events stays.
    let last = call.connected_at.or(call.answered_at).unwrap_or(call.created_at);
    call.ended_at = Some(now.max(last));
    let mut effects = vec![CallEffect::LeaveCard, CallEffect::Save];
    for participant in &mut call.participants {
        participant.state = if participant.session.is_some() { ParticipantState::Left } else { absent };
        participant.connection = None;
        participant.lease_until = None;
        participant.media = MediaReport::default();
        effects.push(CallEffect::Tell(SignalTarget::User(participant.user), CallNews::Ended));
    }
    effects
}

fn saved_and_told_to_seats(call: &Call, except: Option<ParticipantId>) -> Vec<CallEffect> {
    let seats = call.participants.iter().filter(|p| p.session.is_some() && Some(p.id) != except);
    std::iter::once(CallEffect::Save)
        .chain(seats.map(|p| CallEffect::Tell(seat_of(p), CallNews::Updated)))
        .collect()
}

/// The device is there: it may be silent for a whole lease again.
fn shows_life(place: &mut Participant, now: Timestamp) {
    place.lease_until = Some(now + LEASE_TIME);
    place.away = false;
}

fn judge_flow(call: &mut Call) {
    if call.status != CallStatus::Answered {
        return;
    }
    let states: Vec<_> = call.participants.iter().map(|p| flow_state(call, p)).collect();
    for (participant, state) in call.participants.iter_mut().zip(states) {
        participant.state = state;
    }
}

/// Where the media of a participant stand, judged by what the others send and what arrives.
fn flow_state(call: &Call, participant: &Participant) -> ParticipantState {
    let others = || call.participants.iter().filter(|p| p.id != participant.id);
    let sent_to = others().any(|p| p.media.sending);
    let starved = participant.away || (sent_to && !participant.media.receiving);
    match participant.state {
        ParticipantState::Connecting => {
            let heard = participant.media.sending && others().any(|p| p.media.receiving);
            let flows = participant.media.receiving || (!sent_to && heard);
            if flows { ParticipantState::Connected } else { ParticipantState::Connecting }
        }
        ParticipantState::Connected | ParticipantState::Reconnecting => {
            if starved {
                ParticipantState::Reconnecting
            } else {
                ParticipantState::Connected
            }
        }
        state @ (ParticipantState::Invited
        | ParticipantState::Ringing
        | ParticipantState::Left
        | ParticipantState::Declined
        | ParticipantState::Missed
        | ParticipantState::Busy) => state,
    }
}

/// Whether all that is sent arrives, and anything is sent at all.
fn every_direction_flows(call: &Call) -> bool {
    let people = &call.participants;
    let arrives = |from: &Participant| people.iter().all(|to| to.id == from.id || to.media.receiving);
    people.iter().any(|p| p.media.sending) && people.iter().filter(|p| p.media.sending).all(arrives)
}

fn takes_part(call: &Call, user: UserId) -> Result<(), CallRefusal> {
    if call.participant_of(user).is_some() { Ok(()) } else { Err(CallRefusal::NotParticipant) }
}

fn may_answer(call: &Call, user: UserId) -> Result<(), CallRefusal> {
    takes_part(call, user)?;
    if user == call.initiator { Err(CallRefusal::OwnCall) } else { Ok(()) }
}

fn still_ringing(call: &Call) -> Result<(), CallRefusal> {
    match call.status {
        CallStatus::Initiating | CallStatus::Ringing => Ok(()),
        CallStatus::Answered => Err(CallRefusal::NotRinging),
        CallStatus::Ended
        | CallStatus::Missed
        | CallStatus::Rejected
        | CallStatus::Busy
        | CallStatus::Cancelled
        | CallStatus::Failed => Err(CallRefusal::Over),
    }
}

fn answered(call: &Call) -> Result<(), CallRefusal> {
    match call.status {
        CallStatus::Answered => Ok(()),
        CallStatus::Initiating | CallStatus::Ringing => Err(CallRefusal::NotAnswered),
        CallStatus::Ended
        | CallStatus::Missed
        | CallStatus::Rejected
        | CallStatus::Busy
        | CallStatus::Cancelled
        | CallStatus::Failed => Err(CallRefusal::Over),
    }
}

/// The place that this sign-in holds. The socket is not compared: a report may travel by another one just
/// after a reconnect.
fn seated(call: &mut Call, seat: Seat) -> Result<&mut Participant, CallRefusal> {
    call.participants
        .iter_mut()
        .find(|p| p.user == seat.user && p.session == Some(seat.session))
        .ok_or(CallRefusal::NotSeated)
}

fn held(participant: &Participant) -> Option<Seat> {
    let session = participant.session?;
    Some(Seat { user: participant.user, session, connection: participant.connection })
}

fn caller_of(call: &Call) -> &Participant {
    call.participant_of(call.initiator).expect("a call is made with its initiator")
}

fn callee_of(call: &mut Call) -> &mut Participant {
    let initiator = call.initiator;
    call.participants.iter_mut().find(|p| p.user != initiator).expect("a call is made with a callee")
}

#[cfg(test)]
mod tests;
