//! Why a use case was refused.

use std::time::Duration;

use zvonilka_model::{ChatId, Invalid, UserId};
use zvonilka_store::StoreError;

/// The reasons a person may hear, and one for everything that is our own fault.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// No token, or one that is not ours.
    #[error("not signed in")]
    Unauthenticated,
    /// A token of ours whose time is over.
    #[error("the access token has run out")]
    TokenExpired,
    /// The session was ended.
    #[error("the session was ended")]
    SessionEnded,
    /// Login and password do not go together.
    #[error("login and password do not go together")]
    WrongCredentials,
    /// The password is right, and a code is asked for besides.
    #[error("a code is asked for besides the password")]
    SecondFactorRequired,
    /// The code is not good, or was used.
    #[error("the code is not good, or was used")]
    WrongCode,
    /// The passkey is unknown here, or what it says or signed is not right.
    #[error("the passkey was not accepted")]
    PasskeyRefused,
    /// On this address of the server passkeys are not possible.
    #[error("passkeys are not possible on this address")]
    PasskeysUnavailable,
    /// The person has as many passkeys as may be.
    #[error("there are as many passkeys as there may be")]
    TooManyPasskeys,
    /// The owner disabled the account.
    #[error("the account was disabled by the owner of this server")]
    AccountDisabled,
    /// Not allowed to this person.
    #[error("not allowed")]
    Forbidden,
    /// That person's settings, or a block, do not allow it.
    #[error("that person's settings do not allow it")]
    PrivacyForbids,
    /// Registration is closed by the owner.
    #[error("registration is closed on this server")]
    RegistrationClosed,
    /// Not there, or not for this person to know of.
    #[error("there is no such thing here")]
    NotFound,
    /// Something else happened first.
    #[error("something else happened first")]
    Conflict,
    /// The login belongs to somebody else.
    #[error("the login belongs to somebody else")]
    LoginTaken,
    /// The address belongs to somebody else.
    #[error("the e-mail address belongs to somebody else")]
    EmailTaken,
    /// There is no such invitation.
    #[error("there is no such invitation")]
    InviteUnknown,
    /// The invitation was used up, has run out or was taken back.
    #[error("the invitation was used up, has run out or was taken back")]
    InviteUsedUp,
    /// The link is unknown, was used, or has run out.
    #[error("the link is unknown, was used, or has run out")]
    LinkUnknown,
    /// This server sends no mail.
    #[error("this server sends no mail")]
    MailOff,
    /// An invitation is needed to register here.
    #[error("an invitation is needed to register here")]
    InviteRequired,
    /// An invitation with this code exists.
    #[error("an invitation with this code exists")]
    InviteTaken,
    /// The call rings no longer.
    #[error("the call rings no longer")]
    CallNotRinging,
    /// The call is over.
    #[error("the call is over")]
    CallOver,
    /// As many are in the call as can be.
    #[error("the call is full")]
    CallFull,
    /// Those in the call did not let this guest in, or took them out.
    #[error("you were not let into this call")]
    GuestTurnedAway,
    /// The link is unknown, was taken back, has run out, or the owner of the server wants no guests.
    #[error("this link for guests does not work")]
    GuestLinkClosed,
    /// A host of the call lets nobody new in.
    #[error("the call is locked")]
    CallLocked,
    /// A host took the person out of the call.
    #[error("a host took you out of the call")]
    CallRemoved,
    /// The caller is in another call already.
    #[error("you are in another call already")]
    CallBusy,
    /// The person, or the message, has as many different signs as there may be.
    #[error("there are as many reactions as there may be")]
    TooManyReactions,
    /// As many messages are pinned in the chat as may be.
    #[error("there are as many pinned messages as there may be")]
    TooManyPins,
    /// These people do not let the actor add them to groups.
    #[error("some of them do not let you add them to groups")]
    MembersRefuse(Vec<UserId>),
    /// The owner cannot leave a group, or be less in it, without handing it over.
    #[error("hand the group over first")]
    OwnerMustHandOver,
    /// The account cannot go before these groups have another owner.
    #[error("hand your groups over first")]
    OwnsGroups(Vec<ChatId>),
    /// The account cannot go before somebody else runs the server.
    #[error("nobody else would run the server")]
    LastAdmin,
    /// Another download of the same person's data runs.
    #[error("your data is being downloaded already")]
    ExportRunning,
    /// The group has as many members as it may have.
    #[error("the group is full")]
    GroupFull,
    /// As many chats are kept on top as may be.
    #[error("as many chats are kept on top as may be")]
    TooManyPinned,
    /// The group has as many invite links as it may have.
    #[error("the group has as many invite links as it may have")]
    TooManyLinks,
    /// The file is larger than this server takes.
    #[error("the file is larger than this server takes")]
    FileTooLarge,
    /// The person's files take as much space as they may.
    #[error("your files take as much space as they may")]
    QuotaExceeded,
    /// The picture is damaged, of an unknown type, or far too large.
    #[error("the picture cannot be read")]
    UnsupportedImage,
    /// Not everything has arrived yet.
    #[error("the upload is not finished")]
    UploadIncomplete,
    /// Somebody else writes into the upload.
    #[error("the upload is being written to")]
    UploadLocked,
    /// A piece arrived damaged.
    #[error("the piece does not match its checksum")]
    ChecksumMismatch,
    /// The server's disk is full.
    #[error("the server has no space left")]
    StorageFull,
    /// A value that cannot be accepted.
    #[error("`{field}` {problem}")]
    Invalid {
        /// The field, as the client names it.
        field: &'static str,
        /// What is wrong with it.
        problem: Invalid,
    },
    /// Too many tries.
    #[error("too many tries")]
    TooManyRequests {
        /// When the next one can succeed.
        retry_after: Duration,
    },
    /// The database cannot be reached or is busy. Nothing was changed.
    #[error("the server cannot reach its database; try again")]
    Unavailable,
    /// Our own fault; logged where it becomes an answer, never shown.
    #[error("internal error")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for ServiceError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable { .. } => {
                tracing::error!(%error, "the database is unavailable");
                Self::Unavailable
            }
            other @ (StoreError::Conflict { .. }
            | StoreError::Inconsistent { .. }
            | StoreError::Address { .. }
            | StoreError::Migration { .. }
            | StoreError::Driver { .. }) => Self::Internal(Box::new(other)),
        }
    }
}
