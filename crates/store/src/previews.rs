//! Where the links of messages lead: what messages show of it, the queue of links to look at, and what was found lately.
//!
//! A link enters the queue in the transaction that stores its message, so no crash loses it. Whoever takes one moves its
//! time on: if they die over it, it comes again. A message that has no link costs nothing of this.

use std::{collections::HashMap, time::Duration};

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, FileId, LinkPreview, Message, MessageId, PageCard, Timestamp, UserId};

use crate::{
    Store, StoreError,
    chats::{EventRow, log_event_about},
    decorate::{Flags, decorate, message_id},
    files::{FILE, file_from},
    log::LogEntry,
    messages::{MESSAGE, message_from},
    statement::{column, execute, for_update, list, padded, row, rows, small, values},
    transaction::{commit_mark, in_transaction},
    words::EventKind,
};

/// A link to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewJob {
    /// The message that it stands in.
    pub message: MessageId,
    /// The chat of the message.
    pub chat: ChatId,
    /// Who sent the message.
    pub user: UserId,
    /// The link as it stands in the text.
    pub url: String,
    /// How often it was taken, this time included.
    pub attempts: u32,
}

/// What was found behind a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewFound {
    /// What the page says of itself.
    pub page: PageCard,
    /// Its picture.
    pub image: Option<FileId>,
}

/// What was found behind an address lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CachedPreview {
    /// When somebody looked.
    pub fetched_at: Timestamp,
    /// `None`: nothing to show.
    pub found: Option<PreviewFound>,
}

impl Store {
    /// Takes up to `limit` links that are due, the oldest first, but none of the people in `except`. They come again
    /// after `lease` unless they are finished by then.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn take_preview_jobs(
        &self,
        except: &[UserId],
        limit: u32,
        lease: Duration,
    ) -> Result<Vec<PreviewJob>, StoreError> {
        let now = self.now();
        let others = if except.is_empty() {
            String::new()
        } else {
            format!("AND user_id NOT IN ({})", list(2, except.len()))
        };
        let sql = format!(
            "SELECT message_id, chat_id, user_id, url, due_at, attempts FROM preview_jobs
             WHERE due_at <= $1 {others} ORDER BY due_at, message_id LIMIT $2"
        );
        let mut values = values![now.millis(), i64::from(limit)];
        values.extend(except.iter().map(|user| Value::from(user.uuid())));
        let mut taken = Vec::new();
        for row in rows(self.database().reader(), sql, values).await? {
            let due_at: i64 = column(&row, "due_at")?;
            let job = job_from(&row)?;
            // Another node may be faster.
            let sql = "UPDATE preview_jobs SET due_at = $3, attempts = attempts + 1
                       WHERE message_id = $1 AND due_at = $2";
            let values = values![job.message.uuid(), due_at, (now + lease).millis()];
            if execute(self.database().writer(), sql, values).await? > 0 {
                taken.push(job);
            }
        }
        Ok(taken)
    }

    /// Ends the work on a link: its message shows what was found from now on. The entry is what its chat must hear;
    /// `None` when nothing was found, or the message has gone or another link by now.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; then the link comes again.
    pub async fn finish_preview(
        &self,
        job: &PreviewJob,
        found: Option<&PreviewFound>,
    ) -> Result<Option<LogEntry>, StoreError> {
        let at = self.now();
        in_transaction!(self.database(), |tx| finish(&tx, job, found, at))
    }

    /// What was found under this digest of an address, however long ago.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn cached_preview(&self, digest: &str) -> Result<Option<CachedPreview>, StoreError> {
        let sql =
            "SELECT fetched_at, title, description, site_name, image_id FROM preview_cache WHERE digest = $1";
        let found = row(self.database().reader(), sql, values![digest]).await?;
        found
            .map(|row| {
                let image: Option<Uuid> = column(&row, "image_id")?;
                let found =
                    card(&row)?.map(|page| PreviewFound { page, image: image.map(FileId::from_uuid) });
                Ok(CachedPreview { fetched_at: Timestamp::from_millis(column(&row, "fetched_at")?), found })
            })
            .transpose()
    }

    /// Keeps what was found now.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn cache_preview(&self, digest: &str, found: Option<&PreviewFound>) -> Result<(), StoreError> {
        let sql = "INSERT INTO preview_cache (digest, fetched_at, title, description, site_name, image_id)
                   VALUES ($1, $2, $3, $4, $5, $6)
                   ON CONFLICT (digest) DO UPDATE SET fetched_at = excluded.fetched_at, title = excluded.title,
                       description = excluded.description, site_name = excluded.site_name,
                       image_id = excluded.image_id";
        let mut values = values![digest, self.now().millis()];
        values.extend(card_values(found.map(|found| &found.page)));
        values.push(Value::from(found.and_then(|found| found.image).map(FileId::uuid)));
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// Forgets what was found before `before`; says of how much.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_cached_previews(&self, before: Timestamp) -> Result<u64, StoreError> {
        let sql = "DELETE FROM preview_cache WHERE fetched_at < $1";
        execute(self.database().writer(), sql, values![before.millis()]).await
    }
}

