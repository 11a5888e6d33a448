//! `GET /invites`.

use axum::{Json, extract::State};
use zvonilka_protocol::{Invite, List, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{BaseUrl, SignedIn},
};

/// The invitations one may manage, the newest first: an admin's are all, a member's their own.
#[utoipa::path(get, path = "/invites", tag = "invites",
    responses(
        (status = 200, body = List<Invite>),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::Always,
    ))]
pub(super) async fn list_invites(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    BaseUrl(base): BaseUrl,
) -> Result<Json<List<Invite>>, ApiError> {
    let invites = service.invites.list(actor).await?;
    let now = service.now();
    Ok(Json(List::whole(invites.iter().map(|invite| to_wire(invite, actor, &base, now)).collect())))
}
