//! Chats and their members.

use std::sync::Arc;

use zvonilka_model::{
    Actor, Admin, Change, ChatId, ChatKind, ChatSummary, ChatTitle, DirectKey, Invalid, Member, Role, UserId,
};
use zvonilka_store::ChatAccess;

use crate::{ServiceError, core::Core};

/// A direct chat that was asked for.
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

    /// All chats of a person, the latest activity first.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn list(&self, actor: Actor) -> Result<Vec<ChatSummary>, ServiceError> {
        let mut summaries = self.core.store.summaries(actor.user).await?;
        summaries.retain(|s| self.is_shown(s.chat.id, s.chat.kind));
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

    /// The members of a chat.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn members(&self, actor: Actor, chat: ChatId) -> Result<Vec<Member>, ServiceError> {
        let access = self.access(actor, chat).await?;
        Ok(self.core.store.members(&access).await?)
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
                    changes.push(Change::ChatAppeared { user: person, summary });
                }
            }
            self.core.sink.announce(changes);
        }
        let access = self.access(actor, opened.chat).await?;
        Ok(OpenedChat { summary: self.core.store.summary(&access).await?, created: opened.created })
    }

    /// Renames a chat: the family chat by an admin of the server. A direct chat has no title.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn rename(
        &self,
        actor: Actor,
        chat: ChatId,
        title: ChatTitle,
    ) -> Result<ChatSummary, ServiceError> {
        let access = self.access(actor, chat).await?;
        let allowed = match access.kind() {
            ChatKind::Direct => false,
            ChatKind::Family => actor.admin == Admin::Yes || access.role() >= Role::Admin,
        };
        if !allowed {
            return Err(ServiceError::Forbidden);
        }
        self.core
            .log
            .in_order(async {
                let change = self.core.store.rename(&access, title).await?;
                let change = Change::ChatChanged { seq: change.seq, chat: change.chat, member: None };
                self.core.sink.announce(vec![change]);
                Ok::<_, ServiceError>(())
            })
            .await?;
        self.chat(actor, chat).await
    }

    /// The chats whose events a person hears, with their sizes; for the hub when a device connects.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn subscriptions(&self, actor: Actor) -> Result<Vec<(ChatId, u32)>, ServiceError> {
        let memberships = self.core.store.memberships(actor.user).await?;
        Ok(memberships.into_iter().map(|m| (m.chat, m.member_count)).collect())
    }

    /// Whether a chat is there for its members: the family chat can be switched off.
    pub(crate) fn is_shown(&self, chat: ChatId, kind: ChatKind) -> bool {
        match kind {
            ChatKind::Direct => true,
            ChatKind::Family => self.core.family == Some(chat),
        }
    }
}
