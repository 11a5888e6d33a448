//! `DELETE /contacts/{userId}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::UserId;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Ends a contact, for both.
#[utoipa::path(delete, path = "/contacts/{userId}", tag = "contacts", params(("userId" = UserId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn remove_contact(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
) -> Result<StatusCode, ApiError> {
    service.contacts.remove(actor, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
