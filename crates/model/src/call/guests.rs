//! Guests of a group call: people without an account, who came by a link. They knock, somebody in the call lets them
//! in, and from then on they have a place with a lease, as members do. They hold nothing open: the call ends with its last
//! member, whoever of them is still there.
//!
//! A guest is in a list of their own, so that nothing that is meant for members can happen to one by mistake.

use super::{
    AWAY_TIME, Call, LEASE_TIME, MediaReport,
    gathering::{is_full, told},
    machine::{CallEffect, CallRefusal, Seat},
};
use crate::{ConnectionId, GuestId, GuestLinkId, GuestName, ParticipantId, Timestamp, UserId};

/// How many may wait at the door of one call. Each of them is shown to everybody inside.
pub const MOST_WAITING: usize = 20;
/// How many of those who were turned away are remembered, so that they do not knock again.
const MOST_TURNED_AWAY: usize = 50;

/// Somebody without an account, at the door of a call or in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guest {
    /// The id of their place in this call.
    pub id: ParticipantId,
    /// Who, as long as their tab keeps it.
    pub guest: GuestId,
    /// The link that they came by.
    pub link: GuestLinkId,
    /// What they call themselves.
    pub name: GuestName,
    /// The socket that holds the place. Not stored.
    pub connection: Option<ConnectionId>,
    /// Where they stand.
    pub state: GuestState,
    /// Until when they count as present; while they are in.
    pub lease_until: Option<Timestamp>,
    /// Their device has gone and has not come back. Not stored.
    pub away: bool,
    /// The last word about their media.
    pub media: MediaReport,
    /// Since when their hand is raised.
    pub hand: Option<Timestamp>,
    /// The host who switched their microphone off, until it is on again.
    pub silenced_by: Option<UserId>,
}

/// Where a guest stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestState {
    /// At the door. Not stored: whoever still waits after a restart knocks anew.
    Waiting,
    /// Let in; media is being set up.
    Connecting,
    /// Media flows.
    Connected,
    /// Media flowed and stopped.
    Reconnecting,
    /// Gone.
    Left,
    /// Taken out by somebody in the call.
    Removed,
    /// Not let in. Not stored: they never were in the call.
    Declined,
}

impl GuestState {
    /// Whether they have a place and may have a line.
    #[must_use]
    pub const fn is_in(self) -> bool {
        matches!(self, Self::Connecting | Self::Connected | Self::Reconnecting)
    }

    /// Whether they are part of the call's history.
    #[must_use]
    pub const fn was_in(self) -> bool {
        self.is_in() || matches!(self, Self::Left | Self::Removed)
    }
}

/// Who comes to the door, and on which socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestSeat {
    /// Who.
    pub guest: GuestId,
    /// By which link.
    pub link: GuestLinkId,
    /// What they call themselves.
    pub name: GuestName,
    /// Their socket.
    pub connection: ConnectionId,
}

/// What can happen to guests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuestEvent {
    /// Somebody comes to the door; the place gets this id. Whoever is in already only has another socket.
    Knock(GuestSeat, ParticipantId),
    /// A member in the call lets those in who wait at these places.
    Admit(Seat, Vec<ParticipantId>),
    /// A member in the call turns them away.
    Decline(Seat, Vec<ParticipantId>),
    /// A member in the call takes somebody out.
    Remove(Seat, ParticipantId),
    /// A guest who is in makes a new line; the place gets this id, so that nothing that was meant for the old line
    /// reaches the new one.
    Line(GuestId, ConnectionId, ParticipantId),
    /// What flows at a guest's device.
    Media(GuestId, ConnectionId, MediaReport),
    /// A guest raises their hand, or lowers it.
    Hand(GuestId, ConnectionId, bool),
    /// A sign of life.
    Renew(GuestId, ConnectionId),
    /// A guest goes.
    Leave(GuestId),
    /// The link was taken back: whoever came by it goes.
    Revoke(GuestLinkId),
}

