//! `DELETE /chats/{id}/guest-links/{linkId}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::{ChatId, GuestLinkId};
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Ids, SignedIn},
};

/// Takes a link for guests back: its maker may, and the owner and admins of the group. Whoever came by it is out of the call
/// at once.
#[utoipa::path(delete, path = "/chats/{id}/guest-links/{linkId}", tag = "calls",
    params(("id" = ChatId, Path), ("linkId" = GuestLinkId, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn revoke_guest_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(chat, link): Ids<ChatId, GuestLinkId>,
) -> Result<StatusCode, ApiError> {
    service.guests.revoke(actor, chat, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
