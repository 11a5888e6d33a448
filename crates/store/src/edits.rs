//! Changing a message that was sent: what all changes share, the edit, and the deletion for everybody.
//!
//! Each change is one transaction. It first takes the chat, then reads the message and the person's membership as
//! they are now, asks the caller's rule, and only then writes; so nobody changes anything by a right they have lost.

use sea_orm::DatabaseTransaction;
use zvonilka_model::{
    ChatId, ChatKind, Login, Message, MessageBody, MessageId, Reaction, Role, Timestamp, UserId, first_link,
    limits,
};

use crate::{
    ChatAccess, PreviewWish, Store, StoreError,
    chats::{EventRow, ROLE, log_event_about},
    decorate::{Bare, Flags, decorate},
    hidden::not_hidden,
    log::LogEntry,
    messages::{MESSAGE, message_from},
    pins::{pinned_from, set_pin},
    previews,
    statement::{column, execute, for_update, list, row, rows, values},
    transaction::{commit_mark, in_transaction},
    words::{EventKind, word},
};

/// A message as somebody who is about to change it finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InHand {
    /// The message, with the person's own signs marked.
    pub message: Message,
    /// Who is about to change it.
    pub user: UserId,
    /// What they may do in its chat.
    pub role: Role,
    /// The kind of the chat.
    pub kind: ChatKind,
    /// What is pinned in it, the newest pin first.
    pub pinned: Vec<MessageId>,
}

/// What came of trying to change a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attempt<R> {
    /// There is no such message, or not for this person to know of.
    Absent,
    /// The caller's rule said no.
    Refused(R),
    /// It is as it was asked for.
    Done(Box<Changed>),
}

/// A message after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// As it is now for the person who changed it.
    pub message: Message,
    /// What entered the log, for everybody: nothing when the message was so already.
    pub entries: Vec<LogEntry>,
}

/// The words that an edit gives to a message.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The words; none at all leave files without a caption.
    pub text: Option<&'a str>,
    /// Logins that they name; those that are no members' are passed over.
    pub logins: &'a [Login],
    /// Whether somebody is to look where their link leads, if it is another one.
    pub preview: PreviewWish,
}

/// What a change finds, and what it needs to be written.
pub(crate) struct Hold {
    pub(crate) flags: i64,
    pub(crate) found: InHand,
    pub(crate) at: Timestamp,
}

impl Store {
    /// Gives a message other words. It keeps its preview only if it keeps its link.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn edit<R: Send>(
        &self,
        access: &ChatAccess,
        message: MessageId,
        words: Words<'_>,
        rule: impl Fn(&InHand) -> Result<(), R> + Send + Sync,
    ) -> Result<Attempt<R>, StoreError> {
        let at = self.now();
        in_transaction!(self.database(), |tx| async {
            let hold = match hold(&tx, access, message, at, &rule).await? {
                Ok(hold) => hold,
                Err(attempt) => return Ok(attempt),
            };
            if hold.found.message.body.text() == words.text {
                return Ok(hold.unchanged());
            }
            edit(&tx, hold, words).await.map(Attempt::done)
        })
    }

    /// Deletes a message for everybody: its place remains, and nothing that it said.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn delete_message<R: Send>(
        &self,
        access: &ChatAccess,
        message: MessageId,
        rule: impl Fn(&InHand) -> Result<(), R> + Send + Sync,
    ) -> Result<Attempt<R>, StoreError> {
        let at = self.now();
        in_transaction!(self.database(), |tx| async {
            let hold = match hold(&tx, access, message, at, &rule).await? {
                Ok(hold) => hold,
                Err(attempt) => return Ok(attempt),
            };
            if hold.found.message.body.deleted_at().is_some() {
                return Ok(hold.unchanged());
            }
            delete(&tx, hold).await.map(Attempt::done)
        })
    }

    /// The chat that a message is in. Says nothing about who may see it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn chat_of_message(&self, message: MessageId) -> Result<Option<ChatId>, StoreError> {
        let sql = "SELECT chat_id FROM messages WHERE id = $1";
        let found = row(self.database().reader(), sql, values![message.uuid()]).await?;
        found.map(|row| Ok(ChatId::from_uuid(column(&row, "chat_id")?))).transpose()
    }
}

