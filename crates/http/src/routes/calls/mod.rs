//! `/api/calls`.

mod active;
mod call;
mod echo;
mod end;
mod forget;
mod guests;
mod history;
mod ice_servers;
mod initiate;
mod quality;
mod respond;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use history::page as calls_page;
pub(crate) use ice_servers::to_wire as ice_servers_to_wire;
pub(crate) use initiate::begin as begin_call;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(initiate::initiate_call))
        .routes(routes!(respond::respond_to_call))
        .routes(routes!(end::end_call))
        .routes(routes!(history::call_history))
        .routes(routes!(active::active_calls))
        .routes(routes!(ice_servers::ice_servers))
        .routes(routes!(echo::call_echo))
        .routes(routes!(echo::end_echo))
        .routes(routes!(call::call, forget::forget_call))
        .routes(routes!(guests::answer_guests))
        .routes(routes!(quality::keep_call_quality))
}
