//! Committed changes, on their way from the rules to the people who should hear of them.

use std::sync::Arc;

use crate::{
    Chat, ChatId, ChatSummary, ConnectionId, ContactRequest, ContactState, InviteCode, Member, Message,
    MessageId, MyChat, Person, ReactionChange, SessionId, Timestamp, UserId, Viewpoint, call::CallSignal,
};

/// Something that is already durable (or, for typing and signalling, needs not be) and should be told.
///
/// Log changes of one chat are handed over in `seq` order.
#[derive(Debug, Clone)]
pub enum Change {
    /// A message entered its chat's log at `message.seq`.
    MessageAdded {
        /// The message.
        message: Message,
    },
    /// A message changed; took `seq` in the log, which is now its `rev`.
    MessageChanged {
        /// Its place in the log.
        seq: i64,
        /// The message as it is now, without what differs by viewer.
        message: Message,
    },
    /// A message was deleted for everybody; took `seq` in the log, which is now its `rev`.
    MessageDeleted {
        /// The chat.
        chat: ChatId,
        /// Its place in the log.
        seq: i64,
        /// Which.
        message: MessageId,
        /// Where the message stands in the log: whoever cannot see that place is not told.
        place: i64,
        /// When.
        at: Timestamp,
    },
    /// Somebody gave a message a sign, or took it back.
    ReactionChanged(ReactionChange),
    /// A person deleted messages for themselves: only their own devices hear of it.
    MessagesHidden {
        /// Who.
        user: UserId,
        /// The chat.
        chat: ChatId,
        /// Which.
        messages: Vec<MessageId>,
    },
    /// Title, members, roles or pins changed; took `seq` in the log.
    ChatChanged {
        /// Its place in the log.
        seq: i64,
        /// The chat as it is now.
        chat: Chat,
        /// Who came, went or has another role, when that is what changed.
        member: Option<MemberChange>,
    },
    /// A chat that `user` did not have before.
    ChatAppeared {
        /// Who gets it.
        user: UserId,
        /// The chat as they see it.
        summary: Box<ChatSummary>,
        /// The place up to which the log is hidden from them; 0 when nothing is.
        visible_from: i64,
    },
    /// A chat that people do not have any more: they left, were removed, or it was deleted. They hear nothing
    /// of it from now on.
    ChatVanished {
        /// The chat.
        chat: ChatId,
        /// Whom it is gone for.
        users: Vec<UserId>,
    },
    /// A member's own side of a chat changed; only their own devices hear of it.
    MineChanged {
        /// The chat.
        chat: ChatId,
        /// The member.
        user: UserId,
        /// Their side now.
        mine: Box<MyChat>,
    },
    /// A member has read up to `seq`.
    Read {
        /// The chat.
        chat: ChatId,
        /// Who read.
        user: UserId,
        /// Up to where.
        seq: i64,
        /// Their side of the chat now, for their own devices.
        mine: Box<MyChat>,
        /// Which others hear of it.
        audience: ReceiptAudience,
    },
    /// One of a member's devices has received up to `seq`.
    Delivered {
        /// The chat.
        chat: ChatId,
        /// Who received.
        user: UserId,
        /// Up to where.
        seq: i64,
        /// Which others hear of it.
        audience: ReceiptAudience,
    },
    /// A member writes, or has stopped. Lossy: may be dropped for a slow client.
    Typing {
        /// The chat.
        chat: ChatId,
        /// Who.
        user: UserId,
        /// What; `None` when they stopped.
        what: Option<Typing>,
    },
    /// A profile changed.
    PersonChanged {
        /// The profile as it is now.
        person: Person,
        /// Whether more changed than what everybody may see: then those who may see more should ask.
        more: bool,
    },
    /// Somebody looks different to one person now, and only to them: they should ask again.
    PersonLooksDifferent {
        /// To whom.
        to: UserId,
        /// Who.
        person: Person,
    },
    /// Settings, contacts or blocks changed, and with them what somebody sees and who sees them. Handed over in
    /// the order in which the database was read.
    ViewChanged {
        /// Their eyes as they are now.
        view: Arc<Viewpoint>,
    },
    /// How somebody stands to another changed.
    ContactChanged {
        /// Who hears it.
        user: UserId,
        /// To whom.
        other: UserId,
        /// How, now.
        state: ContactState,
    },
    /// A request to become contacts was made.
    ContactAsked {
        /// Who hears it: the one who is asked, and the one who asks.
        user: UserId,
        /// Whether `user` is asked ([`ContactState::Incoming`]) or asks ([`ContactState::Outgoing`]).
        direction: ContactState,
        /// The request as `user` sees it.
        request: ContactRequest,
    },
    /// Somebody opened an invitation, registered with it, or settled in one step further.
    InviteProgress {
        /// Who made the invitation; only their own devices hear of it.
        user: UserId,
        /// Which.
        code: InviteCode,
    },
    /// Somebody's simple mode, or a proposal about it, changed.
    SimpleModeChanged {
        /// Who hears it.
        user: UserId,
        /// Whose simple mode it is about.
        about: UserId,
    },
    /// A session ended; its sockets must close at once.
    SessionEnded {
        /// Which.
        session: SessionId,
        /// Why.
        reason: SessionEnd,
    },
    /// Something about a call, for exactly one device or person.
    Call(Box<CallSignal>),
}