pub(super) fn step(
    call: &mut Call,
    event: GuestEvent,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    match event {
        GuestEvent::Knock(seat, place) => knock(call, seat, place, now),
        GuestEvent::Admit(by, places) => admit(call, by, &places, now),
        GuestEvent::Decline(by, places) => decline(call, by, &places),
        GuestEvent::Remove(by, place) => remove(call, by, place),
        GuestEvent::Line(guest, connection, place) => {
            let guest = seated(call, guest, connection)?;
            guest.id = place;
            guest.state = GuestState::Connecting;
            guest.media = MediaReport::default();
            shows_life(guest, now);
            Ok(told(call))
        }
        GuestEvent::Media(guest, connection, report) => media(call, guest, connection, report, now),
        GuestEvent::Hand(guest, connection, raised) => {
            let guest = seated(call, guest, connection)?;
            // Again is nothing: whoever asked first stays first.
            if guest.hand.is_some() == raised {
                return Ok(Vec::new());
            }
            guest.hand = raised.then_some(now);
            Ok(told(call))
        }
        GuestEvent::Renew(guest, connection) => {
            let guest = seated(call, guest, connection)?;
            let was_away = guest.away;
            shows_life(guest, now);
            Ok(if was_away { told(call) } else { Vec::new() })
        }
        GuestEvent::Leave(guest) => leave(call, guest),
        GuestEvent::Revoke(link) => Ok(revoke(call, link)),
    }
}

fn knock(
    call: &mut Call,
    seat: GuestSeat,
    place: ParticipantId,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    if let Some(guest) = call.guests.iter_mut().find(|guest| guest.guest == seat.guest) {
        match guest.state {
            GuestState::Declined | GuestState::Removed => return Err(CallRefusal::TurnedAway),
            GuestState::Connecting | GuestState::Connected | GuestState::Reconnecting => {
                guest.connection = Some(seat.connection);
                shows_life(guest, now);
                return Ok(told(call));
            }
            GuestState::Waiting => {
                guest.connection = Some(seat.connection);
                return Ok(Vec::new());
            }
            GuestState::Left => {}
        }
    }
    // As of members: whoever was in it may ask again, since networks break.
    let was_in = call.guests.iter().any(|guest| guest.guest == seat.guest);
    if call.locked && !was_in {
        return Err(CallRefusal::Locked);
    }
    if call.guests.iter().filter(|guest| guest.state == GuestState::Waiting).count() >= MOST_WAITING {
        return Err(CallRefusal::Full);
    }
    // Whoever has left and comes again is asked for again, at the end of the line.
    call.guests.retain(|guest| guest.guest != seat.guest);
    call.guests.push(Guest {
        id: place,
        guest: seat.guest,
        link: seat.link,
        name: seat.name,
        connection: Some(seat.connection),
        state: GuestState::Waiting,
        lease_until: None,
        away: false,
        media: MediaReport::default(),
        hand: None,
        silenced_by: None,
    });
    Ok(told(call))
}

fn admit(
    call: &mut Call,
    by: Seat,
    places: &[ParticipantId],
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    is_inside(call, by)?;
    let mut anybody = false;
    for place in places {
        if is_full(call) {
            return if anybody { Ok(told(call)) } else { Err(CallRefusal::Full) };
        }
        // Who has gone in the meantime, or was let in by somebody else, is no mistake of who answers.
        if let Some(guest) = waiting(call, *place) {
            guest.state = GuestState::Connecting;
            guest.lease_until = Some(now + LEASE_TIME);
            anybody = true;
        }
    }
    Ok(if anybody { told(call) } else { Vec::new() })
}

fn decline(call: &mut Call, by: Seat, places: &[ParticipantId]) -> Result<Vec<CallEffect>, CallRefusal> {
    is_inside(call, by)?;
    let mut anybody = false;
    for place in places {
        if let Some(guest) = waiting(call, *place) {
            guest.state = GuestState::Declined;
            anybody = true;
        }
    }
    let declined = call.guests.iter().filter(|guest| guest.state == GuestState::Declined).count();
    let mut forgotten = declined.saturating_sub(MOST_TURNED_AWAY);
    call.guests.retain(|guest| {
        let goes = guest.state == GuestState::Declined && forgotten > 0;
        forgotten -= usize::from(goes);
        !goes
    });
    Ok(if anybody { told(call) } else { Vec::new() })
}

fn remove(call: &mut Call, by: Seat, place: ParticipantId) -> Result<Vec<CallEffect>, CallRefusal> {
    is_inside(call, by)?;
    let guest = call.guests.iter_mut().find(|guest| guest.id == place && guest.state.is_in());
    vacate(guest.ok_or(CallRefusal::NotParticipant)?, GuestState::Removed);
    Ok(told(call))
}