impl<R> Attempt<R> {
    pub(crate) fn done(changed: Changed) -> Self {
        Self::Done(Box::new(changed))
    }
}

impl Hold {
    /// Nothing to do.
    pub(crate) fn unchanged<R>(self) -> Attempt<R> {
        Attempt::done(Changed { message: self.found.message, entries: Vec::new() })
    }

    pub(crate) fn event(&self, kind: EventKind, mark: i64) -> EventRow {
        EventRow { chat: self.found.message.chat, kind, user: self.found.user, at: self.at, mark }
    }
}

/// Takes a message's chat, reads what is there now, and asks the rule.
pub(crate) async fn hold<R>(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    message: MessageId,
    at: Timestamp,
    rule: &(impl Fn(&InHand) -> Result<(), R> + Sync),
) -> Result<Result<Hold, Attempt<R>>, StoreError> {
    let lock = for_update(tx);
    if !lock.is_empty() {
        let sql = format!("SELECT id FROM chats WHERE id = $1{lock}");
        row(tx, sql, values![access.chat().uuid()]).await?;
    }
    let sql = format!(
        "SELECT {MESSAGE}, {ROLE}, c.pinned FROM messages m JOIN chats c ON c.id = m.chat_id
         JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = $3 JOIN people p ON p.id = mb.user_id
         WHERE m.id = $1 AND m.chat_id = $2 AND m.seq > mb.visible_from AND {}",
        not_hidden("m.id", "$3")
    );
    let values = values![message.uuid(), access.chat().uuid(), access.user().uuid()];
    let Some(row) = row(tx, sql, values).await? else { return Ok(Err(Attempt::Absent)) };
    let bare = message_from(&row)?;
    let role = word(&row, "chat_members", "role", access.chat())?;
    let flags = bare.flags;
    let found = InHand {
        message: whole(tx, bare, access.user()).await?,
        user: access.user(),
        role,
        kind: access.kind(),
        pinned: pinned_from(&row, access.chat().uuid())?,
    };
    Ok(match rule(&found) {
        Ok(()) => Ok(Hold { flags, found, at }),
        Err(refusal) => Err(Attempt::Refused(refusal)),
    })
}

async fn whole(tx: &DatabaseTransaction, bare: Bare, viewer: UserId) -> Result<Message, StoreError> {
    let id = bare.message.id;
    let found = decorate(tx, vec![bare], Some(viewer)).await?.pop();
    found.ok_or_else(|| StoreError::inconsistent("messages", "id", id))
}

/// The message as it is now: for the one who changed it, and for everybody.
pub(crate) async fn reload(tx: &DatabaseTransaction, hold: &Hold) -> Result<(Message, Message), StoreError> {
    let id = hold.found.message.id;
    let sql = format!("SELECT {MESSAGE} FROM messages m WHERE m.id = $1");
    let found = row(tx, sql, values![id.uuid()]).await?;
    let bare = message_from(&found.ok_or_else(|| StoreError::inconsistent("messages", "id", id))?)?;
    let mine = whole(tx, bare, hold.found.user).await?;
    let reactions = mine.reactions.iter().map(|reaction| Reaction { mine: None, ..reaction.clone() });
    let shared = Message { reactions: reactions.collect(), ..mine.clone() };
    Ok((mine, shared))
}

