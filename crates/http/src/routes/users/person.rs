//! `GET /users/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::UserId;
use zvonilka_protocol::User;
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// One person.
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = UserId, Path)),
    responses((status = 200, body = User), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn user(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<UserId>,
) -> Result<Json<User>, ApiError> {
    let person = service.people.person(actor, id).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(wire::user(&person, &view, service.presence())))
}
