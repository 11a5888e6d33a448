//! Sign-ins and invitations.

use crate::{Admin, InviteCode, PasskeyId, PasskeyName, SessionId, Timestamp, UserId};

/// Who asks. Made only by checking a token, so that every use case knows that the caller is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// The sign-in they act through.
    pub session: SessionId,
    /// Whether they run the server.
    pub admin: Admin,
}

/// With what somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignInWay {
    /// The password alone; also whoever has just registered.
    Password,
    /// The password and a code.
    PasswordAndCode,
    /// A passkey.
    Passkey,
}

/// A key with which somebody signs in without a password, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id with us.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: PasskeyName,
    /// The host of the page on which it works.
    pub host: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    pub last_used_at: Option<Timestamp>,
}

/// One sign-in on one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its id, also inside its tokens.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// With what the person signed in.
    pub way: SignInWay,
    /// What the device calls itself.
    pub device_name: String,
    /// The address it last came from.
    pub address: String,
    /// When the person signed in.
    pub created_at: Timestamp,
    /// When it last renewed its tokens or opened a socket.
    pub last_used_at: Timestamp,
    /// When it lapses unless used again.
    pub expires_at: Timestamp,
    /// The newest refresh-token generation that was given out.
    pub generation: u32,
}

/// Whether people may make themselves an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationMode {
    /// With an invitation code only.
    Invite,
    /// Anybody who finds the page.
    Open,
    /// Nobody.
    Closed,
}

/// Whether people who register give an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailMode {
    /// They are not asked for one.
    Off,
    /// They may.
    Optional,
    /// They have to.
    Required,
}

/// An invitation to register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// What the newcomer types or opens as a link.
    pub code: InviteCode,
    /// Who made it; `None` for the one of the first start or of the command line.
    pub created_by: Option<UserId>,
    /// Whether the newcomer becomes an admin.
    pub admin: Admin,
    /// How many may use it; `None` for any number.
    pub max_uses: Option<u32>,
    /// How many have.
    pub uses: u32,
    /// Until when; `None` for always.
    pub expires_at: Option<Timestamp>,
    /// What it is for, for the one who made it.
    pub note: String,
    /// When it was taken back, if it was.
    pub revoked_at: Option<Timestamp>,
    /// When somebody first looked at its link, if its maker is a person.
    pub opened_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Invite {
    /// Whether somebody can still register with it.
    #[must_use]
    pub fn is_usable(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none()
            && self.expires_at.is_none_or(|end| now < end)
            && self.max_uses.is_none_or(|max| self.uses < max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invite() -> Invite {
        Invite {
            code: InviteCode::parse("babushka").expect("valid"),
            created_by: None,
            admin: Admin::No,
            max_uses: Some(2),
            uses: 1,
            expires_at: Some(Timestamp::from_millis(1_000)),
            note: String::new(),
            revoked_at: None,
            opened_at: None,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn an_invitation_ends_by_use_time_or_revocation() {
        let now = Timestamp::from_millis(500);
        assert!(invite().is_usable(now));
        assert!(!invite().is_usable(Timestamp::from_millis(1_000)));
        assert!(!Invite { uses: 2, ..invite() }.is_usable(now));
        assert!(!Invite { revoked_at: Some(now), ..invite() }.is_usable(now));
        assert!(Invite { max_uses: None, uses: 900, ..invite() }.is_usable(now));
    }
}
