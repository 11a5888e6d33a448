//! What goes into a step of a call and what comes out of it.

use std::time::Duration;

use crate::{
    CallId, ChatId, ConnectionId, ParticipantId, SessionId, Timestamp, UserId,
    call::{
        Call, CallKind, FloorEvent, GuestEvent, MediaReport, RingingDevice, SignalTarget, invitation::Invitee,
    },
};

/// The device that takes or holds a place in a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Who.
    pub user: UserId,
    /// Through which sign-in.
    pub session: SessionId,
    /// Through which socket; `None` when they came over REST.
    pub connection: Option<ConnectionId>,
}

/// Everything a new call is made from.
#[derive(Debug, Clone, Copy)]
pub struct NewCall {
    /// Its id.
    pub id: CallId,
    /// The direct chat of the two.
    pub chat: ChatId,
    /// What the caller asks for.
    pub kind: CallKind,
    /// Who calls, and on which device.
    pub caller: Seat,
    /// The id of the caller's place.
    pub caller_place: ParticipantId,
    /// Who is called; not the caller.
    pub callee: UserId,
    /// The id of the callee's place.
    pub callee_place: ParticipantId,
    /// How long it may ring.
    pub ring_time: Duration,
}

/// What can happen to a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallEvent {
    /// The callee's devices are told now.
    Ring {
        /// The one device that has just come; `None` for all of them at once.
        newcomer: Option<ConnectionId>,
        /// Everything that rings then; empty when no device is open.
        devices: Vec<RingingDevice>,
    },
    /// Which of the callee's devices ring is another matter now: one has said so, or has gone.
    Receipts(Vec<RingingDevice>),
    /// The callee can take no further call.
    Busy,
    /// The callee takes the call on this device.
    Accept(Seat),
    /// Somebody comes into a group call on this device; the place gets this id.
    Join(Seat, ParticipantId),
    /// Somebody in a call asks others in; a call between two becomes one of a group by it.
    Invite {
        /// Who asks.
        by: UserId,
        /// Whom.
        invitees: Vec<Invitee>,
        /// How long it rings at theirs.
        until: Timestamp,
    },
    /// A device of somebody who is asked into a group call says that it rings.
    Rings(UserId),
    /// The callee, or somebody who is asked into a group call, declines, on all devices.
    Reject(UserId),
    /// A participant wants no more of it: calls it off, declines or hangs up, as the call stands.
    HangUp(UserId),
    /// What flows at a device that holds a place.
    Media(Seat, MediaReport),
    /// A sign of life from a device that holds a place.
    Renew(Seat),
    /// A device claims a place of its person: after a reconnect, a reload, or instead of another device.
    Resume(ParticipantId, Seat, Line),
    /// Something about somebody without an account, in a group call.
    Guest(GuestEvent),
    /// A socket has closed.
    Depart(ConnectionId),
    /// Time has passed.
    TimePassed,
    /// A hand, or what a host of a group call does.
    Floor(FloorEvent),
}

/// What a device that claims a place has of the call's media.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The line that it had: only its socket is a new one.
    Kept,
    /// Nothing: it is a new page or another device. The place gets this id, so that nothing that was meant for the
    /// old line can reach the new one, and the others see that they must make one, too.
    Fresh(ParticipantId),
}

/// What must be done, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallEffect {
    /// Leave the card in the chat. Comes before [`Self::Save`]: after a crash between the two the call is live
    /// again and leaves the same card once more, which changes nothing.
    LeaveCard,
    /// Store the call. Comes before anybody is told.
    Save,
    /// Tell these devices.
    Tell(SignalTarget, CallNews),
}

/// What devices are told; the call itself is the one after the step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallNews {
    /// Somebody calls.
    Incoming,
    /// What rings at the other side.
    Ringing(Vec<RingingDevice>),
    /// The callee took it.
    Accepted {
        /// The place they hold.
        participant: ParticipantId,
        /// Who.
        user: UserId,
    },
    /// The callee said no.
    Rejected(UserId),
    /// Another device took the place.
    Taken,
    /// A host took the person out.
    Removed {
        /// Who did it.
        by: UserId,
    },
    /// The call changed.
    Updated,
    /// The call is over.
    Ended,
}

/// The outcome of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The call afterwards.
    pub call: Call,
    /// What follows; nothing when only a lease was renewed.
    pub effects: Vec<CallEffect>,
}

/// Why an event cannot happen now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallRefusal {
    /// The person, or the place they name, is not in this call.
    #[error("not a participant of this call")]
    NotParticipant,
    /// Only the callee answers a call.
    #[error("one's own call cannot be answered")]
    OwnCall,
    /// It was answered already.
    #[error("the call rings no longer")]
    NotRinging,
    /// Nobody has answered yet.
    #[error("the call was not answered yet")]
    NotAnswered,
    /// The person takes part on another device.
    #[error("another device holds the place")]
    NotSeated,
    /// As many are in it, or wait at its door, as can be.
    #[error("the call is full")]
    Full,
    /// Those in it said no to this guest, or took them out.
    #[error("not let in")]
    TurnedAway,
    /// Only hosts do that, and not to each other.
    #[error("not for whoever is no host of the call")]
    NotHost,
    /// A host took the person out.
    #[error("taken out of the call by a host")]
    Removed,
    /// A host lets nobody new in.
    #[error("the call is locked")]
    Locked,
    /// It has ended.
    #[error("the call is over")]
    Over,
}
