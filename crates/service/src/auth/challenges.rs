//! What a passkey has to sign: made by us, for one purpose, for a while, once.
//!
//! A challenge carries its own proof, so that nobody can fill our memory by asking for many; only those that were answered
//! well are remembered, until they have run out anyway. The key lives as long as the process: a challenge from before a
//! restart is worth nothing.

use std::{collections::HashMap, time::Duration};

use aws_lc_rs::{
    hmac,
    rand::{SecureRandom as _, SystemRandom},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parking_lot::Mutex;
use zvonilka_model::{Timestamp, UserId};

use crate::ServiceError;

/// Time to find the key and touch it.
const LASTS: Duration = Duration::from_secs(5 * 60);
const NONCE_BYTES: usize = 16;
const TIME_BYTES: usize = 8;
/// Answered challenges remembered at most; beyond it nobody signs in by passkey until some have run out.
const USED_MAX: usize = 10_000;

type Nonce = [u8; NONCE_BYTES];

/// What a challenge is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Signing in, whoever it will be.
    SignIn,
    /// Adding a key to this account.
    Add(UserId),
}

pub(super) struct Challenges {
    key: hmac::Key,
    used: Mutex<HashMap<Nonce, Timestamp>>,
}

/// A challenge that is good, and not used up yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Good {
    nonce: Nonce,
    expires_at: Timestamp,
}

impl Challenges {
    pub(super) fn new() -> Self {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new())
            .expect("the system gives randomness when a program starts");
        Self { key, used: Mutex::default() }
    }

    pub(super) fn make(&self, purpose: Purpose, now: Timestamp) -> Result<String, ServiceError> {
        let mut nonce = Nonce::default();
        SystemRandom::new()
            .fill(&mut nonce)
            .map_err(|_| ServiceError::Internal("the system gives no randomness".into()))?;
        let good = Good { nonce, expires_at: now + LASTS };
        let mac = hmac::sign(&self.key, &signed_part(purpose, good));
        Ok(URL_SAFE_NO_PAD
            .encode([&nonce, &good.expires_at.millis().to_be_bytes()[..], mac.as_ref()].concat()))
    }

    /// Reads a challenge that came back. It stays good until [`Self::use_up`].
    pub(super) fn read(&self, text: &str, purpose: Purpose, now: Timestamp) -> Option<Good> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, rest) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let (time, mac) = rest.split_first_chunk::<TIME_BYTES>()?;
        let good = Good { nonce: *nonce, expires_at: Timestamp::from_millis(i64::from_be_bytes(*time)) };
        hmac::verify(&self.key, &signed_part(purpose, good), mac).ok()?;
        (now < good.expires_at && !self.used.lock().contains_key(nonce)).then_some(good)
    }

    /// Uses a challenge up, whose answer was good. False: it was used in between.
    ///
    /// # Errors
    /// [`ServiceError::TooManyRequests`] when too many were used in the last minutes.
    pub(super) fn use_up(&self, good: Good, now: Timestamp) -> Result<bool, ServiceError> {
        let mut used = self.used.lock();
        if used.len() >= USED_MAX {
            used.retain(|_, expires_at| now < *expires_at);
            if used.len() >= USED_MAX {
                return Err(ServiceError::TooManyRequests { retry_after: LASTS });
            }
        }
        Ok(used.insert(good.nonce, good.expires_at).is_none())
    }
}

fn signed_part(purpose: Purpose, good: Good) -> Vec<u8> {
    let (tag, user) = match purpose {
        Purpose::SignIn => (0, 0),
        Purpose::Add(user) => (1, user.bits()),
    };
    [&[tag], &user.to_be_bytes()[..], &good.nonce, &good.expires_at.millis().to_be_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_000_000);

    #[test]
    fn a_challenge_is_good_once_for_its_purpose_and_its_time() {
        let challenges = Challenges::new();
        let anna = Purpose::Add(UserId::from_bits(1));
        let text = challenges.make(anna, NOW).expect("random");
        for other in [Purpose::SignIn, Purpose::Add(UserId::from_bits(2))] {
            assert!(challenges.read(&text, other, NOW).is_none());
        }
        assert!(challenges.read(&text, anna, NOW + LASTS).is_none());
        let late = NOW + (LASTS - Duration::from_millis(1));
        let good = challenges.read(&text, anna, late).expect("good to the last");
        assert!(challenges.use_up(good, late).expect("room"));
        assert!(!challenges.use_up(good, late).expect("room"));
        assert!(challenges.read(&text, anna, late).is_none());
    }

    #[test]
    fn a_forged_one_and_one_from_before_a_restart_are_not_ours() {
        let text = Challenges::new().make(Purpose::SignIn, NOW).expect("random");
        let challenges = Challenges::new();
        for text in [text.as_str(), "", "AAAA", "not base64!"] {
            assert!(challenges.read(text, Purpose::SignIn, NOW).is_none());
        }
    }

    #[test]
    fn what_is_remembered_is_bounded_and_forgotten_in_time() {
        let challenges = Challenges::new();
        for number in 0..USED_MAX {
            let mut nonce = Nonce::default();
            nonce[..8].copy_from_slice(&number.to_be_bytes());
            assert!(challenges.use_up(Good { nonce, expires_at: NOW + LASTS }, NOW).expect("room"));
        }
        let another = Good { nonce: [255; NONCE_BYTES], expires_at: NOW + LASTS * 2 };
        assert!(matches!(challenges.use_up(another, NOW), Err(ServiceError::TooManyRequests { .. })));
        assert!(challenges.use_up(another, NOW + LASTS).expect("the others have run out"));
        assert_eq!(challenges.used.lock().len(), 1);
    }
}
