//! The answer to whoever signs in, and the cookies in which a browser keeps its tokens.

use axum::{
    Json,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use zvonilka_protocol::Session;
use zvonilka_realtime::wire;
use zvonilka_service::{Service, SignIn};

use crate::extract::{ClientKind, FILE_COOKIE, Scheme, cookie_value};

/// The browser's refresh token: never readable by the page's scripts.
pub(crate) const REFRESH_COOKIE: &str = "zvonilka_refresh";

/// A fresh sign-in as the client hears it: the refresh token in a cookie for browsers, in JSON for others. Browsers get a
/// second cookie, with which their pictures and videos load.
pub(super) fn respond(
    status: StatusCode,
    service: &Service,
    (kind, scheme): (ClientKind, Scheme),
    sign_in: SignIn,
) -> Response {
    let now = service.now();
    let age = sign_in.session_expires_at.since(now).as_secs();
    let cookies = match kind {
        ClientKind::Web => {
            vec![refresh_cookie(&sign_in.refresh_token, age), file_cookie(&sign_in.file_token, age, scheme)]
        }
        ClientKind::Other => Vec::new(),
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
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The orders to forget the cookies.
pub(super) fn forget_cookies() -> AppendHeaders<[(HeaderName, HeaderValue); 2]> {
    AppendHeaders([
        (header::SET_COOKIE, refresh_cookie("", 0)),
        (header::SET_COOKIE, file_cookie("", 0, Scheme::Http)),
    ])
}

fn refresh_cookie(token: &str, max_age_seconds: u64) -> HeaderValue {
    cookie(&format!("{REFRESH_COOKIE}={token}; Path=/api/auth; Max-Age={max_age_seconds}"), Scheme::Https)
}

/// At home, over plain HTTP, pictures have to load too; what this cookie opens is read over the same wire.
fn file_cookie(token: &str, max_age_seconds: u64, scheme: Scheme) -> HeaderValue {
    cookie(&format!("{FILE_COOKIE}={token}; Path=/api/files; Max-Age={max_age_seconds}"), scheme)
}

fn cookie(text: &str, scheme: Scheme) -> HeaderValue {
    let secure = match scheme {
        Scheme::Https => " Secure;",
        Scheme::Http => "",
    };
    HeaderValue::from_str(&format!("{text}; HttpOnly;{secure} SameSite=Strict"))
        .expect("tokens are base64url")
}

/// The token in the browser's cookie.
pub(super) fn token_in_cookie(headers: &HeaderMap) -> Option<&str> {
    cookie_value(headers, REFRESH_COOKIE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookies_are_for_our_own_page_and_for_their_paths_only() {
        assert_eq!(
            refresh_cookie("t", 60),
            "zvonilka_refresh=t; Path=/api/auth; Max-Age=60; HttpOnly; Secure; SameSite=Strict"
        );
        assert_eq!(
            file_cookie("t", 60, Scheme::Https),
            "zvonilka_files=t; Path=/api/files; Max-Age=60; HttpOnly; Secure; SameSite=Strict"
        );
        assert_eq!(
            file_cookie("t", 60, Scheme::Http),
            "zvonilka_files=t; Path=/api/files; Max-Age=60; HttpOnly; SameSite=Strict"
        );
    }
}
