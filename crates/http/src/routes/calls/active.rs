//! `GET /calls/active`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Call, List};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// The calls that one is in or that ring for one, the oldest first.
#[utoipa::path(get, path = "/calls/active", tag = "calls",
    responses((status = 200, body = List<Call>), problems::NeedsToken, problems::Always))]
pub(super) async fn active_calls(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<List<Call>>, ApiError> {
    let calls = service.calls.active(actor).await;
    Ok(Json(List::whole(calls.iter().map(Into::into).collect())))
}
