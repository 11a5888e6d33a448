//! `[metrics]`: figures about the running program, for Prometheus.

use std::net::SocketAddr;

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Figures about the running program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metrics {
    /// Where they are told; `None` when they are not.
    pub listen: Option<SocketAddr>,
}

impl Metrics {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let listen = layers.given(&LISTEN);
        let listen = match listen.text()?.as_deref() {
            None | Some("off") => None,
            Some(text) => Some(text.parse().map_err(|_| listen.refusal())?),
        };
        Ok(Self { listen })
    }
}

const LISTEN: Setting = Setting {
    section: "metrics",
    key: "listen",
    default: "127.0.0.1:9477",
    allowed: "an IP address and a port, such as \"127.0.0.1:9477\", or \"off\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&LISTEN];
