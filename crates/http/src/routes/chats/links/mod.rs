//! `/api/chats/{id}/links`.

mod create;
mod list;
mod revoke;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_protocol::ChatLink;

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_links, create::create_link))
        .routes(routes!(revoke::revoke_link))
}

fn to_wire(link: &zvonilka_model::ChatLink, base_url: &str) -> ChatLink {
    ChatLink {
        code: link.code.clone(),
        url: format!("{base_url}/join/{}", link.code),
        created_by: link.created_by,
        max_uses: link.max_uses,
        uses: link.uses,
        expires_at: link.expires_at,
        created_at: link.created_at,
    }
}
