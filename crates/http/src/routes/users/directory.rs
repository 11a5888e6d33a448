//! `GET /users`.

use axum::{Json, extract::State};
use zvonilka_model::Login;
use zvonilka_protocol::{List, User};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::{ApiError, Fields},
    extract::{Paging, Query, SignedIn, page_size},
};

/// Everybody on the server, in the order of their logins.
#[utoipa::path(get, path = "/users", tag = "users", params(Paging),
    responses((status = 200, body = List<User>), problems::NeedsToken, problems::TakesQuery, problems::Always))]
pub(super) async fn list_users(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(paging): Query<Paging>,
) -> Result<Json<List<User>>, ApiError> {
    let mut fields = Fields::default();
    // A cursor of ours is the last login of the page before it.
    let after = fields.check_optional("cursor", paging.cursor.as_deref().map(Login::parse));
    let after = fields.finish(after)?;
    let page =
        service.people.directory(actor, after.as_ref().map(Login::as_str), page_size(paging.limit)).await?;
    let view = service.people.viewpoint(actor).await?;
    let items = page.people.iter().map(|person| wire::user(person, &view, service.presence())).collect();
    Ok(Json(List { items, cursor: page.next }))
}
