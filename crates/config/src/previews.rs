//! `[previews]`: where the links in messages lead.

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Where the links in messages lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Previews {
    /// Whether the server looks, so that messages show a title and a picture.
    pub enabled: bool,
    /// Whether it may also look inside the owner's own network and on this machine, on any port. Everybody who can write a
    /// message can then make it send requests there.
    pub allow_private_addresses: bool,
}

impl Previews {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            enabled: layers.given(&ENABLED).flag()?,
            allow_private_addresses: layers.given(&ALLOW_PRIVATE_ADDRESSES).flag()?,
        })
    }
}

const ENABLED: Setting = Setting {
    section: "previews",
    key: "enabled",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
const ALLOW_PRIVATE_ADDRESSES: Setting = Setting {
    section: "previews",
    key: "allow_private_addresses",
    default: "false",
    allowed: "true or false",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&ENABLED, &ALLOW_PRIVATE_ADDRESSES];
