//! `[smtp]`: the owner's mail server, through which letters are sent.

use std::path::Path;

use percent_encoding::percent_decode_str;
use url::{Host, Url};
use zvonilka_model::Email;

use crate::{
    ConfigError, Secret,
    layers::{self, Layers},
    setting::{Display, Setting},
};

/// The owner's mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is encrypted.
    pub security: SmtpSecurity,
    /// User and password, where it wants them.
    pub credentials: Option<(String, Secret)>,
    /// The name that stands above letters, if any.
    pub from_name: Option<String>,
    /// The address from which they come.
    pub from_address: String,
}

/// How the way to the mail server is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// From the first byte: `smtps://`.
    Tls,
    /// After `STARTTLS`, and nothing is said without it: `smtp://`.
    StartTls,
    /// Not at all: `smtp://…?tls=off`.
    Off,
}

impl Smtp {
    /// `None`: no mail is sent here. A relative path begins at `data_dir`.
    pub(crate) fn read(layers: &Layers, data_dir: &Path) -> Result<Option<Self>, ConfigError> {
        let (url, from) = (layers.given(&URL), layers.given(&FROM));
        let Some(text) = url.text()? else { return Ok(None) };
        let mut parts = parse(&text).ok_or_else(|| url.refusal())?;
        if let Some(file) = layers.given(&PASSWORD_FILE).text()? {
            let text = layers::read(&data_dir.join(file))?;
            let password = text.lines().next().unwrap_or_default().trim().to_owned();
            if password.is_empty() || parts.user.is_none() {
                return Err(layers.given(&PASSWORD_FILE).refusal());
            }
            parts.password = Some(password);
        }
        let credentials = match (parts.user, parts.password) {
            (Some(user), Some(password)) => Some((user, Secret::new(password))),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => return Err(ConfigError::SmtpPasswordMissing),
        };
        if credentials.is_some() && parts.security == SmtpSecurity::Off && !is_here(&parts.host) {
            return Err(ConfigError::SmtpPasswordInTheOpen);
        }
        let text = from.text()?.ok_or(ConfigError::SmtpFromMissing)?;
        let (from_name, from_address) = mailbox(&text).ok_or_else(|| from.refusal())?;
        let Parts { host, port, security, .. } = parts;
        Ok(Some(Self { host, port, security, credentials, from_name, from_address }))
    }
}

struct Parts {
    host: String,
    port: u16,
    security: SmtpSecurity,
    user: Option<String>,
    password: Option<String>,
}

fn parse(text: &str) -> Option<Parts> {
    let url = Url::parse(text).ok()?;
    let (mut security, port) = match url.scheme() {
        "smtp" => (SmtpSecurity::StartTls, 587),
        "smtps" => (SmtpSecurity::Tls, 465),
        _ => return None,
    };
    match url.query() {
        None => {}
        Some("tls=off") if security == SmtpSecurity::StartTls => security = SmtpSecurity::Off,
        Some(_) => return None,
    }
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return None;
    }
    let host = match Host::parse(url.host_str()?).ok()? {
        Host::Domain(name) => name,
        Host::Ipv4(ip) => ip.to_string(),
        Host::Ipv6(ip) => ip.to_string(),
    };
    let decoded = |text: &str| {
        let text = percent_decode_str(text).decode_utf8().ok()?.into_owned();
        (!text.is_empty() && !text.chars().any(char::is_control)).then_some(text)
    };
    let user = match url.username() {
        "" => None,
        user => Some(decoded(user)?),
    };
    let password = match url.password() {
        None => None,
        Some(password) => Some(decoded(password)?),
    };
    Some(Parts { host, port: url.port().unwrap_or(port), security, user, password })
}

/// `address`, or `Name <address>`.
fn mailbox(text: &str) -> Option<(Option<String>, String)> {
    let (name, address) = match text.strip_suffix('>') {
        Some(rest) => {
            let (name, address) = rest.rsplit_once('<')?;
            (Some(name.trim().trim_matches('"').to_owned()), address)
        }
        None => (None, text),
    };
    let name = name.filter(|name| !name.is_empty());
    if name.as_ref().is_some_and(|name| name.chars().any(char::is_control)) {
        return None;
    }
    let is_plain = !address.chars().any(|c| "<>,;:\"()[]\\".contains(c));
    let address = Email::parse(address).ok().filter(|_| is_plain)?;
    Some((name, address.as_str().to_owned()))
}

fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

const URL: Setting = Setting {
    section: "smtp",
    key: "url",
    default: "",
    allowed: "\"smtps://USER:PASSWORD@HOST:465\", \"smtp://USER:PASSWORD@HOST:587\" (encrypted after STARTTLS) or \
              \"smtp://HOST:25?tls=off\"; what is special in user and password as %40",
    display: Display::Hidden,
};
const PASSWORD_FILE: Setting = Setting {
    section: "smtp",
    key: "password_file",
    default: "",
    allowed: "the path of a file whose first line is the password, together with a user in [smtp] url",
    display: Display::Shown,
};
const FROM: Setting = Setting {
    section: "smtp",
    key: "from",
    default: "",
    allowed: "an address such as \"chat@example.org\" or \"Звонилка <chat@example.org>\"",
    display: Display::Shown,
};
pub(crate) const SETTINGS: &[&Setting] = &[&URL, &PASSWORD_FILE, &FROM];
