//! `GET /chats/{id}/links`.

use std::sync::Arc;

use axum::{Json, extract::State, http::HeaderMap};
use zvonilka_model::ChatId;
use zvonilka_protocol::{ChatLink, List, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    HttpSettings,
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// The invite links of a group that work, the newest first; for those who may add people.
#[utoipa::path(get, path = "/chats/{id}/links", tag = "chats", params(("id" = ChatId, Path)),
    responses(
        (status = 200, body = List<ChatLink>),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn list_links(
    State(service): State<Service>,
    State(settings): State<Arc<HttpSettings>>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    headers: HeaderMap,
) -> Result<Json<List<ChatLink>>, ApiError> {
    let links = service.links.list(actor, id).await?;
    let base = settings.base_url(&headers);
    Ok(Json(List::whole(links.iter().map(|link| to_wire(link, &base)).collect())))
}
