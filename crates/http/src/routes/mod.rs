//! The routes: a folder per noun, a file per verb.

mod admin;
mod auth;
mod calls;
mod chat_links;
mod chats;
mod contacts;
mod files;
mod guests;
mod health;
mod info;
mod invites;
mod messages;
mod newcomers;
mod push;
mod search;
mod simple_mode;
mod trust;
mod users;

use std::sync::Arc;

use axum::{
    Extension, Router,
    http::header,
    routing::{any, get},
};
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    AppState, HttpSettings,
    docs::{Document, swagger},
    page,
    socket::{self, Greetings},
};

pub(crate) use auth::REFRESH_COOKIE;
pub(crate) use calls::begin_call;
pub(crate) use chats::{outgoing, to_wire as chat_to_wire};
pub(crate) use messages::{edited_text, emoji};

/// What is read for somebody who takes everything along, as it is for whoever asks for one thing.
pub(crate) mod export {
    pub(crate) use super::{
        auth::{list_passkeys, list_sessions, mail_settings, two_step},
        calls::calls_page,
        contacts::list_contacts,
        invites::to_wire as invite_to_wire,
        push::push_settings,
        simple_mode::simple_mode,
        users::{held_to_wire, me},
    };
}

/// Every endpoint of the API description.
pub(crate) fn all() -> OpenApiRouter<AppState> {
    let api = OpenApiRouter::new()
        .merge(auth::routes())
        .merge(info::routes())
        .merge(users::routes())
        .merge(contacts::routes())
        .merge(chats::routes())
        .merge(chat_links::routes())
        .merge(messages::routes())
        .merge(invites::routes())
        .merge(newcomers::routes())
        .merge(simple_mode::routes())
        .merge(search::routes())
        .merge(calls::routes())
        .merge(guests::routes())
        .merge(files::routes())
        .merge(push::routes())
        .merge(admin::routes());
    OpenApiRouter::with_openapi(Document::openapi()).merge(health::routes()).nest("/api", api)
}

/// What is not part of the description: the description itself, its page, the socket.
pub(crate) fn undocumented(document: Arc<str>, settings: &HttpSettings) -> Router<AppState> {
    let openapi = move || async move { ([(header::CONTENT_TYPE, "application/json")], document.to_string()) };
    trust::routes(settings)
        .route("/api/openapi.json", get(openapi))
        .route("/api", any(page::no_such_endpoint))
        .route("/api/{*rest}", any(page::no_such_endpoint))
        .route("/api-docs", get(swagger::page))
        .route("/api-docs/", get(swagger::page))
        .route("/api-docs/{file}", get(swagger::file))
        .route("/ws", get(socket::upgrade).layer(Extension(Greetings::new())))
        .route("/ws/guest", get(socket::upgrade_guest))
}
