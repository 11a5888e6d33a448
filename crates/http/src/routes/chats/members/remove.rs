//! `DELETE /chats/{id}/members/{userId}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::{ChatId, UserId};
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Ids, SignedIn},
};

/// Leaves a group (with one's own UID) or removes somebody: the owner anybody, an admin members without a role. When
/// the last one leaves, the group is gone.
#[utoipa::path(delete, path = "/chats/{id}/members/{userId}", tag = "chats",
    params(("id" = ChatId, Path), ("userId" = UserId, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`owner_must_hand_over`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn remove_member(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(id, user): Ids<ChatId, UserId>,
) -> Result<StatusCode, ApiError> {
    service.groups.remove(actor, id, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
