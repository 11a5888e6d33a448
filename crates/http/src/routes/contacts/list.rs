//! `GET /contacts`.

use axum::{Json, extract::State};
use zvonilka_protocol::Contacts;
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use super::to_wire;
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// My contacts, the requests to and of me, and whom I blocked.
#[utoipa::path(get, path = "/contacts", tag = "contacts",
    responses((status = 200, body = Contacts), problems::NeedsToken, problems::Always))]
pub(crate) async fn list_contacts(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<Contacts>, ApiError> {
    let circle = service.contacts.circle(actor).await?;
    let view = service.people.viewpoint(actor).await?;
    let presence = service.presence();
    let request = |request| wire::contact_request(request, &view, presence);
    Ok(Json(Contacts {
        items: circle.contacts.iter().map(|contact| to_wire(contact, &view, presence)).collect(),
        incoming: circle.incoming.iter().map(request).collect(),
        outgoing: circle.outgoing.iter().map(request).collect(),
        blocked: circle.blocked.iter().map(|person| wire::user(person, &view, presence)).collect(),
    }))
}
