//! `GET /files/export/{ticket}`.

use axum::{
    extract::State,
    http::{HeaderValue, Method, header},
    response::{IntoResponse as _, Response},
};

use crate::{
    AppState,
    docs::problems,
    error::ApiError,
    export,
    extract::{BaseUrl, FileReader, PathText},
};

/// Everything that is mine, as a ZIP archive, put together while it is sent. It stands here so that a browser may save it
/// by itself, with the cookie for files; the ticket is good once, for the session that asked for it.
#[utoipa::path(get, path = "/files/export/{ticket}", tag = "files",
    security(("bearer" = []), ("fileCookie" = [])), params(("ticket" = String, Path)),
    responses(
        (status = 200, content_type = "application/zip", description = "The archive; without an end when it breaks off"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn export(
    State(state): State<AppState>,
    FileReader(actor): FileReader,
    PathText(ticket): PathText,
    BaseUrl(base): BaseUrl,
    method: Method,
) -> Result<Response, ApiError> {
    // Whoever only looks does not use it up.
    if method != Method::GET {
        return Err(ApiError::not_found());
    }
    let run = state.service.account.begin_export(actor, &ticket)?;
    let day = state.service.now().to_string();
    let day = day.get(..10).unwrap_or_default();
    let mut response = export::begin(&state, run, base).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(name) = format!("attachment; filename=\"zvonilka-{day}.zip\"").parse() {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
