//! Asking the index.
//!
//! FTS5 gives its hits one by one from the newest on, so a page costs what it shows. GIN gives all hits of a
//! conjunction at once and they are sorted afterwards: there the messages are searched in stretches, the newest
//! first and each larger than the one before, so that a common word does not bring up half of the table.

use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, Message, SearchTerm, SearchWords, Timestamp, UserId};

use super::{chat_mark, sender_mark};
use crate::{
    ChatAccess, Store, StoreError,
    decorate::{Bare, decorate},
    hidden::not_hidden,
    messages::{MESSAGE, message_from},
    statement::{column, is_postgres, row, rows, values},
};

/// What a message must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// A link in its text.
    Link,
    /// Pictures or videos.
    Photo,
    /// Other files.
    File,
    /// A recorded voice.
    Voice,
}

impl Has {
    pub(super) const fn mark(self) -> &'static str {
        match self {
            Self::Link => "#link",
            Self::Photo => "#photo",
            Self::File => "#file",
            Self::Voice => "#voice",
        }
    }
}

/// What to look for.
#[derive(Debug, Clone)]
pub struct MessageQuery<'a> {
    /// The words; may be empty when `has` says what to look for.
    pub words: &'a SearchWords,
    /// In this chat only.
    pub chat: Option<&'a ChatAccess>,
    /// By this person only.
    pub from: Option<UserId>,
    /// Sent at this moment or later.
    pub after: Option<Timestamp>,
    /// Sent before this moment.
    pub before: Option<Timestamp>,
    /// With this only.
    pub has: Option<Has>,
    /// The family chat, unless the owner switched it off: then nothing is found in it.
    pub family: Option<ChatId>,
    /// Only what is older than the end of an earlier page.
    pub beyond: Option<i64>,
    /// Messages on the page, at most.
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct FoundPage {
    /// Newest first.
    pub messages: Vec<Message>,
    /// For [`MessageQuery::beyond`] of the next page; `None` on the last.
    pub next: Option<i64>,
}

impl FoundPage {
    const EMPTY: Self = Self { messages: Vec::new(), next: None };
}

/// Up to so many chats of a person are named in the query. For more the index finds in all chats, and those of
/// others are passed over: with 650,000 messages FTS5 took 30 ms to look into 25 chats (each opens its own list)
/// and 1 ms to pass over the other half of the hits.
const CHATS_NAMED_MAX: usize = 5;
/// How far the order of `row_id` may differ from that of the times at most: clocks are set, and nodes differ.
const CLOCK_SLACK: std::time::Duration = std::time::Duration::from_secs(24 * 3_600);
/// The first stretches of messages that PostgreSQL searches; the last one is all the rest.
const STRETCHES: [i64; 3] = [20_000, 160_000, i64::MAX];

impl Store {
    /// Finds messages in the chats of `user` that they may see, the newest first. What was written or changed
    /// since [`Store::index_messages`] is not found yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn search_messages(
        &self,
        user: UserId,
        query: &MessageQuery<'_>,
    ) -> Result<FoundPage, StoreError> {
        let tx = self.database().begin_read().await?;
        let found = search(&tx, user, query).await;
        tx.commit().await?;
        found
    }
}

