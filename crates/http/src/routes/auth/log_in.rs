//! `POST /auth/login`.

use axum::{extract::State, http::StatusCode, response::Response};
use zvonilka_model::{DeviceName, Invalid};
use zvonilka_protocol::{LogIn, Problem, Session};
use zvonilka_service::Service;

use super::session::respond;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress, ClientKind, Scheme},
};

/// Signs in with login (or a confirmed e-mail address), password, and a code where one is asked for.
#[utoipa::path(post, path = "/auth/login", tag = "auth", security(()), request_body = LogIn,
    params(("X-Zvonilka-Client" = Option<String>, Header, description = "`web`: the refresh token comes as a cookie")),
    responses(
        (status = 200, body = Session),
        (status = 401, body = Problem, content_type = "application/problem+json", 
            description = "`wrong_credentials`, `second_factor_required` (send the same again with `code`) or `wrong_code`"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`account_disabled`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn log_in(
    State(service): State<Service>,
    kind: ClientKind,
    scheme: Scheme,
    ClientAddress(address): ClientAddress,
    Body(body): Body<LogIn>,
) -> Result<Response, ApiError> {
    if body.login.contains('\0') {
        // No login has it, and PostgreSQL's text cannot even be asked for it.
        return Err(ApiError::invalid("login", Invalid::Format));
    }
    let device = DeviceName::lossy(body.device_name.as_deref().unwrap_or_default());
    let command = zvonilka_service::LogIn {
        login: body.login,
        password: body.password,
        code: body.code,
        device,
        address,
    };
    let sign_in = service.auth.log_in(command).await?;
    Ok(respond(StatusCode::OK, &service, (kind, scheme), sign_in))
}
