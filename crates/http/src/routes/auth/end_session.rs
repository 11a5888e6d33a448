//! `DELETE /auth/sessions/{id}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::SessionId;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Ends one of one's own sign-ins, at once.
#[utoipa::path(delete, path = "/auth/sessions/{id}", tag = "auth", params(("id" = SessionId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn end_session(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(session): Id<SessionId>,
) -> Result<StatusCode, ApiError> {
    service.auth.end_session(actor, session).await?;
    Ok(StatusCode::NO_CONTENT)
}
