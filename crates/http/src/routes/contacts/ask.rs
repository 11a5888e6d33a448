//! `POST /contacts/requests`.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use zvonilka_protocol::{AskContact, Contact, ContactRequest, Problem};
use zvonilka_realtime::wire;
use zvonilka_service::{AskedContact, Service};

use super::to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Asks somebody to become a contact. Whoever was asked by them becomes one at once; asking again changes nothing.
#[utoipa::path(post, path = "/contacts/requests", tag = "contacts", request_body = AskContact,
    responses(
        (status = 200, body = Contact, description = "They had asked me, or are a contact already"),
        (status = 201, body = ContactRequest, description = "They are asked"),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`privacy_forbids`"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: I blocked them"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn ask_contact(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<AskContact>,
) -> Result<Response, ApiError> {
    let asked = service.contacts.ask(actor, body.user_id).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(match asked {
        AskedContact::Request(request) => {
            let request = wire::contact_request(&request, &view, service.presence());
            (StatusCode::CREATED, Json(request)).into_response()
        }
        AskedContact::Contact(contact) => Json(to_wire(&contact, &view, service.presence())).into_response(),
    })
}
