//! Chats, members and messages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{ChatId, MessageId, Timestamp, UserId};

use crate::{Call, CallCard, User};

/// What kind of conversation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ChatKind {
    /// Two people.
    Direct,
    /// Everybody on the server.
    Family,
}

impl From<model::ChatKind> for ChatKind {
    fn from(kind: model::ChatKind) -> Self {
        match kind {
            model::ChatKind::Direct => Self::Direct,
            model::ChatKind::Family => Self::Family,
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
    /// Where its photo is, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
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
            avatar_url: None,
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
}

/// `PATCH /chats/{id}`: absent fields stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatPatch {
    /// 1 to 128 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MessageKind {
    /// Words.
    Text,
    /// A call that is over.
    Call,
}

/// A message. A later change of it is an event with a later `seq`, which becomes its `rev`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it was sent.
    pub chat_id: ChatId,
    /// Its place in the chat's log, from 1.
    pub seq: i64,
    /// The place of its last change.
    pub rev: i64,
    /// Who sent it; for a call card, who called.
    pub sender_id: UserId,
    /// The sender's own id of it.
    pub client_id: String,
    /// What it carries.
    pub kind: MessageKind,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<CallCard>,
    /// Files it carries.
    pub attachments: Vec<File>,
    /// What people answered with a sign.
    pub reactions: Vec<Reaction>,
    /// When the server took it in.
    pub created_at: Timestamp,
    /// When it was last edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// When it was deleted for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted_at: Option<Timestamp>,
}

impl From<&model::Message> for Message {
    fn from(message: &model::Message) -> Self {
        let (kind, text, call) = match &message.body {
            model::MessageBody::Text(text) => (MessageKind::Text, Some(text.clone()), None),
            model::MessageBody::Call(card) => (MessageKind::Call, None, Some(CallCard::from(card))),
        };
        Self {
            id: message.id,
            chat_id: message.chat,
            seq: message.seq,
            rev: message.rev,
            sender_id: message.sender,
            client_id: message.client_id.to_string(),
            kind,
            text,
            call,
            attachments: Vec::new(),
            reactions: Vec::new(),
            created_at: message.created_at,
            edited_at: None,
            deleted_at: None,
        }
    }
}

/// A file that a message carries.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub mime: String,
    /// Its size in bytes.
    pub size: i64,
    /// Where it is.
    pub url: String,
}

/// How many answered a message with one sign.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reaction {
    /// The sign.
    pub emoji: String,
    /// How many.
    pub count: u32,
    /// Whether I am one of them; absent in broadcasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}

/// `POST /chats/{id}/messages`, and the body of `message:send`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendMessage {
    /// The sender's own id of it: sending again with the same one stores nothing twice.
    pub client_id: String,
    /// `text` if absent; members cannot send calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<MessageKind>,
    /// 1 to 16,384 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A stretch of a chat's messages.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// Ascending by `seq`.
    pub items: Vec<Message>,
    /// Whether there are older ones (with `after`: newer ones) beyond this page.
    pub has_more: bool,
    /// Whether there are newer ones; only for a page around a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_newer: Option<bool>,
}

/// `PUT /chats/{id}/read`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MarkRead {
    /// Up to where.
    pub seq: i64,
}
