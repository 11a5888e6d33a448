//! `POST /guests/look`.

use axum::{Json, extract::State};
use zvonilka_protocol::{GuestInvitation, LookAtGuestLink};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress},
};

/// What whoever opens a link for guests is told: what the group is called, who invites, and whether a call goes on. In the
/// body and not in the path, so that what opens the door stands in no log.
#[utoipa::path(post, path = "/guests/look", tag = "calls", security(()), request_body = LookAtGuestLink,
    responses((status = 200, body = GuestInvitation), problems::NamesThing, problems::TakesJson, problems::Always))]
pub(super) async fn look_at_guest_link(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Body(body): Body<LookAtGuestLink>,
) -> Result<Json<GuestInvitation>, ApiError> {
    Ok(Json(to_wire(service.guests.look(&body.token, &address).await?)))
}
