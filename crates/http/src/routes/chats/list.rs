//! `GET /chats`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Chat, List};
use zvonilka_service::Service;

use super::to_wire;
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// One's own chats, the latest activity first.
#[utoipa::path(get, path = "/chats", tag = "chats",
    responses((status = 200, body = List<Chat>), problems::NeedsToken, problems::Always))]
pub(super) async fn list_chats(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<List<Chat>>, ApiError> {
    let summaries = service.chats.list(actor).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(List::whole(summaries.iter().map(|summary| to_wire(&service, &view, summary)).collect())))
}
