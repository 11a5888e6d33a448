//! `DELETE /push/subscriptions`.

use axum::{extract::State, http::StatusCode};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Tells this device nothing more.
#[utoipa::path(delete, path = "/push/subscriptions", tag = "push",
    responses((status = 204), problems::NeedsToken, problems::Always))]
pub(super) async fn unsubscribe_from_push(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode, ApiError> {
    service.push.unsubscribe(actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
