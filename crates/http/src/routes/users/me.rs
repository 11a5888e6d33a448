//! `GET /users/me`.

use axum::{Json, extract::State};
use zvonilka_protocol::Me;
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Oneself.
#[utoipa::path(get, path = "/users/me", tag = "users",
    responses((status = 200, body = Me), problems::NeedsToken, problems::Always))]
pub(crate) async fn me(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Me>, ApiError> {
    let person = service.people.me(actor).await?;
    Ok(Json(wire::me(&person, service.presence())))
}
