//! Errors: `application/problem+json` (RFC 9457) and the codes that clients switch on.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is wrong with each field: field name → stable codes such as `too_short`, `login_taken`.
pub type FieldErrors = BTreeMap<String, Vec<String>>;

/// The body of every answer that is not a success.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the code says what it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// Stable, lower snake case; clients switch on it and translate it.
    pub code: ErrorCode,
    /// One English sentence for developers.
    pub detail: String,
    /// For `validation_failed`: what is wrong with each field.
    #[serde(default, skip_serializing_if = "FieldErrors::is_empty")]
    pub errors: FieldErrors,
}

// The code is `tt` and not `literal`: utoipa cannot see a name through the latter's invisible group.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:tt, $status:literal;)*) => {
        /// Every error code there is. The same codes serve REST and the socket.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl ErrorCode {
            /// All codes, for the documentation and for the translations' test.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code as it is on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }
        }
    };
}

codes! {
    /// Not JSON, a wrong type, or a missing field.
    BadRequest = "bad_request", 400;
    /// A socket frame of a type that does not exist.
    UnknownType = "unknown_type", 400;
    /// No token, or one that is not ours.
    Unauthenticated = "unauthenticated", 401;
    /// A token of ours whose time is over.
    TokenExpired = "token_expired", 401;
    /// The session was ended.
    SessionEnded = "session_ended", 401;
    /// Login and password do not go together.
    WrongCredentials = "wrong_credentials", 401;
    /// The password is right, and a code is asked for besides: send the same again with `code`.
    SecondFactorRequired = "second_factor_required", 401;
    /// The code is not good, or was used.
    WrongCode = "wrong_code", 401;
    /// The passkey is unknown here, or what it says or signed is not right.
    PasskeyRefused = "passkey_refused", 401;
    /// Not allowed to this person.
    Forbidden = "forbidden", 403;
    /// That person's settings do not allow it.
    PrivacyForbids = "privacy_forbids", 403;
    /// Registration is closed by the owner.
    RegistrationClosed = "registration_closed", 403;
    /// The account was disabled by the owner.
    AccountDisabled = "account_disabled", 403;
    /// A page of another origin.
    OriginNotAllowed = "origin_not_allowed", 403;
    /// Not there, or not for this person to know of.
    NotFound = "not_found", 404;
    /// The path exists, but not with this method.
    MethodNotAllowed = "method_not_allowed", 405;
    /// Something else happened first.
    Conflict = "conflict", 409;
    /// The login belongs to somebody else.
    LoginTaken = "login_taken", 409;
    /// The address belongs to somebody else.
    EmailTaken = "email_taken", 409;
    /// This server sends no mail.
    MailOff = "mail_off", 409;
    /// An invitation with this code exists.
    InviteTaken = "invite_taken", 409;
    /// The invitation was used up, has run out or was taken back.
    InviteUsedUp = "invite_used_up", 409;
    /// The call rings no longer.
    CallNotRinging = "call_not_ringing", 409;
    /// The call is over.
    CallOver = "call_over", 409;
    /// The caller is in another call already.
    CallBusy = "call_busy", 409;
    /// As many are in the call as can be.
    CallFull = "call_full", 409;
    /// Those in the call did not let this guest in, or took them out.
    GuestTurnedAway = "guest_turned_away", 403;
    /// The link for guests is unknown, was taken back, has run out, or this server wants no guests.
    GuestLinkClosed = "guest_link_closed", 404;
    /// A host of the call lets nobody new in.
    CallLocked = "call_locked", 409;
    /// A host took me out of the call.
    CallRemoved = "call_removed", 403;
    /// The owner of a group cannot leave it without handing it over.
    OwnerMustHandOver = "owner_must_hand_over", 409;
    /// Nobody else would run the server.
    LastAdmin = "last_admin", 409;
    /// Another download of my data runs.
    ExportRunning = "export_running", 409;
    /// The group has as many members as it may have.
    GroupFull = "group_full", 409;
    /// As many chats are kept on top as may be.
    TooManyPinned = "too_many_pinned", 409;
    /// As many messages are pinned in the chat as may be.
    TooManyPins = "too_many_pins", 409;
    /// The message has as many different signs, or as many of mine, as it may have.
    TooManyReactions = "too_many_reactions", 409;
    /// The group has as many invite links as it may have.
    TooManyLinks = "too_many_links", 409;
    /// I have as many passkeys as there may be.
    TooManyPasskeys = "too_many_passkeys", 409;
    /// On this address of the server passkeys are not possible.
    PasskeysUnavailable = "passkeys_unavailable", 409;
    /// My files take as much space as they may.
    QuotaExceeded = "quota_exceeded", 409;
    /// The upload is not finished.
    UploadIncomplete = "upload_incomplete", 409;
    /// The server does not speak this version of the upload protocol; see `Tus-Version`.
    UnsupportedTusVersion = "unsupported_tus_version", 412;
    /// The part that was asked for lies beyond the end.
    RangeNotSatisfiable = "range_not_satisfiable", 416;
    /// Somebody else writes into the upload; try again in a moment.
    UploadLocked = "upload_locked", 423;
    /// A piece of an upload arrived damaged; send it again.
    ChecksumMismatch = "checksum_mismatch", 460;
    /// The file is larger than allowed.
    FileTooLarge = "file_too_large", 413;
    /// The picture cannot be read, or is none.
    UnsupportedImage = "unsupported_image", 415;
    /// The body is larger than allowed.
    TooLarge = "too_large", 413;
    /// The body is not of a type this endpoint takes.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// A value is not acceptable; see `errors`.
    ValidationFailed = "validation_failed", 422;
    /// There is no such invitation.
    InviteUnknown = "invite_unknown", 422;
    /// The link is unknown, was used, or has run out.
    LinkUnknown = "link_unknown", 422;
    /// An invitation is needed here.
    InviteRequired = "invite_required", 422;
    /// Too many tries; see `Retry-After`.
    TooManyRequests = "too_many_requests", 429;
    /// Our own fault; nothing was changed.
    Internal = "internal", 500;
    /// The server's disk is full; nothing was kept.
    StorageFull = "storage_full", 503;
    /// The database cannot be reached or is busy; try again.
    Unavailable = "unavailable", 503;
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
