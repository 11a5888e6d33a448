//! What is known about each setting, whatever its value.

use std::fmt;

use crate::{
    auth, calls, chats, database, limits, metrics, previews, push, server, smtp, storage, tls, turn,
};

/// One setting: its name, its default and the words for a refusal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) section: &'static str,
    pub(crate) key: &'static str,
    /// As it would be written in the environment; empty for unset or for an empty list.
    pub(crate) default: &'static str,
    /// Completes "allowed: …".
    pub(crate) allowed: &'static str,
    pub(crate) display: Display,
}

/// Whether a refusal may quote the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Display {
    Shown,
    Hidden,
}

impl Setting {
    /// The environment variable that sets it.
    pub(crate) fn variable(&self) -> String {
        format!("{}{}_{}", VARIABLE_PREFIX, self.section, self.key).to_uppercase()
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.section, self.key)
    }
}

/// Every setting there is, section by section.
pub(crate) fn all() -> impl Iterator<Item = &'static Setting> {
    [
        server::SETTINGS,
        tls::SETTINGS,
        auth::SETTINGS,
        limits::SETTINGS,
        database::SETTINGS,
        storage::SETTINGS,
        chats::SETTINGS,
        previews::SETTINGS,
        push::SETTINGS,
        smtp::SETTINGS,
        calls::SETTINGS,
        turn::SETTINGS,
        metrics::SETTINGS,
    ]
    .into_iter()
    .flatten()
    .copied()
}

pub(crate) const VARIABLE_PREFIX: &str = "ZVONILKA_";
