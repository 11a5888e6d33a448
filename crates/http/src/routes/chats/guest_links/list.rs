//! `GET /chats/{id}/guest-links`.

use axum::{Json, extract::State};
use zvonilka_model::ChatId;
use zvonilka_protocol::{CallGuestLink, List, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// The group's links for guests by which somebody can still come, the newest first; for those who may make one.
#[utoipa::path(get, path = "/chats/{id}/guest-links", tag = "calls", params(("id" = ChatId, Path)),
    responses(
        (status = 200, body = List<CallGuestLink>),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn list_guest_links(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
) -> Result<Json<List<CallGuestLink>>, ApiError> {
    let links = service.guests.links(actor, id).await?;
    Ok(Json(List::whole(links.iter().map(|link| to_wire(link, None)).collect())))
}
