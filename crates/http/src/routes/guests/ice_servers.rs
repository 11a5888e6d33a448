//! `GET /guests/ice-servers`.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};
use zvonilka_protocol::{IceServers, Problem};
use zvonilka_service::{Service, ServiceError};

use crate::{docs::problems, error::ApiError, extract::bearer, routes::calls::ice_servers_to_wire};

/// The STUN and TURN servers for a guest who is in a call, with credentials for an hour. The token is their pass.
#[utoipa::path(get, path = "/guests/ice-servers", tag = "calls",
    responses(
        (status = 200, body = IceServers),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`forbidden` to whoever is not in a call"),
        problems::NeedsToken, problems::Always,
    ))]
pub(super) async fn guest_ice_servers(
    State(service): State<Service>,
    headers: HeaderMap,
) -> Result<Json<IceServers>, ApiError> {
    let pass = bearer(&headers).ok_or(ServiceError::Unauthenticated)?;
    let reached = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let servers = service.guests.ice_servers(pass, reached)?;
    Ok(Json(IceServers { echo: false, groups: true, ..ice_servers_to_wire(servers) }))
}
