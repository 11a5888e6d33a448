//! `POST /chats/{id}/members`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::{AddMembers, AddedMembers, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Adds people to a group: its owner and admins may, and everybody in it where the group says so.
#[utoipa::path(post, path = "/chats/{id}/members", tag = "chats", params(("id" = ChatId, Path)),
    request_body = AddMembers,
    responses(
        (status = 200, body = AddedMembers),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`group_full`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn add_members(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Body(body): Body<AddMembers>,
) -> Result<Json<AddedMembers>, ApiError> {
    let added = service.groups.add(actor, id, body.user_ids).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = added.members.iter().map(|member| wire::member(member, &view, service.presence())).collect();
    Ok(Json(AddedMembers { items, refused: added.refused }))
}
