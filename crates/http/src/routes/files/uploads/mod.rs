//! `/api/files/uploads`: uploads that are resumed after a cut, by the tus protocol 1.0 (tus.io) with its extensions creation,
//! creation-with-upload, termination, expiration and checksum.

mod append;
mod begin;
mod capabilities;
mod finished;
mod give_up;
mod headers;
mod progress;

use axum::{
    extract::Request,
    http::HeaderValue,
    middleware::{self, Next},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::headers::{RESUMABLE, VERSION};
use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(begin::begin_upload, capabilities::upload_capabilities))
        .routes(routes!(
            finished::finished_upload,
            progress::upload_progress,
            append::append_to_upload,
            give_up::give_up_upload
        ))
        .layer(middleware::from_fn(speak))
}

/// Every answer says which protocol it speaks.
async fn speak(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, HeaderValue::from_static(VERSION));
    headers.insert("tus-version", HeaderValue::from_static(VERSION));
    response
}
