//! `PUT /calls/{id}/quality`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::CallId;
use zvonilka_protocol::{CallQuality, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Tells how a call was for oneself, at its end or after it; shown in one's own history.
#[utoipa::path(put, path = "/calls/{id}/quality", tag = "calls", params(("id" = CallId, Path)), request_body = CallQuality,
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "Nobody answered it"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn keep_call_quality(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<CallId>,
    Body(quality): Body<CallQuality>,
) -> Result<StatusCode, ApiError> {
    service.calls.keep_quality(actor, id, quality.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
