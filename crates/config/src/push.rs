//! `[push]`: telling devices of things while no page is open there.

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Telling devices of things while no page is open there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Push {
    /// Whether notifications are sent.
    pub enabled: bool,
    /// Whom a push service may write to, as `mailto:…` or `https://…`; `None` names the page's own address.
    pub subject: Option<String>,
    /// Whether push services may also be inside the owner's own network and on this machine, on any port and without
    /// encryption. Everybody with an account can then make the server send requests there.
    pub allow_private_addresses: bool,
}

impl Push {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let subject = layers.given(&SUBJECT);
        Ok(Self {
            enabled: layers.given(&ENABLED).flag()?,
            subject: match subject.text()? {
                Some(text) if text.starts_with("mailto:") || text.starts_with("https://") => Some(text),
                Some(_) => return Err(subject.refusal()),
                None => None,
            },
            allow_private_addresses: layers.given(&ALLOW_PRIVATE_ADDRESSES).flag()?,
        })
    }
}

const ENABLED: Setting = Setting {
    section: "push",
    key: "enabled",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
const SUBJECT: Setting = Setting {
    section: "push",
    key: "subject",
    default: "",
    allowed: "an address such as \"mailto:owner@example.org\" or \"https://example.org\"",
    display: Display::Shown,
};
const ALLOW_PRIVATE_ADDRESSES: Setting = Setting {
    section: "push",
    key: "allow_private_addresses",
    default: "false",
    allowed: "true or false",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&ENABLED, &SUBJECT, &ALLOW_PRIVATE_ADDRESSES];
