//! `[server]`: where and for whom the program answers.

use std::net::{IpAddr, SocketAddr};

use ipnet::IpNet;
use url::Url;

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Where and for whom the program answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The address and port of the web page and the API.
    pub listen: SocketAddr,
    /// The address that people type, without a slash at the end; `None` when it is the listening one.
    pub public_url: Option<String>,
    /// Origins of pages on other hosts that may use this server, as `https://host[:port]`.
    pub allowed_origins: Vec<String>,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl Server {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let listen = layers.given(&LISTEN);
        let public_url = layers.given(&PUBLIC_URL);
        Ok(Self {
            listen: listen.text()?.and_then(|text| text.parse().ok()).ok_or_else(|| listen.refusal())?,
            public_url: public_url
                .text()?
                .map(|text| origin(&text).ok_or_else(|| public_url.refusal()))
                .transpose()?,
            allowed_origins: layers.given(&ALLOWED_ORIGINS).list(origin)?,
            trusted_proxies: layers.given(&TRUSTED_PROXIES).list(network)?,
        })
    }
}

/// `scheme://host[:port]` in the form in which browsers send an origin. `None` for anything with more in it, because
/// the page lives at the root of its host.
fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let bare = url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    (["http", "https"].contains(&url.scheme()) && bare).then(|| url.origin().ascii_serialization())
}

fn network(text: &str) -> Option<IpNet> {
    text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

const LISTEN: Setting = Setting {
    section: "server",
    key: "listen",
    default: "0.0.0.0:3000",
    allowed: "an IP address and a port, such as \"0.0.0.0:3000\" or \"[::]:3000\"",
    display: Display::Shown,
};
const PUBLIC_URL: Setting = Setting {
    section: "server",
    key: "public_url",
    default: "",
    allowed: "http:// or https://, a host and perhaps a port, with no path, such as \"https://chat.example.org\"",
    display: Display::Shown,
};
const ALLOWED_ORIGINS: Setting = Setting {
    section: "server",
    key: "allowed_origins",
    default: "",
    allowed: "a list of origins such as \"https://chat.example.org\", with no path and no *",
    display: Display::Shown,
};
const TRUSTED_PROXIES: Setting = Setting {
    section: "server",
    key: "trusted_proxies",
    default: "",
    allowed: "a list of IP addresses or networks, such as \"127.0.0.1\" or \"10.0.0.0/8\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&LISTEN, &PUBLIC_URL, &ALLOWED_ORIGINS, &TRUSTED_PROXIES];
