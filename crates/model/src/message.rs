//! Messages.

use crate::{
    CallId, ChatId, ClientId, DisplayName, Emoji, File, LinkPreview, MessageId, Role, Timestamp, UserId,
    call::{CallKind, CallStatus},
    first_link,
};

/// What a message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// Words.
    Text,
    /// A recorded voice.
    Voice,
    /// Pictures and videos, perhaps with words.
    Media,
    /// Other files, perhaps with words.
    File,
    /// A call that is over.
    Call,
    /// What happened to the chat.
    System,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageBody {
    /// Words, 1 to 16,384 bytes.
    Text(String),
    /// The card of a call that is over.
    Call(CallCard),
    /// What happened to the chat, said by the server; the message's sender did it.
    System(SystemNote),
    /// Files, which are listed beside it.
    Files {
        /// What they are.
        kind: FilesKind,
        /// Words about them, 1 to 16,384 bytes.
        caption: Option<String>,
    },
    /// Deleted for everybody: a place without content.
    Deleted {
        /// What it was.
        kind: MessageKind,
        /// When it was deleted.
        at: Timestamp,
    },
}

/// What the files of a message are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FilesKind {
    /// One recorded voice.
    Voice,
    /// Pictures and videos.
    Media,
    /// Anything.
    File,
}

impl MessageBody {
    /// The kind that goes with it.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Text(_) => MessageKind::Text,
            Self::Call(_) => MessageKind::Call,
            Self::System(_) => MessageKind::System,
            Self::Files { kind: FilesKind::Voice, .. } => MessageKind::Voice,
            Self::Files { kind: FilesKind::Media, .. } => MessageKind::Media,
            Self::Files { kind: FilesKind::File, .. } => MessageKind::File,
            Self::Deleted { kind, .. } => *kind,
        }
    }

    /// Its words, if it has any.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Files { caption, .. } => caption.as_deref(),
            Self::Call(_) | Self::System(_) | Self::Deleted { .. } => None,
        }
    }

    /// The link that a preview may show: the first one of a message that is only words.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        match self {
            Self::Text(text) => first_link(text),
            Self::Files { .. } | Self::Call(_) | Self::System(_) | Self::Deleted { .. } => None,
        }
    }

    /// When it was deleted for everybody.
    #[must_use]
    pub const fn deleted_at(&self) -> Option<Timestamp> {
        match self {
            Self::Deleted { at, .. } => Some(*at),
            Self::Text(_) | Self::Files { .. } | Self::Call(_) | Self::System(_) => None,
        }
    }

    /// Whether a member wrote it (and not the server), and it is still there.
    #[must_use]
    pub const fn is_by_a_member(&self) -> bool {
        match self {
            Self::Text(_) | Self::Files { .. } => true,
            Self::Call(_) | Self::System(_) | Self::Deleted { .. } => false,
        }
    }
}

/// What happened to a chat. Who did it is the sender of the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SystemNote {
    /// Made the group under this title.
    Created {
        /// The title.
        title: String,
    },
    /// Added people.
    MembersAdded(Vec<UserId>),
    /// Removed somebody.
    MemberRemoved(UserId),
    /// Left.
    MemberLeft,
    /// Joined by an invite link.
    JoinedByLink,
    /// Gave the chat another title.
    Renamed {
        /// The new title.
        title: String,
    },
    /// Gave it another photo.
    PhotoChanged,
    /// Took its photo away.
    PhotoRemoved,
    /// Changed or cleared the description.
    DescriptionChanged,
    /// Gave somebody another role.
    RoleChanged {
        /// Whom.
        user: UserId,
        /// Which.
        role: Role,
    },
    /// Handed the group over.
    OwnerChanged(UserId),
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

/// Whose words a forwarded message carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForwardedFrom {
    /// Who wrote them.
    pub user: UserId,
    /// Their name at the time of the first forwarding.
    pub display_name: DisplayName,
}

/// One sign under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The sign.
    pub emoji: Emoji,
    /// How many gave it.
    pub count: u32,
    /// Whether the viewer is one of them; `None` when it is told to everybody.
    pub mine: Option<bool>,
}

/// A sign that somebody gave to a message or took back, as it went into the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReactionChange {
    /// The chat.
    pub chat: ChatId,
    /// Its place in the log, and from then on the message's `rev`.
    pub seq: i64,
    /// Which message.
    pub message: MessageId,
    /// Where the message stands in the log: whoever cannot see that place is not told.
    pub place: i64,
    /// Who.
    pub user: UserId,
    /// The sign.
    pub emoji: Emoji,
    /// Given, or taken back.
    pub set: bool,
    /// All signs of the message now.
    pub counts: Vec<Reaction>,
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
    /// The message of the same chat that it answers; that one may be deleted by now.
    pub reply_to: Option<MessageId>,
    /// Whose words they were first, if it was forwarded.
    pub forwarded_from: Option<ForwardedFrom>,
    /// Files that it carries, in the sender's order, at most [`crate::limits::ATTACHMENTS_MAX`].
    pub attachments: Vec<File>,
    /// Members whom it names with `@login`, at most [`crate::limits::MENTIONS_MAX`].
    pub mentions: Vec<UserId>,
    /// What people answered with a sign, the earliest sign first.
    pub reactions: Vec<Reaction>,
    /// What its link leads to, once the server has looked.
    pub preview: Option<Box<LinkPreview>>,
    /// When the server took it in.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
}
