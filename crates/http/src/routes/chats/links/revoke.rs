//! `DELETE /chats/{id}/links/{code}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::ChatId;
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Ids, SignedIn},
};

/// Takes an invite link back: whoever made it may, and the group's owner and admins.
#[utoipa::path(delete, path = "/chats/{id}/links/{code}", tag = "chats",
    params(("id" = ChatId, Path), ("code" = String, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn revoke_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(id, code): Ids<ChatId, String>,
) -> Result<StatusCode, ApiError> {
    service.links.revoke(actor, id, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}
