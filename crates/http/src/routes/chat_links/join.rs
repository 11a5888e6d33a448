//! `POST /chat-links/{code}/join`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Chat, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{PathText, SignedIn},
    routes::chat_to_wire,
};

/// Joins the group that an invite link leads to; whoever is in it already stays as they are.
#[utoipa::path(post, path = "/chat-links/{code}/join", tag = "chats", params(("code" = String, Path)),
    responses(
        (status = 200, body = Chat),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`group_full`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn join_by_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    PathText(code): PathText,
) -> Result<Json<Chat>, ApiError> {
    let summary = service.links.join(actor, &code).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(chat_to_wire(&service, &view, &summary)))
}
