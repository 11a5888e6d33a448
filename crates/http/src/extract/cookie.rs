//! Cookies: reading one, and whether those that are set may also travel without encryption.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::state::HttpSettings;

/// How a browser came here, as far as it can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CookieScheme {
    /// Over HTTPS: a cookie may be kept from ever travelling otherwise.
    Https,
    /// Over plain HTTP, at home.
    Http,
}

impl<S> FromRequestParts<S> for CookieScheme
where
    Arc<HttpSettings>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let settings = Arc::<HttpSettings>::from_ref(state);
        // Both headers can be made up, but they only ever make the cookie stricter.
        let says = |name: &str, text: &str| {
            parts.headers.get(name).and_then(|v| v.to_str().ok()).is_some_and(|v| v.starts_with(text))
        };
        let https = settings.is_https() || says("origin", "https://") || says("x-forwarded-proto", "https");
        Ok(if https { Self::Https } else { Self::Http })
    }
}

/// The value of a cookie that is there and not empty.
pub(crate) fn cookie_value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; wanted=t0ken; c=d"));
        assert_eq!(cookie_value(&headers, "wanted"), Some("t0ken"));
        headers.insert(header::COOKIE, HeaderValue::from_static("wanted="));
        assert_eq!(cookie_value(&headers, "wanted"), None);
    }
}
