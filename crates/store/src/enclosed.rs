//! What comes with a message beside its own words: what it answers, what it sends on, whom it names.
//!
//! `append` asks here in the same transaction, before it gives out any place: [`resolve`] checks what an item encloses
//! against what its sender can see now, with one statement per kind for the whole batch and none for plain texts;
//! [`attach`] writes what goes into other tables once the messages are stored.

use std::collections::{HashMap, HashSet};

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{
    ChatId, DisplayName, ForwardedFrom, Login, Message, MessageBody, MessageId, UserId, limits,
};

use crate::{
    AppendRefusal, NewMessage, StoreError,
    decorate::Flags,
    hidden::not_hidden,
    messages::{MESSAGE, message_from},
    statement::{column, execute, pieces, rows, tuples, values},
};

/// What comes with a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enclosed {
    /// A message of the same chat that it answers.
    pub reply_to: Option<MessageId>,
    /// A message of any chat of the sender's, whose content is sent on instead of the message's own.
    pub forward_of: Option<MessageId>,
    /// Logins that its words name; those that are no members' are passed over.
    pub logins: Vec<Login>,
}

/// What a whole batch encloses, as it is now.
#[derive(Default)]
pub(crate) struct Resolved {
    answerable: HashSet<(UserId, ChatId, MessageId)>,
    sources: HashMap<(UserId, MessageId), Source>,
    named: HashMap<(ChatId, Login), UserId>,
}

/// A message that is sent on.
struct Source {
    body: MessageBody,
    from: ForwardedFrom,
}

/// Reads what the items of a batch enclose.
pub(crate) async fn resolve(tx: &DatabaseTransaction, batch: &[NewMessage]) -> Result<Resolved, StoreError> {
    let mut resolved = Resolved::default();
    // Nearly all messages are plain texts.
    if batch.iter().all(|item| item.enclosed.is_none()) {
        return Ok(resolved);
    }
    let (mut answered, mut sent_on, mut named) = (Vec::new(), Vec::new(), Vec::new());
    for item in batch {
        let Some(enclosed) = &item.enclosed else { continue };
        answered.extend(enclosed.reply_to.map(|message| (item.sender, item.chat, message)));
        sent_on.extend(enclosed.forward_of.map(|message| (item.sender, message)));
        named.extend(enclosed.logins.iter().map(|login| (item.chat, login.clone())));
    }
    resolved.answerable = answerable(tx, &answered).await?;
    resolved.sources = sources(tx, &sent_on).await?;
    resolved.named = members_named(tx, &named).await?;
    Ok(resolved)
}

impl Resolved {
    /// Why an item cannot be stored with what it encloses.
    pub(crate) fn refusal(&self, item: &NewMessage) -> Option<AppendRefusal> {
        let enclosed = item.enclosed.as_deref()?;
        if let Some(message) = enclosed.reply_to
            && !self.answerable.contains(&(item.sender, item.chat, message))
        {
            return Some(AppendRefusal::ReplyTo);
        }
        if let Some(message) = enclosed.forward_of
            && !self.sources.contains_key(&(item.sender, message))
        {
            return Some(AppendRefusal::ForwardOf);
        }
        None
    }

    /// Puts into a message what its item encloses.
    pub(crate) fn complete(&self, item: &NewMessage, message: &mut Message) {
        let Some(enclosed) = item.enclosed.as_deref() else { return };
        message.reply_to = enclosed.reply_to;
        if let Some(source) = enclosed.forward_of.and_then(|of| self.sources.get(&(item.sender, of))) {
            message.body = source.body.clone();
            message.forwarded_from = Some(source.from.clone());
        }
        let named = enclosed.logins.iter().filter_map(|login| self.named.get(&(item.chat, login.clone())));
        message.mentions = named.copied().collect();
        message.mentions.sort_unstable();
        message.mentions.dedup();
        message.mentions.truncate(limits::MENTIONS_MAX);
    }
}

/// The bits of `messages.flags` for a message that is about to be stored.
pub(crate) fn flags(message: &Message) -> i64 {
    if message.mentions.is_empty() { 0 } else { Flags::MENTIONS }
}

/// Whether a message has more than the columns of a plain text.
pub(crate) fn is_plain(message: &Message) -> bool {
    message.reply_to.is_none() && message.forwarded_from.is_none() && flags(message) == 0
}

