//! Messages that a person deleted for themselves.

use sea_orm::{DatabaseTransaction, Value};
use zvonilka_model::MessageId;

use crate::{
    ChatAccess, Store, StoreError,
    statement::{column, execute, list, padded, rows, values},
    sync::Cursor,
    transaction::{commit_mark, in_transaction},
};

/// Messages hidden since a cursor that are told one by one; who missed more loads the chat anew.
const TOLD_MAX: usize = 1_000;

/// The condition that a message (given by an expression of its id) is not hidden from a person.
pub(crate) fn not_hidden(message: &str, user: &str) -> String {
    format!(
        "NOT EXISTS (SELECT 1 FROM hidden_messages h WHERE h.message_id = {message} AND h.user_id = {user})"
    )
}

impl Store {
    /// Takes messages of the chat out of a member's own view, for good. Gives those that were in it until now.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hide(
        &self,
        access: &ChatAccess,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, StoreError> {
        if messages.is_empty() {
            return Ok(Vec::new());
        }
        in_transaction!(self.database(), |tx| hide(&tx, access, messages))
    }

    /// What a member has hidden of a chat since a cursor of [`Store::sync_page`], or ever. `None`: too many to name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hidden_since(
        &self,
        access: &ChatAccess,
        since: Option<&str>,
    ) -> Result<Option<Vec<MessageId>>, StoreError> {
        // In the middle of a round the cursor does not say where the round began.
        let since = since.and_then(Cursor::parse).and_then(Cursor::round_start).unwrap_or(0);
        let sql =
            "SELECT message_id FROM hidden_messages WHERE user_id = $1 AND chat_id = $2 AND changed >= $3
                   ORDER BY seq LIMIT $4";
        let one_more = i64::try_from(TOLD_MAX + 1).unwrap_or(i64::MAX);
        let values = values![access.user().uuid(), access.chat().uuid(), since, one_more];
        let found = rows(self.database().reader(), sql, values).await?;
        if found.len() > TOLD_MAX {
            return Ok(None);
        }
        let ids = found.iter().map(|row| Ok(MessageId::from_uuid(column(row, "message_id")?)));
        ids.collect::<Result<_, StoreError>>().map(Some)
    }
}

async fn hide(
    tx: &DatabaseTransaction,
    access: &ChatAccess,
    messages: &[MessageId],
) -> Result<Vec<MessageId>, StoreError> {
    let mark = commit_mark(tx).await?;
    let (user, chat) = (access.user().uuid(), access.chat().uuid());
    let ids: Vec<_> = messages.iter().map(|id| id.uuid()).collect();
    let mut hidden = Vec::new();
    for piece in padded(&ids) {
        let sql = format!(
            "INSERT INTO hidden_messages (message_id, user_id, chat_id, seq, changed)
             SELECT m.id, mb.user_id, m.chat_id, m.seq, $3 FROM messages m
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = $1
             WHERE m.chat_id = $2 AND m.seq > mb.visible_from AND m.id IN ({})
             ON CONFLICT (message_id, user_id) DO NOTHING RETURNING message_id",
            list(3, piece.len())
        );
        let mut values = values![user, chat, mark];
        values.extend(piece.into_iter().map(Value::from));
        for row in rows(tx, sql, values).await? {
            hidden.push(MessageId::from_uuid(column(&row, "message_id")?));
        }
    }
    if !hidden.is_empty() {
        let sql = "UPDATE chat_members SET changed = $3 WHERE user_id = $1 AND chat_id = $2";
        execute(tx, sql, values![user, chat, mark]).await?;
    }
    Ok(hidden)
}
