//! Changing and deleting messages that were sent.

use zvonilka_model::{
    Actor, Change, ChatKind, Invalid, Message, MessageBody, MessageId, MessageText, Role, first_link,
    mentioned,
};
use zvonilka_store::{Attempt, Changed, ChatAccess, InHand, LogEntry, PreviewWish, Words};

use crate::{Messages, ServiceError};

impl Messages {
    /// Gives one's own message other words; `None` leaves its files without a caption. The same words again change
    /// nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Forbidden`] for what is somebody else's, forwarded, or no words;
    /// [`ServiceError::PrivacyForbids`] when the other one of a direct chat does not take one's messages;
    /// [`ServiceError::Conflict`] for a deleted one; [`ServiceError::Invalid`] when nothing would be left; and the rate
    /// limit.
    pub async fn edit(
        &self,
        actor: Actor,
        message: MessageId,
        text: Option<MessageText>,
    ) -> Result<Message, ServiceError> {
        self.core.limits.change(actor.user)?;
        let access = self.access_to(actor, message).await?;
        self.may_write(&access).await?;
        let text = text.as_ref().map(MessageText::as_str);
        let logins = mentioned(text.unwrap_or_default());
        let preview = self.core.preview_wish(text.and_then(first_link));
        let rule = |found: &InHand| may_edit(found, text);
        let edit = self.core.store.edit(&access, message, Words { text, logins: &logins, preview }, rule);
        let edited = self.core.log.in_order(async { self.told(edit.await?) }).await?;
        if preview == PreviewWish::Wanted {
            self.core.log.note_link();
        }
        Ok(edited)
    }

    /// Deletes a message for everybody. Again is nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], and the rate limit.
    pub async fn delete_for_everyone(&self, actor: Actor, message: MessageId) -> Result<(), ServiceError> {
        self.core.limits.change(actor.user)?;
        let access = self.access_to(actor, message).await?;
        let delete = self.core.store.delete_message(&access, message, may_delete);
        self.core.log.in_order(async { self.told(delete.await?) }).await.map(drop)
    }

    /// Takes a message out of one's own view. Again is nothing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], and the rate limit.
    pub async fn delete_for_me(&self, actor: Actor, message: MessageId) -> Result<(), ServiceError> {
        self.core.limits.change(actor.user)?;
        let access = self.access_to(actor, message).await?;
        let messages = self.core.store.hide(&access, &[message]).await?;
        if !messages.is_empty() {
            let hidden = Change::MessagesHidden { user: actor.user, chat: access.chat(), messages };
            self.core.sink.announce(vec![hidden]);
        }
        Ok(())
    }

    /// The membership check for what is named by its message alone.
    pub(crate) async fn access_to(
        &self,
        actor: Actor,
        message: MessageId,
    ) -> Result<ChatAccess, ServiceError> {
        let chat = self.core.store.chat_of_message(message).await?.ok_or(ServiceError::NotFound)?;
        self.chats.access(actor, chat).await
    }

    /// Tells everybody what entered the log; the caller holds the order lock.
    pub(crate) fn told(&self, attempt: Attempt<ServiceError>) -> Result<Message, ServiceError> {
        match attempt {
            Attempt::Absent => Err(ServiceError::NotFound),
            Attempt::Refused(refusal) => Err(refusal),
            Attempt::Done(changed) => {
                let Changed { message, entries } = *changed;
                let changes: Vec<Change> = entries.into_iter().map(change).collect();
                if !changes.is_empty() {
                    self.core.sink.announce(changes);
                }
                Ok(message)
            }
        }
    }
}

/// An entry of a log as it is told.
pub(crate) fn change(entry: LogEntry) -> Change {
    match entry {
        LogEntry::Message(message) => Change::MessageAdded { message },
        LogEntry::MessageChanged { seq, message } => Change::MessageChanged { seq, message },
        LogEntry::MessageDeleted { chat, seq, message, place, at } => {
            Change::MessageDeleted { chat, seq, message, place, at }
        }
        LogEntry::Reaction(change) => Change::ReactionChanged(change),
        LogEntry::ChatChanged { seq, chat, member } => Change::ChatChanged { seq, chat, member },
    }
}

fn may_edit(found: &InHand, text: Option<&str>) -> Result<(), ServiceError> {
    let message = &found.message;
    if message.sender != found.user || message.forwarded_from.is_some() {
        return Err(ServiceError::Forbidden);
    }
    match (&message.body, text) {
        (MessageBody::Deleted { .. }, _) => Err(ServiceError::Conflict),
        (MessageBody::Call(_) | MessageBody::System(_), _) => Err(ServiceError::Forbidden),
        (MessageBody::Text(_), None) => Err(ServiceError::Invalid { field: "text", problem: Invalid::Empty }),
        (MessageBody::Text(_), Some(_)) | (MessageBody::Files { .. }, _) => Ok(()),
    }
}

fn may_delete(found: &InHand) -> Result<(), ServiceError> {
    let orders = match found.kind {
        ChatKind::Direct | ChatKind::Saved => false,
        ChatKind::Family | ChatKind::Group => found.role >= Role::Admin,
    };
    let written_by_a_member = match &found.message.body {
        MessageBody::Text(_) | MessageBody::Files { .. } | MessageBody::Deleted { .. } => true,
        MessageBody::Call(_) | MessageBody::System(_) => false,
    };
    if written_by_a_member && (orders || found.message.sender == found.user) {
        Ok(())
    } else {
        Err(ServiceError::Forbidden)
    }
}
