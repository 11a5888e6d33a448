//! `GET /newcomers`.

use axum::{Json, extract::State};
use zvonilka_protocol::{List, Newcomer};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use super::to_wire;
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Those who came by my invitations within the last month, the newest first, and how far they have settled in.
#[utoipa::path(get, path = "/newcomers", tag = "invites",
    responses((status = 200, body = List<Newcomer>), problems::NeedsToken, problems::Always))]
pub(super) async fn list_newcomers(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<List<Newcomer>>, ApiError> {
    let newcomers = service.newcomers.list(actor).await?;
    let view = service.people.viewpoint(actor).await?;
    let presence = service.presence();
    let newcomer = |newcomer: &zvonilka_model::Newcomer| Newcomer {
        user: wire::user(&newcomer.person, &view, presence),
        code: newcomer.code.to_string(),
        steps: to_wire(newcomer.steps),
        registered_at: newcomer.registered_at,
    };
    Ok(Json(List::whole(newcomers.iter().map(newcomer).collect())))
}
