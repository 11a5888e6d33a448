//! `[tls]`: how the program's own port is encrypted.

use std::path::{Path, PathBuf};

use url::Host;

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// How the program's own port is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tls {
    /// Not at all: behind a proxy that does it, or on this machine only.
    Off,
    /// With the owner's files, both PEM.
    Files {
        /// The certificate, perhaps with its chain.
        certificate: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// With certificates by an authority of the program's own, for home networks.
    Home {
        /// Addresses and names besides those that this machine knows of itself, in ASCII.
        names: Vec<String>,
    },
}

impl Tls {
    /// Relative paths begin at `data_dir`.
    pub(crate) fn read(layers: &Layers, data_dir: &Path) -> Result<Self, ConfigError> {
        let mode = layers.given(&MODE);
        let file = |setting: &'static Setting, missing| {
            let path = layers.given(setting).text()?.map(|path| data_dir.join(path));
            path.ok_or(ConfigError::TlsFileMissing { missing })
        };
        match mode.text()?.as_deref() {
            Some("off") => Ok(Self::Off),
            Some("files") => Ok(Self::Files {
                certificate: file(&CERTIFICATE, "[tls] certificate")?,
                key: file(&KEY, "[tls] key")?,
            }),
            Some("self") => Ok(Self::Home { names: layers.given(&NAMES).list(host)? }),
            Some(_) | None => Err(mode.refusal()),
        }
    }
}

/// An address, or a name as it stands in a certificate.
fn host(text: &str) -> Option<String> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    if let Ok(ip) = bare.parse::<std::net::IpAddr>() {
        return Some(ip.to_string());
    }
    match Host::parse(text).ok()? {
        Host::Domain(name) if name.chars().all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)) => {
            Some(name)
        }
        Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_) => None,
    }
}

const MODE: Setting = Setting {
    section: "tls",
    key: "mode",
    default: "off",
    allowed: "\"off\", \"files\" or \"self\"",
    display: Display::Shown,
};
const CERTIFICATE: Setting = Setting {
    section: "tls",
    key: "certificate",
    default: "",
    allowed: "the path of a PEM file",
    display: Display::Shown,
};
const KEY: Setting = Setting {
    section: "tls",
    key: "key",
    default: "",
    allowed: "the path of a PEM file",
    display: Display::Shown,
};
const NAMES: Setting = Setting {
    section: "tls",
    key: "names",
    default: "",
    allowed: "a list of addresses and names, without ports, such as \"192.168.1.5\" or \"nas.lan\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&MODE, &CERTIFICATE, &KEY, &NAMES];