async fn search(
    tx: &DatabaseTransaction,
    user: UserId,
    query: &MessageQuery<'_>,
) -> Result<FoundPage, StoreError> {
    let Some(conditions) = conditions(tx, user, query).await? else { return Ok(FoundPage::EMPTY) };
    let Some((from, to)) = bounds(tx, query).await? else { return Ok(FoundPage::EMPTY) };
    let wanted = query.limit as usize + 1;
    let mut hits: Vec<(i64, Bare)> = Vec::new();
    if is_postgres(tx) {
        let mut end = to;
        for stretch in STRETCHES {
            let begin = from.max(end.saturating_sub(stretch));
            let asked = Asked { user, query, expression: conditions.tsquery(), from: begin, to: end };
            hits.extend(asked.hits(tx, wanted - hits.len()).await?);
            end = begin;
            if hits.len() >= wanted || begin <= from {
                break;
            }
        }
    } else {
        let asked = Asked { user, query, expression: conditions.fts5(), from, to };
        hits = asked.hits(tx, wanted).await?;
    }
    let more = hits.len() >= wanted;
    hits.truncate(query.limit as usize);
    let next = hits.last().map(|(row_id, _)| *row_id).filter(|_| more);
    let bare = hits.into_iter().map(|(_, bare)| bare).collect();
    Ok(FoundPage { messages: decorate(tx, bare, Some(user)).await?, next })
}

/// A conjunction of alternatives.
struct Conditions(Vec<Vec<Lexeme>>);

enum Lexeme {
    Whole(String),
    Prefix(String),
}

/// `None` when nothing can be found.
async fn conditions(
    tx: &DatabaseTransaction,
    user: UserId,
    query: &MessageQuery<'_>,
) -> Result<Option<Conditions>, StoreError> {
    if query.words.is_empty() && query.has.is_none() {
        return Ok(None);
    }
    let mut all: Vec<Vec<Lexeme>> = query.words.terms().iter().map(alternatives).collect();
    let chats = match query.chat {
        Some(access) => vec![access.chat()],
        None => chats_of(tx, user).await?,
    };
    if chats.is_empty() {
        return Ok(None);
    }
    if chats.len() <= CHATS_NAMED_MAX {
        all.push(chats.into_iter().map(|chat| Lexeme::Whole(chat_mark(chat))).collect());
    }
    all.extend(query.from.map(|from| vec![Lexeme::Whole(sender_mark(from))]));
    all.extend(query.has.map(|has| vec![Lexeme::Whole(has.mark().to_owned())]));
    Ok(Some(Conditions(all)))
}

fn alternatives(term: &SearchTerm) -> Vec<Lexeme> {
    let mut either = vec![Lexeme::Whole(term.stem.clone())];
    either.extend(term.prefix.clone().map(Lexeme::Prefix));
    either
}

/// One more than can be named, if there are so many.
async fn chats_of(tx: &DatabaseTransaction, user: UserId) -> Result<Vec<ChatId>, StoreError> {
    let sql = "SELECT chat_id FROM chat_members WHERE user_id = $1 LIMIT $2";
    let limit = i64::try_from(CHATS_NAMED_MAX + 1).unwrap_or(i64::MAX);
    let found = rows(tx, sql, values![user.uuid(), limit]).await?;
    found.iter().map(|row| Ok(ChatId::from_uuid(column(row, "chat_id")?))).collect()
}

impl Conditions {
    /// No lexeme holds a quotation mark or a backslash, so nothing has to be escaped.
    fn fts5(&self) -> String {
        self.text(" AND ", " OR ", |lexeme| match lexeme {
            Lexeme::Whole(text) => format!("\"{text}\""),
            Lexeme::Prefix(text) => format!("\"{text}\" *"),
        })
    }

    fn tsquery(&self) -> String {
        self.text(" & ", " | ", |lexeme| match lexeme {
            Lexeme::Whole(text) => format!("'{text}'"),
            Lexeme::Prefix(text) => format!("'{text}':*"),
        })
    }

    fn text(&self, and: &str, or: &str, lexeme: impl Fn(&Lexeme) -> String) -> String {
        let group =
            |either: &Vec<Lexeme>| format!("({})", either.iter().map(&lexeme).collect::<Vec<_>>().join(or));
        self.0.iter().map(group).collect::<Vec<_>>().join(and)
    }
}

