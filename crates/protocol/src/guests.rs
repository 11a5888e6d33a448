//! Guests of group calls: links, and what somebody without an account is told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{CallId, GuestLinkId, ParticipantId, Timestamp, UserId};

use crate::Call;

/// `POST /chats/{id}/guest-links`.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateGuestLink {
    /// For how many seconds somebody can come by it; a day if absent, a month at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<u64>,
}

/// A link by which people without an account come into a group's calls.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CallGuestLink {
    /// Its id.
    pub id: GuestLinkId,
    /// The address itself. Told once, when the link is made: only a digest is kept. What opens the door stands behind
    /// the `#`, which browsers send to nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Who made it.
    pub created_by: UserId,
    /// Until when somebody can come by it.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What to do with guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum GuestAnswer {
    /// Lets in those who wait.
    Admit,
    /// Turns away those who wait.
    Decline,
    /// Takes out those who are in.
    Remove,
}

/// `POST /calls/{id}/guests`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnswerGuests {
    /// What.
    pub action: GuestAnswer,
    /// Whom; 50 at most.
    pub participant_ids: Vec<ParticipantId>,
}

/// `POST /guests/look`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LookAtGuestLink {
    /// What stands in the address.
    pub token: String,
}

/// What whoever opens a link is told.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestInvitation {
    /// What the group is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What the one who made the link is called.
    pub invited_by: String,
    /// Whether a call goes on.
    pub call_goes_on: bool,
}

/// `POST /guests`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BecomeGuest {
    /// What stands in the address.
    pub token: String,
    /// What to be called: 1 to 40 characters.
    pub name: String,
}

/// A guest, as their page keeps it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestPass {
    /// For the socket `/ws/guest`, and for nothing else.
    pub token: String,
    /// What they are called.
    pub name: String,
    /// What they were told of the link.
    pub invitation: GuestInvitation,
}

/// Why a guest's visit is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum GuestEnd {
    /// The call is over.
    Ended,
    /// Those in the call did not let them in.
    Declined,
    /// Somebody in the call took them out.
    Removed,
    /// They were silent for too long.
    Lapsed,
    /// The link was taken back, or this server wants no guests any more.
    LinkClosed,
    /// Another tab with the same pass took the place.
    Elsewhere,
    /// Too many wait already.
    Full,
}

/// Where a guest stands; said when it changes.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum GuestStand {
    /// No call goes on. They come to its door by themselves when one begins.
    NoCall,
    /// They are at the door.
    Waiting,
    /// A host lets nobody new into the call. They knock by themselves once that is over.
    Locked,
    /// They are in the call.
    In {
        /// The call, as guests see it.
        call: Box<GuestCall>,
    },
    /// The visit is over; the socket closes.
    Over {
        /// Why.
        reason: GuestEnd,
    },
}

/// A call as a guest sees it: who is in it by name, and nothing that leads anywhere else. The ids of people, sign-ins and
/// the chat in it are made up from the places of the call.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestCall {
    /// The call.
    pub call: Call,
    /// The guest's own place.
    pub me: ParticipantId,
    /// What everybody is called.
    pub people: Vec<GuestPerson>,
}

/// Somebody in a call, as a guest sees them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestPerson {
    /// Their place.
    pub participant_id: ParticipantId,
    /// What they are called.
    pub name: String,
    /// Whether they are a guest, too.
    pub guest: bool,
}

/// The answer to a guest's `auth`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestReady {
    /// What stands for the guest in the calls that they are told of.
    pub user_id: UserId,
    /// How often the page should say that it is there.
    pub heartbeat_ms: u64,
    /// The time here.
    pub server_time: Timestamp,
}

/// The answer to a guest's offer, as it comes over the socket.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestAnswerSdp {
    /// The call.
    pub call_id: CallId,
    /// The guest's own place.
    pub from_participant_id: ParticipantId,
    /// The same, where others have a person.
    pub from_user_id: UserId,
    /// The description.
    pub sdp: String,
}

/// A host switched a guest's microphone off.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestMuted {
    /// The call.
    pub call_id: CallId,
    /// What stands for the host.
    pub by_user_id: UserId,
}

/// A sign of somebody in the call, as a guest is told of it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GuestSign {
    /// The call.
    pub call_id: CallId,
    /// Whose place.
    pub participant_id: ParticipantId,
    /// What stands for the person there.
    pub user_id: UserId,
    /// One emoji.
    pub emoji: String,
}

/// What the server says to a guest.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum GuestEvent {
    /// Where the guest stands now.
    #[serde(rename = "guest:stands")]
    Stands(GuestStand),
    /// The answer to the guest's offer.
    #[serde(rename = "call:answer")]
    Answer(GuestAnswerSdp),
    /// A host switched the guest's microphone off.
    #[serde(rename = "call:muted")]
    Muted(GuestMuted),
    /// Somebody in the call shows a sign.
    #[serde(rename = "call:reacted")]
    Reacted(GuestSign),
}

impl GuestEvent {
    /// The frame's text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("wire types have string keys and no failing serialisers")
    }
}
