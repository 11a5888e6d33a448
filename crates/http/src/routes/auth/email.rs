//! `PUT /auth/email`, `POST /auth/email/verify` and `POST /auth/email/resend`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::Email;
use zvonilka_protocol::{ChangeEmail, ConfirmedEmail, EmailAddress, LinkToken, Me, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, ClientAddress, Reads, SignedIn},
};

/// Gives oneself another e-mail address, or none. A letter asks to confirm it; a wrong password is 401
/// `wrong_credentials`.
#[utoipa::path(put, path = "/auth/email", tag = "auth", request_body = ChangeEmail,
    params(("Accept-Language" = Option<String>, Header, description = "the language of letters")),
    responses(
        (status = 200, body = Me),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`email_taken` or `mail_off`"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn change_email(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Reads(language): Reads,
    Body(body): Body<ChangeEmail>,
) -> Result<Json<Me>, ApiError> {
    let email = body.email.as_deref().map(Email::parse).transpose();
    let email = email.map_err(|problem| ApiError::invalid("email", problem))?;
    let person = service.auth.change_email(actor, email, body.password, language).await?;
    Ok(Json(wire::me(&person, service.presence())))
}

/// Shows by a link that an address is one's own. A link that is not good (any more) is 422 `link_unknown`.
#[utoipa::path(post, path = "/auth/email/verify", tag = "auth", security(()), request_body = LinkToken,
    responses((status = 200, body = ConfirmedEmail), problems::TakesJson, problems::Always))]
pub(super) async fn verify_email(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Body(body): Body<LinkToken>,
) -> Result<Json<ConfirmedEmail>, ApiError> {
    let person = service.auth.confirm_email(&body.token, &address).await?;
    Ok(Json(ConfirmedEmail { login: person.login.into_string() }))
}

/// Sends the letter that asks to confirm an address again, if there is anything to confirm. The answer is the same, at the
/// same time, whether there is.
#[utoipa::path(post, path = "/auth/email/resend", tag = "auth", security(()), request_body = EmailAddress,
    params(("Accept-Language" = Option<String>, Header, description = "the language of the letter")),
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`mail_off`"),
        problems::TakesJson, problems::Always,
    ))]
pub(super) async fn resend_confirmation(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    Reads(language): Reads,
    Body(body): Body<EmailAddress>,
) -> Result<StatusCode, ApiError> {
    let email = Email::parse(&body.email).map_err(|problem| ApiError::invalid("email", problem))?;
    service.auth.resend_confirmation(email, language, &address).await?;
    Ok(StatusCode::NO_CONTENT)
}
