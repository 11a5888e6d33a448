//! `POST /newcomers/me/steps`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::TakeStep;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Notes that I took a step of settling in, for whoever invited me; without one, or after a month, it means nothing.
#[utoipa::path(post, path = "/newcomers/me/steps", tag = "invites", request_body = TakeStep,
    responses((status = 204), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn take_step(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<TakeStep>,
) -> Result<StatusCode, ApiError> {
    service.newcomers.note(actor, body.step.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}
