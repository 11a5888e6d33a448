//! What the product talks about: ids, people, chats, messages, calls, and the rules that need no I/O.
//!
//! This crate never opens a file or a socket, never reads a clock, and only its ids and times can be
//! serialised (feature `wire`). Start reading at [`Chat`] and [`Message`]; calls live in [`call`].

pub mod call;
mod change;
mod chat;
mod emoji;
mod file;
mod ids;
mod language;
mod links;
mod mentions;
mod message;
mod newcomer;
mod person;
mod privacy;
mod session;
mod simple;
mod stems;
mod text;
mod time;

pub use change::{
    Change, ChangeSink, MemberChange, OpenDevice, Presence, PresenceState, ReceiptAudience, SessionEnd,
    Typing,
};
pub use chat::{
    Chat, ChatKind, ChatLink, ChatSummary, DirectKey, Draft, GroupRules, GuestLink, Member, MyChat, Pin, Role,
};
pub use emoji::Emoji;
pub use file::{DURATION_MAX_MS, File, FilePurpose, Waveform};
pub use ids::{
    CallId, ChatId, ConnectionId, ContactRequestId, EchoId, FileId, GuestId, GuestLinkId, InvalidId,
    MessageId, ParticipantId, PasskeyId, SessionId, SimpleProposalId, UserId,
};
pub use language::Language;
pub use links::{LinkPreview, PageCard, first_link};
pub use mentions::mentioned;
pub use message::{
    CallCard, FilesKind, ForwardedFrom, Message, MessageBody, MessageKind, Reaction, ReactionChange,
    SystemNote,
};
pub use newcomer::{NEWCOMER_FOR, Newcomer, WelcomeStep, WelcomeSteps};
pub use person::{Admin, Contact, ContactRequest, ContactState, Person};
pub use privacy::{Audience, Privacy, PrivacyPatch, Relation, Viewpoint};
pub use session::{Actor, EmailMode, Invite, Passkey, RegistrationMode, Session, SignInWay};
pub use simple::{
    AutoAnswer, PROPOSAL_FOR, ProposalState, SimpleChoice, SimpleMode, SimplePerson, SimpleProposal,
    SimpleSetup,
};
pub use stems::{SearchTerm, SearchWords, stems};
pub use text::{
    AboutText, ChatDescription, ChatTitle, ClientId, DeviceName, DisplayName, Email, FileName, GuestName,
    Invalid, InviteCode, Login, MessageText, PasskeyName, Password, Phone, StatusText,
};
pub use time::{Clock, SystemClock, Timestamp};

/// The largest and the usual page of a list (protocol.md "Limits").
pub mod limits {
    /// Files that one message carries.
    pub const ATTACHMENTS_MAX: usize = 10;
    /// Items on a page when the client names no number.
    pub const PAGE_DEFAULT: u32 = 50;
    /// Items on a page at most.
    pub const PAGE_MAX: u32 = 200;
    /// Members of the chat up to which presence and read receipts are told to everybody in it.
    pub const SMALL_CHAT: u32 = 50;
    /// Members whom one message can name.
    pub const MENTIONS_MAX: usize = 50;
    /// Messages that one request may name.
    pub const MESSAGE_IDS_MAX: usize = 50;
    /// Signs that one person may give to one message.
    pub const REACTIONS_PER_PERSON: u32 = 3;
    /// Different signs under one message.
    pub const REACTION_KINDS: usize = 20;
    /// Messages pinned in one chat.
    pub const PINS_MAX: usize = 50;
    /// Requests to become contacts that one person may have open.
    pub const CONTACT_REQUESTS_MAX: i64 = 100;
    /// Requests that may wait for one person's answer.
    pub const WAITING_REQUESTS_MAX: i64 = 500;
    /// Contacts of one person; the list is sent whole.
    pub const CONTACTS_MAX: i64 = 2_000;
    /// People whom one person may block.
    pub const BLOCKS_MAX: i64 = 1_000;
    /// Chats whose missed events one `sync` may ask for.
    pub const SYNC_CHATS_MAX: usize = 200;
    /// Members of a group at most.
    pub const GROUP_MEMBERS_MAX: u32 = 1_000;
    /// People that one request may add to a group.
    pub const ADDED_AT_ONCE_MAX: usize = 200;
    /// Chats that a person may keep on top.
    pub const PINNED_CHATS_MAX: u32 = 10;
    /// Invite links of a group that work at the same time.
    pub const LIVE_LINKS_MAX: u32 = 50;
    /// People whom simple mode shows: more photos would not be large.
    pub const SIMPLE_PEOPLE_MAX: usize = 8;
    /// Bytes of a draft at most: those of a message.
    pub const DRAFT_MAX_BYTES: usize = 16_384;
}
