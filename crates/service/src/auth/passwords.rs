//! Password hashing: Argon2id, off the async threads and bounded, so that a crowd of log-ins cannot take
//! all memory (19 MiB each).

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use tokio::sync::Semaphore;
use zvonilka_model::Password;

use crate::ServiceError;

/// OWASP's second recommended setting: 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes computed at the same time.
const AT_ONCE: usize = 2;

pub(super) struct Passwords {
    argon2: Argon2<'static>,
    places: Arc<Semaphore>,
    /// Compared with when there is no account, so that a stranger cannot tell by the time it takes.
    decoy: String,
}

impl Passwords {
    pub(super) fn new() -> Self {
        let params =
            Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the constants are within Argon2's bounds");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = format!(
            "$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        );
        Self { argon2, places: Arc::new(Semaphore::new(AT_ONCE)), decoy }
    }

    pub(super) async fn hash(&self, password: Password) -> Result<String, ServiceError> {
        let argon2 = self.argon2.clone();
        self.blocking(move || {
            argon2
                .hash_password(password.expose().as_bytes())
                .map(|hash| hash.to_string())
                .map_err(|error| ServiceError::Internal(error.to_string().into()))
        })
        .await
    }

    /// Whether the password goes with the hash; with no hash, false after the usual time.
    pub(super) async fn verify(
        &self,
        password: Password,
        hash: Option<String>,
    ) -> Result<bool, ServiceError> {
        let argon2 = self.argon2.clone();
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.decoy.clone());
        self.blocking(move || {
            let parsed = PasswordHash::new(&hash)
                .map_err(|error| ServiceError::Internal(format!("stored password hash: {error}").into()))?;
            Ok(argon2.verify_password(password.expose().as_bytes(), &parsed).is_ok() && known)
        })
        .await
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, ServiceError> + Send + 'static,
    ) -> Result<T, ServiceError> {
        let place = Arc::clone(&self.places)
            .acquire_owned()
            .await
            .map_err(|error| ServiceError::Internal(Box::new(error)))?;
        tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        })
        .await
        .map_err(|error| ServiceError::Internal(Box::new(error)))?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::given(text.to_owned()).expect("short enough")
    }

    #[tokio::test]
    async fn a_hash_goes_with_its_password_only() {
        let passwords = Passwords::new();
        let hash = passwords.hash(password("correct horse")).await.expect("hashes");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify(password("correct horse"), Some(hash.clone())).await.expect("verifies"));
        assert!(!passwords.verify(password("wrong horse"), Some(hash)).await.expect("verifies"));
    }

    #[tokio::test]
    async fn nobody_matches_without_an_account() {
        assert!(
            !Passwords::new().verify(password("anything"), None).await.expect("the decoy is well formed")
        );
    }
}