/// The numbers of the messages that can be meant: from, and up to but not including. `None`: there are none.
async fn bounds(
    tx: &DatabaseTransaction,
    query: &MessageQuery<'_>,
) -> Result<Option<(i64, i64)>, StoreError> {
    let from = match query.after {
        Some(moment) => {
            let sql = "SELECT row_id FROM messages WHERE id >= $1 ORDER BY id LIMIT 1";
            edge(tx, sql, moment - CLOCK_SLACK).await?
        }
        None => Some(0),
    };
    let to = match query.before {
        Some(moment) => {
            let sql = "SELECT row_id FROM messages WHERE id < $1 ORDER BY id DESC LIMIT 1";
            edge(tx, sql, moment + CLOCK_SLACK).await?
        }
        None => {
            let found = row(tx, "SELECT max(row_id) AS row_id FROM messages", Vec::new()).await?;
            found.map(|row| column::<Option<i64>>(&row, "row_id")).transpose()?.flatten()
        }
    };
    let (Some(from), Some(to)) = (from, to) else { return Ok(None) };
    let to = query.beyond.unwrap_or(i64::MAX).min(to.saturating_add(1));
    Ok((from < to).then_some((from, to)))
}

/// The message at a moment. A message's id begins with its time, and has an index.
async fn edge(tx: &DatabaseTransaction, sql: &str, moment: Timestamp) -> Result<Option<i64>, StoreError> {
    let millis = u128::try_from(moment.millis().max(0)).unwrap_or(0);
    let found = row(tx, sql, values![Uuid::from_u128(millis << 80)]).await?;
    found.map(|row| column(&row, "row_id")).transpose()
}

/// One statement.
struct Asked<'a> {
    user: UserId,
    query: &'a MessageQuery<'a>,
    expression: String,
    from: i64,
    to: i64,
}

impl Asked<'_> {
    async fn hits(&self, tx: &DatabaseTransaction, limit: usize) -> Result<Vec<(i64, Bare)>, StoreError> {
        // `+ 0` keeps PostgreSQL from walking all messages backwards in the hope of a soon hit; on SQLite
        // `CROSS JOIN` keeps the index in front, whose order is the one asked for.
        let (hits, order) = if is_postgres(tx) {
            ("message_words f JOIN messages m ON m.row_id = f.row_id", "f.row_id + 0")
        } else {
            ("message_words f CROSS JOIN messages m ON m.row_id = f.rowid", "f.rowid")
        };
        let (fits, key) = if is_postgres(tx) {
            ("f.words @@ $2::text::tsquery", "f.row_id")
        } else {
            ("f.message_words MATCH $2", "f.rowid")
        };
        let visible = not_hidden("m.id", "$1");
        let sql = format!(
            "SELECT m.row_id, {MESSAGE} FROM {hits}
             JOIN chat_members mb ON mb.chat_id = m.chat_id AND mb.user_id = $1
             JOIN chats c ON c.id = m.chat_id
             WHERE {fits} AND {key} >= $3 AND {key} < $4 AND m.created_at >= $5 AND m.created_at < $6
               AND (c.kind <> 'family' OR c.id = $7) AND (m.chat_id = $8 OR $9 = 0)
               AND m.deleted_at IS NULL AND m.seq > mb.visible_from AND {visible}
             ORDER BY {order} DESC LIMIT $10"
        );
        let chat = self.query.chat.map(ChatAccess::chat);
        let values: Vec<Value> = values![
            self.user.uuid(),
            self.expression.clone(),
            self.from,
            self.to,
            self.query.after.map_or(i64::MIN, Timestamp::millis),
            self.query.before.map_or(i64::MAX, Timestamp::millis),
            self.query.family.map_or(Uuid::nil(), ChatId::uuid),
            chat.map_or(Uuid::nil(), ChatId::uuid),
            i64::from(chat.is_some()),
            i64::try_from(limit).unwrap_or(i64::MAX),
        ];
        let found = rows(tx, sql, values).await?;
        found.iter().map(|row| Ok((column(row, "row_id")?, message_from(row)?))).collect()
    }
}
