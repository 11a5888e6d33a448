//! Whether the server works.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_service::ServiceError;

use crate::{AppState, docs::problems, error::ApiError};

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready))
}

/// The state of the server.
#[derive(Serialize, ToSchema)]
pub(super) struct Health {
    /// Always `ok`: a server that is not well answers with a problem.
    status: &'static str,
}

/// The process is alive.
#[utoipa::path(get, path = "/health", operation_id = "health", tag = "health", security(()),
    responses((status = 200, body = Health)))]
async fn live() -> Json<Health> {
    Json(Health { status: "ok" })
}

/// The database answers, and the server is not about to stop.
#[utoipa::path(get, path = "/health/ready", operation_id = "ready", tag = "health", security(()),
    responses((status = 200, body = Health), problems::Always))]
async fn ready(State(state): State<AppState>) -> Result<Json<Health>, ApiError> {
    if state.stop.is_cancelled() {
        return Err(ServiceError::Unavailable.into());
    }
    state.service.ready().await.map_err(ServiceError::from)?;
    Ok(Json(Health { status: "ok" }))
}
