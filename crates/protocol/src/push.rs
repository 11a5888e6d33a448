//! Web Push: telling a device of things while no page is open there.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::Timestamp;

use crate::DeviceKind;

/// `GET /push/key`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushKey {
    /// This server's public key (VAPID), base64url; absent when the owner switched pushes off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// The keys of a device, as its browser gives them.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushKeys {
    /// Its public key, base64url.
    pub p256dh: String,
    /// The secret that goes with it, base64url.
    pub auth: String,
}

/// `POST /push/subscriptions`: where this device can be told things. There is one subscription per sign-in.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SubscribeToPush {
    /// The address at the push service, `https` and at most 1024 bytes.
    pub endpoint: String,
    /// The device's keys.
    pub keys: PushKeys,
    /// In which language it is told things.
    pub language: PushLanguage,
    /// What sort of device it is.
    pub device: DeviceKind,
    /// Where the page is open, as `https://host[:port]`.
    pub origin: String,
}

/// A language of notifications.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum PushLanguage {
    /// Russian.
    Ru,
    /// English.
    En,
}

impl PushLanguage {
    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }
}

/// `PUT /push/subscriptions`, without a token: the browser has given the device another address. That it is the same
/// device is shown by the old address and its secret, which nobody else knows.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ResubscribeToPush {
    /// The address until now.
    pub old_endpoint: String,
    /// The secret that went with it.
    pub old_auth: String,
    /// The address from now on.
    pub endpoint: String,
    /// The keys from now on.
    pub keys: PushKeys,
}

/// `GET /push/subscriptions`: whether this device is told things.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushState {
    /// The address that the server has; absent without a subscription.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// What came of the last try.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_outcome: Option<PushOutcome>,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Timestamp>,
}

/// What came of a try to tell a device something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum PushOutcome {
    /// The push service has it.
    Accepted,
    /// The push service does not take it.
    Refused,
    /// The push service cannot be had for now.
    Later,
}

/// `GET` and `PUT /push/settings`: how somebody wants to be told things, on all their devices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PushSettings {
    /// Notifications say from whom something came, and not what it says.
    pub hide_text: bool,
    /// When only calls are told; absent for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiet_hours: Option<QuietHours>,
}

/// A time of each day; it goes over midnight when it ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct QuietHours {
    /// The first minute, counted from midnight.
    #[schema(maximum = 1439)]
    pub from: u32,
    /// The minute after the last.
    #[schema(maximum = 1439)]
    pub to: u32,
    /// Minutes by which that day is ahead of UTC.
    #[schema(minimum = -900, maximum = 900)]
    pub utc_offset: i32,
}

/// `POST /push/answers`, without a token: a device that was woken up for a call says what became of it.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AnswerPush {
    /// What came with the call.
    pub ticket: String,
    /// What became of it.
    pub answer: PushAnswer,
}

/// What became of a call on a device that was woken up for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum PushAnswer {
    /// It rings there.
    Rings,
    /// It was declined.
    Decline,
}
