//! `DELETE /invites/{code}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::InviteCode;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{PathText, SignedIn},
};

/// Takes an invitation back.
#[utoipa::path(delete, path = "/invites/{code}", tag = "invites", params(("code" = String, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn revoke_invite(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    PathText(code): PathText,
) -> Result<StatusCode, ApiError> {
    let code = InviteCode::parse(&code).map_err(|_| ApiError::not_found())?;
    service.invites.revoke(actor, &code).await?;
    Ok(StatusCode::NO_CONTENT)
}
