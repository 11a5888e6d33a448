//! `POST /calls/respond`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Call, CallAction, Problem, RespondToCall};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Takes or declines a ringing call.
#[utoipa::path(post, path = "/calls/respond", tag = "calls", request_body = RespondToCall,
    responses(
        (status = 200, body = Call),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "One's own call"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`call_not_ringing` or `call_over`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn respond_to_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<RespondToCall>,
) -> Result<Json<Call>, ApiError> {
    let call = match body.action {
        CallAction::Accept => service.calls.accept(actor, None, body.call_id).await?,
        CallAction::Reject => service.calls.reject(actor, body.call_id).await?,
    };
    Ok(Json((&call).into()))
}
