//! Contacts, requests and blocks.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;
use zvonilka_model::{ContactRequestId, Timestamp, UserId};

use crate::User;

/// Who may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Audience {
    /// Everybody on the server.
    Everybody,
    /// My contacts.
    Contacts,
    /// Nobody.
    Nobody,
}

/// Who may see or do what with me.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Privacy {
    /// See whether I am here and when I was. Whoever shows it to nobody sees nobody's.
    pub last_seen: Audience,
    /// See my photo.
    pub photo: Audience,
    /// See my phone number.
    pub phone: Audience,
    /// See what I say about myself.
    pub about: Audience,
    /// Call me.
    pub calls: Audience,
    /// Write to me alone.
    pub messages: Audience,
    /// Add me to groups.
    pub groups: Audience,
    /// See how far I have read.
    pub receipts: Audience,
}

impl From<model::Audience> for Audience {
    fn from(audience: model::Audience) -> Self {
        match audience {
            model::Audience::Everybody => Self::Everybody,
            model::Audience::Contacts => Self::Contacts,
            model::Audience::Nobody => Self::Nobody,
        }
    }
}

impl From<Audience> for model::Audience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Everybody => Self::Everybody,
            Audience::Contacts => Self::Contacts,
            Audience::Nobody => Self::Nobody,
        }
    }
}

impl From<model::Privacy> for Privacy {
    fn from(privacy: model::Privacy) -> Self {
        Self {
            last_seen: privacy.last_seen.into(),
            photo: privacy.photo.into(),
            phone: privacy.phone.into(),
            about: privacy.about.into(),
            calls: privacy.calls.into(),
            messages: privacy.messages.into(),
            groups: privacy.groups.into(),
            receipts: privacy.receipts.into(),
        }
    }
}

/// The part of [`Privacy`] to change; absent fields stay as they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PrivacyPatch {
    /// See [`Privacy::last_seen`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen: Option<Audience>,
    /// See [`Privacy::photo`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo: Option<Audience>,
    /// See [`Privacy::phone`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Audience>,
    /// See [`Privacy::about`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Audience>,
    /// See [`Privacy::calls`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<Audience>,
    /// See [`Privacy::messages`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messages: Option<Audience>,
    /// See [`Privacy::groups`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Audience>,
    /// See [`Privacy::receipts`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipts: Option<Audience>,
}

impl From<PrivacyPatch> for model::PrivacyPatch {
    fn from(patch: PrivacyPatch) -> Self {
        Self {
            last_seen: patch.last_seen.map(Into::into),
            photo: patch.photo.map(Into::into),
            phone: patch.phone.map(Into::into),
            about: patch.about.map(Into::into),
            calls: patch.calls.map(Into::into),
            messages: patch.messages.map(Into::into),
            groups: patch.groups.map(Into::into),
            receipts: patch.receipts.map(Into::into),
        }
    }
}

/// Somebody whom I know, and who knows me.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Who.
    pub user: User,
    /// Since when.
    pub since: Timestamp,
}

/// A request to become contacts, as one of the two sees it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactRequest {
    /// Its id.
    pub id: ContactRequestId,
    /// The other one.
    pub user: User,
    /// When it was made.
    pub created_at: Timestamp,
}

/// `GET /contacts`.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Contacts {
    /// My contacts, by name.
    pub items: Vec<Contact>,
    /// Who asks me, newest first.
    pub incoming: Vec<ContactRequest>,
    /// Whom I asked, newest first.
    pub outgoing: Vec<ContactRequest>,
    /// Whom I blocked, by name.
    pub blocked: Vec<User>,
}

/// `POST /contacts/requests`.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AskContact {
    /// Whom.
    pub user_id: UserId,
}

/// How I stand to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ContactState {
    /// Not at all.
    None,
    /// They asked me.
    Incoming,
    /// I asked them.
    Outgoing,
    /// We are contacts.
    Contact,
    /// I blocked them.
    Blocked,
}

impl From<model::ContactState> for ContactState {
    fn from(state: model::ContactState) -> Self {
        match state {
            model::ContactState::None => Self::None,
            model::ContactState::Incoming => Self::Incoming,
            model::ContactState::Outgoing => Self::Outgoing,
            model::ContactState::Contact => Self::Contact,
            model::ContactState::Blocked => Self::Blocked,
        }
    }
}
