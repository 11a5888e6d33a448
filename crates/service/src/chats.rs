//! Chats and their members.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, ChatId, ChatKind, ChatSummary, DirectKey, Invalid, UserId};
use zvonilka_store::{ChatAccess, Membership};

use crate::{ServiceError, core::Core};

/// A direct chat, or one's saved messages, that was asked for.
#[derive(Debug)]
pub struct OpenedChat {
    /// The chat as the asker sees it.
    pub summary: ChatSummary,
    /// Whether it was made just now.
    pub created: bool,
}

/// Use cases of chats. Cheap to clone.
#[derive(Clone)]
pub struct Chats {
    core: Arc<Core>,
}

impl Chats {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// **The membership check**: everything inside a chat begins here. The store gives nothing of a chat
    /// without the proof that this returns.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a chat that is not there, is not the person's, or was switched off.
    pub async fn access(&self, actor: Actor, chat: ChatId) -> Result<ChatAccess, ServiceError> {
        let access = self.core.store.access(actor.user, chat).await?.ok_or(ServiceError::NotFound)?;
        if self.is_shown(access.chat(), access.kind()) { Ok(access) } else { Err(ServiceError::NotFound) }
    }

    /// All chats of a person, the latest activity first; without those they deleted for themselves, until
    /// something is said there again.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn list(&self, actor: Actor) -> Result<Vec<ChatSummary>, ServiceError> {
        let mut summaries = self.core.store.summaries(actor.user).await?;
        summaries.retain(|s| self.is_shown(s.chat.id, s.chat.kind) && !s.is_hidden());
        Ok(summaries)
    }

    /// One chat with all its members.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn chat(&self, actor: Actor, chat: ChatId) -> Result<ChatSummary, ServiceError> {
        let access = self.access(actor, chat).await?;
        let mut summary = self.core.store.summary(&access).await?;
        if summary.members.is_none() {
            summary.members = Some(self.core.store.members(&access).await?);
        }
        Ok(summary)
    }

    /// The one direct chat with a person, made if need be and if they let the actor write to them.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such person, [`ServiceError::Invalid`] for oneself,
    /// [`ServiceError::PrivacyForbids`] when it would be new and they do not take the actor's messages, and the rate
    /// limit.
    pub async fn open_direct(&self, actor: Actor, user: UserId) -> Result<OpenedChat, ServiceError> {
        let key = self.direct_key(actor, user)?;
        let person = self.core.store.person(user).await?.ok_or(ServiceError::NotFound)?;
        let is_new = self.core.store.direct_chat(key).await?.is_none();
        if is_new && !self.core.store.viewpoint(actor.user).await?.may_message(&person) {
            return Err(ServiceError::PrivacyForbids);
        }
        self.open(actor, key).await
    }

    /// The same for a call, which may be allowed to somebody who may not write.
    pub(crate) async fn open_direct_for_call(
        &self,
        actor: Actor,
        user: UserId,
    ) -> Result<OpenedChat, ServiceError> {
        let key = self.direct_key(actor, user)?;
        self.open(actor, key).await
    }

    fn direct_key(&self, actor: Actor, user: UserId) -> Result<DirectKey, ServiceError> {
        let key = DirectKey::new(actor.user, user)
            .ok_or(ServiceError::Invalid { field: "userId", problem: Invalid::Format })?;
        self.core.limits.open_chat(actor.user)?;
        Ok(key)
    }

    async fn open(&self, actor: Actor, key: DirectKey) -> Result<OpenedChat, ServiceError> {
        let opened = self.core.store.open_direct(key).await?;
        if opened.created {
            let mut changes = Vec::new();
            for person in key.people() {
                if let Some(access) = self.core.store.access(person, opened.chat).await? {
                    let summary = Box::new(self.core.store.summary(&access).await?);
                    changes.push(Change::ChatAppeared { user: person, summary, visible_from: 0 });
                }
            }
            self.core.sink.announce(changes);
        }
        let access = self.access(actor, opened.chat).await?;
        Ok(OpenedChat { summary: self.core.store.summary(&access).await?, created: opened.created })
    }

    /// One's notes to oneself, made if need be.
    ///
    /// # Errors
    /// The rate limit.
    pub async fn open_saved(&self, actor: Actor) -> Result<OpenedChat, ServiceError> {
        self.core.limits.open_chat(actor.user)?;
        let opened = self.core.store.open_saved(actor.user).await?;
        let access = self.access(actor, opened.chat).await?;
        let summary = self.core.store.summary(&access).await?;
        if opened.created {
            let told = Change::ChatAppeared {
                user: actor.user,
                summary: Box::new(summary.clone()),
                visible_from: 0,
            };
            self.core.sink.announce(vec![told]);
        }
        Ok(OpenedChat { summary, created: opened.created })
    }

    /// The chats whose events a person hears; for the hub when a device connects.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn subscriptions(&self, actor: Actor) -> Result<Vec<Membership>, ServiceError> {
        Ok(self.core.store.memberships(actor.user).await?)
    }

    /// Whether a chat is there for its members: the family chat can be switched off.
    pub(crate) fn is_shown(&self, chat: ChatId, kind: ChatKind) -> bool {
        match kind {
            ChatKind::Direct | ChatKind::Group | ChatKind::Saved => true,
            ChatKind::Family => self.core.family == Some(chat),
        }
    }
}
