//! `GET /chats/{id}/pins`, `PUT` and `DELETE /chats/{id}/pins/{messageId}`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, MessageId};
use zvonilka_protocol::{List, Message, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Ids, SignedIn},
};

/// The pinned messages of a chat, the newest pin first.
#[utoipa::path(get, path = "/chats/{id}/pins", tag = "messages", params(("id" = ChatId, Path)),
    responses((status = 200, body = List<Message>), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn list_pins(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
) -> Result<Json<List<Message>>, ApiError> {
    let pinned = service.messages.pinned(actor, id).await?;
    Ok(Json(List::whole(pinned.iter().map(Into::into).collect())))
}

/// Pins a message for everybody: in a direct chat each of the two may, elsewhere an admin. Again is nothing.
#[utoipa::path(put, path = "/chats/{id}/pins/{messageId}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`too_many_pins`, or `conflict`: it was deleted"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn pin_message(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(chat, message): Ids<ChatId, MessageId>,
) -> Result<StatusCode, ApiError> {
    service.messages.pin(actor, chat, message, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a pin away. Again is nothing.
#[utoipa::path(delete, path = "/chats/{id}/pins/{messageId}", tag = "messages",
    params(("id" = ChatId, Path), ("messageId" = MessageId, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn unpin_message(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(chat, message): Ids<ChatId, MessageId>,
) -> Result<StatusCode, ApiError> {
    service.messages.pin(actor, chat, message, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
