//! Names and passwords that say themselves until when they are good, as every TURN server with a shared secret
//! understands them: `expiry:user`, and an HMAC over that.

use std::{fmt, sync::Arc};

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zvonilka_model::Timestamp;

/// Whose allocation it is: the part of the name behind the expiry, at most [`Self::LONGEST`] bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UserName(Arc<str>);

impl UserName {
    /// Ours are UUIDs.
    pub const LONGEST: usize = 128;

    /// Takes a name; `None` when it is empty or too long.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (1..=Self::LONGEST).contains(&text.len()).then(|| Self(text.into()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UserName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A user name as it comes over the wire. Nothing is proven yet.
pub(crate) struct TimedName {
    pub(crate) user: UserName,
    expiry: i64,
}

impl TimedName {
    /// `None` when it is not of the form `expiry:user`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (expiry, user) = text.split_once(':')?;
        Some(Self { user: UserName::parse(user)?, expiry: expiry.parse().ok()? })
    }

    pub(crate) const fn is_expired(&self, wall: Timestamp) -> bool {
        self.expiry < wall.seconds()
    }
}

/// The password that belongs to a name, expiry and all.
#[must_use]
pub fn password(secret: &[u8], name: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    STANDARD.encode(hmac::sign(&key, name.as_bytes()))
}
