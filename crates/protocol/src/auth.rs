//! Registration, log-in, tokens and sessions.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{SessionId, Timestamp};

use crate::{Me, SignInWay};

/// `POST /auth/register`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Register {
    /// `^[a-z0-9_.-]{3,32}$`; upper case is folded.
    pub login: String,
    /// 8 to 128 characters, none of the commonest.
    pub password: String,
    /// 1 to 64 characters; the login if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// For resets and notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Needed unless the owner opened registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invite_code: Option<String>,
    /// The page's own settings to begin with, as for `PATCH /users/me`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub settings: Option<serde_json::Map<String, serde_json::Value>>,
    /// What the sessions list calls this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
}

/// `POST /auth/login`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogIn {
    /// The login or a confirmed e-mail address.
    pub login: String,
    /// The password.
    pub password: String,
    /// After `second_factor_required`: what the app shows, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What the sessions list calls this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
}

/// `POST /auth/refresh`. Browsers send nothing: their token travels in a cookie.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    /// The newest refresh token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// `POST /auth/password`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassword {
    /// The present password.
    pub old_password: String,
    /// The new one; ends all other sessions.
    pub new_password: String,
}

/// The answer to a registration, log-in or refresh.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Oneself.
    pub user: Me,
    /// A JWT for `Authorization: Bearer`.
    pub access_token: String,
    /// When it lapses, by the server's clock.
    pub access_token_expires_at: Timestamp,
    /// The next refresh token; absent when it travels in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// This sign-in.
    pub session_id: SessionId,
    /// The server's time, so that a wrong clock on the device breaks nothing.
    pub server_time: Timestamp,
}

/// One line of the sessions list.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SessionInfo {
    /// Its id.
    pub id: SessionId,
    /// What the device calls itself; may be empty.
    pub device_name: String,
    /// With what the person signed in.
    pub way: SignInWay,
    /// The address it last came from.
    pub address: String,
    /// When the person signed in there.
    pub created_at: Timestamp,
    /// When it was last used.
    pub last_used_at: Timestamp,
    /// Whether it is the one that asks.
    pub current: bool,
    /// Whether a socket of it is open now.
    pub online: bool,
}
