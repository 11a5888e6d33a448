//! `GET /calls/history`.

use axum::{Json, extract::State};
use zvonilka_model::{Actor, CallId, Invalid, call as model};
use zvonilka_protocol::{Call, List};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Paging, Query, SignedIn, page_size},
};

/// One's own past calls, the newest first.
#[utoipa::path(get, path = "/calls/history", tag = "calls", params(Paging),
    responses((status = 200, body = List<Call>), problems::NeedsToken, problems::TakesQuery, problems::Always))]
pub(super) async fn call_history(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(paging): Query<Paging>,
) -> Result<Json<List<Call>>, ApiError> {
    page(&service, actor, paging.cursor.as_deref(), page_size(paging.limit)).await.map(Json)
}

/// A page of one's own past calls.
pub(crate) async fn page(
    service: &Service,
    actor: Actor,
    cursor: Option<&str>,
    limit: u32,
) -> Result<List<Call>, ApiError> {
    // A cursor of ours is the last call of the page before it.
    let before: Option<CallId> = cursor
        .map(|text| text.parse().map_err(|_| ApiError::invalid("cursor", Invalid::Format)))
        .transpose()?;
    let calls = service.calls.history(actor, before, limit).await?;
    let full = u32::try_from(calls.len()).is_ok_and(|count| count >= limit);
    let cursor = full.then(|| calls.last().map(|call| call.id.to_string())).flatten();
    let mut qualities = service.calls.qualities(actor, &calls).await?;
    let with_quality = |call: &model::Call| {
        let quality = qualities.remove(&call.id).map(Into::into);
        Call { quality, ..call.into() }
    };
    Ok(List { items: calls.iter().map(with_quality).collect(), cursor })
}
