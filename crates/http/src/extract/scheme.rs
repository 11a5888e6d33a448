//! Whether people come over HTTPS, and where a link for them should lead.

use std::{convert::Infallible, net::IpAddr, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{Extensions, HeaderMap, header, request::Parts},
};

use super::PeerAddress;
use crate::state::HttpSettings;

/// Whether the connection itself is encrypted; put into every request by the server loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// By us.
    Tls,
    /// Not by us; perhaps by a proxy before us.
    None,
}

/// How the person's browser reaches us, all proxies included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Encrypted: a cookie may be kept from ever travelling otherwise.
    Https,
    /// Plain, at home.
    Http,
}

/// Where a newcomer opens the page, as far as this request can tell: without a slash at the end.
pub(crate) struct BaseUrl(pub(crate) String);

impl Scheme {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Https => "https",
            Self::Http => "http",
        }
    }

    /// What is known for certain comes first: our own encryption, then what a trusted proxy says. Otherwise the page's
    /// own origin, which a browser names with whatever it sends, and at last the public address.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap, settings: &HttpSettings) -> Self {
        if extensions.get() == Some(&Encryption::Tls) {
            return Self::Https;
        }
        let peer = extensions.get().map(|PeerAddress(ip): &PeerAddress| ip.to_canonical());
        let from_proxy =
            peer.is_some_and(|ip: IpAddr| settings.trusted_proxies.iter().any(|net| net.contains(&ip)));
        // Of several the first is the one that the browser spoke to.
        let said = |name| headers.get(name)?.to_str().ok()?.split([',', ':']).next().map(str::trim);
        let forwarded = if from_proxy { said("x-forwarded-proto") } else { None };
        match forwarded.or_else(|| said(header::ORIGIN.as_str())) {
            Some("https") => Self::Https,
            Some("http") => Self::Http,
            Some(_) | None if settings.is_https() => Self::Https,
            Some(_) | None => Self::Http,
        }
    }
}

impl<S> FromRequestParts<S> for Scheme
where
    Arc<HttpSettings>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let settings = Arc::<HttpSettings>::from_ref(state);
        Ok(Self::of(&parts.extensions, &parts.headers, &settings))
    }
}

impl<S> FromRequestParts<S> for BaseUrl
where
    Arc<HttpSettings>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let settings = Arc::<HttpSettings>::from_ref(state);
        let scheme = Scheme::of(&parts.extensions, &parts.headers, &settings);
        Ok(Self(settings.base_url(&parts.headers, scheme)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{PortEncryption, SocketSettings};

    fn scheme(
        encryption: Encryption,
        peer: &str,
        public_url: Option<&str>,
        pairs: &[(&'static str, &'static str)],
    ) -> &'static str {
        let settings = HttpSettings {
            public_url: public_url.map(str::to_owned),
            allowed_origins: Vec::new(),
            trusted_proxies: vec!["10.0.0.0/8".parse().expect("a network")],
            encryption: PortEncryption::Off,
            socket: SocketSettings::default(),
        };
        let mut extensions = Extensions::new();
        extensions.insert(encryption);
        extensions.insert(PeerAddress(peer.parse().expect("an address")));
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
        Scheme::of(&extensions, &headers.collect(), &settings).text()
    }

    #[test]
    fn our_own_encryption_and_a_trusted_proxy_are_believed_and_nobody_else() {
        let (proxy, stranger) = ("::ffff:10.0.0.1", "203.0.113.9");
        let forwarded = &[("x-forwarded-proto", "https")];
        assert_eq!(scheme(Encryption::Tls, stranger, None, &[]), "https");
        assert_eq!(scheme(Encryption::None, stranger, None, &[]), "http");
        assert_eq!(scheme(Encryption::None, proxy, None, forwarded), "https");
        assert_eq!(scheme(Encryption::None, stranger, None, forwarded), "http");
        assert_eq!(scheme(Encryption::None, proxy, None, &[("x-forwarded-proto", "https, http")]), "https");
        assert_eq!(scheme(Encryption::None, proxy, None, &[]), "http");
    }

    #[test]
    fn behind_a_proxy_that_is_not_named_the_page_and_the_public_address_tell() {
        let public = Some("https://chat.example.org");
        assert_eq!(scheme(Encryption::None, "203.0.113.9", public, &[]), "https");
        let at_home = &[("origin", "http://192.168.1.5:3000")];
        assert_eq!(scheme(Encryption::None, "192.168.1.7", public, at_home), "http");
        assert_eq!(
            scheme(Encryption::None, "203.0.113.9", None, &[("origin", "https://chat.example.org")]),
            "https"
        );
        assert_eq!(scheme(Encryption::None, "203.0.113.9", public, &[("origin", "null")]), "https");
    }
}
