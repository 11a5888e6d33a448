//! Calls.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{CallId, ChatId, EchoId, ParticipantId, SessionId, Timestamp, UserId, call as model};

use crate::{CallQuality, mirror::mirror};

mirror!(
    /// What the caller asked for.
    CallKind of model::CallKind {
        /// Sound only.
        Audio,
        /// Sound and picture.
        Video,
    }
);

mirror!(
    /// Where a call stands; the first three are alive, the rest are how it ended.
    CallStatus of model::CallStatus {
        /// No device of the callee has been told yet.
        Initiating,
        /// The callee's devices ring.
        Ringing,
        /// Taken.
        Answered,
        /// Was answered and is over.
        Ended,
        /// Rang out.
        Missed,
        /// Declined.
        Rejected,
        /// The callee was already talking.
        Busy,
        /// Called off before an answer.
        Cancelled,
        /// Answered, but media never flowed.
        Failed,
    }
);

mirror!(
    /// Why a call ended, beyond its status.
    EndReason of model::EndReason {
        /// Somebody hung up, declined or cancelled.
        HungUp,
        /// Nobody answered in time.
        NoAnswer,
        /// A device went silent for too long.
        LeaseLapsed,
        /// Media could not be connected.
        NoMedia,
        /// The callee was in another call.
        Busy,
    }
);

mirror!(
    /// Where one participant stands.
    CallParticipantState of model::ParticipantState {
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
);

mirror!(
    /// What sort of device somebody is called on.
    DeviceKind of model::DeviceKind {
        /// In a pocket.
        Phone,
        /// In two hands.
        Tablet,
        /// On a table.
        Computer,
    }
);

mirror!(
    /// What a device has made of an incoming call.
    RingState of model::RingState {
        /// It was told and has not answered that yet.
        Delivered,
        /// It rings.
        Ringing,
        /// It shows the call beside the one that goes on there.
        Waiting,
    }
);

/// How media travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum CallMode {
    /// From device to device.
    P2p,
    /// Through the server: in a group, or between two to whom others were added.
    Sfu,
}

/// One place in a call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallParticipant {
    /// The place's id.
    pub participant_id: ParticipantId,
    /// Who.
    pub user_id: UserId,
    /// The sign-in that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_id: Option<SessionId>,
    /// Where they stand.
    pub state: CallParticipantState,
    /// Who asked them into a group call, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<UserId>,
    /// What really flows at their device, as it says; once somebody holds the place of an answered call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<CallMedia>,
    /// Their device has gone (closed, reloading, without network); it comes back, or the call ends. In a call that
    /// ended with `leaseLapsed`: it was they who did not come back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
    /// In a group call: since when their hand is raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_raised_at: Option<Timestamp>,
    /// They are a host of the group call: they may mute, remove and lock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub host: bool,
    /// A host took them out of the group call, and nobody has let them in again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

mirror!(
    /// Where a guest stands.
    CallGuestState of model::GuestState {
        /// At the door, until somebody in the call answers.
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
        /// Not let in.
        Declined,
    }
);

/// Somebody without an account, at the door of a group call, in it, or once in it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallGuest {
    /// The id of their place.
    pub participant_id: ParticipantId,
    /// What they call themselves.
    pub name: String,
    /// Where they stand.
    pub state: CallGuestState,
    /// Their device has gone and has not come back yet.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
    /// Since when their hand is raised, which tells whose turn it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hand_raised_at: Option<Timestamp>,
}

/// What really flows at a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallMedia {
    /// It is agreed that something is sent.
    pub sending: bool,
    /// Packets of the other side arrive.
    pub receiving: bool,
}

/// A call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Call {
    /// Its id.
    pub id: CallId,
    /// The chat it belongs to.
    pub chat_id: ChatId,
    /// What the caller asked for.
    pub kind: CallKind,
    /// Where it stands.
    pub status: CallStatus,
    /// How media travels.
    pub mode: CallMode,
    /// It is the group's audio room with somebody in it: nothing rings, and no card is left of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub audio_room: bool,
    /// Who called.
    pub initiator_id: UserId,
    /// Everybody in it.
    pub participants: Vec<CallParticipant>,
    /// Those without an account who wait at the door of a group call, are in it, or were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<CallGuest>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<Timestamp>,
    /// When media first flowed every way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connected_at: Option<Timestamp>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// From the answer to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Why it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
    /// Nobody new comes into this group call.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub locked: bool,
    /// How it was for whoever asks, in one's own history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<CallQuality>,
}

