//! What a browser needs to find a path to the other one.

use std::{fmt::Display, net::Ipv6Addr, time::Duration};

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zvonilka_model::Timestamp;

use crate::{InsideTurn, TurnSettings};

/// STUN and TURN servers for one person, for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IceServers {
    /// `stun:`, `turn:` and `turns:` addresses; may be empty.
    pub urls: Vec<String>,
    /// Those of them that are of use to a line that ends in the server itself: into a room of a group call, or to the echo contact.
    /// Chromium takes whatever comes from the address of a STUN or TURN server that it reaches by UDP for a word of that server. Rooms
    /// and echo are at the same address as the server inside, so that its UDP ways would hide them: no straight line would ever come
    /// about, and all would go through the relay.
    pub for_rooms: Vec<String>,
    /// Name and password for the TURN ones, when they share a secret with us.
    pub credentials: Option<(String, String)>,
    /// For how long the credentials can start a call.
    pub ttl: Duration,
}

/// Credentials in the form that TURN servers call REST API: the name says until when it is good, the password
/// is a MAC over the name (HMAC-SHA1, as all of them expect).
pub(super) fn ice_servers(
    settings: &TurnSettings,
    whose: impl Display,
    ttl: Duration,
    reached: Option<&str>,
    now: Timestamp,
) -> IceServers {
    let credentials = settings.secret.as_deref().map(|secret| {
        let name = format!("{}:{whose}", (now + ttl).seconds());
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
        let password = STANDARD.encode(hmac::sign(&key, name.as_bytes()));
        (name, password)
    });
    let (urls, for_rooms) = match &settings.inside {
        Some(inside) if settings.urls.is_empty() => {
            let urls = inside_urls(inside, reached);
            let for_rooms = urls.iter().filter(|url| url.ends_with("?transport=tcp")).cloned().collect();
            (urls, for_rooms)
        }
        Some(_) | None => (settings.urls.clone(), settings.urls.clone()),
    };
    IceServers { urls, for_rooms, credentials, ttl }
}

/// Every way to the server inside, the quickest first.
fn inside_urls(inside: &InsideTurn, reached: Option<&str>) -> Vec<String> {
    let host = |said: &Option<String>| {
        let found = reached.and_then(host_of).unwrap_or_else(|| inside.fallback.to_string());
        let host = said.clone().unwrap_or(found);
        if host.contains(':') { format!("[{host}]") } else { host }
    };
    let port = inside.port;
    let at = host(&inside.host);
    let mut urls = vec![
        format!("stun:{at}:{port}"),
        format!("turn:{at}:{port}?transport=udp"),
        format!("turn:{at}:{port}?transport=tcp"),
    ];
    if let Some(web) = &inside.web {
        let port = web.port.or_else(|| port_of(reached?)).unwrap_or(HTTPS);
        urls.push(format!("turns:{}:{port}?transport=tcp", host(&web.host)));
    }
    urls
}

const HTTPS: u16 = 443;

/// The port in an HTTP `Host` header.
fn port_of(authority: &str) -> Option<u16> {
    let rest = authority.rsplit_once(']').map_or(authority, |(_, rest)| rest);
    rest.rsplit_once(':')?.1.parse().ok()
}

/// The host in an HTTP `Host` header. `None` for what no browser would send, since it goes back to one.
fn host_of(authority: &str) -> Option<String> {
    let host = match authority.strip_prefix('[') {
        Some(rest) => return rest.split_once(']')?.0.parse::<Ipv6Addr>().ok().map(|ip| ip.to_string()),
        None => authority.split(':').next()?,
    };
    let is_name = !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c));
    // Browsers look names up; this one means two addresses, and we may listen on one of them only.
    let host = if host == "localhost" { "127.0.0.1" } else { host };
    (is_name && host.len() <= LONGEST_HOST).then(|| host.to_owned())
}

/// The longest name in the DNS.
const LONGEST_HOST: usize = 253;

#[cfg(test)]
mod tests {
    use zvonilka_model::UserId;

    use super::*;
    use crate::WebDoor;

    const TTL: Duration = Duration::from_secs(43_200);

    fn settings(secret: Option<&str>) -> TurnSettings {
        TurnSettings {
            urls: vec!["turn:turn.example.org:3478".to_owned()],
            inside: None,
            secret: secret.map(|s| s.as_bytes().to_vec()),
            ttl: TTL,
        }
    }

    #[test]
    fn the_password_is_what_a_turn_server_computes() {
        let user = UserId::from_bits(0x0190_0000_0000_7000_8000_0000_0000_0001);
        let now = Timestamp::from_millis(1_700_000_000_000);
        let servers = ice_servers(&settings(Some("north")), user, TTL, None, now);
        let (name, password) = servers.credentials.expect("there is a secret");
        assert_eq!(name, "1700043200:01900000-0000-7000-8000-000000000001");
        // printf %s NAME | openssl dgst -sha1 -hmac north -binary | base64
        assert_eq!(password, "/DFZCtwmE8E8EbqUhBVRhvEdwVQ=");
    }

