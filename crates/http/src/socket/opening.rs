//! Who is there: the token on the upgrade, or in the first frame.

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{Error as WireError, Message};
use zvonilka_protocol::{
    ErrorCode,
    socket::{AuthFrame, ClientFrame, Incoming, failure},
};
use zvonilka_realtime::CloseReason;
use zvonilka_service::{Authenticated, Service, ServiceError};

use super::Wire;
use crate::{AppState, error::ApiError};

/// Frames that a client may send before it says who it is.
const STRAY_FRAMES_MAX: usize = 20;
/// Bytes of a tab's own id.
const TAB_ID_MAX: usize = 64;

/// A client that has shown who it is.
pub(super) struct Opened {
    pub(super) authenticated: Authenticated,
    /// Kept to look once more whether the session still stands, after the hub knows of the connection.
    pub(super) token: String,
    pub(super) tab: Option<String>,
    /// The `ref` of the `auth` frame.
    pub(super) reference: Option<String>,
}

/// By the `Authorization` header of the upgrade.
pub(super) async fn with_header(service: &Service, token: &str) -> Result<Opened, ServiceError> {
    let authenticated = service.auth.authenticate(token).await?;
    Ok(Opened { authenticated, token: token.to_owned(), tab: None, reference: None })
}

/// By the first frame, in good time. `Err` says how to close, or that there is nobody to close for.
pub(super) async fn with_first_frame(
    state: &AppState,
    wire: &mut Wire,
) -> Result<Opened, Option<CloseReason>> {
    let deadline = Instant::now() + state.settings.socket.auth_timeout;
    for _ in 0..STRAY_FRAMES_MAX {
        let next = tokio::select! {
            next = tokio::time::timeout_at(deadline, wire.next()) => next,
            () = state.stop.cancelled() => return Err(Some(CloseReason::Restarting)),
        };
        let text = match next {
            Err(_) => return Err(Some(CloseReason::Unauthenticated)),
            Ok(Some(Ok(Message::Text(text)))) => text,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => continue,
            Ok(Some(Ok(Message::Binary(_) | Message::Frame(_)))) => {
                return Err(Some(CloseReason::Unsupported));
            }
            Ok(Some(Err(WireError::Capacity(_)))) => return Err(Some(CloseReason::TooBig)),
            Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Err(None),
        };
        let (reference, refusal) = match ClientFrame::parse(&text) {
            Ok(Incoming { reference, frame: ClientFrame::Auth(auth) }) => {
                return authenticate(state, wire, reference, auth).await.map_err(Some);
            }
            Ok(incoming) => {
                (incoming.reference, ApiError::new(ErrorCode::Unauthenticated, "send `auth` first"))
            }
            Err(error) => (error.reference, ApiError::new(error.code, error.detail)),
        };
        say(wire, reference.as_deref(), refusal).await;
    }
    Err(Some(CloseReason::Unauthenticated))
}

async fn authenticate(
    state: &AppState,
    wire: &mut Wire,
    reference: Option<String>,
    auth: AuthFrame,
) -> Result<Opened, CloseReason> {
    match state.service.auth.authenticate(&auth.token).await {
        Ok(authenticated) => {
            let tab = auth.tab_id.filter(|tab| !tab.is_empty() && tab.len() <= TAB_ID_MAX);
            Ok(Opened { authenticated, token: auth.token, tab, reference })
        }
        Err(error) => {
            let reason = closing(&error);
            say(wire, reference.as_deref(), error.into()).await;
            Err(reason)
        }
    }
}

/// How to close for somebody whose token was refused.
pub(super) fn closing(error: &ServiceError) -> CloseReason {
    if matches!(error, ServiceError::SessionEnded) {
        CloseReason::SessionEnded
    } else if matches!(error, ServiceError::Unavailable | ServiceError::Internal(_)) {
        // Nothing is wrong with the token: the client should come back with it.
        CloseReason::Restarting
    } else {
        CloseReason::Unauthenticated
    }
}

async fn say(wire: &mut Wire, reference: Option<&str>, refusal: ApiError) {
    let text = failure(reference, &refusal.into_socket_error());
    // A client that does not read ends by the deadline of the opening.
    let _ = tokio::time::timeout(super::CLOSING, wire.send(Message::text(text))).await;
}
