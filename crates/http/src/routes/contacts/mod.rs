//! `/api/contacts`.

mod accept;
mod ask;
mod decline;
mod list;
mod remove;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::{self as model, Presence, Viewpoint};
use zvonilka_protocol::Contact;
use zvonilka_realtime::wire;

use crate::AppState;

pub(crate) use list::list_contacts;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_contacts))
        .routes(routes!(ask::ask_contact))
        .routes(routes!(accept::accept_contact))
        .routes(routes!(decline::decline_contact))
        .routes(routes!(remove::remove_contact))
}

fn to_wire(contact: &model::Contact, view: &Viewpoint, presence: &dyn Presence) -> Contact {
    Contact { user: wire::user(&contact.person, view, presence), since: contact.since }
}
