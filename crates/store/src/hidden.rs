//! Messages that a person deleted for themselves.

use std::collections::HashMap;

use sea_orm::{DatabaseTransaction, Value};
use zvonilka_model::{ChatId, MessageId, UserId};

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

    /// What a member has hidden of a chat since a cursor of [`Store::sync_page`], or ever, in the order of the
    /// messages. `None`: too many to name.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hidden_since(
        &self,
        access: &ChatAccess,
        since: Option<&str>,
    ) -> Result<Option<Vec<MessageId>>, StoreError> {
        let named = self.named_hidden(access.user(), since, std::slice::from_ref(access)).await?;
        Ok(named.map(|all| all.into_iter().map(|(_, message)| message).collect()))
    }

    /// The same for several chats of one person; a chat in which nothing was hidden is missing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn all_hidden_since(
        &self,
        accesses: &[ChatAccess],
        since: Option<&str>,
    ) -> Result<HashMap<ChatId, Option<Vec<MessageId>>>, StoreError> {
        let mut hidden = HashMap::new();
        let Some(first) = accesses.first() else { return Ok(hidden) };
        if let Some(all) = self.named_hidden(first.user(), since, accesses).await? {
            for (chat, message) in all {
                let named: &mut Option<Vec<_>> = hidden.entry(chat).or_default();
                named.get_or_insert_default().push(message);
            }
        } else {
            for access in accesses {
                hidden.insert(access.chat(), self.hidden_since(access, since).await?);
            }
        }
        Ok(hidden)
    }

    /// `None` when there are more than can be told.
    async fn named_hidden(
        &self,
        user: UserId,
        since: Option<&str>,
        accesses: &[ChatAccess],
    ) -> Result<Option<Vec<(ChatId, MessageId)>>, StoreError> {
        // In the middle of a round the cursor does not say where the round began.
        let since = since.and_then(Cursor::parse).and_then(Cursor::round_start).unwrap_or(0);
        let ids: Vec<_> = accesses.iter().map(|access| access.chat().uuid()).collect();
        let mut named = Vec::new();
        for piece in padded(&ids) {
            let sql = format!(
                "SELECT chat_id, message_id FROM hidden_messages
                 WHERE user_id = $1 AND changed >= $2 AND chat_id IN ({}) ORDER BY seq LIMIT {}",
                list(2, piece.len()),
                TOLD_MAX + 1
            );
            let mut values = values![user.uuid(), since];
            values.extend(piece.into_iter().map(Value::from));
            for row in rows(self.database().reader(), sql, values).await? {
                let message = MessageId::from_uuid(column(&row, "message_id")?);
                named.push((ChatId::from_uuid(column(&row, "chat_id")?), message));
            }
        }
        Ok((named.len() <= TOLD_MAX).then_some(named))
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
