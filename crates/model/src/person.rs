//! People who have an account.

use crate::{ContactRequestId, DisplayName, Email, FileId, Login, Privacy, Timestamp, UserId};

/// Whether a person runs the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Admin {
    /// May invite, rename the family chat and see to the server.
    Yes,
    /// An ordinary member.
    No,
}

impl Admin {
    /// As a plain truth value, for storage and the wire.
    #[must_use]
    pub const fn as_bool(self) -> bool {
        matches!(self, Self::Yes)
    }
}

impl From<bool> for Admin {
    fn from(is_admin: bool) -> Self {
        if is_admin { Self::Yes } else { Self::No }
    }
}

/// An account, without its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who it is; the UID that people share.
    pub id: UserId,
    /// Unique name used to log in and to be found.
    pub login: Login,
    /// The name that others see.
    pub display_name: DisplayName,
    /// A line about how one is; empty when there is none.
    pub status_text: String,
    /// What they say about themselves; empty when there is nothing.
    pub about: String,
    /// Their phone number; empty when there is none.
    pub phone: String,
    /// Their photo, if they have one.
    pub photo: Option<FileId>,
    /// Who may see or do what with them.
    pub privacy: Privacy,
    /// How many people they blocked. Whoever blocked anybody has nothing that *everybody* may see.
    pub blocked_count: u32,
    /// Address for resets and notices, if given.
    pub email: Option<Email>,
    /// Whether the address was shown to be theirs.
    pub email_confirmed: bool,
    /// Whether they run the server.
    pub admin: Admin,
    /// When they registered.
    pub created_at: Timestamp,
    /// When their last socket closed; `None` if they never came.
    pub last_seen_at: Option<Timestamp>,
    /// The page's own settings (theme, language …), an opaque JSON object of at most 4 KiB.
    pub settings: String,
    /// Whether the account was deleted by its owner: then nothing here says who it was.
    pub deleted: bool,
}

/// Somebody whom one knows, and who knows one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: Person,
    /// Since when.
    pub since: Timestamp,
}

/// A request to become contacts, as one of the two sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRequest {
    /// Its id.
    pub id: ContactRequestId,
    /// The other one.
    pub person: Person,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How one stands to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContactState {
    /// Not at all.
    None,
    /// They asked.
    Incoming,
    /// One asked them.
    Outgoing,
    /// Contacts.
    Contact,
    /// One blocked them.
    Blocked,
}
