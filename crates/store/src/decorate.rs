//! The last step of reading messages: what hangs on them in tables of their own.
//!
//! A row of `messages` carries flags that say in which of these tables it has anything, so a page asks each table once
//! if any of its messages needs it, and not at all when all of them are plain texts. [`Bare`] makes sure that no
//! message leaves the store without this step.
//!
//! Another kind of thing: a flag in [`Flags`], set by whoever writes it; a statement here; and a line in
//! `edits::drop_content`, which forgets everything of a deleted message.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{Emoji, File, Message, MessageId, Reaction, UserId};

use crate::{
    StoreError,
    files::{FILE, file_from},
    previews::previews_of,
    statement::{column, list, padded, rows, small, values},
};

/// A message as its row holds it.
#[derive(Debug, Clone)]
pub(crate) struct Bare {
    pub(crate) message: Message,
    pub(crate) flags: i64,
}

/// What a message has in other tables; the bits of `messages.flags`. They may be added to, never changed.
pub(crate) struct Flags;

impl Flags {
    pub(crate) const REACTIONS: i64 = 1;
    pub(crate) const MENTIONS: i64 = 2;
    pub(crate) const FILES: i64 = 4;
    pub(crate) const PREVIEW: i64 = 8;
}

/// Adds what belongs to the messages, with one statement per kind for all of them. The `viewer`'s own signs are
/// marked; without one it is read for everybody.
pub(crate) async fn decorate<C: ConnectionTrait>(
    db: &C,
    bare: Vec<Bare>,
    viewer: Option<UserId>,
) -> Result<Vec<Message>, StoreError> {
    let all = bare.iter().fold(0, |all, one| all | one.flags);
    let with = |flag| -> Vec<Uuid> {
        bare.iter().filter(|one| one.flags & flag != 0).map(|one| one.message.id.uuid()).collect()
    };
    let mut reactions = HashMap::new();
    if all & Flags::REACTIONS != 0 {
        reactions = reactions_of(db, &with(Flags::REACTIONS), viewer).await?;
    }
    let mut mentions = HashMap::new();
    if all & Flags::MENTIONS != 0 {
        mentions = mentions_of(db, &with(Flags::MENTIONS)).await?;
    }
    let mut files = HashMap::new();
    if all & Flags::FILES != 0 {
        files = files_of(db, &with(Flags::FILES)).await?;
    }
    let mut previews = HashMap::new();
    if all & Flags::PREVIEW != 0 {
        previews = previews_of(db, &with(Flags::PREVIEW)).await?;
    }
    let complete = |one: Bare| Message {
        attachments: files.remove(&one.message.id).unwrap_or_default(),
        reactions: reactions.remove(&one.message.id).unwrap_or_default(),
        mentions: mentions.remove(&one.message.id).unwrap_or_default(),
        preview: previews.remove(&one.message.id),
        ..one.message
    };
    Ok(bare.into_iter().map(complete).collect())
}

/// The files of each message, in its order.
pub(crate) async fn files_of<C: ConnectionTrait>(
    db: &C,
    messages: &[Uuid],
) -> Result<HashMap<MessageId, Vec<File>>, StoreError> {
    let mut found: HashMap<MessageId, Vec<File>> = HashMap::new();
    for piece in padded(messages) {
        let sql = format!(
            "SELECT r.message_id, {FILE} FROM file_refs r JOIN files f ON f.id = r.file_id
             WHERE r.message_id IN ({}) ORDER BY r.message_id, r.position",
            list(0, piece.len())
        );
        for row in rows(db, sql, piece.into_iter().map(Value::from).collect()).await? {
            found.entry(message_id(&row)?).or_default().push(file_from(&row)?);
        }
    }
    Ok(found)
}

/// The signs of each message, the earliest first.
async fn reactions_of<C: ConnectionTrait>(
    db: &C,
    messages: &[Uuid],
    viewer: Option<UserId>,
) -> Result<HashMap<MessageId, Vec<Reaction>>, StoreError> {
    let mut found: HashMap<MessageId, Vec<Reaction>> = HashMap::new();
    let me = viewer.map_or(Uuid::nil(), UserId::uuid);
    for piece in padded(messages) {
        let sql = format!(
            "SELECT message_id, emoji, count(*) AS given, count(CASE WHEN user_id = $1 THEN 1 END) AS mine
             FROM reactions WHERE message_id IN ({}) GROUP BY message_id, emoji
             ORDER BY message_id, min(created_at), emoji",
            list(1, piece.len())
        );
        let mut values = values![me];
        values.extend(piece.into_iter().map(Value::from));
        for row in rows(db, sql, values).await? {
            found.entry(message_id(&row)?).or_default().push(reaction(&row, viewer)?);
        }
    }
    Ok(found)
}

fn reaction(row: &QueryResult, viewer: Option<UserId>) -> Result<Reaction, StoreError> {
    let mine = viewer.map(|_| Ok::<_, StoreError>(small(row, "reactions", "mine")? > 0)).transpose()?;
    Ok(Reaction { emoji: emoji_from(row)?, count: small(row, "reactions", "given")?, mine })
}

/// The sign in the column `emoji`.
pub(crate) fn emoji_from(row: &QueryResult) -> Result<Emoji, StoreError> {
    let text: String = column(row, "emoji")?;
    Emoji::parse(&text).map_err(|_| StoreError::inconsistent("reactions", "emoji", text))
}

async fn mentions_of<C: ConnectionTrait>(
    db: &C,
    messages: &[Uuid],
) -> Result<HashMap<MessageId, Vec<UserId>>, StoreError> {
    let mut found: HashMap<MessageId, Vec<UserId>> = HashMap::new();
    for piece in padded(messages) {
        let sql = format!(
            "SELECT message_id, user_id FROM mentions WHERE message_id IN ({}) ORDER BY message_id, user_id",
            list(0, piece.len())
        );
        for row in rows(db, sql, piece.into_iter().map(Value::from).collect()).await? {
            found.entry(message_id(&row)?).or_default().push(UserId::from_uuid(column(&row, "user_id")?));
        }
    }
    Ok(found)
}

pub(crate) fn message_id(row: &QueryResult) -> Result<MessageId, StoreError> {
    Ok(MessageId::from_uuid(column(row, "message_id")?))
}
