//! `POST /auth/refresh`.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use zvonilka_protocol::{Problem, Refresh, Session};
use zvonilka_service::{Service, ServiceError};

use super::session::{respond, token_in_cookie};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{ClientAddress, ClientKind, OptionalBody, Scheme},
};

/// Exchanges a refresh token for fresh tokens. Browsers send theirs in the cookie, with `X-Zvonilka-Client: web`;
/// without that header the cookie is not looked at.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", security((), ("refreshCookie" = [])),
    request_body = Option<Refresh>,
    params(("X-Zvonilka-Client" = Option<String>, Header, description = "`web`: the token travels in the cookie")),
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem, content_type = "application/problem+json",
            description = "`unauthenticated` (none, or a forged one) or `session_ended`"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`account_disabled`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn refresh(
    State(service): State<Service>,
    kind: ClientKind,
    scheme: Scheme,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<Refresh>,
) -> Result<Response, ApiError> {
    let token = match kind {
        ClientKind::Web => token_in_cookie(&headers).map(str::to_owned),
        ClientKind::Other => body.refresh_token,
    };
    let token = token.ok_or(ServiceError::Unauthenticated)?;
    let sign_in = service.auth.refresh(&token, &address).await?;
    Ok(respond(StatusCode::OK, &service, (kind, scheme), sign_in))
}
