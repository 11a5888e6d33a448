//! `/api/auth`.

mod email;
mod end_other_sessions;
mod end_session;
mod forgot;
mod list_sessions;
mod log_in;
mod log_in_by_passkey;
mod log_out;
mod mail_settings;
mod passkeys;
mod password;
mod refresh;
mod register;
mod reset;
mod session;
mod two_step;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use list_sessions::list_sessions;
pub(crate) use mail_settings::mail_settings;
pub(crate) use passkeys::list_passkeys;
pub(crate) use session::REFRESH_COOKIE;
pub(crate) use two_step::two_step;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register::register))
        .routes(routes!(log_in::log_in))
        .routes(routes!(log_in_by_passkey::passkey_challenge))
        .routes(routes!(log_in_by_passkey::log_in_by_passkey))
        .routes(routes!(refresh::refresh))
        .routes(routes!(log_out::log_out))
        .routes(routes!(list_sessions::list_sessions, end_other_sessions::end_other_sessions))
        .routes(routes!(end_session::end_session))
        .routes(routes!(password::change_password))
        .routes(routes!(two_step::two_step, two_step::enable_two_step))
        .routes(routes!(two_step::make_two_step_secret))
        .routes(routes!(two_step::renew_recovery_codes))
        .routes(routes!(two_step::disable_two_step))
        .routes(routes!(passkeys::list_passkeys, passkeys::add_passkey))
        .routes(routes!(passkeys::plan_passkey))
        .routes(routes!(passkeys::rename_passkey, passkeys::remove_passkey))
        .routes(routes!(forgot::forgot_password))
        .routes(routes!(reset::check_reset_link))
        .routes(routes!(reset::reset_password))
        .routes(routes!(email::change_email))
        .routes(routes!(email::verify_email))
        .routes(routes!(email::resend_confirmation))
        .routes(routes!(mail_settings::mail_settings, mail_settings::set_mail_settings))
}
