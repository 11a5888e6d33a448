//! `PATCH /chats/{id}/mine`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::{MyChat, MyChatPatch, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::{MinePatch, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Changes one's own side of a chat: kept on top, put away, silent until, marked as unread, what one has begun to
/// write. Absent fields stay as they are, `null` clears.
#[utoipa::path(patch, path = "/chats/{id}/mine", tag = "chats", params(("id" = ChatId, Path)),
    request_body = MyChatPatch,
    responses(
        (status = 200, body = MyChat),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`too_many_pinned`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn update_mine(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Body(body): Body<MyChatPatch>,
) -> Result<Json<MyChat>, ApiError> {
    let patch = MinePatch {
        pinned: body.pinned,
        archived: body.archived,
        muted_until: body.muted_until,
        marked_unread: body.marked_unread,
        draft: body.draft.map(|draft| draft.map(|draft| (draft.text, draft.reply_to))),
    };
    let mine = service.mine.update(actor, id, patch).await?;
    Ok(Json(wire::my_chat(id, &mine)))
}
