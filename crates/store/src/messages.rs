//! The group commit: many messages of many people in one transaction and one flush of the disk.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{DatabaseTransaction, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;
use zvonilka_model::{
    CallCard, CallId, ChatId, ClientId, DisplayName, FilesKind, ForwardedFrom, Message, MessageBody,
    MessageId, MessageKind, Timestamp, UserId,
};

use crate::{
    PreviewWish, Store, StoreError,
    decorate::{Bare, decorate},
    enclosed::{self, Enclosed, Resolved},
    notes, previews,
    privacy::REFUSED,
    statement::{column, execute, for_update, list, padded, pieces, row, rows, values},
    transaction::{commit_mark, in_transaction},
    words::{Word, word},
};

/// A message to be stored.
#[derive(Debug, Clone)]
pub struct NewMessage {
    /// Where to.
    pub chat: ChatId,
    /// Who sends.
    pub sender: UserId,
    /// The sender's own id of it.
    pub client_id: ClientId,
    /// What it says.
    pub body: MessageBody,
    /// What comes with it; nothing with a plain text.
    pub enclosed: Option<Box<Enclosed>>,
}

/// A message that is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Appended {
    /// Just now.
    Fresh(Message),
    /// Earlier, under the same client id; this time nothing was written.
    Repeated(Message),
}

/// Why a message was not stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppendRefusal {
    /// The sender is not in the chat, or there is no such chat.
    NotMember,
    /// The other one of a direct chat takes no messages of the sender: by their settings, or by a block.
    PrivacyForbids,
    /// The sender cannot see the message that it answers, or that one is in another chat.
    ReplyTo,
    /// The sender cannot see the message that is to be sent on, or it cannot be sent on.
    ForwardOf,
    /// A file is neither the sender's nor one that they can see.
    Attachments,
    /// A voice message is exactly one file of sound.
    Voice,
}

/// What makes a message the same one for ever.
type Key = (ChatId, UserId, ClientId);

impl NewMessage {
    fn key(&self) -> Key {
        (self.chat, self.sender, self.client_id.clone())
    }
}

impl Store {
    /// Stores a batch in one transaction and answers in its order. The messages of one chat take the next
    /// places of its log in the order of the batch; one that was stored before, or stands twice in the batch,
    /// takes one place only. The sender of a text has read up to it; a call card counts as read by nobody.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails. Then nothing is stored, and the caller can try the messages one
    /// by one, so that a bad one fails alone.
    pub async fn append(
        &self,
        batch: Vec<NewMessage>,
    ) -> Result<Vec<Result<Appended, AppendRefusal>>, StoreError> {
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let now = self.now();
        in_transaction!(self.database(), |tx| append(&tx, &batch, now))
    }
}

/// What is decided about one item before anything is written.
enum Verdict {
    Refused(AppendRefusal),
    Stored(Box<Message>),
    /// The place in the list of fresh messages, and whether an earlier item of the batch took it.
    Fresh {
        place: usize,
        repeated: bool,
    },
}

async fn append(
    tx: &DatabaseTransaction,
    batch: &[NewMessage],
    now: Timestamp,
) -> Result<Vec<Result<Appended, AppendRefusal>>, StoreError> {
    lock_chats(tx, batch).await?;
    let ends = if_all_welcome(tx, batch).await?;
    let stored = if ends.is_some() { HashMap::new() } else { stored_messages(tx, batch).await? };
    let members = if ends.is_some() { None } else { Some(memberships(tx, batch).await?) };
    let resolved = enclosed::resolve(tx, batch).await?;

    let mut fresh: Vec<&NewMessage> = Vec::new();
    let mut places: HashMap<Key, usize> = HashMap::new();
    let mut verdicts = Vec::with_capacity(batch.len());
    for item in batch {
        let key = item.key();
        verdicts.push(if let Some(message) = stored.get(&key) {
            Verdict::Stored(Box::new(message.clone()))
        } else if let Some(place) = places.get(&key) {
            Verdict::Fresh { place: *place, repeated: true }
        } else if let Some(refusal) = members.as_ref().and_then(|members| members.refusal(item)) {
            Verdict::Refused(refusal)
        } else if let Some(refusal) = resolved.refusal(item) {
            Verdict::Refused(refusal)
        } else {
            places.insert(key, fresh.len());
            fresh.push(item);
            Verdict::Fresh { place: fresh.len() - 1, repeated: false }
        });
    }

    let messages =
        if fresh.is_empty() { Vec::new() } else { write(tx, &fresh, &resolved, ends, now).await? };
    let answer = |verdict| match verdict {
        Verdict::Refused(refusal) => Err(refusal),
        Verdict::Stored(message) => Ok(Appended::Repeated(*message)),
        Verdict::Fresh { place, repeated: false } => Ok(Appended::Fresh(messages[place].clone())),
        Verdict::Fresh { place, repeated: true } => Ok(Appended::Repeated(messages[place].clone())),
    };
    Ok(verdicts.into_iter().map(answer).collect())
}

