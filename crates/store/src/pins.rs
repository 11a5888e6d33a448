//! Messages that are pinned in a chat: a list in the chat's own row, so that whoever reads the chat has it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{Chat, Message, MessageId, Pin};

use crate::{
    ChatAccess, Store, StoreError,
    chats::{self, BareChat, log_event_about},
    edits::{Attempt, Changed, Hold, InHand, hold},
    log::{LogEntry, visible},
    statement::{column, execute, list, padded, rows, values},
    transaction::{commit_mark, in_transaction},
    words::EventKind,
};

impl Store {
    /// Pins a message in its chat, or takes the pin away.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn pin<R: Send>(
        &self,
        access: &ChatAccess,
        message: MessageId,
        set: bool,
        rule: impl Fn(&InHand) -> Result<(), R> + Send + Sync,
    ) -> Result<Attempt<R>, StoreError> {
        let at = self.now();
        in_transaction!(self.database(), |tx| async {
            let hold = match hold(&tx, access, message, at, &rule).await? {
                Ok(hold) => hold,
                Err(attempt) => return Ok(attempt),
            };
            if hold.found.pinned.contains(&message) == set {
                return Ok(hold.unchanged());
            }
            let mark = commit_mark(&tx).await?;
            let entries = vec![set_pin(&tx, &hold, mark, set).await?];
            Ok(Attempt::done(Changed { message: hold.found.message, entries }))
        })
    }

    /// The pinned messages of a chat that its member can see, the newest pin first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn pinned(&self, access: &ChatAccess) -> Result<Vec<Message>, StoreError> {
        let tx = self.database().begin_read().await?;
        let pinned = chats::chat(&tx, access.chat()).await?.pinned;
        let ids: Vec<Uuid> = pinned.iter().map(|pin| pin.message.uuid()).collect();
        let mut found = visible(&tx, access, &ids).await?;
        tx.commit().await?;
        found.sort_by_key(|message| pinned.iter().position(|pin| pin.message == message.id));
        Ok(found)
    }
}

/// Writes the pin of the message in hand and logs it; the caller knows that it changes something.
pub(crate) async fn set_pin(
    tx: &DatabaseTransaction,
    hold: &Hold,
    mark: i64,
    set: bool,
) -> Result<LogEntry, StoreError> {
    let (id, chat) = (hold.found.message.id, hold.found.message.chat);
    let mut pinned = hold.found.pinned.clone();
    if set {
        pinned.insert(0, id);
    } else {
        pinned.retain(|other| *other != id);
    }
    let sql = "UPDATE chats SET pinned = $2 WHERE id = $1";
    execute(tx, sql, values![chat.uuid(), pinned_text(&pinned)]).await?;
    let seq = log_event_about(tx, hold.event(EventKind::Pins, mark), Some(id), None).await?;
    Ok(LogEntry::ChatChanged { seq, chat: chats::chat(tx, chat).await?, member: None })
}

/// The pinned messages in the column `pinned` of a chat.
pub(crate) fn pinned_from(row: &QueryResult, chat: Uuid) -> Result<Vec<MessageId>, StoreError> {
    let list: Option<String> = column(row, "pinned")?;
    let ids = list.as_deref().unwrap_or_default().split(',').filter(|id| !id.is_empty());
    ids.map(str::parse)
        .collect::<Result<_, _>>()
        .map_err(|_| StoreError::inconsistent("chats", "pinned", chat))
}

/// The chat with what is pinned in it.
pub(crate) async fn placed<C: ConnectionTrait>(db: &C, bare: BareChat) -> Result<Chat, StoreError> {
    let places = places(db, std::slice::from_ref(&bare)).await?;
    Ok(bare.placed(&places))
}

/// Where the pinned messages of the chats stand in their logs; asks only when something is pinned.
pub(crate) async fn places<C: ConnectionTrait>(
    db: &C,
    chats: &[BareChat],
) -> Result<HashMap<MessageId, i64>, StoreError> {
    let ids: Vec<Uuid> = chats.iter().flat_map(|bare| &bare.pinned).map(|id| id.uuid()).collect();
    let mut places = HashMap::with_capacity(ids.len());
    for piece in padded(&ids) {
        let sql = format!("SELECT id, seq FROM messages WHERE id IN ({})", list(0, piece.len()));
        for row in rows(db, sql, piece.into_iter().map(Value::from).collect()).await? {
            places.insert(MessageId::from_uuid(column(&row, "id")?), column(&row, "seq")?);
        }
    }
    Ok(places)
}

impl BareChat {
    /// The chat with what is pinned in it, by the answer of [`places`].
    pub(crate) fn placed(self, places: &HashMap<MessageId, i64>) -> Chat {
        let pin = |message: MessageId| Some(Pin { message, place: *places.get(&message)? });
        Chat { pinned: self.pinned.into_iter().filter_map(pin).collect(), ..self.chat }
    }
}

/// The list as the column holds it; nothing for an empty one.
fn pinned_text(pinned: &[MessageId]) -> Option<String> {
    (!pinned.is_empty()).then(|| pinned.iter().map(ToString::to_string).collect::<Vec<_>>().join(","))
}
