//! What the product talks about: ids, people, chats, messages, calls, and the rules that need no I/O.
//!
//! This crate never opens a file or a socket, never reads a clock, and only its ids and times can be
//! serialised (feature `wire`). Start reading at [`Chat`] and [`Message`]; calls live in [`call`].

pub mod call;
mod change;
mod chat;
mod ids;
mod message;
mod person;
mod session;
mod text;
mod time;

pub use change::{
    Change, ChangeSink, MemberChange, OpenDevice, Presence, PresenceState, ReceiptAudience, SessionEnd,
    Typing,
};
pub use chat::{Chat, ChatKind, ChatSummary, DirectKey, Member, MyChat, Role};
pub use ids::{CallId, ChatId, ConnectionId, InvalidId, MessageId, ParticipantId, SessionId, UserId};
pub use message::{CallCard, Message, MessageBody, MessageKind};
pub use person::{Admin, Person};
pub use session::{Actor, Invite, RegistrationMode, Session};
pub use text::{
    ChatTitle, ClientId, DeviceName, DisplayName, Email, Invalid, InviteCode, Login, MessageText, Password,
    StatusText,
};
pub use time::{Clock, SystemClock, Timestamp};

/// The largest and the usual page of a list (protocol.md "Limits").
pub mod limits {
    /// Items on a page when the client names no number.
    pub const PAGE_DEFAULT: u32 = 50;
    /// Items on a page at most.
    pub const PAGE_MAX: u32 = 200;
    /// Members of the chat up to which presence and read receipts are told to everybody in it.
    pub const SMALL_CHAT: u32 = 50;
    /// Chats whose missed events one `sync` may ask for.
    pub const SYNC_CHATS_MAX: usize = 200;
}
