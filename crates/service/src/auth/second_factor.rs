//! Two steps: a code besides the password, and recovery codes for whoever lost the device that shows it.

use std::time::Duration;

use aws_lc_rs::rand::{SecureRandom as _, SystemRandom};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zvonilka_model::{Actor, Login, SignInWay, UserId};
use zvonilka_store::SecondFactor;

use super::{Auth, totp};
use crate::{ServiceError, mail::token};

/// How long a shown secret waits for its first code.
const PENDING_LASTS: Duration = Duration::from_secs(15 * 60);
/// Recovery codes that somebody has at most.
const RECOVERY_CODES: usize = 10;
/// 16 of 32 characters: 80 random bits, which nobody finds out from a digest.
const RECOVERY_LENGTH: usize = 16;
/// Without characters that are mistaken for another.
const RECOVERY_ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Longer than any code with all its spaces.
const GIVEN_MAX: usize = 64;

/// How somebody signs in besides with the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoStep {
    /// Whether a code is asked for.
    pub on: bool,
    /// Recovery codes that were not used.
    pub recovery_left: u32,
}

/// A secret for an app, shown once. Never logged.
#[derive(Clone)]
pub struct NewSecret {
    /// To be typed into an app.
    pub text: String,
    /// For a QR code: `otpauth://…`.
    pub address: String,
}

/// A code as somebody gave it.
enum Given {
    Digits(String),
    Recovery(String),
}

impl Given {
    fn parse(text: &str) -> Option<Self> {
        if text.len() > GIVEN_MAX {
            return None;
        }
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let plain = plain.to_lowercase();
        if plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Digits(plain));
        }
        (plain.len() == RECOVERY_LENGTH).then_some(Self::Recovery(plain))
    }
}

impl Auth {
    /// Whether a code is asked for, and how many recovery codes are left.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn two_step(&self, actor: Actor) -> Result<TwoStep, ServiceError> {
        let factor = self.core.store.second_factor(actor.user).await?;
        let recovery_left = factor.as_ref().map_or(0, |factor| factor.recovery_left);
        Ok(TwoStep { on: factor.is_some(), recovery_left })
    }

    /// Makes a secret for an app. Nothing is asked for until [`Self::enable_two_step`] saw a code made with it.
    /// `host`: where the person is, so that the app tells this account from others.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] for a wrong password, [`ServiceError::Conflict`] when codes are asked for
    /// already, and the rate limit.
    pub async fn begin_two_step(
        &self,
        actor: Actor,
        password: String,
        host: Option<&str>,
    ) -> Result<NewSecret, ServiceError> {
        let person = self.confirm_oneself(actor, password).await?;
        let secret: [u8; totp::SECRET_BYTES] = random()?;
        if !self.core.store.begin_second_factor(actor.user, &URL_SAFE_NO_PAD.encode(secret)).await? {
            return Err(ServiceError::Conflict);
        }
        let account = match host {
            Some(host) => format!("{}@{host}", person.login),
            None => person.login.into_string(),
        };
        Ok(NewSecret { text: totp::base32(&secret), address: totp::address(&secret, &account) })
    }

    /// From now on a code is asked for; gives the recovery codes, which are not shown again.
    ///
    /// # Errors
    /// [`ServiceError::WrongCode`], [`ServiceError::Conflict`] when no secret was shown in the last quarter of an hour,
    /// and the rate limit.
    pub async fn enable_two_step(&self, actor: Actor, code: &str) -> Result<Vec<String>, ServiceError> {
        self.core.limits.second_factor(actor.user)?;
        let now = self.core.clock.now();
        let pending = self.core.store.pending_factor(actor.user).await?;
        let pending = pending.filter(|pending| now.since(pending.made_at) < PENDING_LASTS);
        let pending = pending.ok_or(ServiceError::Conflict)?;
        let Some(Given::Digits(digits)) = Given::parse(code) else { return Err(ServiceError::WrongCode) };
        let step = totp::step_of(&bytes_of(&pending.secret)?, &digits, now, 0);
        let step = step.ok_or(ServiceError::WrongCode)?;
        let (codes, digests) = recovery_codes(actor.user)?;
        if !self.core.store.enable_second_factor(actor.user, &pending.secret, step, &digests).await? {
            return Err(ServiceError::Conflict);
        }
        tracing::info!(user = ?actor.user, "codes are asked for from now on");
        Ok(codes)
    }

    /// Gives other recovery codes; those from before are worth nothing.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`], [`ServiceError::WrongCode`], [`ServiceError::Conflict`] when no codes are
    /// asked for, and the rate limits.
    pub async fn renew_recovery_codes(
        &self,
        actor: Actor,
        password: String,
        code: &str,
    ) -> Result<Vec<String>, ServiceError> {
        self.confirm_oneself(actor, password).await?;
        self.check_own_code(actor, code).await?;
        let (codes, digests) = recovery_codes(actor.user)?;
        self.core.store.set_recovery_codes(actor.user, &digests).await?;
        Ok(codes)
    }

    /// No code is asked for any more.
    ///
    /// # Errors
    /// As [`Self::renew_recovery_codes`].
    pub async fn disable_two_step(
        &self,
        actor: Actor,
        password: String,
        code: &str,
    ) -> Result<(), ServiceError> {
        self.confirm_oneself(actor, password).await?;
        self.check_own_code(actor, code).await?;
        self.core.store.drop_second_factor(actor.user).await?;
        tracing::info!(user = ?actor.user, "codes are asked for no more");
        Ok(())
    }

    /// No code is asked for any more, for whoever lost everything; for the owner's command line. False: none was.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has this login.
    pub async fn drop_two_step(&self, login: &Login) -> Result<bool, ServiceError> {
        let credentials = self.core.store.credentials(login.as_str()).await?.ok_or(ServiceError::NotFound)?;
        Ok(self.core.store.drop_second_factor(credentials.person.id).await?)
    }

    /// Checks the second step of a log-in whose password was right.
    pub(super) async fn second_step(
        &self,
        user: UserId,
        code: Option<&str>,
    ) -> Result<SignInWay, ServiceError> {
        let Some(factor) = self.core.store.second_factor(user).await? else { return Ok(SignInWay::Password) };
        let code = code.filter(|code| !code.trim().is_empty()).ok_or(ServiceError::SecondFactorRequired)?;
        self.use_code(user, &factor, code).await?;
        Ok(SignInWay::PasswordAndCode)
    }

    async fn check_own_code(&self, actor: Actor, code: &str) -> Result<(), ServiceError> {
        let factor = self.core.store.second_factor(actor.user).await?.ok_or(ServiceError::Conflict)?;
        self.use_code(actor.user, &factor, code).await
    }

    /// A code of either kind works once.
    async fn use_code(&self, user: UserId, factor: &SecondFactor, code: &str) -> Result<(), ServiceError> {
        self.core.limits.second_factor(user)?;
        let used = match Given::parse(code) {
            Some(Given::Digits(digits)) => {
                let secret = bytes_of(&factor.secret)?;
                match totp::step_of(&secret, &digits, self.core.clock.now(), factor.last_step) {
                    Some(step) => self.core.store.use_step(user, step).await?,
                    None => false,
                }
            }
            Some(Given::Recovery(code)) => {
                self.core.store.use_recovery_code(user, &digest_of(user, &code)).await?
            }
            None => false,
        };
        if used { Ok(()) } else { Err(ServiceError::WrongCode) }
    }
}

