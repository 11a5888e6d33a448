//! `[turn]`: the STUN and TURN servers that clients are told about.

use std::time::Duration;

use crate::{
    ConfigError, Secret,
    layers::Layers,
    setting::{Display, Setting},
};

/// The STUN and TURN servers that clients are told about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// `stun:`, `stuns:`, `turn:` and `turns:` addresses. Empty when people only call within one network.
    pub external_urls: Vec<String>,
    /// What this program and the TURN server both know; set whenever a `turn:` address is named.
    pub secret: Option<Secret>,
    /// For how long credentials can start a call.
    pub ttl: Duration,
}

impl Turn {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let turn = Self {
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
pub(crate) const SETTINGS: &[&Setting] = &[&EXTERNAL_URLS, &SECRET, &TTL];
