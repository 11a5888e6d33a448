//! `POST /contacts/requests/{id}/accept`.

use axum::{Json, extract::State};
use zvonilka_model::ContactRequestId;
use zvonilka_protocol::Contact;
use zvonilka_service::Service;

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Says yes to somebody who asks me.
#[utoipa::path(post, path = "/contacts/requests/{id}/accept", tag = "contacts",
    params(("id" = ContactRequestId, Path)),
    responses((status = 200, body = Contact), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn accept_contact(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ContactRequestId>,
) -> Result<Json<Contact>, ApiError> {
    let contact = service.contacts.accept(actor, id).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(to_wire(&contact, &view, service.presence())))
}
