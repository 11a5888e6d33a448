//! `PUT /push/subscriptions`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::ResubscribeToPush;
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::Body};

/// A browser has given a device another address. Open: the worker of a page has no token; it knows the old address and
/// its secret.
#[utoipa::path(put, path = "/push/subscriptions", tag = "push", security(()), request_body = ResubscribeToPush,
    responses((status = 204), problems::NamesThing, problems::TakesJson, problems::Always))]
pub(super) async fn resubscribe_to_push(
    State(service): State<Service>,
    Body(body): Body<ResubscribeToPush>,
) -> Result<StatusCode, ApiError> {
    let old = (body.old_endpoint.as_str(), body.old_auth.as_str());
    let new = (body.endpoint.as_str(), body.keys.p256dh.as_str(), body.keys.auth.as_str());
    service.push.resubscribe(old, new).await?;
    Ok(StatusCode::NO_CONTENT)
}
