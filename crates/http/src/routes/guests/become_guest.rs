//! `POST /guests`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{BecomeGuest, GuestPass};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress},
};

/// Gives a name, by a link for guests, and gets a pass for the guests' socket.
#[utoipa::path(post, path = "/guests", tag = "calls", security(()), request_body = BecomeGuest,
    responses((status = 201, body = GuestPass), problems::NamesThing, problems::TakesJson, problems::Always))]
pub(super) async fn become_guest(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Body(body): Body<BecomeGuest>,
) -> Result<(StatusCode, Json<GuestPass>), ApiError> {
    let admission = service.guests.become_guest(&body.token, &body.name, &address).await?;
    let pass = GuestPass {
        token: admission.pass,
        name: admission.name.into_string(),
        invitation: to_wire(admission.invitation),
    };
    Ok((StatusCode::CREATED, Json(pass)))
}
