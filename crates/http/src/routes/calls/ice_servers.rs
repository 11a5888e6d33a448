//! `GET /calls/ice-servers`.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, header},
};
use zvonilka_protocol::{IceServer, IceServers};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// The STUN and TURN servers to use, with fresh credentials.
#[utoipa::path(get, path = "/calls/ice-servers", tag = "calls",
    responses((status = 200, body = IceServers), problems::NeedsToken, problems::Always))]
pub(super) async fn ice_servers(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Result<Json<IceServers>, ApiError> {
    let reached = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let servers = to_wire(service.calls.ice_servers(actor, reached));
    let (echo, groups) = (service.calls.has_echo(), service.calls.has_rooms());
    Ok(Json(IceServers { echo, groups, ..servers }))
}

/// As browsers take them.
pub(crate) fn to_wire(servers: zvonilka_service::IceServers) -> IceServers {
    let ice_servers = with_credentials(servers.urls, servers.credentials.as_ref());
    let room_servers = with_credentials(servers.for_rooms, servers.credentials.as_ref());
    IceServers { ice_servers, room_servers, ttl: servers.ttl.as_secs(), echo: false, groups: false }
}

fn with_credentials(urls: Vec<String>, credentials: Option<&(String, String)>) -> Vec<IceServer> {
    let (turn, stun): (Vec<_>, Vec<_>) = urls.into_iter().partition(|url| url.starts_with("turn"));
    let (username, credential) = credentials.cloned().unzip();
    let stun = (!stun.is_empty()).then_some(IceServer { urls: stun, username: None, credential: None });
    let turn = (!turn.is_empty()).then_some(IceServer { urls: turn, username, credential });
    stun.into_iter().chain(turn).collect()
}
