//! `[turn]`: the STUN and TURN server inside the program, or those outside that clients are told about instead.

use std::{net::SocketAddr, ops::RangeInclusive, time::Duration};

use crate::{
    ConfigError, Secret,
    layers::Layers,
    setting::{Display, Setting},
    storage::size,
};

/// The STUN and TURN server inside the program, or those outside that clients are told about instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// Whether the program has a STUN and TURN server of its own.
    pub enabled: bool,
    /// Where that one listens, by UDP and by TCP.
    pub listen: SocketAddr,
    /// Where it listens for TLS, when there are certificates.
    pub tls_listen: SocketAddr,
    /// The address or name at which the world reaches it; `None` when it is that of the page.
    pub public_address: Option<String>,
    /// A STUN server (`host:port`) that is asked for our outer address when none is named.
    pub stun_query: Option<String>,
    /// The UDP ports that it gives to calls.
    pub relay_ports: RangeInclusive<u16>,
    /// Whether relays may reach private networks and this machine.
    pub allow_private_peers: bool,
    /// Relayed addresses that one person may have at a time.
    pub allocations_per_user: u32,
    /// Bytes per second that one person may move through one of its threads.
    pub rate_per_user: u64,
    /// `stun:`, `stuns:`, `turn:` and `turns:` addresses of servers outside, which replace the one inside.
    pub external_urls: Vec<String>,
    /// What this program and the TURN server both know; set whenever a `turn:` address is named.
    pub secret: Option<Secret>,
    /// For how long credentials can start a call.
    pub ttl: Duration,
}

impl Turn {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let (listen, relay_ports) = (layers.given(&LISTEN), layers.given(&RELAY_PORTS));
        let (tls_listen, public_address) = (layers.given(&TLS_LISTEN), layers.given(&PUBLIC_ADDRESS));
        let (stun_query, rate) = (layers.given(&STUN_QUERY), layers.given(&RATE_PER_USER));
        let turn = Self {
            enabled: layers.given(&ENABLED).flag()?,
            listen: listen.text()?.and_then(|text| text.parse().ok()).ok_or_else(|| listen.refusal())?,
            tls_listen: tls_listen
                .text()?
                .and_then(|text| text.parse().ok())
                .ok_or_else(|| tls_listen.refusal())?,
            public_address: public_address
                .text()?
                .map(|text| address(&text).ok_or_else(|| public_address.refusal()))
                .transpose()?,
            stun_query: stun_query
                .text()?
                .map(|text| is_host_with_port(&text).then_some(text).ok_or_else(|| stun_query.refusal()))
                .transpose()?,
            allocations_per_user: layers.given(&ALLOCATIONS_PER_USER).count(1..=MOST_ALLOCATIONS)?,
            rate_per_user: rate.text()?.and_then(|text| size(&text)).ok_or_else(|| rate.refusal())?,
            relay_ports: relay_ports.text()?.and_then(|t| ports(&t)).ok_or_else(|| relay_ports.refusal())?,
            allow_private_peers: layers.given(&ALLOW_PRIVATE_PEERS).flag()?,
            external_urls: layers.given(&EXTERNAL_URLS).list(ice_url)?,
            secret: layers.given(&SECRET).text()?.map(Secret::new),
            ttl: layers.given(&TTL).span(SHORTEST_TTL..=LONGEST_TTL)?,
        };
        match turn.external_urls.iter().find(|url| url.starts_with("turn")) {
            // A browser throws at a TURN address without credentials, and no call would start at all.
            Some(url) if turn.secret.is_none() => Err(ConfigError::TurnSecretMissing { url: url.clone() }),
            _ => Ok(turn),
        }
    }
}

/// An address or a name, without a port.
fn address(text: &str) -> Option<String> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let is_name = !text.contains(':') && is_host_and_port(text);
    (bare.parse::<std::net::IpAddr>().is_ok() || is_name).then(|| bare.to_owned())
}

/// `first-last`.
fn ports(text: &str) -> Option<RangeInclusive<u16>> {
    let (first, last) = text.split_once('-')?;
    let (first, last): (u16, u16) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first > 0 && first <= last).then_some(first..=last)
}

