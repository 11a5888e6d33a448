//! What comes with a message beside its own words: what it answers, what it sends on, whom it names.
//!
//! `append` asks here in the same transaction, before it gives out any place: [`resolve`] checks what an item encloses
//! against what its sender can see now, with one statement per kind for the whole batch and none for plain texts;
//! [`attach`] writes what goes into other tables once the messages are stored.

use std::collections::{HashMap, HashSet};

use sea_orm::DatabaseTransaction;
use uuid::Uuid;
use zvonilka_model::{
    ChatId, DisplayName, File, FileId, FilePurpose, FilesKind, ForwardedFrom, LinkPreview, Login, Message,
    MessageBody, MessageId, UserId, limits,
};

use crate::{
    AppendRefusal, NewMessage, StoreError,
    decorate::{Bare, Flags, files_of},
    files::{FILE, file_from},
    hidden::not_hidden,
    messages::{MESSAGE, message_from},
    previews,
    statement::{column, execute, for_update, pieces, rows, values},
    words::Word as _,
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
    /// Files that it carries, in this order; the message's own words are the caption.
    pub files: Vec<FileId>,
    /// What the sender says that the files are.
    pub said_to_be: SaidToBe,
    /// Whether somebody is to look where its link leads.
    pub preview: PreviewWish,
}

/// What a sender says of the files of a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SaidToBe {
    /// Nothing: the files tell.
    #[default]
    Files,
    /// One recorded voice.
    Voice,
}

/// Whether somebody is to look where the link of a message leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PreviewWish {
    /// Nobody.
    #[default]
    Unwanted,
    /// As soon as may be, if it has a link and no preview yet.
    Wanted,
}

/// What a whole batch encloses, as it is now.
#[derive(Default)]
pub(crate) struct Resolved {
    answerable: HashSet<(UserId, ChatId, MessageId)>,
    sources: HashMap<(UserId, MessageId), Source>,
    named: HashMap<(ChatId, Login), UserId>,
    files: HashMap<(UserId, FileId), File>,
}

/// A message that is sent on.
struct Source {
    body: MessageBody,
    from: ForwardedFrom,
    attachments: Vec<File>,
    preview: Option<Box<LinkPreview>>,
}

/// Reads what the items of a batch enclose.
pub(crate) async fn resolve(tx: &DatabaseTransaction, batch: &[NewMessage]) -> Result<Resolved, StoreError> {
    let mut resolved = Resolved::default();
    // Nearly all messages are plain texts.
    if batch.iter().all(|item| item.enclosed.is_none()) {
        return Ok(resolved);
    }
    let (mut answered, mut sent_on, mut named, mut carried) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for item in batch {
        let Some(enclosed) = &item.enclosed else { continue };
        answered.extend(enclosed.reply_to.map(|message| (item.sender, item.chat, message)));
        sent_on.extend(enclosed.forward_of.map(|message| (item.sender, message)));
        carried.extend(enclosed.files.iter().map(|file| (item.sender, *file)));
        named.extend(enclosed.logins.iter().map(|login| (item.chat, login.clone())));
    }
    resolved.answerable = answerable(tx, &answered).await?;
    resolved.sources = sources(tx, &sent_on).await?;
    resolved.named = members_named(tx, &named).await?;
    resolved.files = attachable(tx, &carried).await?;
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
        let files: Option<Vec<&File>> =
            enclosed.files.iter().map(|file| self.files.get(&(item.sender, *file))).collect();
        match (files.as_deref(), enclosed.said_to_be) {
            (None, _) => Some(AppendRefusal::Attachments),
            (Some([voice]), SaidToBe::Voice) if voice.is_audio() => None,
            (Some(_), SaidToBe::Voice) => Some(AppendRefusal::Voice),
            (Some(_), SaidToBe::Files) => None,
        }
    }

    /// Puts into a message what its item encloses.
    pub(crate) fn complete(&self, item: &NewMessage, message: &mut Message) {
        let Some(enclosed) = item.enclosed.as_deref() else { return };
        message.reply_to = enclosed.reply_to;
        if let Some(source) = enclosed.forward_of.and_then(|of| self.sources.get(&(item.sender, of))) {
            message.body = source.body.clone();
            message.forwarded_from = Some(source.from.clone());
            message.attachments = source.attachments.clone();
            message.preview = source.preview.clone();
        }
        if !enclosed.files.is_empty() {
            let files = enclosed.files.iter().filter_map(|file| self.files.get(&(item.sender, *file)));
            message.attachments = files.cloned().collect();
            let kind = files_kind(&message.attachments, enclosed.said_to_be);
            let caption = item.body.text().filter(|words| !words.is_empty()).map(str::to_owned);
            message.body = MessageBody::Files { kind, caption };
        }
        let named = enclosed.logins.iter().filter_map(|login| self.named.get(&(item.chat, login.clone())));
        message.mentions = named.copied().collect();
        message.mentions.sort_unstable();
        message.mentions.dedup();
        message.mentions.truncate(limits::MENTIONS_MAX);
    }
}

fn files_kind(files: &[File], said_to_be: SaidToBe) -> FilesKind {
    match said_to_be {
        SaidToBe::Voice => FilesKind::Voice,
        SaidToBe::Files if files.iter().all(File::is_visual) => FilesKind::Media,
        SaidToBe::Files => FilesKind::File,
    }
}

