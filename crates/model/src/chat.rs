//! Chats and their members.

use crate::{ChatId, Message, MessageId, Person, Timestamp, UserId};

/// What kind of conversation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// Two people; exactly one per pair.
    Direct,
    /// Everybody on the server; made on first start, cannot be deleted.
    Family,
}

/// What a member may do in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads and writes.
    Member,
    /// Also changes the title.
    Admin,
    /// Also hands the chat over.
    Owner,
}

/// The chat itself: what is the same for all its members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its id.
    pub id: ChatId,
    /// Its kind.
    pub kind: ChatKind,
    /// Its title; none in a direct chat, which shows the other person.
    pub title: Option<String>,
    /// The place of the newest entry in its log; 0 when there is none.
    pub last_seq: i64,
    /// People in it now.
    pub member_count: u32,
    /// Messages pinned for everybody, the newest pin first; at most [`crate::limits::PINS_MAX`].
    pub pinned: Vec<MessageId>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A person's place in a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: Person,
    /// What they may do.
    pub role: Role,
    /// Since when.
    pub joined_at: Timestamp,
    /// Up to where they have read.
    pub read_seq: i64,
    /// Up to where one of their devices has received.
    pub delivered_seq: i64,
}

/// What differs by viewer: one member's own side of a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MyChat {
    /// What I may do.
    pub role: Role,
    /// Up to where I have read.
    pub read_seq: i64,
    /// Messages (not events) of others that I have not read and can still see, counted up to 10,000.
    pub unread_count: u32,
    /// Those of them that name me.
    pub unread_mentions: u32,
}

/// A chat as one member's list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatSummary {
    /// The chat.
    pub chat: Chat,
    /// My side of it.
    pub mine: MyChat,
    /// The highest place that somebody else has read.
    pub others_read_seq: i64,
    /// The newest message, if any.
    pub last_message: Option<Message>,
    /// Everybody in it, when it is small ([`crate::limits::SMALL_CHAT`]).
    pub members: Option<Vec<Member>>,
}

/// The pair of a direct chat in a fixed order: the key that makes it one chat even when both start it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DirectKey {
    first: UserId,
    second: UserId,
}

impl DirectKey {
    /// The key of two different people. `None` for a person with themselves.
    #[must_use]
    pub fn new(a: UserId, b: UserId) -> Option<Self> {
        match a.cmp(&b) {
            std::cmp::Ordering::Less => Some(Self { first: a, second: b }),
            std::cmp::Ordering::Greater => Some(Self { first: b, second: a }),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Both people, in key order.
    #[must_use]
    pub const fn people(self) -> [UserId; 2] {
        [self.first, self.second]
    }

    /// The text under which the pair is unique in the database.
    #[must_use]
    pub fn text(self) -> String {
        format!("{}:{}", self.first.uuid().simple(), self.second.uuid().simple())
    }
}
