//! Chats and their members.

use crate::{ChatId, FileId, GuestLinkId, Message, MessageId, Person, Timestamp, UserId};

/// What kind of conversation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChatKind {
    /// Two people; exactly one per pair.
    Direct,
    /// Everybody on the server; made on first start, cannot be deleted.
    Family,
    /// People who were invited one by one.
    Group,
    /// One person's notes to themselves; exactly one per person.
    Saved,
}

/// What a member may do in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Reads and writes.
    Member,
    /// Also changes the title and removes members.
    Admin,
    /// Also gives roles and hands the chat over.
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
    /// What it is about; groups only.
    pub description: Option<String>,
    /// Its photo, if it has one; groups only.
    pub photo: Option<FileId>,
    /// What its admins decided; groups only.
    pub rules: Option<GroupRules>,
    /// The place of the newest entry in its log; 0 when there is none.
    pub last_seq: i64,
    /// People in it now.
    pub member_count: u32,
    /// Messages pinned for everybody, the newest pin first; at most [`crate::limits::PINS_MAX`].
    pub pinned: Vec<Pin>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Chat {
    /// The chat without what is pinned at or below the place `visible_from` of its log: somebody from whom the group
    /// hides what was said before they came is not told of it by a pin either.
    #[must_use]
    pub fn seen_from(mut self, visible_from: i64) -> Self {
        self.pinned.retain(|pin| pin.place > visible_from);
        self
    }
}

/// A message that is pinned in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// Which.
    pub message: MessageId,
    /// Where the message stands in the log.
    pub place: i64,
}

/// What the admins of a group decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupRules {
    /// Whether somebody who joins sees what was said before. It counts at the moment of joining.
    pub history_for_newcomers: bool,
    /// Whether members without a role may add people and see the invite links.
    pub members_may_add: bool,
    /// Whether it keeps an audio room: a call that anybody drops in to, and that rings for nobody.
    pub audio_room: bool,
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
    /// Until when it is silent for me.
    pub muted_until: Option<Timestamp>,
    /// Whether I keep it on top.
    pub pinned: bool,
    /// Whether I put it away.
    pub archived: bool,
    /// Whether I marked it as unread.
    pub marked_unread: bool,
    /// What I have begun to write.
    pub draft: Option<Draft>,
    /// Where the log ended when I deleted the chat for me: hidden until a message comes after it.
    pub hidden_seq: Option<i64>,
}

/// What somebody has begun to write, the same on all their devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The words so far; may be empty when there is something to reply to.
    pub text: String,
    /// The message it will answer.
    pub reply_to: Option<MessageId>,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// An invite link of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChatLink {
    /// What stands in the link.
    pub code: String,
    /// The group.
    pub chat: ChatId,
    /// Who made it.
    pub created_by: UserId,
    /// How many may join by it; `None` for any number.
    pub max_uses: Option<u32>,
    /// How many have.
    pub uses: u32,
    /// Until when; `None` for always.
    pub expires_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl ChatLink {
    /// Whether somebody can still join by it.
    #[must_use]
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.expires_at.is_none_or(|end| now < end) && self.max_uses.is_none_or(|max| self.uses < max)
    }
}

/// A link by which people without an account come into the calls of a group. What stands in it is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestLink {
    /// Its id.
    pub id: GuestLinkId,
    /// The group.
    pub chat: ChatId,
    /// Who made it.
    pub created_by: UserId,
    /// Until when somebody can come by it.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
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

impl ChatSummary {
    /// Whether I deleted it for me and nothing was said in it since.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        let newest = self.last_message.as_ref().map_or(0, |message| message.seq);
        self.mine.hidden_seq.is_some_and(|hidden| newest <= hidden)
    }
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
