//! `PUT /chats/{id}/read`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::ChatId;
use zvonilka_protocol::MarkRead;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Marks a chat read up to a place: only forward, never beyond its end.
#[utoipa::path(put, path = "/chats/{id}/read", tag = "chats", params(("id" = ChatId, Path)), request_body = MarkRead,
    responses(
        (status = 204), problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn mark_read(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Body(body): Body<MarkRead>,
) -> Result<StatusCode, ApiError> {
    service.messages.mark_read(actor, id, body.seq).await?;
    Ok(StatusCode::NO_CONTENT)
}
