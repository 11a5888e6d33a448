//! Those who came by an invitation, and how far they have settled in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::Timestamp;

use crate::{User, mirror::mirror};

mirror!(
    /// What a newcomer does once to settle in.
    WelcomeStep of model::WelcomeStep {
        /// Said how they are called, perhaps with a photo.
        Profile,
        /// Put the app on the home screen or into the dock.
        Installed,
        /// Let a device be told of things.
        Notifications,
        /// Let the page hear the microphone, and was heard.
        Microphone,
        /// Heard themselves in a call with the echo contact.
        TestCall,
    }
);

/// Somebody who came by my invitation, for a month.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Newcomer {
    /// Who.
    pub user: User,
    /// By which invitation.
    pub code: String,
    /// The steps they took.
    pub steps: Vec<WelcomeStep>,
    /// When they came.
    pub registered_at: Timestamp,
}

/// `GET /newcomers/me`: how I came.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Arrival {
    /// Who invited me and sees my steps; absent when nobody does, or it is a month ago.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by: Option<User>,
    /// The steps I took.
    pub steps: Vec<WelcomeStep>,
}

/// `POST /newcomers/me/steps`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TakeStep {
    /// Which.
    pub step: WelcomeStep,
}