async fn finish(
    tx: &DatabaseTransaction,
    job: &PreviewJob,
    found: Option<&PreviewFound>,
    at: Timestamp,
) -> Result<Option<LogEntry>, StoreError> {
    let lock = for_update(tx);
    if !lock.is_empty() {
        let sql = format!("SELECT id FROM chats WHERE id = $1{lock}");
        row(tx, sql, values![job.chat.uuid()]).await?;
    }
    let id = job.message.uuid();
    let sql = "DELETE FROM preview_jobs WHERE message_id = $1 AND url = $2";
    let waited = execute(tx, sql, values![id, job.url.as_str()]).await? > 0;
    let Some(found) = found.filter(|_| waited) else { return Ok(None) };
    let sql = format!(
        "SELECT {MESSAGE} FROM messages m JOIN chats c ON c.id = m.chat_id
         WHERE m.id = $1 AND c.deleted_at IS NULL"
    );
    let Some(row) = row(tx, sql.as_str(), values![id]).await? else { return Ok(None) };
    let mut bare = message_from(&row)?;
    if bare.message.body.link() != Some(job.url.as_str()) || bare.flags & Flags::PREVIEW != 0 {
        return Ok(None);
    }
    let mark = commit_mark(tx).await?;
    let event =
        EventRow { chat: bare.message.chat, kind: EventKind::Preview, user: bare.message.sender, at, mark };
    let seq = log_event_about(tx, event, Some(job.message), None).await?;
    insert(tx, id, &job.url, &found.page, found.image).await?;
    bare.flags |= Flags::PREVIEW;
    bare.message.rev = seq;
    let sql = "UPDATE messages SET rev = $2, flags = $3 WHERE id = $1";
    execute(tx, sql, values![id, seq, bare.flags]).await?;
    let message = decorate(tx, vec![bare], None).await?.pop();
    let message = message.ok_or_else(|| StoreError::inconsistent("messages", "id", job.message))?;
    Ok(Some(LogEntry::MessageChanged { seq, message }))
}

/// Puts the links of messages that were just stored into the queue, as far as they have one and show nothing yet.
pub(crate) async fn enqueue<'a>(
    tx: &DatabaseTransaction,
    messages: impl Iterator<Item = &'a Message> + Send,
    now: Timestamp,
) -> Result<(), StoreError> {
    for message in messages.filter(|message| message.preview.is_none()) {
        if let Some(url) = message.body.link() {
            insert_job(tx, message, url, now).await?;
        }
    }
    Ok(())
}

