//! `PUT|DELETE /users/{id}/block`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::UserId;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Blocks somebody: they may see and do with me what nobody may, and are not told why. A contact or a request ends
/// by it.
#[utoipa::path(put, path = "/users/{id}/block", tag = "contacts", params(("id" = UserId, Path)),
    responses(
        (status = 204),
        (status = 422, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "Oneself"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn block_user(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
) -> Result<StatusCode, ApiError> {
    service.contacts.block(actor, user).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a block back.
#[utoipa::path(delete, path = "/users/{id}/block", tag = "contacts", params(("id" = UserId, Path)),
    responses(
        (status = 204),
        (status = 422, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "Oneself"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn unblock_user(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
) -> Result<StatusCode, ApiError> {
    service.contacts.unblock(actor, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
