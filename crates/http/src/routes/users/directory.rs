//! `GET /users`.

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::Login;
use zvonilka_protocol::{List, User};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Query, SignedIn, page_size},
};

/// Which part of the list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Part {
    /// The `cursor` of the page before.
    cursor: Option<String>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
}

/// Everybody on the server, in the order of their logins.
#[utoipa::path(get, path = "/users", tag = "users", params(Part),
    responses((status = 200, body = List<User>), problems::NeedsToken, problems::TakesQuery, problems::Always))]
pub(super) async fn list_users(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(part): Query<Part>,
) -> Result<Json<List<User>>, ApiError> {
    let mut fields = Fields::default();
    // A cursor of ours is the last login of the page before it.
    let after = fields.check_optional("cursor", part.cursor.as_deref().map(Login::parse));
    let after = fields.finish(after)?;
    let page =
        service.people.directory(actor, after.as_ref().map(Login::as_str), page_size(part.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = page.people.iter().map(|person| wire::user(person, &view, service.presence())).collect();
    Ok(Json(List { items, cursor: page.next }))
}
