//! Which pages may talk to this server.

use axum::http::{HeaderMap, header};

use crate::{extract::Scheme, state::HttpSettings};

impl HttpSettings {
    /// Whether a socket may be opened by whoever sends these headers: by a page of this server, of its public
    /// address or of an allowed origin, and by anything that is no browser (and so sends no `Origin`).
    pub(crate) fn allows_socket_from(&self, headers: &HeaderMap) -> bool {
        let Some(origin) = headers.get(header::ORIGIN) else { return true };
        let Ok(origin) = origin.to_str() else { return false };
        let named = self.public_url.iter().chain(&self.allowed_origins);
        named.into_iter().any(|allowed| allowed.eq_ignore_ascii_case(origin))
            || host(headers).is_some_and(|host| is_origin_of(origin, host))
    }

    /// Where a newcomer opens the page, as far as this request can tell: without a slash at the end.
    pub(crate) fn base_url(&self, headers: &HeaderMap, scheme: Scheme) -> String {
        match (&self.public_url, host(headers)) {
            (Some(url), _) => url.clone(),
            (None, Some(host)) => format!("{}://{host}", scheme.text()),
            (None, None) => String::new(),
        }
    }

    /// Where the page opens its socket, for the content security policy: Safari does not take `'self'` for
    /// `ws:` and `wss:`.
    pub(crate) fn socket_sources(&self, headers: &HeaderMap) -> String {
        let public = self.public_url.as_deref().and_then(|url| url.split_once("://"));
        match (public, host(headers)) {
            (Some(("https", host)), _) => format!("wss://{host}"),
            (Some((_, host)), _) => format!("ws://{host}"),
            (None, Some(host)) => format!("ws://{host} wss://{host}"),
            (None, None) => String::new(),
        }
    }

    /// Whether the public address is one over HTTPS.
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The `Host` header, when it is nothing but a host and a port: it is repeated in other headers.
pub(crate) fn host(headers: &HeaderMap) -> Option<&str> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    (!host.is_empty() && host.len() <= 255 && host.chars().all(plain)).then_some(host)
}

fn is_origin_of(origin: &str, host: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let default_port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    // Browsers leave the default port out of `Origin`; some clients write it into `Host`.
    let host = host.strip_suffix(default_port).unwrap_or(host);
    authority.eq_ignore_ascii_case(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{PortEncryption, SocketSettings};

    fn settings(public_url: Option<&str>) -> HttpSettings {
        HttpSettings {
            public_url: public_url.map(str::to_owned),
            allowed_origins: vec!["https://app.example.org".to_owned()],
            trusted_proxies: Vec::new(),
            encryption: PortEncryption::Off,
            socket: SocketSettings::default(),
        }
    }

    fn headers(pairs: &[(header::HeaderName, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().expect("valid header"))).collect()
    }

    #[test]
    fn a_socket_is_opened_by_our_own_page_an_allowed_one_or_no_page_at_all() {
        let open = |origin: &'static str| {
            settings(Some("https://chat.example.org"))
                .allows_socket_from(&headers(&[(header::HOST, "10.0.0.5:3000"), (header::ORIGIN, origin)]))
        };
        assert!(open("http://10.0.0.5:3000"));
        assert!(open("https://chat.example.org"));
        assert!(open("https://app.example.org"));
        assert!(!open("http://10.0.0.5:3001"));
        assert!(!open("https://evil.example.org"));
        assert!(!open("null"));
        assert!(settings(None).allows_socket_from(&headers(&[(header::HOST, "10.0.0.5:3000")])));
    }

    #[test]
    fn a_host_with_anything_else_in_it_is_not_repeated() {
        let odd = headers(&[(header::HOST, "a; script-src *")]);
        assert_eq!(settings(None).socket_sources(&odd), "");
        assert_eq!(settings(None).base_url(&odd, Scheme::Http), "");
    }
}
