//! `/api/chats/{id}/guest-links`.

mod create;
mod list;
mod revoke;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::GuestLink;
use zvonilka_protocol::CallGuestLink;

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_guest_links, create::create_guest_link))
        .routes(routes!(revoke::revoke_guest_link))
}

const fn to_wire(link: &GuestLink, url: Option<String>) -> CallGuestLink {
    CallGuestLink {
        id: link.id,
        url,
        created_by: link.created_by,
        expires_at: link.expires_at,
        created_at: link.created_at,
    }
}
