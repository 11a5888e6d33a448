//! Headers that every answer carries, so that a browser refuses what an attacker might slip in.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{
    extract::{Encryption, Scheme},
    state::{HttpSettings, PortEncryption},
};

const PERMISSIONS: &str = "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), \
    autoplay=(self), screen-wake-lock=(self), geolocation=(), payment=(), usb=(), serial=(), hid=()";

/// Adds the headers that the handler has not set itself.
pub(crate) async fn add(State(settings): State<Arc<HttpSettings>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let is_to_stay = stays_encrypted(&request, &settings);
    let policy = content_policy(&settings.socket_sources(request.headers()));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut add = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    // The host in it was checked to be plain; without a valid value the strictest one stays in force.
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    add(header::CONTENT_SECURITY_POLICY, policy);
    add(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    add(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    add(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    add(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    add(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    add(HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS));
    if is_api {
        add(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if is_to_stay {
        add(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Whether the browser is told never to come here without encryption again. Not where the certificate is of our own
/// authority: the order would hold for every other program under the same name, and for a year after the owner went back.
fn stays_encrypted(request: &Request, settings: &HttpSettings) -> bool {
    match settings.encryption {
        PortEncryption::Off => Scheme::of(request.extensions(), request.headers(), settings) == Scheme::Https,
        PortEncryption::Trusted => request.extensions().get() == Some(&Encryption::Tls),
        PortEncryption::Home(_) => false,
    }
}

/// `style-src 'unsafe-inline'`: Mantine sets style attributes and a style element on its components; scripts
/// have no such exception.
fn content_policy(socket_sources: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
         media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self' {socket_sources}; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
