//! The secret in a link: 256 random bits, of which the database keeps the digest.

use aws_lc_rs::{
    digest::{SHA256, digest as sha},
    rand::{SecureRandom as _, SystemRandom},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::ServiceError;

const BYTES: usize = 32;

/// A new one.
pub(crate) fn generate() -> Result<String, ServiceError> {
    let mut bytes = [0; BYTES];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| ServiceError::Internal("the system gives no randomness".into()))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// What is kept of it. A text of any length may come: it is somebody's who tries.
pub(crate) fn digest(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(sha(&SHA256, token.trim().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_256_bits_and_its_digest_does_not_show_it() {
        let (one, other) = (generate().expect("random"), generate().expect("random"));
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert_eq!(digest(&one), digest(&format!(" {one}\n")));
        assert_ne!(digest(&one), one);
    }
}
