//! `OPTIONS /files/uploads`.

use axum::{extract::State, response::Response};
use zvonilka_service::Service;

use super::headers;
use crate::docs::problems;

/// What the server can do with uploads: see `Tus-Version`, `Tus-Extension`, `Tus-Max-Size`, `Tus-Checksum-Algorithm`.
#[utoipa::path(options, path = "/files/uploads", tag = "files", security(()),
    responses((status = 204), problems::Always))]
pub(super) async fn upload_capabilities(State(service): State<Service>) -> Response {
    headers::capabilities(&service)
}
