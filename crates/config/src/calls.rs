//! `[calls]`: call timers, and who may come.

use std::time::Duration;

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// Call timers, and who may come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calls {
    /// How long a call rings before it counts as missed.
    pub ring_timeout: Duration,
    /// Whether people without an account may come into calls of groups, by links.
    pub guests: bool,
}

impl Calls {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            ring_timeout: layers.given(&RING_TIMEOUT).span(SHORTEST_RING..=LONGEST_RING)?,
            guests: layers.given(&GUESTS).flag()?,
        })
    }
}

const SHORTEST_RING: Duration = Duration::from_secs(1);
const LONGEST_RING: Duration = Duration::from_secs(10 * 60);

const RING_TIMEOUT: Setting = Setting {
    section: "calls",
    key: "ring_timeout",
    default: "45s",
    allowed: "a length of time from 1s to 10m with its unit, such as \"45s\"",
    display: Display::Shown,
};
const GUESTS: Setting = Setting {
    section: "calls",
    key: "guests",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&RING_TIMEOUT, &GUESTS];
