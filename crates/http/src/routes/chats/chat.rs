//! `GET /chats/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::Chat;
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// One chat with all its members.
#[utoipa::path(get, path = "/chats/{id}", tag = "chats", params(("id" = ChatId, Path)),
    responses((status = 200, body = Chat), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn chat(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
) -> Result<Json<Chat>, ApiError> {
    let summary = service.chats.chat(actor, id).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(to_wire(&service, &view, &summary)))
}
