//! `POST /auth/logout`.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use zvonilka_service::Service;

use super::session::forget_cookies;
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Ends the session that asks; its sockets close and its tokens stop working at once.
#[utoipa::path(post, path = "/auth/logout", tag = "auth",
    responses((status = 204), problems::NeedsToken, problems::Always))]
pub(super) async fn log_out(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Response, ApiError> {
    service.auth.log_out(actor).await?;
    Ok((StatusCode::NO_CONTENT, forget_cookies()).into_response())
}
