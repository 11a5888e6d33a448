//! Access tokens (JWT, HS256) and refresh tokens (a MAC over session and generation).

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use zvonilka_model::{SessionId, Timestamp, UserId};
use zvonilka_store::{Secret, Store};

use crate::ServiceError;

const SESSION_BYTES: usize = 16;
const GENERATION_BYTES: usize = 4;
const MAC_BYTES: usize = 32;
/// No token of ours is longer; anything above is refused unread.
const ACCESS_TOKEN_MAX: usize = 1_024;

pub(super) struct Tokens {
    encode: EncodingKey,
    decode: DecodingKey,
    refresh: hmac::Key,
}

/// What an access token says.
pub(super) struct Claims {
    pub(super) user: UserId,
    pub(super) session: SessionId,
    pub(super) expires_at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct JwtClaims {
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

impl Tokens {
    pub(super) fn new(store: &Store, access_secret: Option<&[u8]>) -> Self {
        let secret = access_secret.unwrap_or_else(|| store.secret(Secret::AccessToken));
        Self {
            encode: EncodingKey::from_secret(secret),
            decode: DecodingKey::from_secret(secret),
            refresh: hmac::Key::new(hmac::HMAC_SHA256, store.secret(Secret::RefreshToken)),
        }
    }

    pub(super) fn access(
        &self,
        user: UserId,
        session: SessionId,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Result<String, ServiceError> {
        let claims = JwtClaims {
            sub: user.to_string(),
            sid: session.to_string(),
            iat: now.seconds(),
            exp: expires_at.seconds(),
        };
        jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &self.encode)
            .map_err(|error| ServiceError::Internal(Box::new(error)))
    }

    pub(super) fn read_access(&self, token: &str, now: Timestamp) -> Result<Claims, ServiceError> {
        if token.len() > ACCESS_TOKEN_MAX {
            return Err(ServiceError::Unauthenticated);
        }
        let mut validation = Validation::new(Algorithm::HS256);
        // The expiry is compared below with our own clock, not with the library's.
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<JwtClaims>(token, &self.decode, &validation)
            .map_err(|_| ServiceError::Unauthenticated)?
            .claims;
        if claims.exp <= now.seconds() {
            return Err(ServiceError::TokenExpired);
        }
        Ok(Claims {
            user: claims.sub.parse().map_err(|_| ServiceError::Unauthenticated)?,
            session: claims.sid.parse().map_err(|_| ServiceError::Unauthenticated)?,
            expires_at: Timestamp::from_millis(claims.exp.saturating_mul(1_000)),
        })
    }

    pub(super) fn refresh(&self, session: SessionId, generation: u32) -> String {
        let mut token = signed_part(session, generation).to_vec();
        let mac = hmac::sign(&self.refresh, &token);
        token.extend_from_slice(mac.as_ref());
        URL_SAFE_NO_PAD.encode(token)
    }

    /// Lets a browser load files for as long as the session lives, and nothing else.
    pub(super) fn files(&self, session: SessionId) -> String {
        let mac = hmac::sign(&self.refresh, &files_part(session));
        URL_SAFE_NO_PAD.encode([&session.bits().to_be_bytes(), mac.as_ref()].concat())
    }

    pub(super) fn read_files(&self, token: &str) -> Option<SessionId> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (session, mac) = bytes.split_at_checked(SESSION_BYTES)?;
        let session = SessionId::from_bits(u128::from_be_bytes(session.try_into().ok()?));
        hmac::verify(&self.refresh, &files_part(session), mac).ok()?;
        Some(session)
    }

    pub(super) fn read_refresh(&self, token: &str) -> Option<(SessionId, u32)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        if bytes.len() != SESSION_BYTES + GENERATION_BYTES + MAC_BYTES {
            return None;
        }
        let (signed, mac) = bytes.split_at(SESSION_BYTES + GENERATION_BYTES);
        hmac::verify(&self.refresh, signed, mac).ok()?;
        let (session, generation) = signed.split_at(SESSION_BYTES);
        let session = u128::from_be_bytes(session.try_into().ok()?);
        let generation = u32::from_be_bytes(generation.try_into().ok()?);
        Some((SessionId::from_bits(session), generation))
    }
}

/// What stands before the session in the MAC of a file token. A refresh token's MAC is over 20 bytes, this one's over
/// more, so neither can pass for the other.
const FILES_DOMAIN: &[u8] = b"files of session ";

fn files_part(session: SessionId) -> Vec<u8> {
    [FILES_DOMAIN, &session.bits().to_be_bytes()].concat()
}

fn signed_part(session: SessionId, generation: u32) -> [u8; SESSION_BYTES + GENERATION_BYTES] {
    let mut part = [0; SESSION_BYTES + GENERATION_BYTES];
    part[..SESSION_BYTES].copy_from_slice(&session.bits().to_be_bytes());
    part[SESSION_BYTES..].copy_from_slice(&generation.to_be_bytes());
    part
}
