//! `GET /messages/{id}/reactions`.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::MessageId;
use zvonilka_protocol::{List, ReactionBy};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Query, SignedIn, page_size},
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// The cursor of the page before.
    cursor: Option<String>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
}

/// Who answered a message with which sign, the earliest first.
#[utoipa::path(get, path = "/messages/{id}/reactions", tag = "messages", params(("id" = MessageId, Path), Part),
    responses(
        (status = 200, body = List<ReactionBy>),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn list_reactions(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<MessageId>,
    Query(part): Query<Part>,
) -> Result<Json<List<ReactionBy>>, ApiError> {
    let page = service.messages.reactions(actor, id, part.cursor.as_deref(), page_size(part.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let item = |by: &zvonilka_service::ReactionBy| ReactionBy {
        user: wire::user(&by.person, &view, service.presence()),
        emoji: by.emoji.to_string(),
        created_at: by.created_at,
    };
    Ok(Json(List { items: page.items.iter().map(item).collect(), cursor: page.cursor }))
}
