//! On which of the server's addresses passkeys work. They are bound to a host by name, and browsers offer them only where
//! the page came encrypted, or from the device itself.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use std::{convert::Infallible, sync::Arc};

use url::{Host, Url};
use zvonilka_service::{PasskeySite, ServiceError};

use crate::{error::ApiError, extract::Scheme, origin::host, state::HttpSettings};

/// Where passkeys work, for this request.
pub(crate) struct KeySite(Option<PasskeySite>);

impl KeySite {
    /// The site's host, if passkeys work at all.
    pub(crate) fn host(&self) -> Option<&str> {
        self.0.as_ref().map(|site| site.host.as_str())
    }

    pub(crate) fn required(self) -> Result<PasskeySite, ApiError> {
        self.0.ok_or_else(|| ServiceError::PasskeysUnavailable.into())
    }
}

impl<S> FromRequestParts<S> for KeySite
where
    Arc<HttpSettings>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let settings = Arc::<HttpSettings>::from_ref(state);
        let scheme = Scheme::of(&parts.extensions, &parts.headers, &settings);
        Ok(Self(site(&settings, &parts.headers, scheme)))
    }
}

/// The public address, if there is one: a key made elsewhere would be worth nothing there. Otherwise the one that was
/// asked for; a browser holds it against the page that it shows, so nobody gains by naming another.
fn site(settings: &HttpSettings, headers: &HeaderMap, scheme: Scheme) -> Option<PasskeySite> {
    let address = match &settings.public_url {
        Some(url) => Url::parse(url).ok()?,
        None => {
            let host = host(headers)?;
            let at_home = Url::parse(&format!("{}://{host}", scheme.text())).ok()?;
            // A proxy before us may encrypt and not say so; on anything but the device itself it has to.
            if is_this_device(&at_home) { at_home } else { Url::parse(&format!("https://{host}")).ok()? }
        }
    };
    let Some(Host::Domain(name)) = address.host() else { return None };
    (address.scheme() == "https" || is_this_device(&address))
        .then(|| PasskeySite { host: name.to_owned(), origin: address.origin().ascii_serialization() })
}

fn is_this_device(address: &Url) -> bool {
    address.host_str().is_some_and(|host| host == "localhost" || host.ends_with(".localhost"))
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::state::{PortEncryption, SocketSettings};

    fn found(public_url: Option<&str>, host: &'static str, scheme: Scheme) -> Option<(String, String)> {
        let settings = HttpSettings {
            public_url: public_url.map(str::to_owned),
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            encryption: PortEncryption::Off,
            socket: SocketSettings::default(),
        };
        let headers = HeaderMap::from_iter([(header::HOST, host.parse().expect("a header"))]);
        site(&settings, &headers, scheme).map(|site| (site.host, site.origin))
    }

    #[track_caller]
    fn works(found: Option<(String, String)>, host: &str, origin: &str) {
        assert_eq!(found, Some((host.to_owned(), origin.to_owned())));
    }

    #[test]
    fn the_public_address_comes_first_and_the_one_asked_for_otherwise() {
        let public = Some("https://chat.example.org");
        works(found(public, "10.0.0.5:3000", Scheme::Http), "chat.example.org", "https://chat.example.org");
        works(found(None, "Home.lan:8443", Scheme::Https), "home.lan", "https://home.lan:8443");
        works(found(None, "home.lan:443", Scheme::Http), "home.lan", "https://home.lan");
        works(found(None, "localhost:3000", Scheme::Http), "localhost", "http://localhost:3000");
        works(found(None, "localhost:3000", Scheme::Https), "localhost", "https://localhost:3000");
    }

    #[test]
    fn there_is_none_on_a_bare_address_and_without_encryption() {
        for host in ["192.0.2.1:3000", "[2001:db8::1]:3000", "127.0.0.1:3000", "a b", ""] {
            assert_eq!(found(None, host, Scheme::Https), None, "{host}");
        }
        for public in ["http://chat.example.org", "https://192.0.2.1"] {
            assert_eq!(found(Some(public), "localhost:3000", Scheme::Http), None, "{public}");
        }
    }
}
