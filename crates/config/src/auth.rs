//! `[auth]`: accounts and tokens.

use std::time::Duration;

use zvonilka_model::{EmailMode, RegistrationMode};

use crate::{
    ConfigError, Secret,
    layers::Layers,
    setting::{Display, Setting},
};

/// Accounts and tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Auth {
    /// Who may make an account.
    pub registration: RegistrationMode,
    /// Whether people who register give an e-mail address.
    pub email: EmailMode,
    /// Whether ordinary members, not only admins, may make invitations.
    pub members_may_invite: bool,
    /// How long an access token lives.
    pub access_ttl: Duration,
    /// How long a session lives after its last use; never shorter than `access_ttl`.
    pub refresh_ttl: Duration,
    /// A token key that replaces the one in the database, at least 32 bytes; `None` to use that one.
    pub secret: Option<Secret>,
}

impl Auth {
    pub(crate) fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let registration = layers.given(&REGISTRATION);
        let email = layers.given(&EMAIL);
        let secret = layers.given(&SECRET);
        let access_ttl = layers.given(&ACCESS_TTL).span(LIFETIMES)?;
        let refresh_ttl = layers.given(&REFRESH_TTL).span(LIFETIMES)?;
        if refresh_ttl < access_ttl {
            return Err(ConfigError::RefreshShorterThanAccess {
                refresh_ttl: humantime::format_duration(refresh_ttl).to_string(),
                access_ttl: humantime::format_duration(access_ttl).to_string(),
            });
        }
        Ok(Self {
            registration: match registration.text()?.as_deref() {
                Some("invite") => RegistrationMode::Invite,
                Some("open") => RegistrationMode::Open,
                Some("closed") => RegistrationMode::Closed,
                _ => return Err(registration.refusal()),
            },
            email: match email.text()?.as_deref() {
                Some("off") => EmailMode::Off,
                Some("optional") => EmailMode::Optional,
                Some("required") => EmailMode::Required,
                _ => return Err(email.refusal()),
            },
            members_may_invite: layers.given(&MEMBERS_MAY_INVITE).flag()?,
            access_ttl,
            refresh_ttl,
            secret: match secret.text()? {
                Some(text) if text.len() < MIN_SECRET_BYTES => return Err(secret.refusal()),
                other => other.map(Secret::new),
            },
        })
    }
}

/// HMAC-SHA256 gains nothing from a longer key and loses strength with a shorter one.
const MIN_SECRET_BYTES: usize = 32;

const SECOND: Duration = Duration::from_secs(1);
const TEN_YEARS: Duration = Duration::from_secs(3_650 * 24 * 60 * 60);
const LIFETIMES: std::ops::RangeInclusive<Duration> = SECOND..=TEN_YEARS;

const REGISTRATION: Setting = Setting {
    section: "auth",
    key: "registration",
    default: "invite",
    allowed: "\"invite\", \"open\" or \"closed\"",
    display: Display::Shown,
};
const EMAIL: Setting = Setting {
    section: "auth",
    key: "email",
    default: "optional",
    allowed: "\"off\", \"optional\" or \"required\"",
    display: Display::Shown,
};
const MEMBERS_MAY_INVITE: Setting = Setting {
    section: "auth",
    key: "members_may_invite",
    default: "false",
    allowed: "true or false",
    display: Display::Shown,
};
const ACCESS_TTL: Setting = Setting {
    section: "auth",
    key: "access_ttl",
    default: "24h",
    allowed: "a length of time from 1s to 3650d with its unit, such as \"15m\" or \"24h\"",
    display: Display::Shown,
};
const REFRESH_TTL: Setting = Setting {
    section: "auth",
    key: "refresh_ttl",
    default: "30d",
    allowed: "a length of time from 1s to 3650d with its unit, such as \"30d\"",
    display: Display::Shown,
};
const SECRET: Setting = Setting {
    section: "auth",
    key: "secret",
    default: "",
    allowed: "text of at least 32 bytes",
    display: Display::Hidden,
};
pub(crate) const SETTINGS: &[&Setting] =
    &[&REGISTRATION, &EMAIL, &MEMBERS_MAY_INVITE, &ACCESS_TTL, &REFRESH_TTL, &SECRET];
