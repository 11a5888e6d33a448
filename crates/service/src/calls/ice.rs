//! What a browser needs to find a path to the other one.

use std::time::Duration;

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zvonilka_model::{Timestamp, UserId};

use crate::TurnSettings;

/// STUN and TURN servers for one person, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IceServers {
    /// `stun:`, `turn:` and `turns:` addresses; may be empty.
    pub urls: Vec<String>,
    /// Name and password for the TURN ones, when they share a secret with us.
    pub credentials: Option<(String, String)>,
    /// For how long the credentials can start a call.
    pub ttl: Duration,
}

/// Credentials in the form that TURN servers call REST API: the name says until when it is good, the password
/// is a MAC over the name (HMAC-SHA1, as all of them expect).
pub(super) fn ice_servers(settings: &TurnSettings, user: UserId, now: Timestamp) -> IceServers {
    let credentials = settings.secret.as_deref().map(|secret| {
        let name = format!("{}:{user}", (now + settings.ttl).seconds());
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
        let password = STANDARD.encode(hmac::sign(&key, name.as_bytes()));
        (name, password)
    });
    IceServers { urls: settings.urls.clone(), credentials, ttl: settings.ttl }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(secret: Option<&str>) -> TurnSettings {
        TurnSettings {
            urls: vec!["turn:turn.example.org:3478".to_owned()],
            secret: secret.map(|s| s.as_bytes().to_vec()),
            ttl: Duration::from_secs(43_200),
        }
    }

    #[test]
    fn the_password_is_what_a_turn_server_computes() {
        let user = UserId::from_bits(0x0190_0000_0000_7000_8000_0000_0000_0001);
        let now = Timestamp::from_millis(1_700_000_000_000);
        let servers = ice_servers(&settings(Some("north")), user, now);
        let (name, password) = servers.credentials.expect("there is a secret");
        assert_eq!(name, "1700043200:01900000-0000-7000-8000-000000000001");
        // printf %s NAME | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(password, "/DFZCtwmE8E8EbqUhBVRhvEdwVQ=");
    }

    #[test]
    fn without_a_secret_there_are_only_addresses() {
        let servers = ice_servers(&settings(None), UserId::from_bits(1), Timestamp::from_millis(0));
        assert_eq!((servers.urls.len(), servers.credentials), (1, None));
    }
}
