//! `POST /auth/password/forgot`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::Email;
use zvonilka_protocol::{EmailAddress, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress, Reads},
};

/// Sends a link to a new password to whoever has this address confirmed. The answer is the same, at the same time,
/// whether anybody has.
#[utoipa::path(post, path = "/auth/password/forgot", tag = "auth", security(()), request_body = EmailAddress,
    params(("Accept-Language" = Option<String>, Header, description = "the language of the letter")),
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`mail_off`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn forgot_password(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Reads(language): Reads,
    Body(body): Body<EmailAddress>,
) -> Result<StatusCode, ApiError> {
    let email = Email::parse(&body.email).map_err(|problem| ApiError::invalid("email", problem))?;
    service.auth.forgot_password(email, language, &address).await?;
    Ok(StatusCode::NO_CONTENT)
}
