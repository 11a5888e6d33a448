//! The answer to whoever signs in, and the cookie in which a browser keeps its refresh token.

use axum::{
    Json,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use zvonilka_protocol::Session;
use zvonilka_realtime::wire;
use zvonilka_service::{Service, SignIn};

use crate::extract::ClientKind;

/// The browser's refresh token: never readable by the page's scripts.
pub(crate) const REFRESH_COOKIE: &str = "zvonilka_refresh";

/// A fresh sign-in as the client hears it: the refresh token in a cookie for browsers, in JSON for others.
pub(super) fn respond(status: StatusCode, service: &Service, kind: ClientKind, sign_in: SignIn) -> Response {
    let now = service.now();
    let cookie = match kind {
        ClientKind::Web => {
            Some(cookie(&sign_in.refresh_token, sign_in.session_expires_at.since(now).as_secs()))
        }
        ClientKind::Other => None,
    };
    let body = Session {
        user: wire::me(&sign_in.person, service.presence()),
        access_token: sign_in.access_token,
        access_token_expires_at: sign_in.access_expires_at,
        refresh_token: (kind == ClientKind::Other).then_some(sign_in.refresh_token),
        session_id: sign_in.session,
        server_time: now,
    };
    let mut response = (status, Json(body)).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The order to forget the cookie.
pub(super) fn forget_cookie() -> HeaderValue {
    cookie("", 0)
}

fn cookie(token: &str, max_age_seconds: u64) -> HeaderValue {
    let text = format!(
        "{REFRESH_COOKIE}={token}; Path=/api/auth; Max-Age={max_age_seconds}; HttpOnly; Secure; SameSite=Strict"
    );
    HeaderValue::from_str(&text).expect("refresh tokens are base64url")
}

/// The token in the browser's cookie.
pub(super) fn token_in_cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == REFRESH_COOKIE && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; zvonilka_refresh=t0ken; c=d"));
        assert_eq!(token_in_cookie(&headers), Some("t0ken"));
        headers.insert(header::COOKIE, HeaderValue::from_static("zvonilka_refresh="));
        assert_eq!(token_in_cookie(&headers), None);
    }

    #[test]
    fn the_cookie_is_for_our_own_page_over_https_and_for_these_paths_only() {
        assert_eq!(
            cookie("t", 60),
            "zvonilka_refresh=t; Path=/api/auth; Max-Age=60; HttpOnly; Secure; SameSite=Strict"
        );
    }
}
