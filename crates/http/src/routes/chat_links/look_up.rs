//! `GET /chat-links/{code}`.

use axum::{Json, extract::State};
use zvonilka_protocol::{ChatLinkInfo, SharedChat};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{PathText, SignedIn},
};

/// The group that an invite link leads to, before joining it.
#[utoipa::path(get, path = "/chat-links/{code}", tag = "chats", params(("code" = String, Path)),
    responses(
        (status = 200, body = ChatLinkInfo),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn chat_link(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    PathText(code): PathText,
) -> Result<Json<ChatLinkInfo>, ApiError> {
    let group = service.links.look_up(actor, &code).await?;
    let shared = SharedChat::from(&group.chat);
    Ok(Json(ChatLinkInfo {
        chat_id: group.joined.then_some(shared.id),
        title: shared.title.unwrap_or_default(),
        description: shared.description,
        // A group's photo is for its members.
        avatar_url: shared.avatar_url.filter(|_| group.joined),
        member_count: shared.member_count,
        joined: group.joined,
    }))
}
