//! Invitations.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::Timestamp;

/// An invitation, as the one who may manage it sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Invite {
    /// What the newcomer types.
    pub code: String,
    /// What the newcomer opens.
    pub url: String,
    /// Whether the newcomer becomes an admin.
    pub admin: bool,
    /// How many may use it; absent for any number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_uses: Option<u32>,
    /// How many have.
    pub uses: u32,
    /// Until when; absent for always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What it is for.
    pub note: String,
    /// Whether somebody can still register with it.
    pub usable: bool,
    /// Whether it was taken back.
    pub revoked: bool,
    /// When somebody first looked at its link; only for whoever made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_at: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// `POST /invites`.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CreateInvite {
    /// A chosen code, such as a family word; a random one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// How many may use it, from 1; `null` for any number; 1 if absent.
    #[serde(default = "one_use")]
    pub max_uses: Option<u32>,
    /// For how many hours, from 1 to 8,760; `null` for always; a week if absent.
    #[serde(default = "one_week")]
    pub expires_in_hours: Option<u32>,
    /// What it is for, up to 140 characters.
    #[serde(default)]
    pub note: String,
    /// Whether the newcomer becomes an admin.
    #[serde(default)]
    pub admin: bool,
}

/// `GET /invites/{code}`: what a newcomer may know before registering.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InviteInfo {
    /// The code, in the form it is stored.
    pub code: String,
    /// Whether one can register with it now.
    pub usable: bool,
    /// Who invites, if a person does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "the shape serde's default needs")]
const fn one_use() -> Option<u32> {
    Some(1)
}

#[expect(clippy::unnecessary_wraps, reason = "the shape serde's default needs")]
const fn one_week() -> Option<u32> {
    Some(168)
}
