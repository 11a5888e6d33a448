//! Frames that the server sends. No broadcast holds a field that differs by viewer, so that one text serves all.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{CallId, ChatId, ConnectionId, MessageId, ParticipantId, SessionId, Timestamp, UserId};

use crate::{
    Call, Chat, ContactRequest, ContactState, DeviceKind, ErrorCode, FieldErrors, Message, MyChat,
    PublicUser, Reaction, RingState, Role, SharedChat, User,
    socket::client::{CallStateFrame, TypingWhat},
};

/// Everything the server tells unasked.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
// `rename_all` stands on each variant, because utoipa does not know serde's `rename_all_fields`.
#[serde(tag = "type", content = "data")]
pub enum ServerEvent {
    /// A message entered a chat's log at `seq`.
    #[serde(rename = "message:new", rename_all = "camelCase")]
    MessageNew {
        /// The chat.
        chat_id: ChatId,
        /// The place in its log.
        seq: i64,
        /// The message.
        message: Message,
    },
    /// A message changed at `seq`.
    #[serde(rename = "message:updated", rename_all = "camelCase")]
    MessageUpdated {
        /// The chat.
        chat_id: ChatId,
        /// The place in its log.
        seq: i64,
        /// The message as it is now; a later one replaces an earlier one by `rev`.
        message: Message,
    },
    /// A message was deleted for everybody at `seq`.
    #[serde(rename = "message:deleted", rename_all = "camelCase")]
    MessageDeleted {
        /// The chat.
        chat_id: ChatId,
        /// The place in its log.
        seq: i64,
        /// Which.
        message_id: MessageId,
        /// When.
        deleted_at: Timestamp,
    },
    /// I deleted messages for me on another device.
    #[serde(rename = "message:hidden", rename_all = "camelCase")]
    MessageHidden {
        /// The chat.
        chat_id: ChatId,
        /// Which.
        message_ids: Vec<MessageId>,
    },
    /// Somebody answered a message with a sign at `seq`, or took it back.
    #[serde(rename = "reaction:updated", rename_all = "camelCase")]
    ReactionUpdated {
        /// The chat.
        chat_id: ChatId,
        /// The place in its log.
        seq: i64,
        /// Which message.
        message_id: MessageId,
        /// Who.
        user_id: UserId,
        /// The sign.
        emoji: String,
        /// Given, or taken back.
        set: bool,
        /// All signs of the message now.
        counts: Vec<Reaction>,
    },
    /// Title, members, roles or pins changed at `seq`.
    #[serde(rename = "chat:updated")]
    ChatUpdated(ChatUpdate),
    /// A member has read up to `seq`.
    #[serde(rename = "message:read", rename_all = "camelCase")]
    MessageRead {
        /// The chat.
        chat_id: ChatId,
        /// Who.
        user_id: UserId,
        /// Up to where.
        seq: i64,
    },
    /// A member's device has received up to `seq`.
    #[serde(rename = "message:delivered", rename_all = "camelCase")]
    MessageDelivered {
        /// The chat.
        chat_id: ChatId,
        /// Who.
        user_id: UserId,
        /// Up to where.
        seq: i64,
    },
    /// Somebody writes, or (with `what: null`) has stopped.
    #[serde(rename = "typing", rename_all = "camelCase")]
    Typing {
        /// The chat.
        chat_id: ChatId,
        /// Who.
        user_id: UserId,
        /// What; `null` when they stopped.
        what: Option<TypingWhat>,
    },
    /// Somebody came, or is back at the device, or (with `away`) let it lie.
    #[serde(rename = "user:online", rename_all = "camelCase")]
    UserOnline {
        /// Who.
        user_id: UserId,
        /// Whether all their open devices are idle.
        away: bool,
    },
    /// Somebody's last device went away.
    #[serde(rename = "user:offline", rename_all = "camelCase")]
    UserOffline {
        /// Who.
        user_id: UserId,
        /// When.
        last_seen_at: Timestamp,
    },
    /// Who is here, told to a device that has just connected, and again whole when a setting, a contact or a block
    /// changes whom it may see: all others whom it would hear of are not.
    #[serde(rename = "presence:state", rename_all = "camelCase")]
    PresenceState {
        /// Those who are.
        present: Vec<Present>,
    },
    /// Somebody's profile changed.
    #[serde(rename = "user:updated", rename_all = "camelCase")]
    UserUpdated {
        /// Who.
        user_id: UserId,
        /// The profile now.
        user: PublicUser,
    },
    /// A chat that I did not have before.
    #[serde(rename = "chat:new", rename_all = "camelCase")]
    ChatNew {
        /// As I see it.
        chat: Box<Chat>,
    },
    /// A chat that is mine no longer.
    #[serde(rename = "chat:removed", rename_all = "camelCase")]
    ChatRemoved {
        /// The chat.
        chat_id: ChatId,
    },
    /// My own side of a chat changed, on whichever device.
    #[serde(rename = "chat:mine")]
    ChatMine(MyChat),
    /// Somebody asks to become my contact, or I asked on another device.
    #[serde(rename = "contact:request", rename_all = "camelCase")]
    ContactRequest {
        /// Whether they ask me (`incoming`) or I ask them (`outgoing`).
        direction: ContactState,
        /// The request.
        request: ContactRequest,
    },
    /// How I stand to somebody changed.
    #[serde(rename = "contact:updated", rename_all = "camelCase")]
    ContactUpdated {
        /// Who.
        user_id: UserId,
        /// How, now.
        state: ContactState,
    },
    /// Somebody opened an invitation of mine, registered with it, or settled in one step further: ask
    /// `GET /newcomers`.
    #[serde(rename = "invite:progress", rename_all = "camelCase")]
    InviteProgress {
        /// Which invitation.
        code: String,
    },
    /// My simple mode or a proposal to me changed (`userId` is mine): ask `GET /simple-mode`. Or my proposal to somebody
    /// was answered: ask `GET /users/{id}/simple-mode-proposal`.
    #[serde(rename = "simple:changed", rename_all = "camelCase")]
    SimpleChanged {
        /// Whose simple mode it is about.
        user_id: UserId,
    },
    /// Somebody calls me.
    #[serde(rename = "call:incoming", rename_all = "camelCase")]
    CallIncoming {
        /// The call.
        call: Call,
        /// Who calls.
        from: User,
    },
    /// Ring receipts.
    #[serde(rename = "call:ringing")]
    CallRinging(CallRinging),
    /// The call was taken.
    #[serde(rename = "call:accepted")]
    CallAccepted(CallAcceptance),
    /// The call was declined.
    #[serde(rename = "call:rejected")]
    CallRejected(CallDecline),
    /// The call changed.
    #[serde(rename = "call:updated", rename_all = "camelCase")]
    CallUpdated {
        /// The call now.
        call: Call,
    },
    /// The call is over.
    #[serde(rename = "call:ended", rename_all = "camelCase")]
    CallEnded {
        /// The call as it ended.
        call: Call,
    },
    /// Another of my devices took the call.
    #[serde(rename = "call:taken", rename_all = "camelCase")]
    CallTaken {
        /// Which call.
        call_id: CallId,
    },
    /// A host took me out of the call.
    #[serde(rename = "call:removed", rename_all = "camelCase")]
    CallRemoved {
        /// Which call.
        call_id: CallId,
        /// Who did it.
        by_user_id: UserId,
    },
    /// A host switched my microphone off.
    #[serde(rename = "call:muted", rename_all = "camelCase")]
    CallMuted {
        /// Which call.
        call_id: CallId,
        /// Who did it.
        by_user_id: UserId,
    },
    /// Somebody in the call shows a sign.
    #[serde(rename = "call:reacted", rename_all = "camelCase")]
    CallReacted {
        /// Which call.
        call_id: CallId,
        /// Whose place.
        participant_id: ParticipantId,
        /// Who; absent for a guest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user_id: Option<UserId>,
        /// One emoji.
        emoji: String,
    },
    /// An SDP offer.
    #[serde(rename = "call:offer")]
    CallOffer(CallSdp),
    /// An SDP answer.
    #[serde(rename = "call:answer")]
    CallAnswer(CallSdp),
    /// An ICE candidate.
    #[serde(rename = "call:ice-candidate")]
    CallIceCandidate(CallCandidate),
    /// Mute, camera, screen or hold of another participant.
    #[serde(rename = "call:state")]
    CallState(CallStateEvent),
    /// Events may have been missed: sync now.
    #[serde(rename = "resync")]
    Resync {},
    /// This sign-in was ended; the socket closes with 4002.
    #[serde(rename = "session:ended", rename_all = "camelCase")]
    SessionEnded {
        /// Why: `logged_out`, `revoked`, `token_reuse`, `password_changed` or `account_deleted`.
        reason: String,
    },
}

