//! Messages.

use crate::{
    CallId, ChatId, ClientId, MessageId, Timestamp, UserId,
    call::{CallKind, CallStatus},
};

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Words.
    Text,
    /// A call that is over.
    Call,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageBody {
    /// Words, 1 to 16,384 bytes.
    Text(String),
    /// The card of a call that is over.
    Call(CallCard),
}

impl MessageBody {
    /// The kind that goes with it.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Text(_) => MessageKind::Text,
            Self::Call(_) => MessageKind::Call,
        }
    }
}

/// How a call went, as its chat remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallCard {
    /// Which call.
    pub call: CallId,
    /// Audio or video.
    pub kind: CallKind,
    /// How it ended.
    pub status: CallStatus,
    /// From the answer to the end, in milliseconds; `None` if nobody answered.
    pub duration_ms: Option<i64>,
}

/// A message in a chat's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Where it was sent.
    pub chat: ChatId,
    /// Its place in the chat's log, from 1.
    pub seq: i64,
    /// The place of its last change; equal to `seq` when nothing changed.
    pub rev: i64,
    /// Who sent it; for a call card, who called.
    pub sender: UserId,
    /// The sender's own id of it: `(chat, sender, client_id)` is unique for ever.
    pub client_id: ClientId,
    /// What it says.
    pub body: MessageBody,
    /// When the server took it in.
    pub created_at: Timestamp,
}