/// Forgets what a message shows, and puts its new link into the queue if there is one to look at.
pub(crate) async fn replace(
    tx: &DatabaseTransaction,
    message: &Message,
    link: Option<&str>,
    now: Timestamp,
) -> Result<(), StoreError> {
    forget(tx, message.id).await?;
    match link {
        Some(url) => insert_job(tx, message, url, now).await,
        None => Ok(()),
    }
}

/// Forgets what a message shows and what it might have shown.
pub(crate) async fn forget(tx: &DatabaseTransaction, message: MessageId) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM message_previews WHERE message_id = $1", values![message.uuid()]).await?;
    execute(tx, "DELETE FROM preview_jobs WHERE message_id = $1", values![message.uuid()]).await.map(|_| ())
}

/// Stores what a message shows that came with its preview.
pub(crate) async fn attach(
    tx: &DatabaseTransaction,
    message: MessageId,
    preview: &LinkPreview,
) -> Result<(), StoreError> {
    let image = preview.image.as_ref().map(|image| image.id);
    insert(tx, message.uuid(), &preview.url, &preview.page, image).await
}

/// What the messages show.
pub(crate) async fn previews_of<C: ConnectionTrait>(
    db: &C,
    messages: &[Uuid],
) -> Result<HashMap<MessageId, Box<LinkPreview>>, StoreError> {
    let mut found = HashMap::new();
    for piece in padded(messages) {
        let sql = format!(
            "SELECT v.message_id, v.url, v.title, v.description, v.site_name, v.image_id, {FILE}
             FROM message_previews v LEFT JOIN files f ON f.id = v.image_id WHERE v.message_id IN ({})",
            list(0, piece.len())
        );
        for row in rows(db, sql, piece.into_iter().map(Value::from).collect()).await? {
            let id = message_id(&row)?;
            let page =
                card(&row)?.ok_or_else(|| StoreError::inconsistent("message_previews", "title", id))?;
            let image = column::<Option<Uuid>>(&row, "image_id")?.map(|_| file_from(&row)).transpose()?;
            found.insert(id, Box::new(LinkPreview { url: column(&row, "url")?, page, image }));
        }
    }
    Ok(found)
}

async fn insert(
    tx: &DatabaseTransaction,
    message: Uuid,
    url: &str,
    page: &PageCard,
    image: Option<FileId>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO message_previews (message_id, url, title, description, site_name, image_id)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let mut values = values![message, url];
    values.extend(card_values(Some(page)));
    values.push(Value::from(image.map(FileId::uuid)));
    execute(tx, sql, values).await.map(|_| ())
}

async fn insert_job(
    tx: &DatabaseTransaction,
    message: &Message,
    url: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO preview_jobs (message_id, chat_id, user_id, url, due_at, attempts)
               VALUES ($1, $2, $3, $4, $5, 0)";
    let values = values![message.id.uuid(), message.chat.uuid(), message.sender.uuid(), url, now.millis()];
    execute(tx, sql, values).await.map(|_| ())
}

/// A job as it is once it was taken.
fn job_from(row: &QueryResult) -> Result<PreviewJob, StoreError> {
    Ok(PreviewJob {
        message: message_id(row)?,
        chat: ChatId::from_uuid(column(row, "chat_id")?),
        user: UserId::from_uuid(column(row, "user_id")?),
        url: column(row, "url")?,
        attempts: small(row, "preview_jobs", "attempts")?.saturating_add(1),
    })
}

/// The three lines; `None` when there is neither a title nor a description.
fn card(row: &QueryResult) -> Result<Option<PageCard>, StoreError> {
    let (title, description, site_name) =
        (column(row, "title")?, column(row, "description")?, column(row, "site_name")?);
    let card = PageCard { title, description, site_name };
    Ok((card.title.is_some() || card.description.is_some()).then_some(card))
}

fn card_values(page: Option<&PageCard>) -> Vec<Value> {
    let line = |of: fn(&PageCard) -> &Option<String>| Value::from(page.and_then(|page| of(page).clone()));
    vec![line(|p| &p.title), line(|p| &p.description), line(|p| &p.site_name)]
}
