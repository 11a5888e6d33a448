//! The owner's settings: read once at start, checked, and handed out as plain values.
//!
//! Later wins: built-in defaults, then the TOML file, then `ZVONILKA_<SECTION>_<KEY>` variables. A setting that is
//! unknown or has an unacceptable value stops the start with one sentence that names it.
//!
//! Only the `cli` crate reads this one; it hands every other crate a settings struct of its own. This crate reads
//! one file and nothing else: no clock, no network, and the environment only as the pairs it is given.
//!
//! To add a setting: a [`Setting`](setting::Setting) and a field in its section's file, and a row in both
//! `docs/configuration*.md`; a test fails when one of them is forgotten.

mod auth;
mod calls;
mod chats;
mod database;
mod error;
mod layers;
mod limits;
mod metrics;
mod previews;
mod push;
mod secret;
mod server;
mod setting;
mod smtp;
mod storage;
mod tls;
mod turn;

use std::path::Path;

pub use auth::Auth;
pub use calls::Calls;
pub use chats::Chats;
pub use database::{Database, DatabaseUrl};
pub use error::ConfigError;
pub use limits::Limits;
pub use metrics::Metrics;
pub use previews::Previews;
pub use push::Push;
pub use secret::Secret;
pub use server::Server;
pub use smtp::{Smtp, SmtpSecurity};
pub use storage::Storage;
pub use tls::Tls;
pub use turn::Turn;

use layers::Layers;

/// The name of the settings file looked for in the data directory when none is named.
pub const FILE_NAME: &str = "zvonilka.toml";

/// Every setting, checked. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// `[server]`: where and for whom the program answers.
    pub server: Server,
    /// `[tls]`: how the program's own port is encrypted.
    pub tls: Tls,
    /// `[auth]`: accounts and tokens.
    pub auth: Auth,
    /// `[limits]`: protection against floods.
    pub limits: Limits,
    /// `[database]`: where everything is kept.
    pub database: Database,
    /// `[storage]`: the files that people send.
    pub storage: Storage,
    /// `[chats]`: what exists from the first start.
    pub chats: Chats,
    /// `[previews]`: where the links in messages lead.
    pub previews: Previews,
    /// `[push]`: telling devices of things while no page is open there.
    pub push: Push,
    /// `[smtp]`: the mail server; `None` when no mail is sent.
    pub smtp: Option<Smtp>,
    /// `[calls]`: call timers.
    pub calls: Calls,
    /// `[turn]`: the STUN and TURN server inside, or those outside that replace it.
    pub turn: Turn,
    /// `[metrics]`: figures about the running program.
    pub metrics: Metrics,
}

impl Config {
    /// Reads the settings: defaults, then `file` (or `zvonilka.toml` in `data_dir`, if there is one), then the
    /// `ZVONILKA_…` pairs of `environment`; other pairs are ignored.
    ///
    /// # Errors
    /// [`ConfigError`], whose text is one sentence for the owner: which setting, what was given, what is allowed.
    pub fn load(
        data_dir: &Path,
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let text = match file {
            Some(path) => Some((path.to_owned(), layers::read(path)?)),
            None => {
                let path = data_dir.join(FILE_NAME);
                layers::read_if_present(&path)?.map(|text| (path, text))
            }
        };
        let layers = Layers::new(text, environment)?;
        Ok(Self {
            server: Server::read(&layers)?,
            tls: Tls::read(&layers, data_dir)?,
            auth: Auth::read(&layers)?,
            limits: Limits::read(&layers)?,
            database: Database::read(&layers, data_dir)?,
            storage: Storage::read(&layers, data_dir)?,
            chats: Chats::read(&layers)?,
            previews: Previews::read(&layers)?,
            push: Push::read(&layers)?,
            smtp: Smtp::read(&layers, data_dir)?,
            calls: Calls::read(&layers)?,
            turn: Turn::read(&layers)?,
            metrics: Metrics::read(&layers)?,
        })
    }
}

#[cfg(test)]
mod tests;
