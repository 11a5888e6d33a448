//! The words that stand for enum values in the database. They may be added to, never changed.

use sea_orm::QueryResult;
use zvonilka_model::{
    Audience, AutoAnswer, ChatKind, FilePurpose, Language, MessageKind, ProposalState, Role, SessionEnd,
    SignInWay,
    call::{
        CallKind, CallMode, CallStatus, DeviceKind, EndReason, GuestState, MediaPath, MediaTransport,
        ParticipantState, QualityCause, QualityMark,
    },
};

use crate::{StoreError, mail::MailKind, mail_links::LinkPurpose, push::PushKind, statement::column};

/// An enum with a stored word for each of its values.
pub(crate) trait Word: Copy + Sized {
    fn word(self) -> &'static str;
    fn from_word(word: &str) -> Option<Self>;
}

/// Reads an enum. `table` and `id` go into the error for a word that this version does not know.
pub(crate) fn word<T: Word>(
    row: &QueryResult,
    table: &'static str,
    name: &'static str,
    id: impl ToString,
) -> Result<T, StoreError> {
    let word: String = column(row, name)?;
    T::from_word(&word).ok_or_else(|| StoreError::inconsistent(table, name, id))
}

macro_rules! words {
    ($type:ident { $($value:ident = $word:literal),+ $(,)? }) => {
        impl Word for $type {
            fn word(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }

            fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$value),)+ _ => None }
            }
        }
    };
}

words!(Audience { Everybody = "everybody", Contacts = "contacts", Nobody = "nobody" });
words!(ChatKind { Direct = "direct", Family = "family", Group = "group", Saved = "saved" });
words!(Role { Member = "member", Admin = "admin", Owner = "owner" });
words!(MessageKind {
    Text = "text",
    Voice = "voice",
    Media = "media",
    File = "file",
    Call = "call",
    System = "system",
});
words!(SessionEnd {
    LoggedOut = "logged_out",
    Revoked = "revoked",
    TokenReuse = "token_reuse",
    PasswordChanged = "password_changed",
    AccountDeleted = "account_deleted",
});
words!(SignInWay { Password = "password", PasswordAndCode = "password_code", Passkey = "passkey" });
words!(AutoAnswer { Never = "never", Sound = "sound", Camera = "camera" });
// `Expired` is never stored: it follows from the time.
words!(ProposalState { Open = "open", Taken = "taken", Refused = "refused", Expired = "expired" });
words!(CallMode { P2p = "p2p", Sfu = "sfu" });
words!(CallKind { Audio = "audio", Video = "video" });
words!(DeviceKind { Phone = "phone", Tablet = "tablet", Computer = "computer" });
words!(Language { Russian = "ru", English = "en" });
words!(LinkPurpose { Reset = "reset", Confirm = "confirm" });
words!(MailKind {
    Reset = "reset",
    Confirm = "confirm",
    PasswordChanged = "password_changed",
    AddressChanged = "address_changed",
    SignIn = "sign_in",
});
words!(PushKind {
    Message = "message",
    Mention = "mention",
    Ring = "ring",
    Over = "over",
    Missed = "missed",
    Request = "request",
    Test = "test",
});
words!(CallStatus {
    Initiating = "initiating",
    Ringing = "ringing",
    Answered = "answered",
    Ended = "ended",
    Missed = "missed",
    Rejected = "rejected",
    Busy = "busy",
    Cancelled = "cancelled",
    Failed = "failed",
});
words!(EndReason {
    HungUp = "hung_up",
    NoAnswer = "no_answer",
    LeaseLapsed = "lease_lapsed",
    NoMedia = "no_media",
    Busy = "busy",
});
words!(ParticipantState {
    Invited = "invited",
    Ringing = "ringing",
    Connecting = "connecting",
    Connected = "connected",
    Reconnecting = "reconnecting",
    Left = "left",
    Declined = "declined",
    Missed = "missed",
    Busy = "busy",
});

words!(GuestState {
    Waiting = "waiting",
    Connecting = "connecting",
    Connected = "connected",
    Reconnecting = "reconnecting",
    Left = "left",
    Removed = "removed",
    Declined = "declined",
});

words!(QualityMark { Good = "good", Fair = "fair", Poor = "poor" });
words!(QualityCause {
    LossIn = "loss_in",
    LossOut = "loss_out",
    Delay = "delay",
    Jitter = "jitter",
    Device = "device",
    Silence = "silence",
});
words!(MediaPath { Direct = "direct", Relay = "relay" });
words!(MediaTransport { Udp = "udp", Tcp = "tcp", Tls = "tls" });

words!(FilePurpose { Attachment = "attachment", Avatar = "avatar", Preview = "preview" });

/// What an entry of `chat_events` tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EventKind {
    MemberJoined,
    Renamed,
    /// Another description, or other rules.
    Described,
    /// Another photo, or none.
    Photo,
    /// People came or went.
    Members,
    Roles,
    /// Of a message: its text changed.
    Edited,
    /// Of a message: it was deleted for everybody.
    Deleted,
    /// Of a message: somebody gave it a sign (`detail` is `+👍`) or took it back (`-👍`).
    Reaction,
    /// Of a message: it was pinned or unpinned.
    Pins,
    /// Of a message: it shows where its link leads.
    Preview,
}

words!(EventKind {
    MemberJoined = "member_joined",
    Renamed = "renamed",
    Described = "described",
    Photo = "photo",
    Members = "members",
    Roles = "roles",
    Edited = "edited",
    Deleted = "deleted",
    Reaction = "reaction",
    Pins = "pins",
    Preview = "preview",
});
