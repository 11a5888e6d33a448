//! `POST /push/test-call`.

use axum::{extract::State, http::StatusCode};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Lets this device ring as for a call, in ten seconds: meanwhile it can be locked or put away. Nobody calls; who
/// answers hears themselves.
#[utoipa::path(post, path = "/push/test-call", tag = "push",
    responses((status = 202), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn test_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<StatusCode, ApiError> {
    service.push.test_call(actor).await?;
    Ok(StatusCode::ACCEPTED)
}
