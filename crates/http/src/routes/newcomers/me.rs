//! `GET /newcomers/me`.

use axum::{Json, extract::State};
use zvonilka_protocol::Arrival;
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use super::to_wire;
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Who invited me and sees how far I have settled in, and the steps I took; both empty after a month.
#[utoipa::path(get, path = "/newcomers/me", tag = "invites",
    responses((status = 200, body = Arrival), problems::NeedsToken, problems::Always))]
pub(super) async fn my_arrival(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Arrival>, ApiError> {
    let Some(arrival) = service.newcomers.arrival(actor).await? else {
        return Ok(Json(Arrival { invited_by: None, steps: Vec::new() }));
    };
    let view = service.people.viewpoint(actor).await?;
    let invited_by = Some(wire::user(&arrival.invited_by, &view, service.presence()));
    Ok(Json(Arrival { invited_by, steps: to_wire(arrival.steps) }))
}
