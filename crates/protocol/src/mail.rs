//! E-mail addresses, and what is done with links that were sent there.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `GET /info`: what somebody who is not signed in has to know of this server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServerInfo {
    /// Who may make an account.
    pub registration: RegistrationKind,
    /// Whether newcomers give an e-mail address.
    pub email: EmailKind,
    /// Whether the server sends mail: without it no address is confirmed and no password reset that way.
    pub mail: bool,
    /// Whether people without an account may come into calls of groups, by links.
    #[serde(default)]
    pub guests: bool,
    /// The host whose page can sign people in by passkey; absent where that is not possible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey_host: Option<String>,
}

/// Who may make an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RegistrationKind {
    /// With an invitation only.
    Invite,
    /// Anybody.
    Open,
    /// Nobody.
    Closed,
}

/// Whether newcomers give an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum EmailKind {
    /// They are not asked for one.
    Off,
    /// They may.
    Optional,
    /// They have to.
    Required,
}

/// `POST /auth/password/forgot` and `POST /auth/email/resend`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EmailAddress {
    /// The address.
    pub email: String,
}

/// `POST /auth/password/reset/check` and `POST /auth/email/verify`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkToken {
    /// What stands behind the last slash of the link.
    pub token: String,
}

/// The answer of `POST /auth/password/reset/check`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resettable {
    /// Whose password it is.
    pub login: String,
}

/// `POST /auth/password/reset`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResetPassword {
    /// What stands behind the last slash of the link.
    pub token: String,
    /// The new password; ends all sessions.
    pub new_password: String,
}

/// The answer of `POST /auth/email/verify`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ConfirmedEmail {
    /// Whose address it is.
    pub login: String,
}

/// `PUT /auth/email`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ChangeEmail {
    /// The new address; absent to have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// One's own password.
    pub password: String,
}

/// `GET` and `PUT /auth/email/settings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MailSettings {
    /// Whether a letter tells of every new sign-in.
    pub sign_in_notice: bool,
}
