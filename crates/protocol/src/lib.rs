//! Every shape on the wire: REST bodies, socket frames and error codes, as `protocol.md` fixes them.
//!
//! This crate knows no rules: it says what a frame looks like, never whether it is allowed. The OpenAPI
//! document, and from it the page's TypeScript types, are made from these types. JSON is camelCase, absent
//! means "not known or not for you", and unknown fields are ignored.

mod auth;
mod call_quality;
mod calls;
mod chats;
mod contacts;
mod files;
mod groups;
mod guests;
mod holdings;
mod invites;
mod mail;
mod messages;
mod mirror;
mod newcomers;
mod people;
mod problem;
mod push;
mod room;
mod search;
mod simple_mode;
pub mod socket;
mod sync;
mod ways_in;

pub use auth::{ChangePassword, LogIn, Refresh, Register, Session, SessionInfo};
pub use call_quality::{CallQuality, CallReport, CallReportSide, MediaTransport, QualityCause, QualityMark};
pub use calls::{
    Call, CallAction, CallCard, CallEcho, CallGuest, CallGuestState, CallKind, CallMedia, CallMode,
    CallParticipant, CallParticipantState, CallStatus, DeviceKind, EchoCall, EndReason, IceServer,
    IceServers, InitiateCall, RespondToCall, RingState,
};
pub use chats::{Chat, ChatKind, ChatPatch, CreateChat, MarkRead, Member, Role, SharedChat};
pub use contacts::{
    AskContact, Audience, Contact, ContactRequest, ContactState, Contacts, Privacy, PrivacyPatch,
};
pub use files::{File, file_url};
pub use groups::{
    AddMembers, AddedMembers, ChangeRole, ChatLink, ChatLinkInfo, CreateChatLink, Draft, DraftInput, MyChat,
    MyChatPatch,
};
pub use guests::{
    AnswerGuests, BecomeGuest, CallGuestLink, CreateGuestLink, GuestAnswer, GuestAnswerSdp, GuestCall,
    GuestEnd, GuestEvent, GuestInvitation, GuestMuted, GuestPass, GuestPerson, GuestReady, GuestSign,
    GuestStand, LookAtGuestLink,
};
pub use holdings::{Export, ExportStage, ExportTicket, Holding, HoldingKind, MyData};
pub use invites::{CreateInvite, Invite, InviteInfo};
pub use mail::{
    ChangeEmail, ConfirmedEmail, EmailAddress, EmailKind, LinkToken, MailSettings, RegistrationKind,
    ResetPassword, Resettable, ServerInfo,
};
pub use messages::{
    DeleteFor, EditMessage, ForwardedFrom, History, LinkPreview, Message, MessageKind, Reaction, ReactionBy,
    SendMessage, SystemNote, SystemNoteType,
};
pub use newcomers::{Arrival, Newcomer, TakeStep, WelcomeStep};
pub use people::{DeleteMe, Me, MePatch, PublicUser, User};
pub use problem::{ErrorCode, FieldErrors, Problem};
pub use push::{
    AnswerPush, PushAnswer, PushKey, PushKeys, PushLanguage, PushOutcome, PushSettings, PushState,
    QuietHours, ResubscribeToPush, SubscribeToPush,
};
pub use room::{RoomNews, RoomPerson, RoomPicture, RoomSlot, RoomTile, RoomWish};
pub use search::FoundMessage;
pub use simple_mode::{
    AutoAnswer, SimpleChoice, SimpleMode, SimplePerson, SimpleProposal, SimpleProposalState, SimpleSetup,
};
pub use sync::{ChatSync, SyncAnswer, SyncRequest};
pub use ways_in::{
    AddPasskey, LogInByPasskey, OwnPassword, Passkey, PasskeyChallenge, PasskeyOptions, PasswordAndCode,
    RecoveryCodes, RenamePasskey, SignInWay, TwoStep, TwoStepCode, TwoStepSecret,
};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page of a list; `cursor` asks for the next one and is absent on the last.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct List<T> {
    /// The items, in the order the endpoint names.
    pub items: Vec<T>,
    /// Opaque; hand it back as `cursor` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

impl<T> List<T> {
    /// A list that is whole.
    #[must_use]
    pub const fn whole(items: Vec<T>) -> Self {
        Self { items, cursor: None }
    }
}
