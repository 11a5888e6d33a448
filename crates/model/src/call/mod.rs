//! Calls: what they are, and (in [`machine`]) how they go from ringing to over.

mod card;
mod echo;
pub mod floor;
pub mod gathering;
mod guests;
pub mod invitation;
pub mod machine;
mod quality;
mod rooms;
mod signal;

pub use echo::{EchoAnswer, EchoLine, EchoRefusal};
pub use floor::{Floor, FloorEvent};
pub use guests::{Guest, GuestEvent, GuestSeat, GuestState, MOST_WAITING};
pub use quality::{CallQuality, CallReport, MediaPath, MediaTransport, QualityCause, QualityMark};
pub use rooms::{CallRooms, RoomRefusal};
pub use signal::{CallSignal, DeviceKind, MediaState, RingState, RingingDevice, SignalBody, SignalTarget};

use std::time::Duration;

use crate::{CallId, ChatId, ConnectionId, ParticipantId, SessionId, Timestamp, UserId};

/// How long a call rings when the owner sets nothing else.
pub const RING_TIME: Duration = Duration::from_secs(45);
/// How long a participant counts as present after the last sign of life; renewed every 10 s.
pub const LEASE_TIME: Duration = Duration::from_secs(45);
/// How long a participant may be away whose socket has closed: enough for a reload, a restart of the browser or
/// the way from one network to another, and not longer than people wait.
pub const AWAY_TIME: Duration = Duration::from_secs(30);

/// What the caller asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallKind {
    /// Sound only.
    Audio,
    /// Sound and picture.
    Video,
}

/// How media travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallMode {
    /// From device to device, between two people.
    P2p,
    /// Through the server, in a group; also a call between two to which others were added.
    Sfu,
}

/// Where a call stands. The first three are alive, the rest are how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CallStatus {
    /// Made, but none of the callee's devices has been told yet.
    Initiating,
    /// The callee's devices ring.
    Ringing,
    /// Taken; media is being set up or flows.
    Answered,
    /// Was answered and is over.
    Ended,
    /// Rang out.
    Missed,
    /// Declined by the callee.
    Rejected,
    /// The callee was already talking.
    Busy,
    /// Called off by the caller before an answer.
    Cancelled,
    /// Answered, but media never flowed.
    Failed,
}

impl CallStatus {
    /// Whether the call still goes on.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Initiating | Self::Ringing | Self::Answered)
    }
}

/// Why a call ended, beyond its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EndReason {
    /// Somebody hung up, declined or cancelled.
    HungUp,
    /// Nobody answered in time.
    NoAnswer,
    /// A participant's device went silent for longer than its lease.
    LeaseLapsed,
    /// Media could not be connected.
    NoMedia,
    /// The callee was in another call.
    Busy,
}

/// Where one participant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParticipantState {
    /// Told of, but no device has heard yet.
    Invited,
    /// A device of theirs rings.
    Ringing,
    /// Accepted; media is being set up.
    Connecting,
    /// Media flows as negotiated.
    Connected,
    /// Media flowed and stopped.
    Reconnecting,
    /// Gone.
    Left,
    /// Said no.
    Declined,
    /// Did not answer.
    Missed,
    /// Was already talking.
    Busy,
}

/// What a participant says about their media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MediaReport {
    /// Negotiated as sending something.
    pub sending: bool,
    /// Packets from the other side really arrive.
    pub receiving: bool,
}

/// One device's (or, before the answer, one person's) place in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Its id in this call.
    pub id: ParticipantId,
    /// Who.
    pub user: UserId,
    /// The sign-in that holds the place; `None` until somebody answers.
    pub session: Option<SessionId>,
    /// The socket that holds it. Not stored: after a restart the device claims its place again.
    pub connection: Option<ConnectionId>,
    /// Where they stand.
    pub state: ParticipantState,
    /// Until when they count as present; set once the device has taken part. While nobody holds the place: until when
    /// they are asked into a group call.
    pub lease_until: Option<Timestamp>,
    /// The device that holds the place has gone (closed, reloading, without network) and has not come back; in a
    /// call that ended because a lease lapsed: theirs did. Not stored.
    pub away: bool,
    /// The last word about their media.
    pub media: MediaReport,
    /// Who asked them into a group call, the last time.
    pub invited_by: Option<UserId>,
    /// They were asked in without being in the chat of the call: they see the call, and nothing of the chat.
    pub outsider: bool,
    /// How they stand in a group call.
    pub floor: Floor,
}

/// A call between members of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The chat it belongs to.
    pub chat: ChatId,
    /// What the caller asked for.
    pub kind: CallKind,
    /// How its media travel.
    pub mode: CallMode,
    /// Whether it is a group's audio room with somebody in it: it rings for nobody, and leaves no card.
    pub audio_room: bool,
    /// Where it stands.
    pub status: CallStatus,
    /// Who called.
    pub initiator: UserId,
    /// Everybody in it, the initiator first.
    pub participants: Vec<Participant>,
    /// Those without an account who wait at its door, are in it, or were; only in calls of groups.
    pub guests: Vec<Guest>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it rings.
    pub ring_until: Timestamp,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// When media first flowed every way it was negotiated.
    pub connected_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// A host of a group call lets nobody new in.
    pub locked: bool,
}

impl Participant {
    /// Whether they are in a group call, or were.
    #[must_use]
    pub const fn has_been_in(&self) -> bool {
        match self.state {
            ParticipantState::Connecting
            | ParticipantState::Connected
            | ParticipantState::Reconnecting
            | ParticipantState::Left => true,
            ParticipantState::Invited
            | ParticipantState::Ringing
            | ParticipantState::Declined
            | ParticipantState::Missed
            | ParticipantState::Busy => false,
        }
    }
}

impl Call {
    /// From the answer to the end; `None` if nobody answered or it goes on.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        Some(self.ended_at?.since(self.answered_at?))
    }

    /// Whether there is such a place, of a member or of a guest.
    #[must_use]
    pub fn has_place(&self, place: ParticipantId) -> bool {
        self.participants.iter().any(|p| p.id == place) || self.guests.iter().any(|guest| guest.id == place)
    }

    /// The place that a person holds, the first if there are several.
    #[must_use]
    pub fn participant_of(&self, user: UserId) -> Option<&Participant> {
        self.participants.iter().find(|p| p.user == user)
    }
}
