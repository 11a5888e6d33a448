//! Profiles, the directory and search.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, Invalid, Person, PrivacyPatch, UserId};
pub use zvonilka_store::ProfilePatch;

use crate::{ServiceError, core::Core};

/// Bytes of the page's own settings at most.
const SETTINGS_MAX_BYTES: usize = 4 * 1024;
/// Characters of a search at most.
const QUERY_MAX: usize = 100;

/// Whether the page may keep these settings in an account.
pub(crate) fn check_settings(settings: Option<&str>) -> Result<(), ServiceError> {
    let refused = |problem| Err(ServiceError::Invalid { field: "settings", problem });
    match settings {
        Some(settings) if settings.len() > SETTINGS_MAX_BYTES => refused(Invalid::TooLong),
        // PostgreSQL's text cannot hold U+0000, also when it is written as an escape and read back later.
        Some(settings) if settings.contains("\\u0000") => refused(Invalid::Format),
        Some(_) | None => Ok(()),
    }
}

/// A page of people.
#[derive(Debug)]
pub struct DirectoryPage {
    /// In the order of their logins.
    pub people: Vec<Person>,
    /// The login to go on after; `None` on the last page.
    pub next: Option<String>,
}

/// Use cases of people. Cheap to clone.
#[derive(Clone)]
pub struct People {
    pub(crate) core: Arc<Core>,
}

impl People {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Oneself.
    ///
    /// # Errors
    /// [`ServiceError::SessionEnded`] when the account is gone.
    pub async fn me(&self, actor: Actor) -> Result<Person, ServiceError> {
        self.core.store.person(actor.user).await?.ok_or(ServiceError::SessionEnded)
    }

    /// Changes one's own profile; absent fields stay.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when the settings are too large.
    pub async fn update_me(&self, actor: Actor, patch: ProfilePatch) -> Result<Person, ServiceError> {
        check_settings(patch.settings.as_deref())?;
        let privacy = patch.privacy != PrivacyPatch::default();
        // What not everybody may see is not in the broadcast.
        let more = privacy || patch.about.is_some() || patch.phone.is_some();
        let visible = more || patch.display_name.is_some() || patch.status_text.is_some();
        let person =
            self.core.store.update_profile(actor.user, patch).await?.ok_or(ServiceError::SessionEnded)?;
        let changes =
            if visible { vec![Change::PersonChanged { person: person.clone(), more }] } else { Vec::new() };
        if privacy {
            self.core.announce_views(&[actor.user], changes).await?;
        } else {
            self.core.sink.announce(changes);
        }
        Ok(person)
    }

    /// One person.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is nobody with this UID.
    pub async fn person(&self, _actor: Actor, id: UserId) -> Result<Person, ServiceError> {
        self.core.store.person(id).await?.ok_or(ServiceError::NotFound)
    }

    /// Several people, for answers that name them; unknown ids are left out.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn people(&self, _actor: Actor, ids: &[UserId]) -> Result<Vec<Person>, ServiceError> {
        Ok(self.core.store.people(ids).await?)
    }

    /// Everybody on the server, a page at a time.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn directory(
        &self,
        _actor: Actor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<DirectoryPage, ServiceError> {
        self.directory_as_owner(after, limit).await
    }

    /// The same for the owner's command line.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn directory_as_owner(
        &self,
        after: Option<&str>,
        limit: u32,
    ) -> Result<DirectoryPage, ServiceError> {
        let people = self.core.store.directory(after, limit).await?;
        let full = people.len() == usize::try_from(limit).unwrap_or(usize::MAX);
        let next = full.then(|| people.last().map(|p| p.login.to_string())).flatten();
        Ok(DirectoryPage { people, next })
    }

    /// People whose login or name matches, or who have exactly this UID.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for an empty or overlong query, and the rate limit.
    pub async fn search(&self, actor: Actor, query: &str, limit: u32) -> Result<Vec<Person>, ServiceError> {
        self.core.limits.search(actor.user)?;
        let query = query.trim().trim_start_matches('@');
        let problem = match query.chars().count() {
            0 => Some(Invalid::Empty),
            n if n > QUERY_MAX => Some(Invalid::TooLong),
            _ if query.contains('\0') => Some(Invalid::Format),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(ServiceError::Invalid { field: "q", problem });
        }
        Ok(self.core.store.search_people(query, limit).await?)
    }
}
