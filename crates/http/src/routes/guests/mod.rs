//! `/api/guests`: what somebody without an account may ask. Everything else of theirs goes over `/ws/guest`.

mod become_guest;
mod ice_servers;
mod look;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_protocol::GuestInvitation;

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(look::look_at_guest_link))
        .routes(routes!(become_guest::become_guest))
        .routes(routes!(ice_servers::guest_ice_servers))
}

fn to_wire(invitation: zvonilka_service::GuestInvitation) -> GuestInvitation {
    GuestInvitation {
        title: invitation.title,
        invited_by: invitation.invited_by,
        call_goes_on: invitation.call_goes_on,
    }
}
