//! Chats as one member's list shows them: a few statements for all of them together, never one per chat.

use std::{cmp::Reverse, collections::HashMap};

use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, ChatSummary, Member, Message, UserId, limits};

use crate::{
    ChatAccess, Store, StoreError,
    chats::{CHAT, MEMBER, ROLE, chat_from, member_from},
    decorate::decorate,
    hidden::not_hidden,
    messages::{MESSAGE, message_from},
    mine::{my_chat_columns, my_chat_from},
    people::PERSON,
    pins,
    privacy::HIDDEN_READERS,
    statement::{column, list, padded, rows, values},
};

impl Store {
    /// One chat as its member sees it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn summary(&self, access: &ChatAccess) -> Result<ChatSummary, StoreError> {
        let mut found = self.summaries_of(&[*access]).await?;
        found.pop().ok_or_else(|| StoreError::inconsistent("chats", "id", access.chat()))
    }

    /// Several chats of one person as they see them, in no order. A chat that was deleted meanwhile is missing.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn summaries_of(&self, accesses: &[ChatAccess]) -> Result<Vec<ChatSummary>, StoreError> {
        let Some(first) = accesses.first() else { return Ok(Vec::new()) };
        let ids: Vec<Uuid> = accesses.iter().map(|access| access.chat().uuid()).collect();
        let tx = self.database().begin_read().await?;
        let found = summaries(&tx, first.user(), &ids).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// All chats of a person, the one with the latest message first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn summaries(&self, user: UserId) -> Result<Vec<ChatSummary>, StoreError> {
        let tx = self.database().begin_read().await?;
        let mine =
            rows(&tx, "SELECT chat_id FROM chat_members WHERE user_id = $1", values![user.uuid()]).await?;
        let ids = mine.iter().map(|row| column(row, "chat_id")).collect::<Result<Vec<Uuid>, _>>()?;
        let mut found = summaries(&tx, user, &ids).await?;
        tx.commit().await?;
        found.sort_by_key(|summary| {
            let latest = summary.last_message.as_ref().map_or(summary.chat.created_at, |m| m.created_at);
            Reverse((latest, summary.chat.id))
        });
        Ok(found)
    }
}

/// The given chats as `user` sees them, in no order; those that are not theirs are missing.
pub(crate) async fn summaries(
    tx: &DatabaseTransaction,
    user: UserId,
    chats: &[Uuid],
) -> Result<Vec<ChatSummary>, StoreError> {
    let mut found = Vec::with_capacity(chats.len());
    for ids in padded(chats) {
        let mut last_messages = last_messages(tx, user, &ids).await?;
        let mut members = members_of_small_chats(tx, &ids).await?;
        let mut values = values![user.uuid()];
        values.extend(ids.iter().copied().map(Value::from));
        let sql = format!(
            "SELECT {CHAT}, mb.visible_from, {},
                 (SELECT o.read_seq FROM chat_members o
                  WHERE o.chat_id = c.id AND o.user_id <> mb.user_id
                    AND o.user_id NOT IN ({HIDDEN_READERS})
                  ORDER BY o.read_seq DESC LIMIT 1) AS others_read_seq
             FROM chat_members mb JOIN chats c ON c.id = mb.chat_id JOIN people p ON p.id = mb.user_id
             WHERE mb.user_id = $1 AND mb.chat_id IN ({})",
            my_chat_columns(),
            list(1, ids.len())
        );
        let these = rows(tx, sql, values).await?;
        let bare = these.iter().map(chat_from).collect::<Result<Vec<_>, _>>()?;
        let places = pins::places(tx, &bare).await?;
        for (row, bare) in these.iter().zip(bare) {
            let chat = bare.placed(&places).seen_from(column(row, "visible_from")?);
            found.push(ChatSummary {
                mine: my_chat_from(row, chat.id)?,
                others_read_seq: column::<Option<i64>>(row, "others_read_seq")?.unwrap_or(0),
                last_message: last_messages.remove(&chat.id),
                members: members.remove(&chat.id),
                chat,
            });
        }
    }
    Ok(found)
}

/// The newest message of each chat that this member can see.
async fn last_messages(
    tx: &DatabaseTransaction,
    user: UserId,
    chats: &[Uuid],
) -> Result<HashMap<ChatId, Message>, StoreError> {
    let seen = not_hidden("x.id", "$1");
    let sql = format!(
        "SELECT {MESSAGE} FROM chat_members mb JOIN messages m ON m.chat_id = mb.chat_id
             AND m.seq = (SELECT x.seq FROM messages x WHERE x.chat_id = mb.chat_id AND {seen}
                          ORDER BY x.seq DESC LIMIT 1)
         WHERE mb.user_id = $1 AND m.seq > mb.visible_from AND mb.chat_id IN ({})",
        list(1, chats.len())
    );
    let mut values = values![user.uuid()];
    values.extend(chats.iter().copied().map(Value::from));
    let found = rows(tx, sql, values).await?;
    let bare = found.iter().map(message_from).collect::<Result<Vec<_>, _>>()?;
    let messages = decorate(tx, bare, Some(user)).await?;
    Ok(messages.into_iter().map(|message| (message.chat, message)).collect())
}

async fn members_of_small_chats(
    tx: &DatabaseTransaction,
    chats: &[Uuid],
) -> Result<HashMap<ChatId, Vec<Member>>, StoreError> {
    let sql = format!(
        "SELECT c.id AS chat_id, {MEMBER}, {ROLE}, {PERSON} FROM chats c
         JOIN chat_members mb ON mb.chat_id = c.id JOIN people p ON p.id = mb.user_id
         WHERE c.member_count <= {} AND c.id IN ({}) ORDER BY mb.joined_at, mb.joined_seq, mb.user_id",
        limits::SMALL_CHAT,
        list(0, chats.len())
    );
    let mut members: HashMap<ChatId, Vec<Member>> = HashMap::new();
    for row in rows(tx, sql, chats.iter().copied().map(Value::from).collect()).await? {
        let chat = ChatId::from_uuid(column(&row, "chat_id")?);
        members.entry(chat).or_default().push(member_from(&row)?);
    }
    Ok(members)
}