impl From<&model::Call> for Call {
    fn from(call: &model::Call) -> Self {
        Self {
            id: call.id,
            chat_id: call.chat,
            kind: call.kind.into(),
            status: call.status.into(),
            mode: match call.mode {
                model::CallMode::P2p => CallMode::P2p,
                model::CallMode::Sfu => CallMode::Sfu,
            },
            audio_room: call.audio_room,
            initiator_id: call.initiator,
            participants: call
                .participants
                .iter()
                .map(|p| CallParticipant {
                    participant_id: p.id,
                    user_id: p.user,
                    session_id: p.session,
                    state: p.state.into(),
                    invited_by: p.invited_by,
                    media: (p.session.is_some() && call.status == model::CallStatus::Answered)
                        .then_some(CallMedia { sending: p.media.sending, receiving: p.media.receiving }),
                    away: p.away,
                    hand_raised_at: p.floor.hand,
                    host: call.mode == model::CallMode::Sfu && model::floor::is_host(call, p.user),
                    removed: p.floor.removed,
                })
                .collect(),
            // Whoever was turned away never was in the call.
            guests: call
                .guests
                .iter()
                .filter(|guest| guest.state != model::GuestState::Declined)
                .map(|guest| CallGuest {
                    participant_id: guest.id,
                    name: guest.name.as_str().to_owned(),
                    state: guest.state.into(),
                    away: guest.away,
                    hand_raised_at: guest.hand,
                })
                .collect(),
            created_at: call.created_at,
            answered_at: call.answered_at,
            connected_at: call.connected_at,
            ended_at: call.ended_at,
            duration_ms: call.duration().map(|d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)),
            end_reason: call.end_reason.map(Into::into),
            locked: call.locked,
            quality: None,
        }
    }
}

/// How a call went, as its chat remembers it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallCard {
    /// Which call.
    pub call_id: CallId,
    /// Audio or video.
    pub kind: CallKind,
    /// How it ended.
    pub status: CallStatus,
    /// From the answer to the end; absent if nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
}

impl From<&zvonilka_model::CallCard> for CallCard {
    fn from(card: &zvonilka_model::CallCard) -> Self {
        Self {
            call_id: card.call,
            kind: card.kind.into(),
            status: card.status.into(),
            duration_ms: card.duration_ms,
        }
    }
}

/// `POST /calls/initiate` and `call:initiate`: one of the two names the callee.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitiateCall {
    /// The person to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// The direct chat whose other member to call, or the group in which to begin a call or come into the one that
    /// goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<ChatId>,
    /// `audio` if absent.
    #[serde(default = "audio")]
    pub kind: CallKind,
    /// Drop in to the group's audio room rather than call the group; only with `chatId`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub audio_room: bool,
}

const fn audio() -> CallKind {
    CallKind::Audio
}

/// What to do with a ringing call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum CallAction {
    /// Take it on this device.
    Accept,
    /// Decline it on all of mine.
    Reject,
}

/// `POST /calls/respond`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RespondToCall {
    /// Which call.
    pub call_id: CallId,
    /// What to do.
    pub action: CallAction,
}

/// An `RTCIceServer` as browsers take it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IceServer {
    /// `stun:` and `turn:` addresses.
    pub urls: Vec<String>,
    /// For TURN: who, and until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// For TURN: the password that goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
}

/// `GET /calls/ice-servers`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IceServers {
    /// The servers; may be empty.
    pub ice_servers: Vec<IceServer>,
    /// Those for lines that end in the server itself: into rooms of group calls, and to the echo contact; may be empty.
    #[serde(default)]
    pub room_servers: Vec<IceServer>,
    /// For how many seconds the credentials can start a call.
    pub ttl: u64,
    /// Whether the echo contact answers on this server.
    #[serde(default)]
    pub echo: bool,
    /// Whether calls of groups are held on this server.
    #[serde(default)]
    pub groups: bool,
}

/// `POST /calls/echo`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallEcho {
    /// An SDP offer of one place for sound and nothing else.
    pub sdp: String,
}

/// A call with the echo contact.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EchoCall {
    /// Which call.
    pub id: EchoId,
    /// The SDP answer, with all candidates.
    pub sdp: String,
    /// After how many seconds it is over.
    pub longest: u64,
}
