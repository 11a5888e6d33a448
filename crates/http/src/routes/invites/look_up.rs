//! `GET /invites/{code}`.

use axum::{Json, extract::State};
use zvonilka_model::InviteCode;
use zvonilka_protocol::InviteInfo;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{ClientAddress, PathText},
};

/// What a newcomer may know of an invitation before registering. Whoever invites is told of the first look.
#[utoipa::path(get, path = "/invites/{code}", tag = "invites", security(()), params(("code" = String, Path)),
    responses((status = 200, body = InviteInfo), problems::NamesThing, problems::Always))]
pub(super) async fn invite(
    State(service): State<Service>,
    ClientAddress(address): ClientAddress,
    PathText(code): PathText,
) -> Result<Json<InviteInfo>, ApiError> {
    let code = InviteCode::parse(&code).map_err(|_| ApiError::not_found())?;
    let (usable, invited_by) = service.invites.look_up(&code, &address).await?;
    Ok(Json(InviteInfo { code: code.into_string(), usable, invited_by }))
}
