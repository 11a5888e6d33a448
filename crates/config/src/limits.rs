//! `[limits]`: protection against floods.

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Protection against floods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Whether log-in, registration, search and sockets are rate limited. Off only for load tests.
    pub enabled: bool,
}

impl Limits {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self { enabled: layers.given(&ENABLED).flag()? })
    }
}

const ENABLED: Setting = Setting {
    section: "limits",
    key: "enabled",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&ENABLED];
