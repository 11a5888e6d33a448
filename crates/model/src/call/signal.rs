//! What is told to whom while a call goes on.

use super::Call;
use crate::{CallId, ChatId, ConnectionId, Emoji, ParticipantId, Person, SessionId, UserId};

/// One call event on its way to exactly the devices that should hear it.
#[derive(Debug, Clone)]
pub struct CallSignal {
    /// Who hears it.
    pub to: SignalTarget,
    /// What they hear.
    pub body: SignalBody,
}

/// Which devices hear a call event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignalTarget {
    /// Every open device of a person.
    User(UserId),
    /// Every open device of a person but the ones of this sign-in.
    UserExceptSession(UserId, SessionId),
    /// Every open device of a person but one socket (two tabs of a browser share a sign-in).
    UserExceptConnection(UserId, ConnectionId),
    /// The devices of one sign-in.
    Session(UserId, SessionId),
    /// One socket.
    Connection(UserId, ConnectionId),
    /// Every open device of every member of a chat.
    Chat(ChatId),
}

impl SignalTarget {
    /// Whose devices they are; `None` when they are not one person's.
    #[must_use]
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(user)
            | Self::UserExceptSession(user, _)
            | Self::UserExceptConnection(user, _)
            | Self::Session(user, _)
            | Self::Connection(user, _) => Some(user),
            Self::Chat(_) => None,
        }
    }
}

/// A device that heard of an incoming call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RingingDevice {
    /// The socket it was told through.
    pub connection: ConnectionId,
    /// What it is, once it has said so.
    pub kind: Option<DeviceKind>,
    /// What it has made of it.
    pub state: RingState,
}

/// What sort of device somebody is called on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceKind {
    /// In a pocket.
    Phone,
    /// In two hands.
    Tablet,
    /// On a table.
    Computer,
}

/// What a device has made of an incoming call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RingState {
    /// It was told and has not answered that yet.
    Delivered,
    /// It has said that it rings.
    Ringing,
    /// It shows the call beside the one that goes on there.
    Waiting,
}

/// What a device hears of a call. SDP and candidates are passed on unread, bounded by the frame limit.
#[derive(Debug, Clone)]
pub enum SignalBody {
    /// Somebody calls.
    Incoming {
        /// The call.
        call: Call,
        /// Who calls.
        from: Box<Person>,
    },
    /// Ring receipts for the caller; empty when no device of the callee is open.
    Ringing {
        /// The call.
        call: CallId,
        /// What rings.
        devices: Vec<RingingDevice>,
    },
    /// Somebody took the call.
    Accepted {
        /// The call.
        call: CallId,
        /// The place they hold.
        participant: ParticipantId,
        /// Who.
        user: UserId,
    },
    /// The callee said no.
    Rejected {
        /// The call.
        call: CallId,
        /// Who.
        user: UserId,
    },
    /// The call changed.
    Updated {
        /// The call as it is now.
        call: Call,
    },
    /// The call is over.
    Ended {
        /// The call as it ended.
        call: Call,
    },
    /// Another of my devices took it.
    Taken {
        /// The call.
        call: CallId,
    },
    /// A host took me out.
    Removed {
        /// The call.
        call: CallId,
        /// Who did it.
        by: UserId,
    },
    /// A host switched my microphone off.
    Muted {
        /// The call.
        call: CallId,
        /// Who did it.
        by: UserId,
    },
    /// Somebody in the call shows a sign.
    Reacted {
        /// The call.
        call: CallId,
        /// Whose place.
        from: ParticipantId,
        /// Who; `None` for a guest.
        user: Option<UserId>,
        /// Which sign.
        emoji: Emoji,
    },
    /// An SDP offer from another participant.
    Offer {
        /// The call.
        call: CallId,
        /// Which place it comes from.
        from: ParticipantId,
        /// Who holds that place.
        from_user: UserId,
        /// The description, as the browser wrote it.
        sdp: String,
    },
    /// An SDP answer.
    Answer {
        /// The call.
        call: CallId,
        /// Which place it comes from.
        from: ParticipantId,
        /// Who holds that place.
        from_user: UserId,
        /// The description, as the browser wrote it.
        sdp: String,
    },
    /// An ICE candidate as JSON text; `null` says that there are no more.
    Candidate {
        /// The call.
        call: CallId,
        /// Which place it comes from.
        from: ParticipantId,
        /// Who holds that place.
        from_user: UserId,
        /// The candidate object, as JSON.
        candidate: String,
    },
    /// Mute, camera, screen or hold of another participant.
    State {
        /// The call.
        call: CallId,
        /// Which place it comes from.
        from: ParticipantId,
        /// Who holds that place.
        from_user: UserId,
        /// What changed.
        state: MediaState,
    },
}

/// What a participant shows of themselves; `None` is unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MediaState {
    /// The microphone is off.
    pub muted: Option<bool>,
    /// The camera is on.
    pub camera: Option<bool>,
    /// The screen is shared.
    pub screen: Option<bool>,
    /// The call is on hold.
    pub hold: Option<bool>,
}