/// The bits of `messages.flags` for a message that is about to be stored.
pub(crate) fn flags(message: &Message) -> i64 {
    let mentions = if message.mentions.is_empty() { 0 } else { Flags::MENTIONS };
    let files = if message.attachments.is_empty() { 0 } else { Flags::FILES };
    let preview = if message.preview.is_none() { 0 } else { Flags::PREVIEW };
    mentions | files | preview
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
    let mention = |(message, user): &(&Message, UserId)| {
        values![message.id.uuid(), user.uuid(), message.chat.uuid(), message.seq]
    };
    for piece in pieces(&named, 0, mention) {
        let sql = format!("INSERT INTO mentions (message_id, user_id, chat_id, seq) {}", piece.rows());
        execute(tx, sql, piece.values).await?;
    }
    let mut carried = Vec::new();
    for message in messages {
        carried.extend(
            message.attachments.iter().zip(0_i64..).map(|(file, place)| (message.id, place, file.id)),
        );
    }
    for piece in pieces(&carried, 0, |(message, place, file)| values![message.uuid(), *place, file.uuid()]) {
        let sql = format!("INSERT INTO file_refs (message_id, position, file_id) {}", piece.rows());
        execute(tx, sql, piece.values).await?;
    }
    for message in messages {
        if let Some(preview) = message.preview.as_deref() {
            previews::attach(tx, message.id, preview).await?;
        }
    }
    Ok(())
}

/// Those of the files that each sender may attach: their own, and such as they can see in a message. They are held, so
/// that no cleaning takes them before the message carries them.
async fn attachable(
    tx: &DatabaseTransaction,
    asked: &[(UserId, FileId)],
) -> Result<HashMap<(UserId, FileId), File>, StoreError> {
    let mut found = HashMap::new();
    let hold = if for_update(tx).is_empty() { "" } else { " FOR KEY SHARE OF f" };
    for piece in pieces(asked, 0, |(user, file)| values![user.uuid(), file.uuid()]) {
        let sql = format!(
            "SELECT v.column1 AS sender, {FILE} FROM (VALUES {}) AS v JOIN files f ON f.id = v.column2
             WHERE f.purpose = '{}' AND (f.owner_id = v.column1 OR EXISTS (
                 SELECT 1 FROM file_refs r JOIN messages m ON m.id = r.message_id
                 JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = v.column1
                 WHERE r.file_id = f.id AND m.deleted_at IS NULL AND m.seq > mb.visible_from AND {})){hold}",
            piece.tuples,
            FilePurpose::Attachment.word(),
            not_hidden("m.id", "mb.user_id")
        );
        for row in rows(tx, sql, piece.values).await? {
            let file = file_from(&row)?;
            found.insert((UserId::from_uuid(column(&row, "sender")?), file.id), file);
        }
    }
    Ok(found)
}

/// Those of the messages that their answerers can see, in the chats in which they answer.
async fn answerable(
    tx: &DatabaseTransaction,
    asked: &[(UserId, ChatId, MessageId)],
) -> Result<HashSet<(UserId, ChatId, MessageId)>, StoreError> {
    let mut found = HashSet::new();
    for piece in pieces(asked, 0, |(user, chat, message)| values![user.uuid(), chat.uuid(), message.uuid()]) {
        let sql = format!(
            "SELECT mb.user_id, m.chat_id, m.id FROM (VALUES {}) AS v
             JOIN messages m ON m.id = v.column3 AND m.chat_id = v.column2
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = v.column1
             WHERE m.seq > mb.visible_from AND {}",
            piece.tuples,
            not_hidden("m.id", "mb.user_id")
        );
        for row in rows(tx, sql, piece.values).await? {
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
    let mut with_preview = Vec::new();
    for piece in pieces(asked, 0, |(user, message)| values![user.uuid(), message.uuid()]) {
        let sql = format!(
            "SELECT mb.user_id AS forwarder, p.display_name AS author_name, {MESSAGE} FROM (VALUES {}) AS v
             JOIN messages m ON m.id = v.column2
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = v.column1
             JOIN people p ON p.id = m.sender_id
             WHERE m.seq > mb.visible_from AND {}",
            piece.tuples,
            not_hidden("m.id", "mb.user_id")
        );
        for row in rows(tx, sql, piece.values).await? {
            let Bare { message, flags } = message_from(&row)?;
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
            if flags & Flags::PREVIEW != 0 {
                with_preview.push(message.id.uuid());
            }
            let source = Source { body: message.body, from, attachments: Vec::new(), preview: None };
            found.insert((forwarder, message.id), source);
        }
    }
    let with_files: Vec<Uuid> = found
        .iter()
        .filter(|(_, source)| matches!(source.body, MessageBody::Files { .. }))
        .map(|((_, message), _)| message.uuid())
        .collect();
    let files = files_of(tx, &with_files).await?;
    let previews = previews::previews_of(tx, &with_preview).await?;
    for ((_, message), source) in &mut found {
        // Two people may send the same message on in one batch.
        source.preview = previews.get(message).cloned();
        if let Some(files) = files.get(message) {
            source.attachments = files.clone();
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
    for piece in pieces(asked, 0, |(chat, login)| values![chat.uuid(), login.as_str()]) {
        let sql = format!(
            "SELECT mb.chat_id, p.login, p.id FROM (VALUES {}) AS v JOIN people p ON p.login = v.column2
             JOIN chat_members mb ON mb.chat_id = v.column1 AND mb.user_id = p.id",
            piece.tuples
        );
        for row in rows(tx, sql, piece.values).await? {
            let id: Uuid = column(&row, "id")?;
            let login = Login::parse(&column::<String>(&row, "login")?)
                .map_err(|_| StoreError::inconsistent("people", "login", id))?;
            found.insert((ChatId::from_uuid(column(&row, "chat_id")?), login), UserId::from_uuid(id));
        }
    }
    Ok(found)
}
