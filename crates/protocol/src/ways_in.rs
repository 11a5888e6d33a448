//! Signing in by more, or by something else, than a password: codes and passkeys.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{PasskeyId, Timestamp};

/// With what a sign-in began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignInWay {
    /// The password alone; also a registration.
    Password,
    /// The password and a code.
    PasswordCode,
    /// A passkey.
    Passkey,
}

/// `GET /auth/two-step`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TwoStep {
    /// Whether a code is asked for besides the password.
    pub on: bool,
    /// Recovery codes that were not used.
    pub recovery_codes_left: u32,
}

/// `POST /auth/two-step/secret` and `POST /auth/passkeys/options`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OwnPassword {
    /// One's present password.
    pub password: String,
}

/// The answer of `POST /auth/two-step/secret`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TwoStepSecret {
    /// To be typed into an app: base32.
    pub secret: String,
    /// For a QR code, or a link on the phone itself: `otpauth://…`.
    pub address: String,
}

/// `POST /auth/two-step`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TwoStepCode {
    /// What the app shows.
    pub code: String,
}

/// `POST /auth/two-step/recovery-codes` and `POST /auth/two-step/off`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordAndCode {
    /// One's present password.
    pub password: String,
    /// What the app shows, or a recovery code.
    pub code: String,
}

/// The answer of `POST /auth/two-step` and `POST /auth/two-step/recovery-codes`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodes {
    /// Each works once in place of a code. They are not shown again.
    pub codes: Vec<String>,
}

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// The host of the page on which it works.
    pub host: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
}

/// The answer of `POST /auth/passkeys/options`: what goes into `navigator.credentials.create()`. Texts that stand for
/// bytes are base64url.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyOptions {
    /// Good for five minutes and once.
    pub challenge: String,
    /// The RP ID.
    pub host: String,
    /// `user.id`.
    pub user_handle: String,
    /// `user.name`.
    pub login: String,
    /// `user.displayName`.
    pub display_name: String,
    /// `excludeCredentials`: keys that are here already.
    pub known: Vec<String>,
}

/// `POST /auth/passkeys`. Texts that stand for bytes are base64url.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AddPasskey {
    /// What its owner calls it: 1 to 64 characters.
    pub name: String,
    /// `response.clientDataJSON`.
    pub client_data: String,
    /// `response.getAuthenticatorData()`.
    pub authenticator_data: String,
    /// `response.getPublicKey()`.
    pub public_key: String,
    /// `response.getPublicKeyAlgorithm()`: -7, -8 or -257.
    pub algorithm: i64,
}

/// `PATCH /auth/passkeys/{id}`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RenamePasskey {
    /// 1 to 64 characters.
    pub name: String,
}

/// The answer of `POST /auth/login/passkey/options`: what goes into `navigator.credentials.get()`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasskeyChallenge {
    /// Good for five minutes and once; base64url.
    pub challenge: String,
    /// The RP ID.
    pub host: String,
}

/// `POST /auth/login/passkey`. Texts that stand for bytes are base64url.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogInByPasskey {
    /// `rawId`.
    pub credential: String,
    /// `response.userHandle`.
    pub user_handle: String,
    /// `response.clientDataJSON`.
    pub client_data: String,
    /// `response.authenticatorData`.
    pub authenticator_data: String,
    /// `response.signature`.
    pub signature: String,
    /// What the sessions list calls this device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_name: Option<String>,
}