async fn edit(tx: &DatabaseTransaction, hold: Hold, words: Words<'_>) -> Result<Changed, StoreError> {
    let message = &hold.found.message;
    let id = message.id.uuid();
    let mark = commit_mark(tx).await?;
    let event = hold.event(EventKind::Edited, mark);
    let seq = log_event_about(tx, event, Some(message.id), None).await?;
    if hold.flags & Flags::MENTIONS != 0 {
        execute(tx, "DELETE FROM mentions WHERE message_id = $1", values![id]).await?;
    }
    let mentions = mention(tx, message, words.logins).await?;
    let flags = if mentions { hold.flags | Flags::MENTIONS } else { hold.flags & !Flags::MENTIONS };
    let link = match &message.body {
        MessageBody::Text(_) => words.text.and_then(first_link),
        MessageBody::Files { .. } | MessageBody::Call(_) => None,
        MessageBody::System(_) | MessageBody::Deleted { .. } => None,
    };
    let flags = if link == message.body.link() {
        flags
    } else {
        previews::replace(tx, message, link.filter(|_| words.preview == PreviewWish::Wanted), hold.at)
            .await?;
        flags & !Flags::PREVIEW
    };
    let sql = "UPDATE messages SET text = $2, edited_at = $3, rev = $4, flags = $5 WHERE id = $1";
    execute(tx, sql, values![id, words.text.map(str::to_owned), hold.at.millis(), seq, flags]).await?;
    let (mine, shared) = reload(tx, &hold).await?;
    Ok(Changed { message: mine, entries: vec![LogEntry::MessageChanged { seq, message: shared }] })
}

/// Notes which members a message names; whether it names any.
pub(crate) async fn mention(
    tx: &DatabaseTransaction,
    message: &Message,
    logins: &[Login],
) -> Result<bool, StoreError> {
    if logins.is_empty() {
        return Ok(false);
    }
    let sql = format!(
        "SELECT p.id FROM people p JOIN chat_members mb ON mb.user_id = p.id
         WHERE mb.chat_id = $1 AND p.login IN ({}) ORDER BY p.id LIMIT {}",
        list(1, logins.len()),
        limits::MENTIONS_MAX
    );
    let mut values = values![message.chat.uuid()];
    values.extend(logins.iter().map(|login| login.as_str().into()));
    let found = rows(tx, sql, values).await?;
    for row in &found {
        let user: uuid::Uuid = column(row, "id")?;
        let sql = "INSERT INTO mentions (message_id, user_id, chat_id, seq) VALUES ($1, $2, $3, $4)";
        execute(tx, sql, values![message.id.uuid(), user, message.chat.uuid(), message.seq]).await?;
    }
    Ok(!found.is_empty())
}

async fn delete(tx: &DatabaseTransaction, hold: Hold) -> Result<Changed, StoreError> {
    let id = hold.found.message.id;
    let mark = commit_mark(tx).await?;
    let event = hold.event(EventKind::Deleted, mark);
    let seq = log_event_about(tx, event, Some(id), None).await?;
    drop_content(tx, id, hold.flags).await?;
    let sql = "UPDATE messages SET text = NULL, payload = NULL, reply_to = NULL, forwarded_user = NULL,
                   forwarded_name = NULL, edited_at = NULL, deleted_at = $2, rev = $3, flags = 0 WHERE id = $1";
    execute(tx, sql, values![id.uuid(), hold.at.millis(), seq]).await?;
    let Message { chat, seq: place, .. } = hold.found.message;
    let mut entries = vec![LogEntry::MessageDeleted { chat, seq, message: id, place, at: hold.at }];
    // It loses its pin, which is a change of the chat of its own.
    if hold.found.pinned.contains(&id) {
        entries.push(set_pin(tx, &hold, mark, false).await?);
    }
    let (mine, _) = reload(tx, &hold).await?;
    Ok(Changed { message: mine, entries })
}

/// Forgets what a message has in other tables. Each kind of [`Flags`] has its line here.
async fn drop_content(tx: &DatabaseTransaction, message: MessageId, flags: i64) -> Result<(), StoreError> {
    let id = message.uuid();
    if flags & Flags::REACTIONS != 0 {
        execute(tx, "DELETE FROM reactions WHERE message_id = $1", values![id]).await?;
    }
    if flags & Flags::FILES != 0 {
        // What nothing else carries is loose from now on and goes with the next cleaning.
        execute(tx, "DELETE FROM file_refs WHERE message_id = $1", values![id]).await?;
    }
    if flags & Flags::MENTIONS != 0 {
        execute(tx, "DELETE FROM mentions WHERE message_id = $1", values![id]).await?;
    }
    // Without asking for the flag: its link may still wait to be looked at.
    previews::forget(tx, message).await
}
