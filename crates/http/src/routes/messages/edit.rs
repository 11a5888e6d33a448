//! `PATCH /messages/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::{MessageId, MessageText};
use zvonilka_protocol::{EditMessage, Message, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Gives a message of mine other words. Not what I forwarded; the same words again change nothing.
#[utoipa::path(patch, path = "/messages/{id}", tag = "messages", params(("id" = MessageId, Path)),
    request_body = EditMessage,
    responses(
        (status = 200, body = Message),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`conflict`: it was deleted"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn edit_message(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<MessageId>,
    Body(body): Body<EditMessage>,
) -> Result<Json<Message>, ApiError> {
    let message = service.messages.edit(actor, id, edited_text(body.text)?).await?;
    Ok(Json((&message).into()))
}

/// Checks an edited text, which may be nothing where files remain; also for the socket.
pub(crate) fn edited_text(text: String) -> Result<Option<MessageText>, ApiError> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    MessageText::parse(text).map(Some).map_err(|problem| ApiError::invalid("text", problem))
}
