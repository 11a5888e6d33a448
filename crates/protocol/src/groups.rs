//! Groups: making them, their members, their invite links; and one member's own side of a chat.

use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{ChatId, MessageId, Timestamp, UserId};

use crate::{Member, Role};

/// What somebody has begun to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The words so far, up to 16,384 bytes.
    pub text: String,
    /// The message it will answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// When it was last changed; the server's time.
    pub updated_at: Timestamp,
}

impl From<&model::Draft> for Draft {
    fn from(draft: &model::Draft) -> Self {
        Self { text: draft.text.clone(), reply_to: draft.reply_to, updated_at: draft.updated_at }
    }
}

/// My own side of a chat, whole: the data of `chat:mine` and the answer to `PATCH /chats/{id}/mine`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MyChat {
    /// The chat.
    pub chat_id: ChatId,
    /// Up to where I have read.
    pub my_read_seq: i64,
    /// Messages (not events) of others that I have not read, counted up to 10,000.
    pub unread_count: u32,
    /// Unread messages that name me.
    #[serde(default)]
    pub unread_mentions: u32,
    /// Kept on top by me.
    #[serde(default)]
    pub pinned: bool,
    /// Put away by me.
    #[serde(default)]
    pub archived: bool,
    /// Until when it is silent for me.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<Timestamp>,
    /// Marked by me as unread although I have read it.
    #[serde(default)]
    pub marked_unread: bool,
    /// What I have begun to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
    /// I deleted the chat for me at this place: it is hidden until a later message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden_seq: Option<i64>,
}

/// A draft to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DraftInput {
    /// The words so far, up to 16,384 bytes.
    pub text: String,
    /// The message it will answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
}

/// `PATCH /chats/{id}/mine`: absent fields stay as they are, `null` clears.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MyChatPatch {
    /// Keep it on top; at most 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// Put it away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// Keep it silent until then; `null` ends that.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[schema(value_type = Option<Timestamp>)]
    pub muted_until: Option<Option<Timestamp>>,
    /// Mark it unread although it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
    /// What I have begun to write; `null` when it was sent or given up.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[schema(value_type = Option<DraftInput>)]
    pub draft: Option<Option<DraftInput>>,
}

/// Tells `null` from absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// `POST /chats/{id}/members`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddMembers {
    /// Whom to add; at most 200 at once.
    pub user_ids: Vec<UserId>,
}

/// The answer: who is in now, and who was not added because they do not allow it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddedMembers {
    /// Those of the named who are members now.
    pub items: Vec<Member>,
    /// Those whose settings forbid it.
    pub refused: Vec<UserId>,
}

/// `PATCH /chats/{id}/members/{userId}`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRole {
    /// The new role; `owner` hands the group over.
    pub role: Role,
}

/// `POST /chats/{id}/links`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateChatLink {
    /// How many may use it; absent for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<u32>,
    /// For how long; absent for always. At most a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_in_seconds: Option<u64>,
}

/// An invite link of a group, as those who may invite see it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatLink {
    /// The code in it.
    pub code: String,
    /// What to open: the page's `/join/{code}`.
    pub url: String,
    /// Who made it.
    pub created_by: UserId,
    /// How many may use it; absent for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<u32>,
    /// How many have.
    pub uses: u32,
    /// Until when; absent for always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What somebody who holds a link sees before joining.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatLinkInfo {
    /// The group, for those who are in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<ChatId>,
    /// Its title.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where its photo is; only for those who are in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// People in it.
    pub member_count: u32,
    /// Whether I am one of them.
    pub joined: bool,
}
