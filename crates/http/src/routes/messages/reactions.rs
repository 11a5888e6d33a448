//! `GET /messages/{id}/reactions`.

use axum::{Json, extract::State};
use zvonilka_model::MessageId;
use zvonilka_protocol::{List, ReactionBy};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Paging, Query, SignedIn, page_size},
};

/// Who answered a message with which sign, the earliest first.
#[utoipa::path(get, path = "/messages/{id}/reactions", tag = "messages", params(("id" = MessageId, Path), Paging),
    responses(
        (status = 200, body = List<ReactionBy>),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn list_reactions(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<MessageId>,
    Query(paging): Query<Paging>,
) -> Result<Json<List<ReactionBy>>, ApiError> {
    let page =
        service.messages.reactions(actor, id, paging.cursor.as_deref(), page_size(paging.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let item = |by: &zvonilka_service::ReactionBy| ReactionBy {
        user: wire::user(&by.person, &view, service.presence()),
        emoji: by.emoji.to_string(),
        created_at: by.created_at,
    };
    Ok(Json(List { items: page.items.iter().map(item).collect(), cursor: page.cursor }))
}
