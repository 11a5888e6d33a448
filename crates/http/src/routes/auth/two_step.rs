//! `/auth/two-step`: codes besides the password.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{
    OwnPassword, PasswordAndCode, Problem, RecoveryCodes, TwoStep, TwoStepCode, TwoStepSecret,
};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
    passkey_site::KeySite,
};

/// Whether a code is asked for when one signs in.
#[utoipa::path(get, path = "/auth/two-step", tag = "auth",
    responses((status = 200, body = TwoStep), problems::NeedsToken, problems::Always))]
pub(crate) async fn two_step(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<TwoStep>, ApiError> {
    let state = service.auth.two_step(actor).await?;
    Ok(Json(TwoStep { on: state.on, recovery_codes_left: state.recovery_left }))
}

/// Makes a secret for an app that shows codes. Nothing is asked for until a code made with it was given; until then it can
/// be made anew. A wrong password is 401 `wrong_credentials`.
#[utoipa::path(post, path = "/auth/two-step/secret", tag = "auth", request_body = OwnPassword,
    responses(
        (status = 200, body = TwoStepSecret),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: codes are asked for already"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn make_two_step_secret(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    site: KeySite,
    Body(body): Body<OwnPassword>,
) -> Result<Json<TwoStepSecret>, ApiError> {
    let secret = service.auth.begin_two_step(actor, body.password, site.host()).await?;
    Ok(Json(TwoStepSecret { secret: secret.text, address: secret.address }))
}

/// Shows by a first code that the secret has arrived: from now on codes are asked for. A wrong one is 401 `wrong_code`.
#[utoipa::path(post, path = "/auth/two-step", tag = "auth", request_body = TwoStepCode,
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: no secret was made in the last quarter of an hour"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn enable_two_step(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<TwoStepCode>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    Ok(Json(RecoveryCodes { codes: service.auth.enable_two_step(actor, &body.code).await? }))
}

/// Makes other recovery codes; those from before are worth nothing. 401 is `wrong_credentials` or `wrong_code`.
#[utoipa::path(post, path = "/auth/two-step/recovery-codes", tag = "auth", request_body = PasswordAndCode,
    responses(
        (status = 200, body = RecoveryCodes),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: no codes are asked for"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn renew_recovery_codes(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<PasswordAndCode>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let codes = service.auth.renew_recovery_codes(actor, body.password, &body.code).await?;
    Ok(Json(RecoveryCodes { codes }))
}

/// No codes are asked for any more. 401 is `wrong_credentials` or `wrong_code`.
#[utoipa::path(post, path = "/auth/two-step/off", tag = "auth", request_body = PasswordAndCode,
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: none are"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn disable_two_step(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<PasswordAndCode>,
) -> Result<StatusCode, ApiError> {
    service.auth.disable_two_step(actor, body.password, &body.code).await?;
    Ok(StatusCode::NO_CONTENT)
}