/// Somebody who is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Present {
    /// Who.
    pub user_id: UserId,
    /// Whether all their open devices are idle.
    pub away: bool,
}

/// `chat:updated`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatUpdate {
    /// The chat.
    pub chat_id: ChatId,
    /// The place in its log.
    pub seq: i64,
    /// The chat now.
    pub chat: SharedChat,
    /// Who came, when that is what changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<MemberDelta>,
    /// Members who came, or whose role changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<MemberDelta>,
    /// Members who left or were removed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_ids: Vec<UserId>,
}

/// A member who came, or whose role changed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberDelta {
    /// Who.
    pub user: PublicUser,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub joined_at: Timestamp,
}

/// A device that rings.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RingingDevice {
    /// What sort it is, once it has said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DeviceKind>,
    /// What it does.
    pub state: RingState,
}

/// `call:ringing`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallRinging {
    /// Which call.
    pub call_id: CallId,
    /// What rings; empty when no device of the callee is open.
    pub devices: Vec<RingingDevice>,
}

/// `call:accepted`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallAcceptance {
    /// Which call.
    pub call_id: CallId,
    /// The place they hold.
    pub participant_id: ParticipantId,
    /// Who.
    pub user_id: UserId,
}

/// `call:rejected`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallDecline {
    /// Which call.
    pub call_id: CallId,
    /// Who.
    pub user_id: UserId,
}

