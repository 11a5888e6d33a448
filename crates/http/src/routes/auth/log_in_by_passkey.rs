//! `POST /auth/login/passkey/options` and `POST /auth/login/passkey`.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use zvonilka_model::DeviceName;
use zvonilka_protocol::{LogInByPasskey, PasskeyChallenge, Problem, Session};
use zvonilka_service::{PasskeyUse, Service};

use super::session::respond;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress, ClientKind, Scheme},
    passkey_site::KeySite,
};

/// What a passkey has to sign. It tells nothing of who has one.
#[utoipa::path(post, path = "/auth/login/passkey/options", tag = "auth", security(()),
    responses(
        (status = 200, body = PasskeyChallenge),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`passkeys_unavailable`"),
        problems::Always,
    ))]
pub(super) async fn passkey_challenge(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    site: KeySite,
) -> Result<Json<PasskeyChallenge>, ApiError> {
    let host = site.required()?.host;
    Ok(Json(PasskeyChallenge { challenge: service.auth.passkey_challenge(&address)?, host }))
}

/// Signs in with a passkey alone: it makes sure of the person itself, so no code is asked for.
#[utoipa::path(post, path = "/auth/login/passkey", tag = "auth", security(()), request_body = LogInByPasskey,
    params(("X-Zvonilka-Client" = Option<String>, Header, description = "`web`: the refresh token comes as a cookie")),
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem, content_type = "application/problem+json", description = "`passkey_refused`"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`account_disabled`"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`passkeys_unavailable`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn log_in_by_passkey(
    State(service): State<Service>,
    kind: ClientKind,
    scheme: Scheme,
    ClientAddress(address): ClientAddress,
    site: KeySite,
    Body(body): Body<LogInByPasskey>,
) -> Result<Response, ApiError> {
    let site = site.required()?;
    let command = PasskeyUse {
        credential: body.credential,
        user: body.user_handle,
        client_data: body.client_data,
        authenticator_data: body.authenticator_data,
        signature: body.signature,
        device: DeviceName::lossy(body.device_name.as_deref().unwrap_or_default()),
        address,
    };
    let sign_in = service.auth.log_in_by_passkey(&site, command).await?;
    Ok(respond(StatusCode::OK, &service, (kind, scheme), sign_in))
}
