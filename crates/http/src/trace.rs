//! One log line a request, under a span whose id the client also gets. Never a query string, a header or a body.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id and logs how it went.
pub(crate) async fn log(request: Request, next: Next) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let path = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", %id, %method, path);
    async move {
        let started = tokio::time::Instant::now();
        let mut response = next.run(request).await;
        let ms = started.elapsed().as_secs_f64() * 1_000.0;
        let status = response.status();
        if status.is_server_error() {
            tracing::warn!(status = status.as_u16(), ms, "answered");
        } else {
            tracing::debug!(status = status.as_u16(), ms, "answered");
        }
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
    .instrument(span)
    .await
}
