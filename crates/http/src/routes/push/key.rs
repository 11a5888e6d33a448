//! `GET /push/key`.

use axum::{Json, extract::State};
use zvonilka_protocol::PushKey;
use zvonilka_service::Service;

use crate::{docs::problems, extract::SignedIn};

/// The key with which a page asks its browser for an address (VAPID).
#[utoipa::path(get, path = "/push/key", tag = "push",
    responses((status = 200, body = PushKey), problems::NeedsToken, problems::Always))]
pub(super) async fn push_key(State(service): State<Service>, SignedIn(_actor): SignedIn) -> Json<PushKey> {
    Json(PushKey { key: service.push.public_key() })
}
