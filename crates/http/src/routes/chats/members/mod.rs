//! `/api/chats/{id}/members`.

mod add;
mod change_role;
mod list;
mod remove;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_members, add::add_members))
        .routes(routes!(change_role::change_role, remove::remove_member))
}