/// `call:offer` and `call:answer`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallSdp {
    /// Which call.
    pub call_id: CallId,
    /// Which place it comes from.
    pub from_participant_id: ParticipantId,
    /// Who holds it.
    pub from_user_id: UserId,
    /// The description, as the browser wrote it.
    pub sdp: String,
}

/// `call:ice-candidate`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallCandidate {
    /// Which call.
    pub call_id: CallId,
    /// Which place it comes from.
    pub from_participant_id: ParticipantId,
    /// Who holds it.
    pub from_user_id: UserId,
    /// An `RTCIceCandidateInit`; `null` says that there are no more.
    #[schema(value_type = Option<Object>)]
    pub candidate: serde_json::Value,
}

/// `call:state`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallStateEvent {
    /// Which place it comes from.
    pub from_participant_id: ParticipantId,
    /// Who holds it.
    pub from_user_id: UserId,
    /// What changed.
    #[serde(flatten)]
    pub state: CallStateFrame,
}

/// The answer to the first `auth`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// Oneself.
    pub user_id: UserId,
    /// This sign-in.
    pub session_id: SessionId,
    /// This socket.
    pub connection_id: ConnectionId,
    /// Another one than the cached: the server was restored, drop the caches.
    pub store_id: String,
    /// The server's time.
    pub server_time: Timestamp,
    /// How often to `ping`, in milliseconds.
    pub heartbeat_ms: u64,
}

/// The data of an `error` answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SocketError {
    /// The same codes as over REST.
    pub code: ErrorCode,
    /// One English sentence for developers.
    pub message: String,
    /// When to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// For `validation_failed`: what is wrong with each field.
    #[serde(default, skip_serializing_if = "FieldErrors::is_empty")]
    pub errors: FieldErrors,
}

#[derive(Serialize)]
struct Answer<'a, T> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(rename = "ref", skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    data: T,
}

/// The text of an `ok` (or, for the first `auth`, `ready`) answer.
#[must_use]
pub fn answer<T: Serialize>(kind: &str, reference: Option<&str>, data: &T) -> String {
    serialise(&Answer { kind, reference, data })
}

/// The text of an `error` answer.
#[must_use]
pub fn failure(reference: Option<&str>, error: &SocketError) -> String {
    serialise(&Answer { kind: "error", reference, data: error })
}

impl ServerEvent {
    /// The frame's text, made once and shared by all who hear it.
    #[must_use]
    pub fn to_text(&self) -> String {
        serialise(self)
    }
}

fn serialise<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("wire types have string keys and no failing serialisers")
}
