//! `/trust`: how to tell a device that the certificates of this home network are good. Made here and not by the web app,
//! because it has to work on every device before anything else does, also without scripts and without encryption.

mod page;
mod texts;

use std::sync::Arc;

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{Html, IntoResponse},
    routing::get,
};
use serde::Deserialize;

use crate::{
    AppState, origin,
    state::{HomeAuthority, HttpSettings, PortEncryption},
};

/// Nothing where there is no authority to trust: the page of the app says that there is no such place.
pub(super) fn routes(settings: &HttpSettings) -> Router<AppState> {
    let PortEncryption::Home(authority) = &settings.encryption else { return Router::new() };
    let authority = Arc::new(authority.clone());
    Router::new().merge(
        Router::new()
            .route("/trust", get(show))
            .route("/trust/zvonilka.crt", get(certificate))
            .with_state(authority),
    )
}

#[derive(Deserialize)]
struct Wish {
    lang: Option<String>,
}

async fn show(
    State(authority): State<Arc<HomeAuthority>>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> impl IntoResponse {
    let said =
        |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let language = match wish.lang.as_deref() {
        Some("en") => texts::Language::English,
        Some(_) => texts::Language::Russian,
        None => texts::Language::of(said(header::ACCEPT_LANGUAGE)),
    };
    // Somebody who reads this on the server's own screen wants the phone to get elsewhere.
    let here = origin::host(&headers).filter(|host| !is_this_machine(host)).unwrap_or(&authority.address);
    let device = texts::Device::of(said(header::USER_AGENT));
    let page = page::render(language, device, here, &authority.fingerprint);
    ([(header::CACHE_CONTROL, "no-store"), (header::VARY, "accept-language, user-agent")], Html(page))
}

/// The type by which phones know what to do with it.
async fn certificate(State(authority): State<Arc<HomeAuthority>>) -> impl IntoResponse {
    (
        [
            (header::CONTENT_TYPE, "application/x-x509-ca-cert"),
            (header::CONTENT_DISPOSITION, "attachment; filename=\"zvonilka.crt\""),
            (header::CACHE_CONTROL, "no-store"),
        ],
        authority.certificate.clone(),
    )
}

fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name == "[::1]" || name.starts_with("127.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_never_sent_to_itself() {
        for host in ["localhost", "localhost:3000", "127.0.0.1:3000", "[::1]:3000"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["192.168.1.5:3000", "nas.local", "[fd00::1]:3000"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
