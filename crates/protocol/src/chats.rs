//! Chats, members and messages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{ChatId, MessageId, Timestamp, UserId};

use crate::{Call, Draft, Message, User, files::file_url};

/// What kind of conversation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChatKind {
    /// Two people.
    Direct,
    /// Everybody on the server.
    Family,
    /// Some people, who chose each other.
    Group,
    /// One person's notes to themselves.
    Saved,
}

impl From<model::ChatKind> for ChatKind {
    fn from(kind: model::ChatKind) -> Self {
        match kind {
            model::ChatKind::Direct => Self::Direct,
            model::ChatKind::Family => Self::Family,
            model::ChatKind::Group => Self::Group,
            model::ChatKind::Saved => Self::Saved,
        }
    }
}

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Also hands the chat over.
    Owner,
    /// Also changes the title.
    Admin,
    /// Reads and writes.
    Member,
}

impl From<Role> for model::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::Admin => Self::Admin,
            Role::Member => Self::Member,
        }
    }
}

impl From<model::Role> for Role {
    fn from(role: model::Role) -> Self {
        match role {
            model::Role::Owner => Self::Owner,
            model::Role::Admin => Self::Admin,
            model::Role::Member => Self::Member,
        }
    }
}

/// A person's place in a chat.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Who.
    pub user: User,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub joined_at: Timestamp,
    /// Up to where they have read.
    pub read_seq: i64,
    /// Up to where a device of theirs has received.
    pub delivered_seq: i64,
}

/// What of a chat is the same for all its members: the form in broadcasts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SharedChat {
    /// Its id.
    pub id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// Its title; absent in a direct chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is about; groups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where its photo is, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// Messages pinned for everybody, the newest pin first; at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pinned_ids: Vec<MessageId>,
    /// Whether somebody who joins sees what was said before; groups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history_for_newcomers: Option<bool>,
    /// Whether members without a role may add people and see the invite links; groups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_may_add: Option<bool>,
    /// Whether it keeps an audio room, which anybody drops in to; groups only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio_room: Option<bool>,
    /// People in it.
    pub member_count: u32,
    /// The place of the newest entry in its log.
    pub last_seq: i64,
    /// Whether its messages are end-to-end encrypted.
    pub encrypted: bool,
    /// When it was made.
    pub created_at: Timestamp,
}

impl From<&model::Chat> for SharedChat {
    fn from(chat: &model::Chat) -> Self {
        Self {
            id: chat.id,
            kind: chat.kind.into(),
            title: chat.title.clone(),
            description: chat.description.clone(),
            avatar_url: chat.photo.map(file_url),
            pinned_ids: chat.pinned.iter().map(|pin| pin.message).collect(),
            history_for_newcomers: chat.rules.map(|rules| rules.history_for_newcomers),
            members_may_add: chat.rules.map(|rules| rules.members_may_add),
            audio_room: chat.rules.map(|rules| rules.audio_room),
            member_count: chat.member_count,
            last_seq: chat.last_seq,
            encrypted: false,
            created_at: chat.created_at,
        }
    }
}

/// A chat as one of its members sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Chat {
    /// What is the same for all.
    #[serde(flatten)]
    pub shared: SharedChat,
    /// Everybody in it, when it is small (up to 50) or asked for alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<Member>>,
    /// The newest message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<Message>,
    /// Messages (not events) of others that I have not read, counted up to 10,000.
    pub unread_count: u32,
    /// Unread messages that name me.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unread_mentions: u32,
    /// Up to where I have read.
    pub my_read_seq: i64,
    /// The highest place that somebody else has read.
    pub read_seq: i64,
    /// Until when it is silent for me.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Timestamp>,
    /// Kept on top by me.
    pub pinned: bool,
    /// Put away by me.
    pub archived: bool,
    /// Marked by me as unread although I have read it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub marked_unread: bool,
    /// What I have begun to write, on whichever device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// I deleted the chat for me at this place: it is hidden until a later message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_seq: Option<i64>,
    /// What I may do.
    pub role: Role,
    /// The call that goes on in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_call: Option<Call>,
}

/// `POST /chats`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum CreateChat {
    /// The one chat between me and this person.
    #[serde(rename_all = "camelCase")]
    Direct {
        /// The other person.
        user_id: UserId,
    },
    /// A group of people, its maker the owner.
    #[serde(rename_all = "camelCase")]
    Group {
        /// 1 to 128 characters.
        title: String,
        /// Up to 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        description: Option<String>,
        /// Whom to take in at once, besides oneself; at most 999.
        #[serde(default)]
        member_ids: Vec<UserId>,
    },
    /// My notes to myself, made if need be.
    Saved,
}

/// `PATCH /chats/{id}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatPatch {
    /// 1 to 128 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Up to 500 characters; empty clears it. Groups only, like what follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether somebody who joins sees what was said before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub history_for_newcomers: Option<bool>,
    /// Whether members without a role may add people and see the invite links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members_may_add: Option<bool>,
    /// Whether the group keeps an audio room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audio_room: Option<bool>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(count: &u32) -> bool {
    *count == 0
}

/// `PUT /chats/{id}/read`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkRead {
    /// Up to where.
    pub seq: i64,
}
