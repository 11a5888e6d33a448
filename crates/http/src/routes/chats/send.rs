//! `POST /chats/{id}/messages`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, ClientId, Invalid, MessageText};
use zvonilka_protocol::{Message, MessageKind, Problem, SendMessage};
use zvonilka_service::{Content, Outgoing, Service};

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
    let sent = service.messages.send(actor, id, outgoing(body)?).await?;
    let status = if sent.fresh { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json((&sent.message).into())))
}

/// Checks a message's fields; also for the socket.
pub(crate) fn outgoing(body: SendMessage) -> Result<Outgoing, ApiError> {
    let mut fields = Fields::default();
    let client_id = fields.check("clientId", ClientId::parse(&body.client_id));
    let content = match body.forward_of {
        Some(source) => {
            let alone = body.text.is_none()
                && body.kind.is_none()
                && body.reply_to.is_none()
                && body.attachments.is_empty();
            fields.check("forwardOf", if alone { Ok(Content::Forward(source)) } else { Err(Invalid::Format) })
        }
        None => words(&mut fields, body.kind, body.text, &body.attachments),
    };
    let reply_to = body.reply_to;
    let built = client_id.zip(content).map(|(client_id, content)| Outgoing { client_id, content, reply_to });
    fields.finish(built)
}

fn words(
    fields: &mut Fields,
    kind: Option<MessageKind>,
    text: Option<String>,
    attachments: &[String],
) -> Option<Content> {
    let kind = fields.check(
        "kind",
        match kind {
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
    let attached =
        fields.check("attachments", if attachments.is_empty() { Ok(()) } else { Err(Invalid::Format) });
    let text = fields.check("text", MessageText::parse(text.unwrap_or_default()));
    kind.zip(attached).zip(text).map(|(_, text)| Content::Text(text))
}
