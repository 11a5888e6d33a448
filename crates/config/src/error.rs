//! Why the settings are refused. Each text is one sentence for the owner.

use std::path::PathBuf;

/// A reason not to start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The settings file is not there or may not be read.
    #[error("cannot read the settings file {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The settings file is not TOML.
    #[error("the settings file {} is not valid TOML: {reason}", path.display())]
    NotToml {
        /// The file.
        path: PathBuf,
        /// Where and why.
        reason: String,
    },
    /// A name that means nothing to this version.
    #[error("unknown setting {name} (from {origin}); known here: {known}")]
    Unknown {
        /// As it was written.
        name: String,
        /// The file or the environment.
        origin: String,
        /// What could have been meant.
        known: String,
    },
    /// A value that the setting cannot take.
    #[error("{setting} = {value} (from {origin}) is not acceptable; allowed: {allowed}")]
    Invalid {
        /// As `[section] key`.
        setting: String,
        /// As it was written, or hidden.
        value: String,
        /// The file or the environment.
        origin: String,
        /// What would be accepted.
        allowed: String,
    },
    /// `[auth] refresh_ttl` is shorter than `[auth] access_ttl`.
    #[error(
        "[auth] refresh_ttl = \"{refresh_ttl}\" is shorter than [auth] access_ttl = \"{access_ttl}\"; allowed: the same \
         or longer, because the refresh token is what renews the access token"
    )]
    RefreshShorterThanAccess {
        /// The given or default refresh lifetime.
        refresh_ttl: String,
        /// The given or default access lifetime.
        access_ttl: String,
    },
    /// `[tls] mode = "files"` without both files.
    #[error(
        "[tls] mode = \"files\" needs {missing}; allowed: the path of a PEM file, in both [tls] certificate and [tls] key"
    )]
    TlsFileMissing {
        /// As `[tls] key`.
        missing: &'static str,
    },
    /// A TURN address without the secret that makes its credentials.
    #[error(
        "[turn] external_urls names {url}, but [turn] secret is not set; allowed: stun: addresses alone, or turn: \
         addresses together with the secret that the TURN server knows (coturn: static-auth-secret)"
    )]
    TurnSecretMissing {
        /// The first such address.
        url: String,
    },
    /// `[smtp] url` without `[smtp] from`.
    #[error(
        "[smtp] url is set, but [smtp] from is not; allowed: the address from which letters come, such as \"chat@example.org\""
    )]
    SmtpFromMissing,
    /// A user without a password, or a password without a user.
    #[error(
        "[smtp] url names a user without a password, or a password without a user; allowed: both, the password also in \
         [smtp] password_file, or neither"
    )]
    SmtpPasswordMissing,
    /// A password on a way that is not encrypted.
    #[error(
        "[smtp] url would send the password without encryption to another machine; allowed: \"smtps://\", \"smtp://\" \
         without \"tls=off\", or no user and password"
    )]
    SmtpPasswordInTheOpen,
}