/// Takes the chats one after the other in the order of their ids, so that two nodes never wait for each
/// other in a circle. On SQLite the transaction holds the whole database already.
async fn lock_chats(tx: &DatabaseTransaction, batch: &[NewMessage]) -> Result<(), StoreError> {
    let lock = for_update(tx);
    if lock.is_empty() {
        return Ok(());
    }
    let mut ids: Vec<Uuid> = batch.iter().map(|item| item.chat.uuid()).collect();
    ids.sort_unstable();
    ids.dedup();
    for piece in padded(&ids) {
        let sql = format!("SELECT id FROM chats WHERE id IN ({}) ORDER BY id{lock}", list(0, piece.len()));
        rows(tx, sql, piece.into_iter().map(Value::from).collect()).await?;
    }
    Ok(())
}

fn key_values(item: &NewMessage) -> Vec<Value> {
    values![item.chat.uuid(), item.sender.uuid(), item.client_id.as_str()]
}

/// The ends of the chats' logs, if none of the messages was stored before and all of their senders may write them:
/// true of nearly every batch, and found out with one statement that gives one row. Each row that a database gives
/// wakes whoever waits for it.
async fn if_all_welcome(
    tx: &DatabaseTransaction,
    batch: &[NewMessage],
) -> Result<Option<HashMap<ChatId, i64>>, StoreError> {
    let placed: Vec<(i64, &NewMessage)> = (0_i64..).zip(batch).collect();
    let mut ends = HashMap::new();
    let mut welcome = 0;
    for piece in pieces(&placed, 0, |(place, item)| [key_values(item), values![*place]].concat()) {
        let sql = format!(
            "SELECT string_agg(CAST(place AS TEXT) || ' ' || CAST(last_seq AS TEXT), ',') AS welcome FROM (
                 SELECT v.column4 AS place, c.last_seq, {REFUSED} FROM (VALUES {}) AS v
                 JOIN chat_members mb ON mb.chat_id = v.column1 AND mb.user_id = v.column2
                 JOIN chats c ON c.id = mb.chat_id
                 LEFT JOIN messages m
                 ON m.chat_id = v.column1 AND m.sender_id = v.column2 AND m.client_id = v.column3
                 WHERE m.id IS NULL
             ) AS fresh WHERE NOT refused",
            piece.tuples
        );
        let Some(row) = row(tx, sql, piece.values).await? else { return Ok(None) };
        let Some(list) = column::<Option<String>>(&row, "welcome")? else { return Ok(None) };
        for entry in list.split(',') {
            let wrong = || StoreError::inconsistent("chats", "last_seq", entry);
            let (place, end) = entry.split_once(' ').ok_or_else(wrong)?;
            let item = place.parse().ok().and_then(|place: usize| batch.get(place)).ok_or_else(wrong)?;
            ends.insert(item.chat, end.parse().map_err(|_| wrong())?);
            welcome += 1;
        }
    }
    Ok((welcome == batch.len()).then_some(ends))
}

async fn stored_messages(
    tx: &DatabaseTransaction,
    batch: &[NewMessage],
) -> Result<HashMap<Key, Message>, StoreError> {
    let mut stored = HashMap::new();
    for piece in pieces(batch, 0, key_values) {
        let sql = format!(
            "SELECT {MESSAGE} FROM (VALUES {}) AS v JOIN messages m
             ON m.chat_id = v.column1 AND m.sender_id = v.column2 AND m.client_id = v.column3",
            piece.tuples
        );
        for row in rows(tx, sql, piece.values).await? {
            let bare = message_from(&row)?;
            let viewer = Some(bare.message.sender);
            for message in decorate(tx, vec![bare], viewer).await? {
                stored.insert((message.chat, message.sender, message.client_id.clone()), message);
            }
        }
    }
    Ok(stored)
}

