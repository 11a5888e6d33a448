//! `POST /auth/password`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::ChangePassword;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Changes one's own password and ends the other sign-ins. A wrong old password is 401 `wrong_credentials`.
#[utoipa::path(post, path = "/auth/password", tag = "auth", request_body = ChangePassword,
    responses((status = 204), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn change_password(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<ChangePassword>,
) -> Result<StatusCode, ApiError> {
    service.auth.change_password(actor, body.old_password, body.new_password).await?;
    Ok(StatusCode::NO_CONTENT)
}
