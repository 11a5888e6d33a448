//! `PATCH /users/me`.

use axum::{Json, extract::State};
use zvonilka_model::{AboutText, DisplayName, Phone, StatusText};
use zvonilka_protocol::{Me, MePatch};
use zvonilka_realtime::wire;
use zvonilka_service::{ProfilePatch, Service};

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, SignedIn},
};

/// Changes one's own profile and settings; absent fields stay as they are.
#[utoipa::path(patch, path = "/users/me", tag = "users", request_body = MePatch,
    responses((status = 200, body = Me), problems::NeedsToken, problems::TakesJson, problems::Always))]
pub(super) async fn update_me(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<MePatch>,
) -> Result<Json<Me>, ApiError> {
    let mut fields = Fields::default();
    let name = fields.check_optional("displayName", body.display_name.as_deref().map(DisplayName::parse));
    let status = fields.check_optional("statusText", body.status_text.as_deref().map(StatusText::parse));
    let about = fields.check_optional("about", body.about.as_deref().map(AboutText::parse));
    let phone = fields.check_optional("phone", body.phone.as_deref().map(Phone::parse));
    let ((display_name, status_text), (about, phone)) =
        fields.finish(name.zip(status).zip(about.zip(phone)))?;
    let settings = body.settings.map(|settings| serde_json::Value::Object(settings).to_string());
    let privacy = body.privacy.map(Into::into).unwrap_or_default();
    let patch = ProfilePatch { display_name, status_text, about, phone, privacy, settings };
    let person = service.people.update_me(actor, patch).await?;
    Ok(Json(wire::me(&person, service.presence())))
}
