//! `/api/auth`.

mod end_other_sessions;
mod end_session;
mod list_sessions;
mod log_in;
mod log_out;
mod password;
mod refresh;
mod register;
mod session;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use session::REFRESH_COOKIE;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(log_in::log_in))
        .routes(routes!(refresh::refresh))
        .routes(routes!(log_out::log_out))
        .routes(routes!(list_sessions::list_sessions, end_other_sessions::end_other_sessions))
        .routes(routes!(end_session::end_session))
        .routes(routes!(password::change_password))
}
