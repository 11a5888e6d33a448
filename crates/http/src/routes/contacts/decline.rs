//! `POST /contacts/requests/{id}/decline`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::ContactRequestId;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Says no to somebody who asks me, or takes my own request back.
#[utoipa::path(post, path = "/contacts/requests/{id}/decline", tag = "contacts",
    params(("id" = ContactRequestId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn decline_contact(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ContactRequestId>,
) -> Result<StatusCode, ApiError> {
    service.contacts.decline(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
