//! `GET|PUT|DELETE /simple-mode`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{SimpleMode, SimpleSetup};
use zvonilka_service::Service;

use super::mine;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// My simple mode, who of my callers is answered without a touch, and what is proposed to me about it.
#[utoipa::path(get, path = "/simple-mode", tag = "simple mode",
    responses((status = 200, body = SimpleMode), problems::NeedsToken, problems::Always))]
pub(crate) async fn simple_mode(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<SimpleMode>, ApiError> {
    Ok(Json(mine(&service, actor).await?))
}

/// Chooses my simple mode anew, whole. Whoever is not there, or whom I blocked, is left out.
#[utoipa::path(put, path = "/simple-mode", tag = "simple mode", request_body = SimpleSetup,
    responses((status = 200, body = SimpleMode), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn choose_simple_mode(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<SimpleSetup>,
) -> Result<Json<SimpleMode>, ApiError> {
    service.simple_modes.choose(actor, &body.into()).await?;
    Ok(Json(mine(&service, actor).await?))
}

/// Ends all of it: my page is the usual one, nobody is chosen, and nobody is answered without a touch.
#[utoipa::path(delete, path = "/simple-mode", tag = "simple mode",
    responses((status = 204), problems::NeedsToken, problems::Always))]
pub(super) async fn clear_simple_mode(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode, ApiError> {
    service.simple_modes.clear(actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
