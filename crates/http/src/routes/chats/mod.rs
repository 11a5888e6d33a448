//! `/api/chats`.

mod chat;
mod delete;
mod guest_links;
mod history;
mod links;
mod list;
mod mark_read;
mod members;
mod mine;
mod open;
mod send;
mod update;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::{ChatSummary, Viewpoint};
use zvonilka_protocol::Chat;
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::AppState;

pub(crate) use send::outgoing;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_chats, open::open_chat))
        .routes(routes!(chat::chat, update::update_chat, delete::delete_chat))
        .routes(routes!(mine::update_mine))
        .merge(members::routes())
        .merge(links::routes())
        .merge(guest_links::routes())
        .routes(routes!(history::list_messages, send::send_message))
        .routes(routes!(mark_read::mark_read))
}

/// A chat as the one who asks (whose eyes are given) sees it, with the call that goes on in it.
pub(crate) fn to_wire(service: &Service, view: &Viewpoint, summary: &ChatSummary) -> Chat {
    let call = service.calls.active_in(summary.chat.id);
    wire::chat(summary, view, service.presence(), call.as_ref())
}