fn media(
    call: &mut Call,
    guest: GuestId,
    connection: ConnectionId,
    report: MediaReport,
    now: Timestamp,
) -> Result<Vec<CallEffect>, CallRefusal> {
    let guest = seated(call, guest, connection)?;
    let before = (guest.state, guest.away);
    guest.media = report;
    shows_life(guest, now);
    guest.state = match guest.state {
        _ if report.sending || report.receiving => GuestState::Connected,
        GuestState::Connected => GuestState::Reconnecting,
        state @ (GuestState::Waiting
        | GuestState::Connecting
        | GuestState::Reconnecting
        | GuestState::Left
        | GuestState::Removed
        | GuestState::Declined) => state,
    };
    let after = (guest.state, guest.away);
    Ok(if before == after { Vec::new() } else { told(call) })
}

fn leave(call: &mut Call, guest: GuestId) -> Result<Vec<CallEffect>, CallRefusal> {
    let at = call.guests.iter().position(|one| one.guest == guest).ok_or(CallRefusal::NotParticipant)?;
    let state = call.guests[at].state;
    if state == GuestState::Waiting {
        call.guests.remove(at);
    } else if state.is_in() {
        vacate(&mut call.guests[at], GuestState::Left);
    } else {
        return Err(CallRefusal::NotParticipant);
    }
    Ok(told(call))
}

fn revoke(call: &mut Call, link: GuestLinkId) -> Vec<CallEffect> {
    let before = call.guests.clone();
    call.guests.retain(|guest| guest.link != link || guest.state.was_in());
    for guest in call.guests.iter_mut().filter(|guest| guest.link == link && guest.state.is_in()) {
        vacate(guest, GuestState::Removed);
    }
    if before == call.guests { Vec::new() } else { told(call) }
}

/// A host lowers the hand of a guest; whether it was up.
pub(super) fn lower_hand(call: &mut Call, place: ParticipantId) -> Result<bool, CallRefusal> {
    let guest = call.guests.iter_mut().find(|guest| guest.id == place && guest.state.is_in());
    Ok(guest.ok_or(CallRefusal::NotParticipant)?.hand.take().is_some())
}

/// A socket has closed: who waits goes, who is in has a while to come back.
pub(super) fn depart(call: &mut Call, connection: ConnectionId, now: Timestamp) -> Vec<CallEffect> {
    let Some(at) = call.guests.iter().position(|guest| guest.connection == Some(connection)) else {
        return Vec::new();
    };
    let guest = &mut call.guests[at];
    guest.connection = None;
    if guest.state == GuestState::Waiting {
        call.guests.remove(at);
    } else if guest.state.is_in() {
        guest.away = true;
        let latest = now + AWAY_TIME;
        guest.lease_until = Some(guest.lease_until.map_or(latest, |until| until.min(latest)));
    } else {
        return Vec::new();
    }
    told(call)
}

/// Whether the time of anybody has come.
pub(super) fn time_passed(call: &mut Call, now: Timestamp) -> bool {
    let mut anybody = false;
    for guest in &mut call.guests {
        if guest.lease_until.is_some_and(|until| until <= now) {
            vacate(guest, GuestState::Left);
            anybody = true;
        }
    }
    anybody
}

/// The call is over: nobody waits for it, and nobody is in it.
pub(super) fn all_out(call: &mut Call) {
    call.guests.retain(|guest| guest.state.was_in());
    for guest in call.guests.iter_mut().filter(|guest| guest.state.is_in()) {
        vacate(guest, GuestState::Left);
    }
}

fn vacate(guest: &mut Guest, state: GuestState) {
    guest.state = state;
    guest.connection = None;
    guest.lease_until = None;
    guest.away = false;
    guest.media = MediaReport::default();
    guest.hand = None;
    guest.silenced_by = None;
}

fn shows_life(guest: &mut Guest, now: Timestamp) {
    guest.lease_until = Some(now + LEASE_TIME);
    guest.away = false;
}

/// Whether this device holds a place of a member: only who is in a call decides who comes in.
fn is_inside(call: &Call, by: Seat) -> Result<(), CallRefusal> {
    let holds = call.participants.iter().any(|p| p.user == by.user && p.session.is_some());
    if holds { Ok(()) } else { Err(CallRefusal::NotSeated) }
}

fn waiting(call: &mut Call, place: ParticipantId) -> Option<&mut Guest> {
    call.guests.iter_mut().find(|guest| guest.id == place && guest.state == GuestState::Waiting)
}

fn seated(call: &mut Call, guest: GuestId, connection: ConnectionId) -> Result<&mut Guest, CallRefusal> {
    let guest = call.guests.iter_mut().find(|one| one.guest == guest && one.state.is_in());
    let guest = guest.ok_or(CallRefusal::NotParticipant)?;
    if guest.connection == Some(connection) { Ok(guest) } else { Err(CallRefusal::NotSeated) }
}

#[cfg(test)]
mod tests;