/// The address as RFC 7064 and 7065 write it; browsers refuse anything else.
fn ice_url(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once(':')?;
    let (address, transport) = match rest.split_once("?transport=") {
        Some((address, transport)) => (address, Some(transport)),
        None => (rest, None),
    };
    let known_transport = matches!(
        (scheme, transport),
        ("stun" | "stuns" | "turn" | "turns", None) | ("turn" | "turns", Some("udp" | "tcp"))
    );
    (known_transport && is_host_and_port(address)).then(|| text.to_owned())
}

/// As above, with the port.
fn is_host_with_port(address: &str) -> bool {
    let last = address.rsplit_once(']').map_or(address, |(_, rest)| rest);
    last.contains(':') && is_host_and_port(address)
}

fn is_host_and_port(address: &str) -> bool {
    let (host, port) = match address.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, Some(port.trim_start_matches(':'))),
            None => return false,
        },
        None => match address.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (address, None),
        },
    };
    let is_host = if address.starts_with('[') {
        host.parse::<std::net::Ipv6Addr>().is_ok()
    } else {
        !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
    };
    is_host && port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0))
}

const SHORTEST_TTL: Duration = Duration::from_secs(60);
const LONGEST_TTL: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// A browser makes up to two for each network it is on.
const MOST_ALLOCATIONS: u32 = 4_096;

const ENABLED: Setting = Setting {
    section: "turn",
    key: "enabled",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
const LISTEN: Setting = Setting {
    section: "turn",
    key: "listen",
    default: "0.0.0.0:3478",
    allowed: "an IP address and a port, such as \"0.0.0.0:3478\" or \"[::]:3478\"",
    display: Display::Shown,
};
const TLS_LISTEN: Setting = Setting {
    section: "turn",
    key: "tls_listen",
    default: "0.0.0.0:5349",
    allowed: "an IP address and a port, such as \"0.0.0.0:5349\" or \"[::]:5349\"",
    display: Display::Shown,
};
const PUBLIC_ADDRESS: Setting = Setting {
    section: "turn",
    key: "public_address",
    default: "",
    allowed: "an IP address or a name, without a port, such as \"203.0.113.5\" or \"chat.example.org\"",
    display: Display::Shown,
};
const STUN_QUERY: Setting = Setting {
    section: "turn",
    key: "stun_query",
    default: "",
    allowed: "a name or address and a port, such as \"stun.example.org:3478\"",
    display: Display::Shown,
};
const ALLOCATIONS_PER_USER: Setting = Setting {
    section: "turn",
    key: "allocations_per_user",
    default: "64",
    allowed: "a number from 1 to 4096",
    display: Display::Shown,
};
const RATE_PER_USER: Setting = Setting {
    section: "turn",
    key: "rate_per_user",
    default: "12500kB",
    allowed: "a size a second from 1MiB to 1024TiB with its unit, such as \"12500kB\"",
    display: Display::Shown,
};
const RELAY_PORTS: Setting = Setting {
    section: "turn",
    key: "relay_ports",
    default: "49152-65535",
    allowed: "the first and the last port, such as \"49152-65535\"",
    display: Display::Shown,
};
const ALLOW_PRIVATE_PEERS: Setting = Setting {
    section: "turn",
    key: "allow_private_peers",
    default: "false",
    allowed: "true or false",
    display: Display::Shown,
};
const EXTERNAL_URLS: Setting = Setting {
    section: "turn",
    key: "external_urls",
    default: "",
    allowed: "a list of addresses such as \"stun:stun.example.org:3478\" or \
              \"turn:turn.example.org:3478?transport=udp\"",
    display: Display::Shown,
};
const SECRET: Setting = Setting {
    section: "turn",
    key: "secret",
    default: "",
    allowed: "the text that the TURN server has as its static-auth-secret",
    display: Display::Hidden,
};
const TTL: Setting = Setting {
    section: "turn",
    key: "ttl",
    default: "12h",
    allowed: "a length of time from 1m to 7d with its unit, such as \"12h\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[
    &ENABLED,
    &LISTEN,
    &TLS_LISTEN,
    &PUBLIC_ADDRESS,
    &STUN_QUERY,
    &RELAY_PORTS,
    &ALLOCATIONS_PER_USER,
    &RATE_PER_USER,
    &ALLOW_PRIVATE_PEERS,
    &EXTERNAL_URLS,
    &SECRET,
    &TTL,
];
