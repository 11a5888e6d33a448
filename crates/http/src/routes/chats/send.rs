//! `POST /chats/{id}/messages`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, ClientId, Invalid, MessageText};
use zvonilka_protocol::{Message, MessageKind, Problem, SendMessage};
use zvonilka_service::{NewText, Service};

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, Id, SignedIn},
};

/// Sends a message. Answers once it is durable; the same `clientId` again stores nothing twice.
#[utoipa::path(post, path = "/chats/{id}/messages", tag = "chats", params(("id" = ChatId, Path)),
    request_body = SendMessage,
    responses(
        (status = 200, body = Message, description = "It was stored before under this `clientId`"),
        (status = 201, body = Message, description = "It was stored"),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`privacy_forbids`: the other one of a direct chat does not take my messages"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn send_message(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Body(body): Body<SendMessage>,
) -> Result<(StatusCode, Json<Message>), ApiError> {
    let sent = service.messages.send(actor, id, new_text(body)?).await?;
    let status = if sent.fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json((&sent.message).into())))
}

/// Checks a message's fields; also for the socket.
pub(crate) fn new_text(body: SendMessage) -> Result<NewText, ApiError> {
    let mut fields = Fields::default();
    let kind = fields.check(
        "kind",
        match body.kind {
            None | Some(MessageKind::Text) => Ok(()),
            // A call's card is written by the server when the call is over.
            Some(
                MessageKind::Call
                | MessageKind::System
                | MessageKind::Voice
                | MessageKind::Media
                | MessageKind::File,
            ) => Err(Invalid::Format),
        },
    );
    let client_id = fields.check("clientId", ClientId::parse(&body.client_id));
    let text = fields.check("text", MessageText::parse(body.text.unwrap_or_default()));
    let built = kind.zip(client_id).zip(text).map(|(((), client_id), text)| NewText { client_id, text });
    fields.finish(built)
}
