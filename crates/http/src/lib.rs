//! The edge: REST routes, the socket endpoint, error mapping and the embedded page.
//!
//! It parses a request once into a typed command, hands it to `service`, and turns the answer into the shapes of
//! `protocol`. It holds no rules: whether something is allowed is never decided here. Start at [`router`];
//! endpoints are in `routes`, a folder per noun and a file per verb; the socket is in `socket`.
//!
//! To add an endpoint: a file in its noun's folder with a handler under `#[utoipa::path]`, a line in that folder's
//! `mod.rs`, a row in `tests/access_matrix.txt` (a test fails without it), and `zvonilka openapi` for the page's types.

mod docs;
mod error;
mod export;
mod extract;
mod metrics;
mod origin;
mod page;
mod passkey_site;
mod requests;
mod routes;
mod security_headers;
mod sent_on;
mod server;
mod socket;
mod state;
mod trace;

use std::sync::Arc;

use axum::{
    Router,
    http::{HeaderName, HeaderValue, Method, header},
    middleware,
    response::{IntoResponse, Response},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{AllowOrigin, CorsLayer},
};
use zvonilka_protocol::ErrorCode;

pub use crate::{
    metrics::{FigureWriter, metrics_router},
    requests::{Counted, REQUEST_SECONDS, RequestCounts},
    server::{ByteStream, TlsDoor, TurnDoor, serve, serve_encrypted},
    state::{AppState, FloodLimit, HomeAuthority, HttpSettings, PortEncryption, SocketSettings},
};

/// Everything the server answers.
pub fn router(state: AppState) -> Router {
    let settings = Arc::clone(&state.settings);
    let requests = Arc::clone(&state.requests);
    let (router, document) = routes::all().split_for_parts();
    let document: Arc<str> = pretty(&document).into();
    let router = router
        .merge(routes::undocumented(document, &settings))
        .fallback(page::serve)
        .method_not_allowed_fallback(page::no_such_method)
        .with_state(state);
    let router = match cors(&settings) {
        Some(cors) => router.layer(cors),
        None => router,
    };
    router
        .layer(middleware::from_fn_with_state(Arc::clone(&settings), sent_on::to_encryption))
        .layer(middleware::from_fn_with_state(settings, security_headers::add))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(requests, trace::log))
}

/// The OpenAPI document: the same text for the same program.
#[must_use]
pub fn openapi() -> String {
    let (_, document) = routes::all().split_for_parts();
    pretty(&document)
}

fn pretty(document: &utoipa::openapi::OpenApi) -> String {
    // Through a value, whose maps are sorted, so that the order of registration does not show.
    let value =
        serde_json::to_value(document).expect("the document has string keys and no failing serialisers");
    let mut text = serde_json::to_string_pretty(&value).expect("a JSON value can be written");
    text.push('\n');
    text
}

/// Pages of other origins may call only where the owner named them.
fn cors(settings: &HttpSettings) -> Option<CorsLayer> {
    let origins: Vec<HeaderValue> =
        settings.allowed_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    if origins.is_empty() {
        return None;
    }
    let exposed = [
        header::RETRY_AFTER,
        HeaderName::from_static("x-request-id"),
        header::LOCATION,
        header::ETAG,
        header::ACCEPT_RANGES,
        header::CONTENT_RANGE,
        HeaderName::from_static("tus-resumable"),
        HeaderName::from_static("upload-offset"),
        HeaderName::from_static("upload-length"),
        HeaderName::from_static("upload-metadata"),
        HeaderName::from_static("upload-expires"),
    ];
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::HEAD, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("x-zvonilka-client"),
            header::RANGE,
            header::IF_RANGE,
            header::IF_NONE_MATCH,
            HeaderName::from_static("tus-resumable"),
            HeaderName::from_static("upload-length"),
            HeaderName::from_static("upload-metadata"),
            HeaderName::from_static("upload-offset"),
            HeaderName::from_static("upload-checksum"),
        ])
        .expose_headers(exposed)
        .max_age(std::time::Duration::from_secs(3_600));
    Some(layer)
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    // The panic itself was logged by the hook, with its place.
    error::ApiError::new(ErrorCode::Internal, "internal error").into_response()
}

/// What a newcomer opens: the page's screen for an invitation. `base_url` has no slash at its end.
#[must_use]
pub fn invite_url(base_url: &str, code: &zvonilka_model::InviteCode) -> String {
    // A family word may be in any alphabet; what is not plain ASCII is percent-encoded.
    let code: String = url::form_urlencoded::byte_serialize(code.as_str().as_bytes()).collect();
    format!("{base_url}/invite/{code}")
}