/// Writes what the messages, which are stored by now, have in other tables.
pub(crate) async fn attach(tx: &DatabaseTransaction, messages: &[Message]) -> Result<(), StoreError> {
    let mut named = Vec::new();
    for message in messages {
        named.extend(message.mentions.iter().map(|user| (message, *user)));
    }
    for piece in pieces(&named) {
        let sql = format!(
            "INSERT INTO mentions (message_id, user_id, chat_id, seq) VALUES {}",
            tuples(0, piece.len(), 4)
        );
        let values = piece
            .iter()
            .flat_map(|(message, user)| {
                values![message.id.uuid(), user.uuid(), message.chat.uuid(), message.seq]
            })
            .collect();
        execute(tx, sql, values).await?;
    }
    Ok(())
}

/// Those of the messages that their answerers can see, in the chats in which they answer.
async fn answerable(
    tx: &DatabaseTransaction,
    asked: &[(UserId, ChatId, MessageId)],
) -> Result<HashSet<(UserId, ChatId, MessageId)>, StoreError> {
    let mut found = HashSet::new();
    for piece in pieces(asked) {
        let sql = format!(
            "SELECT mb.user_id, m.chat_id, m.id FROM (VALUES {}) AS v
             JOIN messages m ON m.id = v.column3 AND m.chat_id = v.column2
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = v.column1
             WHERE m.seq > mb.visible_from AND {}",
            tuples(0, piece.len(), 3),
            not_hidden("m.id", "mb.user_id")
        );
        let values = piece.iter().flat_map(|(u, c, m)| values![u.uuid(), c.uuid(), m.uuid()]).collect();
        for row in rows(tx, sql, values).await? {
            found.insert((
                UserId::from_uuid(column(&row, "user_id")?),
                ChatId::from_uuid(column(&row, "chat_id")?),
                MessageId::from_uuid(column(&row, "id")?),
            ));
        }
    }
    Ok(found)
}

/// Those of the messages that their forwarders can see and that can be sent on.
async fn sources(
    tx: &DatabaseTransaction,
    asked: &[(UserId, MessageId)],
) -> Result<HashMap<(UserId, MessageId), Source>, StoreError> {
    let mut found = HashMap::new();
    for piece in pieces(asked) {
        let sql = format!(
            "SELECT mb.user_id AS forwarder, p.display_name AS author_name, {MESSAGE} FROM (VALUES {}) AS v
             JOIN messages m ON m.id = v.column2
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = v.column1
             JOIN people p ON p.id = m.sender_id
             WHERE m.seq > mb.visible_from AND {}",
            tuples(0, piece.len(), 2),
            not_hidden("m.id", "mb.user_id")
        );
        let values = piece.iter().flat_map(|(user, message)| values![user.uuid(), message.uuid()]).collect();
        for row in rows(tx, sql, values).await? {
            let message = message_from(&row)?.message;
            if !message.body.is_by_a_member() {
                continue;
            }
            let from = match message.forwarded_from {
                Some(first) => first,
                None => ForwardedFrom {
                    user: message.sender,
                    display_name: DisplayName::parse(&column::<String>(&row, "author_name")?)
                        .map_err(|_| StoreError::inconsistent("people", "display_name", message.sender))?,
                },
            };
            let forwarder = UserId::from_uuid(column(&row, "forwarder")?);
            found.insert((forwarder, message.id), Source { body: message.body, from });
        }
    }
    Ok(found)
}

/// The members that the logins are, each in the chat where it was written.
async fn members_named(
    tx: &DatabaseTransaction,
    asked: &[(ChatId, Login)],
) -> Result<HashMap<(ChatId, Login), UserId>, StoreError> {
    let mut found = HashMap::new();
    for piece in pieces(asked) {
        let sql = format!(
            "SELECT mb.chat_id, p.login, p.id FROM (VALUES {}) AS v JOIN people p ON p.login = v.column2
             JOIN chat_members mb ON mb.chat_id = v.column1 AND mb.user_id = p.id",
            tuples(0, piece.len(), 2)
        );
        let values = piece.iter().flat_map(|(chat, login)| values![chat.uuid(), login.as_str()]).collect();
        for row in rows(tx, sql, values).await? {
            let id: Uuid = column(&row, "id")?;
            let login = Login::parse(&column::<String>(&row, "login")?)
                .map_err(|_| StoreError::inconsistent("people", "login", id))?;
            found.insert((ChatId::from_uuid(column(&row, "chat_id")?), login), UserId::from_uuid(id));
        }
    }
    Ok(found)
}
