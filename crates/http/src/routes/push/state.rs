//! `GET /push/subscriptions`.

use axum::{Json, extract::State};
use zvonilka_protocol::{PushOutcome, PushState};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Whether this device is told things, and what came of the last try.
#[utoipa::path(get, path = "/push/subscriptions", tag = "push",
    responses((status = 200, body = PushState), problems::NeedsToken, problems::Always))]
pub(super) async fn push_state(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<PushState>, ApiError> {
    let state = service.push.state(actor).await?;
    let report = state.as_ref().and_then(|state| state.report.as_ref());
    Ok(Json(PushState {
        last_outcome: report.map(|report| match report.outcome.as_str() {
            "accepted" => PushOutcome::Accepted,
            "refused" => PushOutcome::Refused,
            _ => PushOutcome::Later,
        }),
        last_at: report.map(|report| report.at),
        endpoint: state.map(|state| state.endpoint),
    }))
}
