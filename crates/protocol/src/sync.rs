//! `sync`: what a client missed while it was away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{ChatId, MessageId};

use crate::{Chat, socket::ServerEvent};

/// The request.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncRequest {
    /// The cursor of the last `sync`; absent for everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Chats whose missed events are wanted, each with the last `seq` that the client has. At most 200.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[schema(value_type = BTreeMap<String, i64>)]
    pub chats: BTreeMap<ChatId, i64>,
}

/// The answer. A change may come twice, never zero times.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncAnswer {
    /// Chats of mine that changed, or that were asked for.
    pub chats: Vec<ChatSync>,
    /// Chats that are mine no longer.
    pub removed: Vec<ChatId>,
    /// For the next `sync`.
    pub cursor: String,
    /// Whether to ask again at once with this cursor.
    pub more: bool,
}

/// One chat in an answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChatSync {
    /// The chat as it is now.
    pub chat: Chat,
    /// The missed events in `seq` order, when the chat was asked for and they are few enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<ServerEvent>>,
    /// Whether `events` is all of them; `false` means "too far behind: load the newest page instead".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
    /// For a chat that was asked for: messages that I have hidden from my own view since the cursor.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<MessageId>,
}
