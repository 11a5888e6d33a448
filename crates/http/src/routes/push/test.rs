//! `POST /push/test`.

use axum::{extract::State, http::StatusCode};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Sends this device a notification. What came of it stands in `GET /push/subscriptions` a moment later.
#[utoipa::path(post, path = "/push/test", tag = "push",
    responses((status = 202), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn test_push(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode, ApiError> {
    service.push.test(actor).await?;
    Ok(StatusCode::ACCEPTED)
}
