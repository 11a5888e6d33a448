//! One log line a request, under a span whose id the client also gets, and a count. Never a query string, a header or a body.

use std::sync::Arc;

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument as _;

use crate::requests::RequestCounts;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, logs how it went and counts it.
pub(crate) async fn log(
    State(requests): State<Arc<RequestCounts>>,
    request: Request,
    next: Next,
) -> Response {
    let id = format!("{:016x}", rand::random::<u64>());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let path = route.as_ref().map_or("-", MatchedPath::as_str);
    let span = tracing::info_span!("request", %id, %method, path);
    async move {
        let started = tokio::time::Instant::now();
        let mut response = next.run(request).await;
        let took = started.elapsed();
        let ms = took.as_secs_f64() * 1_000.0;
        let status = response.status();
        requests.note(route.as_ref().map(MatchedPath::as_str), &method, status, took);
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
