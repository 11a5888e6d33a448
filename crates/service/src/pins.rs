//! Messages that are pinned in a chat for everybody.

use zvonilka_model::{Actor, ChatId, ChatKind, Message, MessageId, Role, limits};
use zvonilka_store::InHand;

use crate::{Messages, ServiceError};

impl Messages {
    /// Pins a message, or takes its pin away: everybody in a direct chat, admins elsewhere. What is so already changes
    /// nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Forbidden`], also for what no member wrote;
    /// [`ServiceError::Conflict`] for a deleted message; [`ServiceError::PrivacyForbids`] when the other one of a direct
    /// chat does not take one's messages; [`ServiceError::TooManyPins`]; and the rate limit.
    pub async fn pin(
        &self,
        actor: Actor,
        chat: ChatId,
        message: MessageId,
        set: bool,
    ) -> Result<(), ServiceError> {
        self.core.limits.change(actor.user)?;
        let access = self.chats.access(actor, chat).await?;
        if set {
            self.may_write(&access).await?;
        }
        let rule = |found: &InHand| may_pin(found, set);
        let pin = self.core.store.pin(&access, message, set, rule);
        self.core.log.in_order(async { self.told(pin.await?) }).await.map(drop)
    }

    /// The pinned messages that the person can see, the newest pin first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn pinned(&self, actor: Actor, chat: ChatId) -> Result<Vec<Message>, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        Ok(self.core.store.pinned(&access).await?)
    }
}

fn may_pin(found: &InHand, set: bool) -> Result<(), ServiceError> {
    let allowed = match found.kind {
        ChatKind::Direct | ChatKind::Saved => true,
        ChatKind::Family | ChatKind::Group => found.role >= Role::Admin,
    };
    if !allowed {
        return Err(ServiceError::Forbidden);
    }
    if !set || found.pinned.contains(&found.message.id) {
        return Ok(());
    }
    if found.message.body.deleted_at().is_some() {
        return Err(ServiceError::Conflict);
    }
    if !found.message.body.is_by_a_member() {
        return Err(ServiceError::Forbidden);
    }
    if found.pinned.len() >= limits::PINS_MAX { Err(ServiceError::TooManyPins) } else { Ok(()) }
}
