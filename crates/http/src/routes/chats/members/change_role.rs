//! `PATCH /chats/{id}/members/{userId}`.

use axum::{Json, extract::State};
use zvonilka_model::{ChatId, UserId};
use zvonilka_protocol::{ChangeRole, Member, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Ids, SignedIn},
};

/// Gives a member of a group another role: its owner may. `owner` hands the group over, and the old owner becomes
/// an admin.
#[utoipa::path(patch, path = "/chats/{id}/members/{userId}", tag = "chats",
    params(("id" = ChatId, Path), ("userId" = UserId, Path)), request_body = ChangeRole,
    responses(
        (status = 200, body = Member),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`owner_must_hand_over`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn change_role(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(id, user): Ids<ChatId, UserId>,
    Body(body): Body<ChangeRole>,
) -> Result<Json<Member>, ApiError> {
    let member = service.groups.set_role(actor, id, user, body.role.into()).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(wire::member(&member, &view, service.presence())))
}
