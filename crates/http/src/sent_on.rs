//! Whoever comes to an encrypted port without encryption is sent on.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

use crate::{
    extract::{Encryption, Scheme},
    origin,
    state::{HttpSettings, PortEncryption},
};

/// What is served without encryption too: how to trust our authority, without which there is no encryption yet, and
/// whether the server is well, which programs on this machine ask.
const PLAIN: [&str; 2] = ["/trust", "/health"];

/// Answers with the same address under `https://`, or lets the request through.
pub(crate) async fn to_encryption(
    State(settings): State<Arc<HttpSettings>>,
    request: Request,
    next: Next,
) -> Response {
    let is_plain = request.extensions().get() == Some(&Encryption::None);
    let path = request.uri().path();
    let is_exempt = PLAIN
        .iter()
        .any(|start| path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    match settings.encryption {
        PortEncryption::Trusted | PortEncryption::Home(_) if is_plain && !is_exempt => {}
        PortEncryption::Off | PortEncryption::Trusted | PortEncryption::Home(_) => {
            return next.run(request).await;
        }
    }
    let rest = request.uri().path_and_query().map_or("/", |rest| rest.as_str());
    let to = match origin::host(request.headers()) {
        Some(host) => format!("{}://{host}{rest}", Scheme::Https.text()),
        None => match &settings.public_url {
            Some(url) => format!("{url}{rest}"),
            None => return (StatusCode::BAD_REQUEST, "HTTPS only").into_response(),
        },
    };
    // Not for ever: the owner may change their mind.
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, to)]).into_response()
}
