//! `GET /info`.

use axum::{Json, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::{EmailMode, RegistrationMode};
use zvonilka_protocol::{EmailKind, RegistrationKind, ServerInfo};
use zvonilka_service::Service;

use crate::{AppState, docs::problems, passkey_site::KeySite};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(info))
}

/// What somebody who is not signed in has to know of this server.
#[utoipa::path(get, path = "/info", operation_id = "info", tag = "auth", security(()),
    responses((status = 200, body = ServerInfo), problems::Always))]
async fn info(State(service): State<Service>, site: KeySite) -> Json<ServerInfo> {
    let (registration, email) = service.registration();
    Json(ServerInfo {
        registration: match registration {
            RegistrationMode::Invite => RegistrationKind::Invite,
            RegistrationMode::Open => RegistrationKind::Open,
            RegistrationMode::Closed => RegistrationKind::Closed,
        },
        email: match email {
            EmailMode::Off => EmailKind::Off,
            EmailMode::Optional => EmailKind::Optional,
            EmailMode::Required => EmailKind::Required,
        },
        mail: service.mail.enabled(),
        guests: service.guests.are_welcome(),
        passkey_host: site.host().map(str::to_owned),
    })
}
