//! One's own side of a chat: what one keeps on top, put away, silenced, marked, began to write or hid.

use std::sync::Arc;

use zvonilka_model::{Actor, Change, ChatId, Invalid, MyChat, limits};
use zvonilka_store::{MinePatch, MineRefusal};

use crate::{ServiceError, chats::Chats, core::Core, messages::Messages};

/// Use cases of one's own side. Cheap to clone.
#[derive(Clone)]
pub struct Mine {
    core: Arc<Core>,
    chats: Chats,
    messages: Messages,
}

impl Mine {
    pub(crate) fn new(core: Arc<Core>, chats: Chats, messages: Messages) -> Self {
        Self { core, chats, messages }
    }

    /// Changes one's own side of a chat; one's other devices hear of it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::TooManyPinned`], [`ServiceError::Invalid`] for a draft that
    /// cannot be sent or that answers what is not there, and the rate limit.
    pub async fn update(
        &self,
        actor: Actor,
        chat: ChatId,
        mut patch: MinePatch,
    ) -> Result<MyChat, ServiceError> {
        self.core.limits.mine(actor.user)?;
        let access = self.chats.access(actor, chat).await?;
        if let Some(Some((text, reply))) = &patch.draft {
            let problem = if text.len() > limits::DRAFT_MAX_BYTES {
                Some(Invalid::TooLong)
            } else {
                text.contains('\0').then_some(Invalid::Format)
            };
            if let Some(problem) = problem {
                return Err(ServiceError::Invalid { field: "draft", problem });
            }
            if text.trim().is_empty() && reply.is_none() {
                patch.draft = Some(None);
            }
        }
        let mine = self.core.store.update_mine(&access, patch).await??;
        self.tell(actor, chat, &mine);
        Ok(mine)
    }

    /// Deletes a chat for oneself: it counts as read and is hidden until the next message.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`].
    pub async fn hide(&self, actor: Actor, chat: ChatId) -> Result<(), ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        self.messages.mark_read(actor, chat, i64::MAX).await?;
        let mine = self.core.store.hide_chat(&access).await??;
        self.tell(actor, chat, &mine);
        Ok(())
    }

    fn tell(&self, actor: Actor, chat: ChatId, mine: &MyChat) {
        let mine = Box::new(mine.clone());
        self.core.sink.announce(vec![Change::MineChanged { chat, user: actor.user, mine }]);
    }
}

impl From<MineRefusal> for ServiceError {
    fn from(refusal: MineRefusal) -> Self {
        match refusal {
            MineRefusal::NotMember => Self::NotFound,
            MineRefusal::TooManyPinned => Self::TooManyPinned,
            MineRefusal::UnknownReply => Self::Invalid { field: "draft", problem: Invalid::Format },
        }
    }
}
