//! Invite links of groups.

use std::{sync::Arc, time::Duration};

use rand::RngExt;
use zvonilka_model::{Actor, ChatId, ChatLink, ChatSummary, Role};
use zvonilka_store::LinkedGroup;

use crate::{ServiceError, chats::Chats, core::Core, groups::tell, rights};

/// What a code is made of: none of these is mistaken for another, and all may stand in an address.
const ALPHABET: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// 57^16 codes: 93 bits. Whoever holds a code is invited, so it must not be found by trying.
const CODE_LENGTH: usize = 16;

/// A link to make.
#[derive(Debug, Clone, Copy, Default)]
pub struct NewLink {
    /// How many may join by it; `None` for any number.
    pub max_uses: Option<u32>,
    /// For how long; `None` for always.
    pub lifetime: Option<Duration>,
}

/// Use cases of invite links. Cheap to clone.
#[derive(Clone)]
pub struct Links {
    core: Arc<Core>,
    chats: Chats,
}

impl Links {
    pub(crate) fn new(core: Arc<Core>, chats: Chats) -> Self {
        Self { core, chats }
    }

    /// Makes a link. Whoever may add people may.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], [`ServiceError::TooManyLinks`], and the rate limit.
    pub async fn create(&self, actor: Actor, chat: ChatId, new: NewLink) -> Result<ChatLink, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        self.core.limits.open_chat(actor.user)?;
        let now = self.core.clock.now();
        let link = ChatLink {
            code: random_code(),
            chat,
            created_by: actor.user,
            max_uses: new.max_uses,
            uses: 0,
            expires_at: new.lifetime.map(|lifetime| now + lifetime),
            created_at: now,
        };
        self.core.store.create_link(&access, &link, rights::may_add).await??;
        Ok(link)
    }

    /// The links that work, the newest first. Whoever may add people sees them.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn list(&self, actor: Actor, chat: ChatId) -> Result<Vec<ChatLink>, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let summary = self.core.store.summary(&access).await?;
        if !rights::may_add(access.role(), &summary.chat) {
            return Err(ServiceError::Forbidden);
        }
        Ok(self.core.store.links(&access).await?)
    }

    /// Takes a link back: its maker may, and the owner and admins of the group.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn revoke(&self, actor: Actor, chat: ChatId, code: &str) -> Result<(), ServiceError> {
        let links = self.list(actor, chat).await?;
        let link = links.iter().find(|link| link.code == code).ok_or(ServiceError::NotFound)?;
        let access = self.chats.access(actor, chat).await?;
        if access.role() < Role::Admin && link.created_by != actor.user {
            return Err(ServiceError::Forbidden);
        }
        if self.core.store.revoke_link(&access, code).await? { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// The group that a link leads to.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a link that does not work, and the rate limit against guessing.
    pub async fn look_up(&self, actor: Actor, code: &str) -> Result<LinkedGroup, ServiceError> {
        self.core.limits.link(actor.user)?;
        self.core.store.linked_group(code, actor.user).await?.ok_or(ServiceError::NotFound)
    }

    /// Joins the group that a link leads to; whoever is in it already stays as they are.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a link that does not work, [`ServiceError::GroupFull`], and the rate limit
    /// against guessing.
    pub async fn join(&self, actor: Actor, code: &str) -> Result<ChatSummary, ServiceError> {
        self.core.limits.link(actor.user)?;
        let (core, code) = (Arc::clone(&self.core), code.to_owned());
        let joined = self.core.log.carry_out(async move {
            let (chat, change) = core.store.join_by_link(&code, actor.user).await??;
            tell(&core, chat, change).await;
            Ok::<_, ServiceError>(chat)
        });
        self.chats.chat(actor, joined.await??).await
    }
}

fn random_code() -> String {
    let mut rng = rand::rng();
    (0..CODE_LENGTH).map(|_| char::from(ALPHABET[rng.random_range(0..ALPHABET.len())])).collect()
}
