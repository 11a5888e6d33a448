//! `GET /auth/sessions`.

use axum::{Json, extract::State};
use zvonilka_model::SignInWay;
use zvonilka_protocol::{List, SessionInfo};
use zvonilka_service::Service;

use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// One's own sign-ins, the last used first.
#[utoipa::path(get, path = "/auth/sessions", tag = "auth",
    responses((status = 200, body = List<SessionInfo>), problems::NeedsToken, problems::Always))]
pub(crate) async fn list_sessions(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
) -> Result<Json<List<SessionInfo>>, ApiError> {
    let sessions = service.auth.sessions(actor).await?;
    let open = service.presence().open_devices(actor.user);
    let items = sessions
        .into_iter()
        .map(|session| SessionInfo {
            id: session.id,
            device_name: session.device_name,
            way: match session.way {
                SignInWay::Password => zvonilka_protocol::SignInWay::Password,
                SignInWay::PasswordAndCode => zvonilka_protocol::SignInWay::PasswordCode,
                SignInWay::Passkey => zvonilka_protocol::SignInWay::Passkey,
            },
            address: session.address,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            current: session.id == actor.session,
            online: open.iter().any(|device| device.session == session.id),
        })
        .collect();
    Ok(Json(List::whole(items)))
}
