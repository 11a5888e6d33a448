//! `DELETE /users/me`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::{DeleteMe, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Deletes one's own account for good. What others received stays, from a user with `deleted`; the rest goes. A wrong
/// password is 401 `wrong_credentials`; 409 `last_admin`, and 409 `owner_must_hand_over` with `errors.groupIds`, while
/// something has to be handed over first.
#[utoipa::path(delete, path = "/users/me", tag = "users", request_body = DeleteMe,
    responses((status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`last_admin` or `owner_must_hand_over`"),
        problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn delete_me(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<DeleteMe>,
) -> Result<StatusCode, ApiError> {
    service.account.delete(actor, body.password).await?;
    Ok(StatusCode::NO_CONTENT)
}
