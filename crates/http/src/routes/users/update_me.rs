//! `PATCH /users/me`.

use axum::{Json, extract::State};
use zvonilka_model::{DisplayName, StatusText};
use zvonilka_protocol::{Me, MePatch};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Body, SignedIn},
};

/// Changes one's own profile; absent fields stay as they are.
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
    let (name, status) = fields.finish(name.zip(status))?;
    let settings = body.settings.map(|settings| serde_json::Value::Object(settings).to_string());
    let person = service.people.update_me(actor, name, status, settings).await?;
    Ok(Json(wire::me(&person, service.presence())))
}
