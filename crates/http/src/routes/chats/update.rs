//! `PATCH /chats/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::{ChatDescription, ChatId, ChatTitle};
use zvonilka_protocol::{Chat, ChatPatch, Problem};
use zvonilka_service::{ChatEdit, Service};

use super::to_wire;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, Id, SignedIn},
};

/// Changes a chat; absent fields stay as they are. A group is changed by its owner and admins, the family chat
/// (which has only a title) by an admin of the server.
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
    service.chats.access(actor, id).await?;
    let mut fields = Fields::default();
    let title = fields.check_optional("title", body.title.as_deref().map(ChatTitle::parse));
    let description =
        fields.check_optional("description", body.description.as_deref().map(ChatDescription::parse));
    let edit = fields.finish(title.zip(description))?;
    let edit = ChatEdit {
        title: edit.0,
        description: edit.1,
        history_for_newcomers: body.history_for_newcomers,
        members_may_add: body.members_may_add,
        audio_room: body.audio_room,
    };
    let summary = service.groups.edit(actor, id, edit).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(to_wire(&service, &view, &summary)))
}
