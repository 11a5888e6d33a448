//! `/api/users`.

mod block;
mod delete_me;
mod directory;
mod export;
mod me;
mod my_data;
mod person;
mod search;
mod update_me;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use me::me;
pub(crate) use my_data::held_to_wire;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(me::me, update_me::update_me, delete_me::delete_me))
        .routes(routes!(my_data::my_data))
        .routes(routes!(export::ask_export, export::export_state))
        .routes(routes!(directory::list_users))
        .routes(routes!(search::search_users))
        .routes(routes!(person::user))
        .routes(routes!(block::block_user, block::unblock_user))
}
