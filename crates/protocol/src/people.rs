//! People.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model::{Audience, Person, PresenceState, Timestamp, UserId, Viewpoint};

use crate::{Privacy, PrivacyPatch, files::file_url};

/// A person as somebody else sees them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// The UID.
    pub id: UserId,
    /// Unique name.
    pub login: String,
    /// The name to show.
    pub display_name: String,
    /// Where their photo is, if they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// A line about how they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_text: Option<String>,
    /// What they say about themselves, up to 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Their phone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whether they are a contact of mine.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_contact: bool,
    /// Whether I blocked them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_blocked: bool,
    /// Whether I may call them.
    #[serde(default = "yes")]
    pub may_call: bool,
    /// Whether I may write to them alone.
    #[serde(default = "yes")]
    pub may_message: bool,
    /// Whether a device of theirs is open (in use or not).
    pub online: bool,
    /// Whether the open devices are all idle.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub away: bool,
    /// When their last device went away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<Timestamp>,
    /// Whether they run the server.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_admin: bool,
    /// Whether the account was deleted: then this names nobody, and `login` is empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// When they registered.
    pub created_at: Timestamp,
}

impl User {
    /// The person as one pair of eyes sees them: the only way from a person to the wire, so that no endpoint can
    /// forget what they hide.
    #[must_use]
    pub fn new(person: &Person, view: &Viewpoint, presence: PresenceState) -> Self {
        let sees_presence = view.sees_presence(person.id, &person.privacy);
        let presence = if sees_presence { presence } else { PresenceState::Offline };
        let shown = |text: &str, audience| {
            (!text.is_empty() && view.may(person.id, audience)).then(|| text.to_owned())
        };
        Self {
            id: person.id,
            login: login_of(person),
            display_name: person.display_name.to_string(),
            avatar_url: person.photo.filter(|_| view.sees_photo(person)).map(file_url),
            status_text: shown(&person.status_text, Audience::Everybody),
            about: shown(&person.about, person.privacy.about),
            phone: shown(&person.phone, person.privacy.phone),
            is_contact: view.is_contact(person.id),
            is_blocked: view.is_blocked(person.id),
            may_call: view.may_call(person),
            may_message: view.may_message(person),
            online: presence != PresenceState::Offline,
            away: presence == PresenceState::Away,
            last_seen_at: person.last_seen_at.filter(|_| sees_presence),
            is_admin: person.admin.as_bool(),
            deleted: person.deleted,
            created_at: person.created_at,
        }
    }
}

/// What stands in place of a deleted account's login is nobody's business.
fn login_of(person: &Person) -> String {
    if person.deleted { String::new() } else { person.login.to_string() }
}

const fn yes() -> bool {
    true
}

/// What of a person is the same for everybody who hears of them: the form in broadcasts.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicUser {
    /// The UID.
    pub id: UserId,
    /// Unique name.
    pub login: String,
    /// The name to show.
    pub display_name: String,
    /// Where their photo is, if they have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_url: Option<String>,
    /// A line about how they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_text: Option<String>,
    /// Whether some may see more than this: whoever might asks for the profile again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Whether the account was deleted: then this names nobody, and `login` is empty.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    /// When they registered.
    pub created_at: Timestamp,
}

impl From<&Person> for PublicUser {
    fn from(person: &Person) -> Self {
        // Somebody who is blocked hears it, too: then nothing is left that everybody may see.
        let blocks_somebody = person.blocked_count > 0;
        Self {
            id: person.id,
            login: login_of(person),
            display_name: person.display_name.to_string(),
            avatar_url: person
                .photo
                .filter(|_| person.privacy.photo == Audience::Everybody && !blocks_somebody)
                .map(file_url),
            status_text: (!person.status_text.is_empty() && !blocks_somebody)
                .then(|| person.status_text.clone()),
            partial: blocks_somebody
                || !person.about.is_empty()
                || !person.phone.is_empty()
                || person.photo.is_some() && person.privacy.photo != Audience::Everybody,
            deleted: person.deleted,
            created_at: person.created_at,
        }
    }
}

/// Oneself.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// What others see.
    #[serde(flatten)]
    pub user: User,
    /// One's address, if given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Whether it was shown to be one's own.
    pub email_confirmed: bool,
    /// Who may see or do what with me.
    pub privacy: Privacy,
    /// The page's own settings, an object of the page's making.
    #[schema(value_type = Object)]
    pub settings: serde_json::Value,
}

impl Me {
    /// Oneself as one sees oneself.
    #[must_use]
    pub fn new(person: &Person, presence: PresenceState) -> Self {
        Self {
            user: User::new(person, &Viewpoint::new(person.id, person.privacy), presence),
            email: person.email.as_ref().map(ToString::to_string),
            email_confirmed: person.email_confirmed,
            privacy: person.privacy.into(),
            settings: serde_json::from_str(&person.settings).unwrap_or_else(|_| serde_json::json!({})),
        }
    }
}

/// `PATCH /users/me`: absent fields stay as they are.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MePatch {
    /// 1 to 64 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Up to 140 characters; empty clears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_text: Option<String>,
    /// Up to 500 characters; empty clears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// 5 to 20 characters, digits and `+ - ( )` and spaces; empty clears it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What to change of who may see or do what with me.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy: Option<PrivacyPatch>,
    /// Replaces the page's settings; an object of at most 4 KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub settings: Option<serde_json::Map<String, serde_json::Value>>,
}

/// `DELETE /users/me`.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct DeleteMe {
    /// One's password.
    pub password: String,
}
