//! `PATCH /chats/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::{ChatId, ChatTitle};
use zvonilka_protocol::{Chat, ChatPatch, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, Id, SignedIn},
};

/// Changes a chat; absent fields stay as they are. The family chat is renamed by an admin of the server.
#[utoipa::path(patch, path = "/chats/{id}", tag = "chats", params(("id" = ChatId, Path)), request_body = ChatPatch,
    responses(
        (status = 200, body = Chat),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn update_chat(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Body(body): Body<ChatPatch>,
) -> Result<Json<Chat>, ApiError> {
    // Before the title is looked at: whoever may not know of the chat hears nothing about titles.
    let unchanged = service.chats.chat(actor, id).await?;
    let mut fields = Fields::default();
    let title = fields.check_optional("title", body.title.as_deref().map(ChatTitle::parse));
    let summary = match fields.finish(title)? {
        Some(title) => service.chats.rename(actor, id, title).await?,
        None => unchanged,
    };
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(to_wire(&service, &view, &summary)))
}
