//! `DELETE /auth/sessions`.

use axum::{extract::State, http::StatusCode};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Ends all of one's own sign-ins but the one that asks.
#[utoipa::path(delete, path = "/auth/sessions", tag = "auth",
    responses((status = 204), problems::NeedsToken, problems::Always))]
pub(super) async fn end_other_sessions(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode, ApiError> {
    service.auth.end_other_sessions(actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
