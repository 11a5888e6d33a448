//! `GET /chats/{id}/links`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::{ChatLink, List, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{BaseUrl, Id, SignedIn},
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
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    BaseUrl(base): BaseUrl,
) -> Result<Json<List<ChatLink>>, ApiError> {
    let links = service.links.list(actor, id).await?;
    Ok(Json(List::whole(links.iter().map(|link| to_wire(link, &base)).collect())))
}
