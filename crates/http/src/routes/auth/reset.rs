//! `POST /auth/password/reset` and `POST /auth/password/reset/check`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{LinkToken, ResetPassword, Resettable};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress},
};

/// Whose password a link may set; the link stays good. A link that is not good (any more) is 422 `link_unknown`.
#[utoipa::path(post, path = "/auth/password/reset/check", tag = "auth", security(()), request_body = LinkToken,
    responses((status = 200, body = Resettable), problems::TakesJson, problems::Always))]
pub(super) async fn check_reset_link(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Body(body): Body<LinkToken>,
) -> Result<Json<Resettable>, ApiError> {
    let login = service.auth.resettable(&body.token, &address).await?;
    Ok(Json(Resettable { login: login.into_string() }))
}

/// Sets a new password by a link, which works once, and ends all sessions of that account. A link that is not good (any
/// more) is 422 `link_unknown`.
#[utoipa::path(post, path = "/auth/password/reset", tag = "auth", security(()), request_body = ResetPassword,
    responses((status = 204), problems::TakesJson, problems::Always))]
pub(super) async fn reset_password(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Body(body): Body<ResetPassword>,
) -> Result<StatusCode, ApiError> {
    service.auth.reset_password(&body.token, body.new_password, &address).await?;
    Ok(StatusCode::NO_CONTENT)
}