/// Which senders of a batch are in the chats they write to, and whose messages the other one of a direct chat
/// takes.
#[derive(Default)]
struct Memberships {
    all: HashSet<(ChatId, UserId)>,
    refused: HashSet<(ChatId, UserId)>,
}

impl Memberships {
    fn refusal(&self, item: &NewMessage) -> Option<AppendRefusal> {
        let pair = (item.chat, item.sender);
        // The card of a call stands in the chat whatever has become of the two since.
        let takes_leave = matches!(item.body, MessageBody::Call(_));
        if !self.all.contains(&pair) {
            Some(AppendRefusal::NotMember)
        } else if self.refused.contains(&pair) && !takes_leave {
            Some(AppendRefusal::PrivacyForbids)
        } else {
            None
        }
    }
}

async fn memberships(tx: &DatabaseTransaction, batch: &[NewMessage]) -> Result<Memberships, StoreError> {
    let mut pairs: Vec<(Uuid, Uuid)> = batch.iter().map(|i| (i.chat.uuid(), i.sender.uuid())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut members = Memberships::default();
    for piece in pieces(&pairs, 0, |(chat, user)| values![*chat, *user]) {
        let sql = format!(
            "SELECT mb.chat_id, mb.user_id, {REFUSED} FROM (VALUES {}) AS v
             JOIN chat_members mb ON mb.chat_id = v.column1 AND mb.user_id = v.column2
             JOIN chats c ON c.id = mb.chat_id",
            piece.tuples
        );
        for row in rows(tx, sql, piece.values).await? {
            let chat = ChatId::from_uuid(column(&row, "chat_id")?);
            let pair = (chat, UserId::from_uuid(column(&row, "user_id")?));
            if column(&row, "refused")? {
                members.refused.insert(pair);
            }
            members.all.insert(pair);
        }
    }
    Ok(members)
}

/// Gives the fresh messages their places and stores them.
async fn write(
    tx: &DatabaseTransaction,
    fresh: &[&NewMessage],
    resolved: &Resolved,
    ends: Option<HashMap<ChatId, i64>>,
    now: Timestamp,
) -> Result<Vec<Message>, StoreError> {
    let mut next = take_places(tx, fresh, ends).await?;
    let mut messages = Vec::with_capacity(fresh.len());
    for item in fresh {
        let seq =
            next.get_mut(&item.chat).ok_or_else(|| StoreError::inconsistent("chats", "id", item.chat))?;
        *seq += 1;
        let mut message = Message {
            id: MessageId::generate(now),
            chat: item.chat,
            seq: *seq,
            rev: *seq,
            sender: item.sender,
            client_id: item.client_id.clone(),
            body: item.body.clone(),
            reply_to: None,
            forwarded_from: None,
            attachments: Vec::new(),
            mentions: Vec::new(),
            reactions: Vec::new(),
            preview: None,
            created_at: now,
            edited_at: None,
        };
        resolved.complete(item, &mut message);
        messages.push(message);
    }
    insert(tx, &messages).await?;
    enclosed::attach(tx, &messages).await?;
    let wished = fresh.iter().map(|item| item.enclosed.as_ref().map(|enclosed| enclosed.preview));
    let wished = messages.iter().zip(wished).filter(|(_, wish)| *wish == Some(PreviewWish::Wanted));
    previews::enqueue(tx, wished.map(|(message, _)| message), now).await?;
    mark_read_by_senders(tx, &messages).await?;
    Ok(messages)
}

/// Moves the end of each chat's log on by as many places as the batch needs; gives the ends from before, unless they
/// are known.
async fn take_places(
    tx: &DatabaseTransaction,
    fresh: &[&NewMessage],
    known: Option<HashMap<ChatId, i64>>,
) -> Result<HashMap<ChatId, i64>, StoreError> {
    let mark = commit_mark(tx).await?;
    let mut counts: BTreeMap<ChatId, i64> = BTreeMap::new();
    for item in fresh {
        *counts.entry(item.chat).or_default() += 1;
    }
    let list: Vec<(ChatId, i64)> = counts.iter().map(|(chat, count)| (*chat, *count)).collect();
    let mut ends = HashMap::with_capacity(list.len());
    for piece in pieces(&list, 1, |(chat, count)| values![chat.uuid(), *count]) {
        let update = format!(
            "UPDATE chats SET last_seq = last_seq + v.column2, changed = $1
             FROM (VALUES {}) AS v WHERE id = v.column1",
            piece.tuples
        );
        let mut values = values![mark];
        values.extend(piece.values);
        if known.is_some() {
            execute(tx, update, values).await?;
            continue;
        }
        for row in rows(tx, format!("{update} RETURNING id, last_seq"), values).await? {
            let chat = ChatId::from_uuid(column(&row, "id")?);
            let count = counts.get(&chat).copied().unwrap_or(0);
            ends.insert(chat, column::<i64>(&row, "last_seq")? - count);
        }
    }
    Ok(known.unwrap_or(ends))
}

pub(crate) async fn insert(tx: &DatabaseTransaction, messages: &[Message]) -> Result<(), StoreError> {
    let (plain, rich): (Vec<&Message>, Vec<&Message>) =
        messages.iter().partition(|message| enclosed::is_plain(message));
    insert_rows(tx, &plain, PLAIN, plain_values).await?;
    insert_rows(tx, &rich, RICH, rich_values).await
}

/// The columns of a plain text, which most messages are: each column more would cost them all.
const PLAIN: [&str; 10] =
    ["id", "chat_id", "seq", "rev", "sender_id", "client_id", "kind", "text", "payload", "created_at"];
/// The columns of a message that encloses something.
const RICH: [&str; 14] = [
    "id",
    "chat_id",
    "seq",
    "rev",
    "sender_id",
    "client_id",
    "kind",
    "text",
    "payload",
    "created_at",
    "flags",
    "reply_to",
    "forwarded_user",
    "forwarded_name",
];

async fn insert_rows<const N: usize>(
    tx: &DatabaseTransaction,
    messages: &[&Message],
    columns: [&str; N],
    values: fn(&Message) -> Vec<Value>,
) -> Result<(), StoreError> {
    for piece in pieces(messages, 0, |message| values(message)) {
        let sql = format!("INSERT INTO messages ({}) {}", columns.join(", "), piece.rows());
        execute(tx, sql, piece.values).await?;
    }
    Ok(())
}

fn plain_values(message: &Message) -> Vec<Value> {
    let (text, payload) = match &message.body {
        MessageBody::Text(text) => (Some(text.clone()), None),
        MessageBody::Files { caption, .. } => (caption.clone(), None),
        MessageBody::Call(card) => (None, Some(payload(card))),
        MessageBody::System(note) => (None, Some(notes::payload(note))),
        MessageBody::Deleted { .. } => (None, None),
    };
    values![
        message.id.uuid(),
        message.chat.uuid(),
        message.seq,
        message.rev,
        message.sender.uuid(),
        message.client_id.as_str(),
        message.body.kind().word(),
        text,
        payload,
        message.created_at.millis(),
    ]
}

fn rich_values(message: &Message) -> Vec<Value> {
    let from = message.forwarded_from.as_ref();
    let mut values = plain_values(message);
    values.extend(values![
        enclosed::flags(message),
        message.reply_to.map(MessageId::uuid),
        from.map(|from| from.user.uuid()),
        from.map(|from| from.display_name.to_string()),
    ]);
    values
}

/// Whoever writes has read what stands above, and means to mark it as unread no longer. The new places are beyond every mark, so marks only go forward.
async fn mark_read_by_senders(tx: &DatabaseTransaction, messages: &[Message]) -> Result<(), StoreError> {
    let mut last: BTreeMap<(ChatId, UserId), i64> = BTreeMap::new();
    for message in messages {
        match message.body {
            MessageBody::Text(_) | MessageBody::Files { .. } => {
                last.insert((message.chat, message.sender), message.seq);
            }
            MessageBody::Call(_) | MessageBody::System(_) | MessageBody::Deleted { .. } => {}
        }
    }
    let list: Vec<((ChatId, UserId), i64)> = last.into_iter().collect();
    for piece in pieces(&list, 0, |((chat, user), seq)| values![chat.uuid(), user.uuid(), *seq]) {
        let sql = format!(
            "UPDATE chat_members SET read_seq = v.column3, delivered_seq = v.column3, marked_unread = FALSE
             FROM (VALUES {}) AS v WHERE chat_id = v.column1 AND user_id = v.column2",
            piece.tuples
        );
        execute(tx, sql, piece.values).await?;
    }
    Ok(())
}

/// The columns that [`message_from`] reads, of `messages AS m`.
pub(crate) const MESSAGE: &str = "m.id AS message_id, m.chat_id, m.seq, m.rev, m.sender_id, m.client_id, \
    m.kind AS message_kind, m.text, m.payload, m.flags, m.reply_to, m.forwarded_user, m.forwarded_name, \
    m.created_at, m.edited_at, m.deleted_at";

pub(crate) fn message_from(row: &QueryResult) -> Result<Bare, StoreError> {
    let id: Uuid = column(row, "message_id")?;
    let wrong = |name| StoreError::inconsistent("messages", name, id);
    let edited_at: Option<i64> = column(row, "edited_at")?;
    let message = Message {
        id: MessageId::from_uuid(id),
        chat: ChatId::from_uuid(column(row, "chat_id")?),
        seq: column(row, "seq")?,
        rev: column(row, "rev")?,
        sender: UserId::from_uuid(column(row, "sender_id")?),
        client_id: ClientId::parse(&column::<String>(row, "client_id")?).map_err(|_| wrong("client_id"))?,
        body: body_from(row, id)?,
        reply_to: column::<Option<Uuid>>(row, "reply_to")?.map(MessageId::from_uuid),
        forwarded_from: forwarded_from(row, id)?,
        attachments: Vec::new(),
        mentions: Vec::new(),
        reactions: Vec::new(),
        preview: None,
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        edited_at: edited_at.map(Timestamp::from_millis),
    };
    Ok(Bare { message, flags: column(row, "flags")? })
}

fn body_from(row: &QueryResult, id: Uuid) -> Result<MessageBody, StoreError> {
    let wrong = |name| StoreError::inconsistent("messages", name, id);
    let kind = word(row, "messages", "message_kind", id)?;
    if let Some(at) = column::<Option<i64>>(row, "deleted_at")? {
        return Ok(MessageBody::Deleted { kind, at: Timestamp::from_millis(at) });
    }
    let text: Option<String> = column(row, "text")?;
    Ok(match kind {
        MessageKind::Text => MessageBody::Text(text.ok_or_else(|| wrong("text"))?),
        MessageKind::Voice => MessageBody::Files { kind: FilesKind::Voice, caption: text },
        MessageKind::Media => MessageBody::Files { kind: FilesKind::Media, caption: text },
        MessageKind::File => MessageBody::Files { kind: FilesKind::File, caption: text },
        MessageKind::Call => {
            let payload: Option<String> = column(row, "payload")?;
            MessageBody::Call(payload.as_deref().and_then(card).ok_or_else(|| wrong("payload"))?)
        }
        MessageKind::System => {
            let payload: Option<String> = column(row, "payload")?;
            MessageBody::System(payload.as_deref().and_then(notes::note).ok_or_else(|| wrong("payload"))?)
        }
    })
}

fn forwarded_from(row: &QueryResult, id: Uuid) -> Result<Option<ForwardedFrom>, StoreError> {
    let Some(user) = column::<Option<Uuid>>(row, "forwarded_user")? else { return Ok(None) };
    let name: Option<String> = column(row, "forwarded_name")?;
    let display_name = DisplayName::parse(name.as_deref().unwrap_or_default())
        .map_err(|_| StoreError::inconsistent("messages", "forwarded_name", id))?;
    Ok(Some(ForwardedFrom { user: UserId::from_uuid(user), display_name }))
}

/// A call card as it is stored; nobody else knows this shape.
fn payload(card: &CallCard) -> String {
    json!({
        "call": card.call.to_string(),
        "kind": card.kind.word(),
        "status": card.status.word(),
        "durationMs": card.duration_ms,
    })
    .to_string()
}

fn card(payload: &str) -> Option<CallCard> {
    let value: serde_json::Value = serde_json::from_str(payload).ok()?;
    let text = |name: &str| value.get(name)?.as_str();
    Some(CallCard {
        call: text("call")?.parse::<CallId>().ok()?,
        kind: Word::from_word(text("kind")?)?,
        status: Word::from_word(text("status")?)?,
        duration_ms: value.get("durationMs")?.as_i64(),
    })
}

#[cfg(test)]
mod tests {
    use zvonilka_model::call::{CallKind, CallStatus};

    use super::*;

    #[test]
    fn a_call_card_comes_back_as_it_was_stored() {
        for duration_ms in [None, Some(65_000)] {
            let stored = CallCard {
                call: CallId::generate(Timestamp::from_millis(1_700_000_000_000)),
                kind: CallKind::Video,
                status: CallStatus::Ended,
                duration_ms,
            };
            assert_eq!(card(&payload(&stored)), Some(stored));
        }
        assert_eq!(card("{}"), None);
    }
}
