//! `GET` and `PUT /push/settings`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_protocol::{PushSettings, QuietHours};
use zvonilka_service::{self as rules, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// How one wants to be told things.
#[utoipa::path(get, path = "/push/settings", tag = "push",
    responses((status = 200, body = PushSettings), problems::NeedsToken, problems::Always))]
pub(crate) async fn push_settings(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<PushSettings>, ApiError> {
    let settings = service.push.settings(actor).await?;
    let quiet_hours = settings.quiet.map(|quiet| QuietHours {
        from: quiet.from,
        to: quiet.to,
        utc_offset: quiet.utc_offset,
    });
    Ok(Json(PushSettings { hide_text: settings.hide_text, quiet_hours }))
}

/// Changes how one wants to be told things.
#[utoipa::path(put, path = "/push/settings", tag = "push", request_body = PushSettings,
    responses((status = 204), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn set_push_settings(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<PushSettings>,
) -> Result<StatusCode, ApiError> {
    let quiet = body.quiet_hours.map(|quiet| rules::QuietHours {
        from: quiet.from,
        to: quiet.to,
        utc_offset: quiet.utc_offset,
    });
    let settings = rules::PushSettings { hide_text: body.hide_text, quiet };
    service.push.set_settings(actor, settings).await?;
    Ok(StatusCode::NO_CONTENT)
}
