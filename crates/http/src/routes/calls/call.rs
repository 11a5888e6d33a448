//! `GET /calls/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::CallId;
use zvonilka_protocol::Call;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// One call, going on or over.
#[utoipa::path(get, path = "/calls/{id}", tag = "calls", params(("id" = CallId, Path)),
    responses((status = 200, body = Call), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<CallId>,
) -> Result<Json<Call>, ApiError> {
    let call = service.calls.call(actor, id).await?;
    Ok(Json((&call).into()))
}
