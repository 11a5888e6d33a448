//! `POST /push/subscriptions`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::{Problem, SubscribeToPush};
use zvonilka_service::{PushSubscription, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Lets this device be told things while no page is open there, instead of at the address it had before.
#[utoipa::path(post, path = "/push/subscriptions", tag = "push", request_body = SubscribeToPush,
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "The owner switched pushes off"),
        problems::NeedsToken, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn subscribe_to_push(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<SubscribeToPush>,
) -> Result<StatusCode, ApiError> {
    let subscription = PushSubscription {
        endpoint: body.endpoint,
        p256dh: body.keys.p256dh,
        auth: body.keys.auth,
        language: body.language.code().to_owned(),
        device: body.device.into(),
        origin: body.origin,
    };
    service.push.subscribe(actor, subscription).await?;
    Ok(StatusCode::NO_CONTENT)
}