/// Which other members hear of a receipt: everybody would be a flood in a large chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptAudience {
    /// All members; chats of up to [`crate::limits::SMALL_CHAT`].
    Everybody,
    /// Only whoever wrote the newest message that the receipt covers.
    Author(UserId),
    /// These members: who may see how far this person has read.
    Some(Vec<UserId>),
    /// Nobody else, only the person's own devices.
    Oneself,
}

/// What a member prepares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Words.
    Text,
    /// A voice message.
    Voice,
    /// A file.
    File,
}

/// Who came, went or has another role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberChange {
    /// Somebody joined the family chat.
    Joined(Box<Member>),
    /// The members of a group changed.
    Group {
        /// Those who came or whose role changed, as they are now.
        members: Vec<Member>,
        /// Those who are gone.
        left: Vec<UserId>,
    },
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionEnd {
    /// The person logged out on that device.
    LoggedOut,
    /// The person or an admin ended it from elsewhere.
    Revoked,
    /// An old refresh token was used again: somebody may have stolen it.
    TokenReuse,
    /// The account's password was changed or reset.
    PasswordChanged,
    /// The person deleted the account.
    AccountDeleted,
}

impl SessionEnd {
    /// The stable word for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LoggedOut => "logged_out",
            Self::Revoked => "revoked",
            Self::TokenReuse => "token_reuse",
            Self::PasswordChanged => "password_changed",
            Self::AccountDeleted => "account_deleted",
        }
    }
}

/// Where committed changes go. `realtime` implements it; `service` calls it only after the commit.
pub trait ChangeSink: Send + Sync + 'static {
    /// Tells the changes, in this order. Never waits for a client.
    fn announce(&self, changes: Vec<Change>);
}

/// Whether a person is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PresenceState {
    /// A device is open and in use.
    Online,
    /// A device is open, but nobody has touched it for a while.
    Away,
    /// No device is open.
    Offline,
}

/// A device that is connected now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDevice {
    /// Its socket.
    pub connection: ConnectionId,
    /// Its sign-in.
    pub session: SessionId,
    /// Since when.
    pub since: Timestamp,
}

/// Who is here now. `realtime` implements it; `service` asks it.
pub trait Presence: Send + Sync + 'static {
    /// How present a person is, over all their devices.
    fn state(&self, user: UserId) -> PresenceState;

    /// The devices that would hear something said to this person now.
    fn open_devices(&self, user: UserId) -> Vec<OpenDevice>;
}
