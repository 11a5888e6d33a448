//! `/api/chat-links`.

mod join;
mod look_up;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(look_up::chat_link)).routes(routes!(join::join_by_link))
}
