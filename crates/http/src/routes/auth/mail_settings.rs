//! `GET /auth/email/settings` and `PUT /auth/email/settings`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::MailSettings;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Reads, SignedIn},
};

/// How one wants to be written to.
#[utoipa::path(get, path = "/auth/email/settings", tag = "auth",
    responses((status = 200, body = MailSettings), problems::NeedsToken, problems::Always))]
pub(crate) async fn mail_settings(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<MailSettings>, ApiError> {
    let settings = service.auth.mail_settings(actor).await?;
    Ok(Json(MailSettings { sign_in_notice: settings.sign_in_notice }))
}

/// Keeps how one wants to be written to, from now on in the language of this page.
#[utoipa::path(put, path = "/auth/email/settings", tag = "auth", request_body = MailSettings,
    params(("Accept-Language" = Option<String>, Header, description = "the language of letters")),
    responses((status = 204), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn set_mail_settings(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Reads(language): Reads,
    Body(body): Body<MailSettings>,
) -> Result<StatusCode, ApiError> {
    let settings = zvonilka_service::MailSettings { language, sign_in_notice: body.sign_in_notice };
    service.auth.set_mail_settings(actor, settings).await?;
    Ok(StatusCode::NO_CONTENT)
}
