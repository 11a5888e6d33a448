//! `POST /calls/{id}/end`.

use axum::{Json, extract::State};
use zvonilka_model::CallId;
use zvonilka_protocol::{Call, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Hangs up; while it rings, the caller calls it off and the callee declines.
#[utoipa::path(post, path = "/calls/{id}/end", tag = "calls", params(("id" = CallId, Path)),
    responses(
        (status = 200, body = Call),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`call_over`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn end_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<CallId>,
) -> Result<Json<Call>, ApiError> {
    let call = service.calls.end(actor, id).await?;
    Ok(Json((&call).into()))
}
