//! `GET /users/search`.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_protocol::{List, User};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Query, SignedIn, page_size},
};

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Sought {
    /// Part of a login or a name, or a whole UID: 1 to 100 characters.
    q: String,
    /// How many at most: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
}

/// People whose login or name matches, or who have exactly this UID.
#[utoipa::path(get, path = "/users/search", tag = "users", params(Sought),
    responses((status = 200, body = List<User>), problems::NeedsToken, problems::TakesQuery, problems::Always))]
pub(super) async fn search_users(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(sought): Query<Sought>,
) -> Result<Json<List<User>>, ApiError> {
    let people = service.people.search(actor, &sought.q, page_size(sought.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = people.iter().map(|person| wire::user(person, &view, service.presence())).collect();
    Ok(Json(List::whole(items)))
}
