//! `GET /invites`.

use std::sync::Arc;

use axum::{Json, extract::State, http::HeaderMap};
use zvonilka_protocol::{Invite, List, Problem};
use zvonilka_service::Service;

use super::to_wire;
use crate::{HttpSettings, docs::problems, error::ApiError, extract::SignedIn};

/// The invitations one may manage, the newest first: an admin's are all, a member's their own.
#[utoipa::path(get, path = "/invites", tag = "invites",
    responses(
        (status = 200, body = List<Invite>),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::Always,
    ))]
pub(super) async fn list_invites(
    State(service): State<Service>,
    State(settings): State<Arc<HttpSettings>>,
    SignedIn(actor): SignedIn,
    headers: HeaderMap,
) -> Result<Json<List<Invite>>, ApiError> {
    let invites = service.invites.list(actor).await?;
    let (base, now) = (settings.base_url(&headers), service.now());
    Ok(Json(List::whole(invites.iter().map(|invite| to_wire(invite, &base, now)).collect())))
}