    #[test]
    fn without_a_secret_there_are_only_addresses() {
        let servers =
            ice_servers(&settings(None), UserId::from_bits(1), TTL, None, Timestamp::from_millis(0));
        assert_eq!((servers.urls.len(), servers.credentials), (1, None));
    }

    fn inside(host: Option<&str>, reached: Option<&str>) -> String {
        let inside = InsideTurn {
            host: host.map(str::to_owned),
            fallback: std::net::Ipv4Addr::new(192, 168, 1, 5).into(),
            port: 3_478,
            web: None,
        };
        let settings = TurnSettings { urls: Vec::new(), inside: Some(inside), ..settings(Some("north")) };
        ice_servers(&settings, UserId::from_bits(1), TTL, reached, Timestamp::from_millis(0)).urls.join(" ")
    }

    #[test]
    fn the_server_inside_is_named_as_the_owner_says_or_as_it_was_reached() {
        let named =
            |host| format!("stun:{host}:3478 turn:{host}:3478?transport=udp turn:{host}:3478?transport=tcp");
        assert_eq!(inside(Some("chat.example.org"), Some("10.0.0.1:3000")), named("chat.example.org"));
        assert_eq!(inside(Some("2001:db8::1"), None), named("[2001:db8::1]"));
        assert_eq!(inside(None, Some("10.0.0.1:3000")), named("10.0.0.1"));
        assert_eq!(inside(None, Some("[2001:db8::1]:3000")), named("[2001:db8::1]"));
        assert_eq!(inside(None, Some("localhost:3000")), named("127.0.0.1"));
        for odd in [None, Some(""), Some("[::1"), Some("a b"), Some("a?transport=x")] {
            assert_eq!(inside(None, odd), named("192.168.1.5"), "{odd:?}");
        }
    }

    #[test]
    fn no_way_by_udp_to_the_server_inside_hides_the_rooms_at_its_address() {
        let inside = InsideTurn {
            host: Some("203.0.113.5".to_owned()),
            fallback: std::net::Ipv4Addr::LOCALHOST.into(),
            port: 3_478,
            web: Some(WebDoor::default()),
        };
        let settings = TurnSettings { urls: Vec::new(), inside: Some(inside), ..settings(Some("north")) };
        let servers =
            ice_servers(&settings, UserId::from_bits(1), TTL, Some("nas.lan"), Timestamp::from_millis(0));
        assert_eq!(
            servers.for_rooms,
            ["turn:203.0.113.5:3478?transport=tcp", "turns:nas.lan:443?transport=tcp"]
        );
        assert_eq!(servers.urls.len(), 4);
    }

    #[test]
    fn the_page_s_own_port_is_one_more_way_when_it_is_encrypted() {
        let web = |web: WebDoor, reached| {
            let inside = InsideTurn {
                host: Some("203.0.113.5".to_owned()),
                fallback: std::net::Ipv4Addr::LOCALHOST.into(),
                port: 3_478,
                web: Some(web),
            };
            inside_urls(&inside, reached).pop().expect("the last")
        };
        let found = WebDoor::default();
        assert_eq!(web(found.clone(), Some("192.168.1.5:3000")), "turns:192.168.1.5:3000?transport=tcp");
        assert_eq!(web(found.clone(), Some("[fd00::1]:3000")), "turns:[fd00::1]:3000?transport=tcp");
        assert_eq!(web(found.clone(), Some("[fd00::1]")), "turns:[fd00::1]:443?transport=tcp");
        assert_eq!(web(found, Some("nas.lan")), "turns:nas.lan:443?transport=tcp");
        let said = WebDoor { host: Some("chat.example.org".to_owned()), port: Some(8_443) };
        assert_eq!(web(said, Some("10.0.0.1:3000")), "turns:chat.example.org:8443?transport=tcp");
    }

    #[test]
    fn servers_outside_replace_the_one_inside() {
        let fallback = std::net::Ipv4Addr::LOCALHOST.into();
        let inside = InsideTurn { host: None, fallback, port: 3_478, web: None };
        let settings = TurnSettings { inside: Some(inside), ..settings(Some("north")) };
        let servers =
            ice_servers(&settings, UserId::from_bits(1), TTL, Some("host"), Timestamp::from_millis(0));
        assert_eq!(servers.urls, ["turn:turn.example.org:3478"]);
        assert_eq!(servers.for_rooms, servers.urls);
    }
}
