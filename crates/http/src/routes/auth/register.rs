//! `POST /auth/register`.

use axum::{extract::State, http::StatusCode, response::Response};
use zvonilka_model::{DeviceName, DisplayName, Email, InviteCode, Language, Login};
use zvonilka_protocol::{Register, Session};
use zvonilka_service::{NewPassword, Service};

use super::session::respond;
use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, ClientAddress, ClientKind, Reads, Scheme},
};

/// Makes an account and signs it in.
#[utoipa::path(post, path = "/auth/register", tag = "auth", security(()), request_body = Register,
    params(("X-Zvonilka-Client" = Option<String>, Header, description = "`web`: the refresh token comes as a cookie")),
    responses(
        (status = 201, body = Session),
        (status = 403, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "`registration_closed`"),
        (status = 409, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "`login_taken`, `email_taken` or `invite_used_up`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn register(
    State(service): State<Service>,
    kind: ClientKind,
    scheme: Scheme,
    ClientAddress(address): ClientAddress,
    Reads(language): Reads,
    Body(body): Body<Register>,
) -> Result<Response, ApiError> {
    let command = parse(body, language, address)?;
    let sign_in = service.auth.register(command).await?;
    Ok(respond(StatusCode::CREATED, &service, (kind, scheme), sign_in))
}

fn parse(
    body: Register,
    language: Language,
    address: String,
) -> Result<zvonilka_service::Register, ApiError> {
    let mut fields = Fields::default();
    let login = fields.check("login", Login::parse(&body.login));
    // With a refused login there is nothing to compare the password with; its other rules still count.
    let compared = login.clone().or_else(|| Login::parse("---").ok());
    let password =
        compared.and_then(|login| fields.check("password", NewPassword::parse(body.password, &login)));
    let display_name =
        fields.check_optional("displayName", body.display_name.as_deref().map(DisplayName::parse));
    let email = fields.check_optional("email", body.email.as_deref().map(Email::parse));
    let invite = fields.check_optional("inviteCode", body.invite_code.as_deref().map(InviteCode::parse));
    let device = DeviceName::lossy(body.device_name.as_deref().unwrap_or_default());
    let built = (|| {
        Some(zvonilka_service::Register {
            login: login?,
            password: password?,
            display_name: display_name?,
            email: email?,
            language,
            invite: invite?,
            settings: body.settings.map(|settings| serde_json::Value::Object(settings).to_string()),
            device,
            address,
        })
    })();
    fields.finish(built)
}
