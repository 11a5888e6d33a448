//! `GET /chats/{id}/members`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::{List, Member};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Everybody in a chat.
#[utoipa::path(get, path = "/chats/{id}/members", tag = "chats", params(("id" = ChatId, Path)),
    responses((status = 200, body = List<Member>), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn list_members(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
) -> Result<Json<List<Member>>, ApiError> {
    let members = service.chats.members(actor, id).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = members.iter().map(|member| wire::member(member, &view, service.presence())).collect();
    Ok(Json(List::whole(items)))
}
