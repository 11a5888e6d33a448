//! Signs with which people answer messages.

use zvonilka_model::{Actor, Emoji, Invalid, MessageBody, MessageId, limits};
use zvonilka_store::{InHand, NotACursor};
pub use zvonilka_store::{ReactionBy, ReactionList};

use crate::{Messages, ServiceError};

impl Messages {
    /// Gives a message a sign, or takes it back. What is so already changes nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Forbidden`] under what no member wrote; [`ServiceError::Conflict`]
    /// under a deleted message; [`ServiceError::PrivacyForbids`] when the other one of a direct chat does not take one's
    /// messages; [`ServiceError::TooManyReactions`]; and the rate limit.
    pub async fn react(
        &self,
        actor: Actor,
        message: MessageId,
        emoji: &Emoji,
        set: bool,
    ) -> Result<(), ServiceError> {
        self.core.limits.change(actor.user)?;
        let access = self.access_to(actor, message).await?;
        if set {
            self.may_write(&access).await?;
        }
        let rule = |found: &InHand| if set { may_react(found, emoji) } else { Ok(()) };
        let react = self.core.store.react(&access, message, emoji, set, rule);
        self.core.log.in_order(async { self.told(react.await?) }).await.map(drop)
    }

    /// Who gave a message which signs, the earliest first.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Invalid`] for a cursor that is not ours.
    pub async fn reactions(
        &self,
        actor: Actor,
        message: MessageId,
        cursor: Option<&str>,
        limit: u32,
    ) -> Result<ReactionList, ServiceError> {
        let access = self.access_to(actor, message).await?;
        let list = self.core.store.reactions(&access, message, cursor, limit).await?;
        list.ok_or(ServiceError::NotFound)?
            .map_err(|NotACursor| ServiceError::Invalid { field: "cursor", problem: Invalid::Format })
    }
}

fn may_react(found: &InHand, emoji: &Emoji) -> Result<(), ServiceError> {
    match found.message.body {
        MessageBody::Deleted { .. } => return Err(ServiceError::Conflict),
        MessageBody::Call(_) | MessageBody::System(_) => return Err(ServiceError::Forbidden),
        MessageBody::Text(_) | MessageBody::Files { .. } => {}
    }
    if found.has_given(emoji) {
        return Ok(());
    }
    let reactions = &found.message.reactions;
    let mine = reactions.iter().filter(|one| one.mine == Some(true)).count();
    let another_kind = reactions.iter().all(|one| one.emoji != *emoji);
    if mine >= limits::REACTIONS_PER_PERSON as usize
        || (another_kind && reactions.len() >= limits::REACTION_KINDS)
    {
        return Err(ServiceError::TooManyReactions);
    }
    Ok(())
}