fn bytes_of(secret: &str) -> Result<Vec<u8>, ServiceError> {
    URL_SAFE_NO_PAD.decode(secret).map_err(|error| ServiceError::Internal(Box::new(error)))
}

fn random<const N: usize>() -> Result<[u8; N], ServiceError> {
    let mut bytes = [0; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| ServiceError::Internal("the system gives no randomness".into()))?;
    Ok(bytes)
}

/// Codes to show, in groups of four, and what is kept of them.
fn recovery_codes(user: UserId) -> Result<(Vec<String>, Vec<String>), ServiceError> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    let mut digests = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let bytes: [u8; RECOVERY_LENGTH] = random()?;
        let plain: String =
            bytes.iter().map(|byte| char::from(RECOVERY_ALPHABET[usize::from(byte % 32)])).collect();
        digests.push(digest_of(user, &plain));
        let groups: Vec<&str> = (0..RECOVERY_LENGTH).step_by(4).map(|at| &plain[at..at + 4]).collect();
        codes.push(groups.join("-"));
    }
    Ok((codes, digests))
}

/// With whose it is, so that equal codes of two people do not show.
fn digest_of(user: UserId, code: &str) -> String {
    token::digest(&format!("{user} {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_taken_however_they_are_spaced() {
        assert!(matches!(Given::parse(" 123 456\n"), Some(Given::Digits(digits)) if digits == "123456"));
        assert!(
            matches!(Given::parse("ABCD-efgh ijkm-npqr"), Some(Given::Recovery(code)) if code == "abcdefghijkmnpqr")
        );
        for nothing in ["", "12345", "1234567", "ab", &" 1".repeat(40)] {
            assert!(Given::parse(nothing).is_none(), "{nothing}");
        }
    }

    #[test]
    fn recovery_codes_are_different_and_read_back() {
        let user = UserId::from_bits(7);
        let (codes, digests) = recovery_codes(user).expect("random");
        assert_eq!((codes.len(), digests.len()), (RECOVERY_CODES, RECOVERY_CODES));
        for (code, digest) in codes.iter().zip(&digests) {
            assert_eq!(code.len(), 19);
            let Some(Given::Recovery(plain)) = Given::parse(code) else { panic!("{code} is not read back") };
            assert_eq!(&digest_of(user, &plain), digest);
            assert_ne!(&digest_of(UserId::from_bits(8), &plain), digest);
        }
        assert_eq!(codes.iter().collect::<std::collections::HashSet<_>>().len(), RECOVERY_CODES);
    }
}
