//! `DELETE /calls/{id}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::CallId;
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Takes a call that is over out of one's own history.
#[utoipa::path(delete, path = "/calls/{id}", tag = "calls", params(("id" = CallId, Path)),
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "It goes on"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn forget_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<CallId>,
) -> Result<StatusCode, ApiError> {
    service.calls.forget(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
