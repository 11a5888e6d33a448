//! Long-term credentials (RFC 8489, section 9.2). Nothing is remembered about whoever fails.

use std::net::IpAddr;

use crate::{
    allocation::Allocation,
    credentials::{TimedName, UserName, password},
    integrity::Key,
    message::{ErrorCode, Message, Method, attribute},
    nonce::Nonces,
    reply::{Question, Seal},
    time::Now,
};

/// The realm that all our credentials belong to. Short, since strangers hear it.
pub(crate) const REALM: &str = "zvonilka";

/// Checks who asks.
#[derive(Debug)]
pub(crate) struct Authentication {
    secret: Vec<u8>,
    nonces: Nonces,
}

/// Somebody who has proven who they are.
pub(crate) struct Proven {
    pub(crate) user: UserName,
    pub(crate) name: Box<str>,
    pub(crate) seal: Seal,
}

impl Authentication {
    pub(crate) fn new(secret: Vec<u8>, nonce_key: &[u8; 32]) -> Self {
        Self { secret, nonces: Nonces::new(nonce_key) }
    }

    /// Checks a request. `existing` is the client's allocation: whoever holds one keeps it past the expiry of the
    /// credentials, so that a long call is not cut.
    ///
    /// # Errors
    /// The answer to send instead.
    pub(crate) fn check(
        &self,
        now: Now,
        from: IpAddr,
        message: &Message<'_>,
        existing: Option<&Allocation>,
    ) -> Result<Proven, Vec<u8>> {
        let question = Question::of(message);
        let challenge = |code| question.challenge(code, REALM, &self.nonces.make(now.moment, from));
        let Some((integrity, _)) = message.integrity() else {
            return Err(challenge(ErrorCode::Unauthenticated));
        };
        let text = |kind| message.text(kind);
        let (Some(name), Some(realm), Some(nonce)) =
            (text(attribute::USERNAME), text(attribute::REALM), text(attribute::NONCE))
        else {
            return Err(question.refused(ErrorCode::BadRequest, None));
        };
        if !self.nonces.accepts(nonce, now.moment, from) {
            return Err(challenge(ErrorCode::StaleNonce));
        }
        if realm != REALM {
            return Err(challenge(ErrorCode::Unauthenticated));
        }
        if let Some(existing) = existing.filter(|existing| *existing.name == *name) {
            return if existing.key.verifies(message) {
                let seal = Seal { integrity, key: existing.key.clone() };
                Ok(Proven { user: existing.user.clone(), name: name.into(), seal })
            } else {
                Err(challenge(ErrorCode::Unauthenticated))
            };
        }
        let proven = self.check_stranger(now, integrity, name, message);
        let proven = proven.ok_or_else(|| challenge(ErrorCode::Unauthenticated))?;
        match existing {
            // New credentials of the same person are as good as the old ones.
            Some(existing) if existing.user != proven.user => {
                Err(question.refused(ErrorCode::WrongCredentials, Some(&proven.seal)))
            }
            Some(_) | None => Ok(proven),
        }
    }

    fn check_stranger(
        &self,
        now: Now,
        integrity: crate::Integrity,
        name: &str,
        message: &Message<'_>,
    ) -> Option<Proven> {
        let timed = TimedName::parse(name)?;
        if message.method() == Method::Allocate && timed.is_expired(now.wall) {
            return None;
        }
        let key = Key::long_term(name, REALM, &password(&self.secret, name));
        key.verifies(message).then(|| Proven {
            user: timed.user,
            name: name.into(),
            seal: Seal { integrity, key },
        })
    }
}
