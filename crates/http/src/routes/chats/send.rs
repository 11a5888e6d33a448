//! `POST /chats/{id}/messages`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{ChatId, ClientId, FileId, Invalid, MessageText, limits};
use zvonilka_protocol::{Message, MessageKind, Problem, SendMessage};
use zvonilka_service::{Content, Outgoing, SaidToBe, Service};

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
    let said_to_be = match kind {
        // What files are follows from them; only that a sound was spoken must be said.
        None | Some(MessageKind::Text) => Ok(SaidToBe::Files),
        Some(MessageKind::Media | MessageKind::File) if !attachments.is_empty() => Ok(SaidToBe::Files),
        Some(MessageKind::Voice) if attachments.len() == 1 => Ok(SaidToBe::Voice),
        // A call's card and a note of what happened are written by the server.
        Some(
            MessageKind::Call
            | MessageKind::System
            | MessageKind::Voice
            | MessageKind::Media
            | MessageKind::File,
        ) => Err(Invalid::Format),
    };
    let said_to_be = fields.check("kind", said_to_be);
    if attachments.is_empty() {
        let text = fields.check("text", MessageText::parse(text.unwrap_or_default()));
        return said_to_be.zip(text).map(|(_, text)| Content::Text(text));
    }
    let files = fields.check("attachments", file_ids(attachments));
    let caption = text.filter(|text| !text.trim().is_empty()).map(MessageText::parse).transpose();
    let caption = fields.check("text", caption);
    let (said_to_be, (files, caption)) = said_to_be.zip(files.zip(caption))?;
    Some(Content::Files { files, caption, said_to_be })
}

/// Each id once, and not too many.
fn file_ids(texts: &[String]) -> Result<Vec<FileId>, Invalid> {
    if texts.len() > limits::ATTACHMENTS_MAX {
        return Err(Invalid::TooLong);
    }
    let mut ids = Vec::with_capacity(texts.len());
    for text in texts {
        let id = text.parse().map_err(|_| Invalid::Format)?;
        if ids.contains(&id) {
            return Err(Invalid::Format);
        }
        ids.push(id);
    }
    Ok(ids)
}
