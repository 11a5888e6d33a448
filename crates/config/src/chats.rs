//! `[chats]`: what exists from the first start.

use crate::{
    ConfigError,
    layers::Layers,
    setting::{Display, Setting},
};

/// What exists from the first start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chats {
    /// Whether there is a chat that everybody joins.
    pub family: bool,
    /// Its first title, 1 to 64 characters.
    pub family_title: String,
}

impl Chats {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let title = layers.given(&FAMILY_TITLE);
        Ok(Self {
            family: layers.given(&FAMILY).flag()?,
            family_title: title
                .text()?
                .filter(|text| text.chars().count() <= MAX_TITLE_CHARS && !text.chars().any(char::is_control))
                .ok_or_else(|| title.refusal())?,
        })
    }
}

/// As long as a display name, which stands in the same place of the list.
const MAX_TITLE_CHARS: usize = 64;

const FAMILY: Setting = Setting {
    section: "chats",
    key: "family",
    default: "true",
    allowed: "true or false",
    display: Display::Shown,
};
const FAMILY_TITLE: Setting = Setting {
    section: "chats",
    key: "family_title",
    default: "Семья",
    allowed: "1 to 64 characters on one line",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&FAMILY, &FAMILY_TITLE];
