//! `[database]`: where everything is kept.

use std::path::{Path, PathBuf};

use url::Url;

use crate::{
    ConfigError, Secret,
    layers::Layers,
    setting::{Display, Setting},
};

/// Where everything is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Which database, and where.
    pub url: DatabaseUrl,
}

/// Which database, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of our own. A relative path in the setting was resolved against the data directory.
    Sqlite(PathBuf),
    /// A PostgreSQL server, as the whole `postgres://…` address; hidden because it holds a password.
    Postgres(Secret),
}

impl Database {
    pub(crate) fn read(layers: &Layers, data_dir: &Path) -> Result<Self, ConfigError> {
        let given = layers.given(&URL);
        let url = match given.text()? {
            None => DatabaseUrl::Sqlite(data_dir.join(DEFAULT_FILE)),
            Some(text) => parse(&text, data_dir).ok_or_else(|| given.refusal())?,
        };
        Ok(Self { url })
    }
}

fn parse(text: &str, data_dir: &Path) -> Option<DatabaseUrl> {
    if let Some(rest) = text.strip_prefix("sqlite:") {
        let path = rest.strip_prefix("//").unwrap_or(rest);
        // Options after a question mark would be silently lost; an in-memory database would lose the messages.
        let acceptable = !path.is_empty() && !path.contains('?') && !path.contains(":memory:");
        return acceptable.then(|| DatabaseUrl::Sqlite(data_dir.join(path)));
    }
    let url = Url::parse(text).ok()?;
    let acceptable = ["postgres", "postgresql"].contains(&url.scheme()) && url.path().len() > 1;
    acceptable.then(|| DatabaseUrl::Postgres(Secret::new(text.to_owned())))
}

const DEFAULT_FILE: &str = "zvonilka.db";

const URL: Setting = Setting {
    section: "database",
    key: "url",
    default: "",
    allowed: "\"sqlite:FILE\" or \"postgres://USER:PASSWORD@HOST:PORT/DATABASE\"",
    display: Display::Hidden,
};
pub(crate) const SETTINGS: &[&Setting] = &[&URL];
