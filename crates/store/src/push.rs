//! Where people are told of things while no page of theirs is open, what waits to be told there, and how they want it.
//!
//! One job for each thing and device: the newest word about it replaces the one that still waits. Only sign-ins that
//! have neither ended nor lapsed are told anything, however late their subscription is forgotten.

use std::time::Duration;

use sea_orm::{DatabaseTransaction, QueryResult, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, ChatKind, FileId, SessionId, Timestamp, UserId, call::DeviceKind};

use crate::{
    Store, StoreError,
    statement::{column, execute, row, rows, small, values},
    transaction::in_transaction,
    words::{Word as _, word},
};

/// Where a sign-in's device can be told things (RFC 8030), and with which keys (RFC 8291).
#[derive(Clone, PartialEq, Eq)]
pub struct PushSubscription {
    /// The address at the push service. Whoever knows it can send there.
    pub endpoint: String,
    /// The device's public key, base64url.
    pub p256dh: String,
    /// The secret that only the device and this server share, base64url.
    pub auth: String,
    /// The language of the page there, `ru` or `en`.
    pub language: String,
    /// What sort of device it is.
    pub device: DeviceKind,
    /// Where the page was opened, without a slash at the end.
    pub origin: String,
}

/// A device with a subscription, and how its person wants to be told things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushRecipient {
    /// The sign-in.
    pub session: SessionId,
    /// Whose.
    pub user: UserId,
    /// The language of the page there.
    pub language: String,
    /// What sort of device it is.
    pub device: DeviceKind,
    /// Where the page was opened.
    pub origin: String,
    /// What the person set.
    pub settings: PushSettings,
    /// Until when the chat at hand is silent for them.
    pub muted_until: Option<Timestamp>,
}

/// How somebody wants to be told things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PushSettings {
    /// Only that something came and from whom, not what it says.
    pub hide_text: bool,
    /// When only calls are told.
    pub quiet: Option<QuietHours>,
}

/// A time of each day, in minutes since midnight; from the evening to the morning when it ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    /// First minute.
    pub from: u32,
    /// The minute after the last.
    pub to: u32,
    /// Minutes by which that day is ahead of UTC.
    pub utc_offset: i32,
}

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushKind {
    /// A message.
    Message,
    /// A message that names the person.
    Mention,
    /// A call rings.
    Ring,
    /// A call rings no longer: the quiet word in its place.
    Over,
    /// A call that nobody took.
    Missed,
    /// Somebody asks to become a contact.
    Request,
    /// The person tries whether it works.
    Test,
}

impl PushKind {
    /// The stable word for it.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.word()
    }
}

/// Something to be told to one device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPushJob {
    /// To which.
    pub session: SessionId,
    /// About what: the newest word replaces the one before.
    pub topic: String,
    /// What.
    pub kind: PushKind,
    /// The message's place; once it is read nobody is told any more.
    pub place: Option<(ChatId, i64)>,
    /// JSON.
    pub payload: String,
    /// Not before.
    pub due_at: Timestamp,
    /// Not after.
    pub expires_at: Timestamp,
}

/// Which job: another one after each replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PushJobId(Uuid);

/// Something to be told to one device now.
#[derive(Clone)]
pub struct PushJob {
    /// Its id.
    pub id: PushJobId,
    /// To which device.
    pub session: SessionId,
    /// Whose.
    pub user: UserId,
    /// Where.
    pub subscription: PushSubscription,
    /// About what.
    pub topic: String,
    /// What.
    pub kind: PushKind,
    /// JSON.
    pub payload: String,
    /// Whether it is a message that was read meanwhile.
    pub read: bool,
    /// Not after.
    pub expires_at: Timestamp,
    /// How often it was taken, this time included.
    pub attempts: u32,
}

/// How the last try to tell a device something went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushReport {
    /// In a word.
    pub outcome: String,
    /// When.
    pub at: Timestamp,
}

/// Whether a sign-in has a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushState {
    /// Which address, so that a page can tell its own from an older one.
    pub endpoint: String,
    /// How the last try went.
    pub report: Option<PushReport>,
}

/// What came of a browser's word that it has a new address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resubscribed {
    /// It has taken the old one's place.
    Replaced,
    /// There is no such old one.
    Unknown,
}

/// What is shown of a chat where something in it is told.
#[derive(Debug, Clone)]
pub struct ChatFace {
    /// What sort of chat it is.
    pub kind: ChatKind,
    /// Its title, if it has one.
    pub title: Option<String>,
    /// Its photo, if it has one.
    pub photo: Option<FileId>,
}

/// Jobs stored in one transaction at most: some milliseconds of SQLite's one writer.
const BATCH: usize = 200;

const RECIPIENT: &str = "s.session_id, s.user_id, s.language, s.device, s.origin, p.hide_text, p.quiet_from, p.quiet_to, p.utc_offset";

impl Store {
    /// Keeps where a sign-in's device can be told things; instead of what it or anybody else had at that address.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn subscribe(
        &self,
        user: UserId,
        session: SessionId,
        new: &PushSubscription,
    ) -> Result<(), StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| subscribe(&tx, user, session, new, now))
    }

    /// A browser says that its address is another one now. It shows that it is the same by the old address and the
    /// secret that went with it, which the push service does not know.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn resubscribe(
        &self,
        old: (&str, &str),
        new: (&str, &str, &str),
    ) -> Result<Resubscribed, StoreError> {
        in_transaction!(self.database(), |tx| resubscribe(&tx, old, new))
    }

    /// Forgets where a sign-in's device can be told things, and what was still to be told there.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn unsubscribe(&self, session: SessionId) -> Result<bool, StoreError> {
        let sql = "DELETE FROM push_subscriptions WHERE session_id = $1";
        Ok(execute(self.database().writer(), sql, values![session.uuid()]).await? > 0)
    }

    /// Whether a sign-in has a subscription, and how it went lately.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn push_state(&self, session: SessionId) -> Result<Option<PushState>, StoreError> {
        let sql = "SELECT endpoint, last_outcome, last_at FROM push_subscriptions WHERE session_id = $1";
        let found = row(self.database().reader(), sql, values![session.uuid()]).await?;
        found
            .map(|row| {
                let outcome: Option<String> = column(&row, "last_outcome")?;
                let at: Option<i64> = column(&row, "last_at")?;
                let report = outcome
                    .zip(at)
                    .map(|(outcome, at)| PushReport { outcome, at: Timestamp::from_millis(at) });
                Ok(PushState { endpoint: column(&row, "endpoint")?, report })
            })
            .transpose()
    }

    /// Whether anybody has a subscription at all.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn has_subscriptions(&self) -> Result<bool, StoreError> {
        let sql = "SELECT 1 AS one FROM push_subscriptions LIMIT 1";
        Ok(row(self.database().reader(), sql, Vec::new()).await?.is_some())
    }

    /// How somebody wants to be told things.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn push_settings(&self, user: UserId) -> Result<PushSettings, StoreError> {
        let sql = "SELECT hide_text, quiet_from, quiet_to, utc_offset FROM push_settings WHERE user_id = $1";
        let found = row(self.database().reader(), sql, values![user.uuid()]).await?;
        found.map_or(Ok(PushSettings::default()), |row| settings_from(&row))
    }

    /// Keeps how somebody wants to be told things.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_push_settings(&self, user: UserId, settings: PushSettings) -> Result<(), StoreError> {
        let sql = "INSERT INTO push_settings (user_id, hide_text, quiet_from, quiet_to, utc_offset)
                   VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (user_id) DO UPDATE SET hide_text = excluded.hide_text,
                       quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                       utc_offset = excluded.utc_offset";
        let quiet = settings.quiet;
        let values = values![
            user.uuid(),
            settings.hide_text,
            quiet.map(|quiet| i64::from(quiet.from)),
            quiet.map(|quiet| i64::from(quiet.to)),
            quiet.map_or(0, |quiet| i64::from(quiet.utc_offset)),
        ];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// The devices of one person that can be told things.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn push_recipients(&self, user: UserId) -> Result<Vec<PushRecipient>, StoreError> {
        let sql = format!(
            "SELECT {RECIPIENT} FROM push_subscriptions s
             JOIN sessions x ON x.id = s.session_id AND x.ended_at IS NULL AND x.expires_at > $2
             LEFT JOIN push_settings p ON p.user_id = s.user_id
             WHERE s.user_id = $1 ORDER BY s.session_id"
        );
        let values = values![user.uuid(), self.now().millis()];
        let found = rows(self.database().reader(), sql, values).await?;
        found.iter().map(|row| recipient_from(row, None)).collect()
    }

    /// The devices of a chat's members that can be told of a message at `seq`: not the sender's, not of those from
    /// whom the place is hidden, who have read it already.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn push_recipients_in(
        &self,
        chat: ChatId,
        seq: i64,
        except: UserId,
    ) -> Result<Vec<PushRecipient>, StoreError> {
        let sql = format!(
            "SELECT {RECIPIENT}, m.muted_until FROM chat_members m
             JOIN push_subscriptions s ON s.user_id = m.user_id
             JOIN sessions x ON x.id = s.session_id AND x.ended_at IS NULL AND x.expires_at > $4
             LEFT JOIN push_settings p ON p.user_id = s.user_id
             WHERE m.chat_id = $1 AND m.user_id <> $2 AND m.read_seq < $3 ORDER BY s.session_id"
        );
        let values = values![chat.uuid(), except.uuid(), seq, self.now().millis()];
        let found = rows(self.database().reader(), sql, values).await?;
        found.iter().map(|row| recipient_from(row, column(row, "muted_until")?)).collect()
    }

    /// What a chat looks like from outside.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn chat_face(&self, chat: ChatId) -> Result<Option<ChatFace>, StoreError> {
        let sql = "SELECT kind, title, avatar_id FROM chats WHERE id = $1 AND deleted_at IS NULL";
        let Some(row) = row(self.database().reader(), sql, values![chat.uuid()]).await? else {
            return Ok(None);
        };
        Ok(Some(ChatFace {
            kind: word(&row, "chats", "kind", chat)?,
            title: column(&row, "title")?,
            photo: column::<Option<Uuid>>(&row, "avatar_id")?.map(FileId::from_uuid),
        }))
    }

    /// Puts things to be told into the queue; each in the place of an older word about the same.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; batches before the one that failed are in.
    pub async fn queue_pushes(&self, jobs: &[NewPushJob]) -> Result<(), StoreError> {
        for batch in jobs.chunks(BATCH) {
            let now = self.now();
            in_transaction!(self.database(), |tx| queue(&tx, batch, now))?;
        }
        Ok(())
    }

    /// What of a topic was told to which of somebody's devices: the sign-ins, and whether it was taken at least once.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn pushes_about(
        &self,
        user: UserId,
        topic: &str,
    ) -> Result<Vec<(SessionId, bool)>, StoreError> {
        let sql = "SELECT j.session_id, j.attempts FROM push_jobs j
                   JOIN push_subscriptions s ON s.session_id = j.session_id
                   WHERE s.user_id = $1 AND j.topic = $2 ORDER BY j.session_id";
        let found = rows(self.database().reader(), sql, values![user.uuid(), topic]).await?;
        let told = |row: &QueryResult| {
            let session = SessionId::from_uuid(column(row, "session_id")?);
            Ok((session, small(row, "push_jobs", "attempts")? > 0))
        };
        found.iter().map(told).collect()
    }

    /// Takes what waits for a device about a topic out of the queue.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn drop_push(&self, session: SessionId, topic: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM push_jobs WHERE session_id = $1 AND topic = $2";
        execute(self.database().writer(), sql, values![session.uuid(), topic]).await.map(|_| ())
    }

    /// Tells nothing more about a topic to a device before `until`.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn hold_push(
        &self,
        session: SessionId,
        topic: &str,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE push_jobs SET due_at = $3 WHERE session_id = $1 AND topic = $2";
        let values = values![session.uuid(), topic, until.millis()];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// Takes up to `limit` things that are due, the oldest first. They come again after `lease` unless they are finished
    /// by then.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn take_pushes(&self, limit: u32, lease: Duration) -> Result<Vec<PushJob>, StoreError> {
        let now = self.now();
        let sql = "SELECT j.id, j.session_id, j.topic, j.kind, j.payload, j.due_at, j.expires_at, j.attempts,
                       s.user_id, s.endpoint, s.p256dh, s.auth, s.language, s.device, s.origin,
                       (m.read_seq IS NOT NULL AND m.read_seq >= j.seq) AS was_read
                   FROM push_jobs j JOIN push_subscriptions s ON s.session_id = j.session_id
                   JOIN sessions x ON x.id = s.session_id AND x.ended_at IS NULL AND x.expires_at > $1
                   LEFT JOIN chat_members m ON m.chat_id = j.chat_id AND m.user_id = s.user_id
                   WHERE j.due_at <= $2 AND j.expires_at > $3 ORDER BY j.due_at, j.id LIMIT $4";
        let values = values![now.millis(), now.millis(), now.millis(), i64::from(limit)];
        let mut taken = Vec::new();
        for row in rows(self.database().reader(), sql, values).await? {
            let due_at: i64 = column(&row, "due_at")?;
            let job = job_from(&row)?;
            // Another node may be faster, or a newer word.
            let sql =
                "UPDATE push_jobs SET due_at = $3, attempts = attempts + 1 WHERE id = $1 AND due_at = $2";
            let values = values![job.id.0, due_at, (now + lease).millis()];
            if execute(self.database().writer(), sql, values).await? > 0 {
                taken.push(job);
            }
        }
        Ok(taken)
    }

    /// When the next thing is due.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn next_push_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let sql = "SELECT MIN(due_at) AS due_at FROM push_jobs WHERE expires_at > $1";
        let found = row(self.database().reader(), sql, values![self.now().millis()]).await?;
        let due: Option<i64> = found.map(|row| column(&row, "due_at")).transpose()?.flatten();
        Ok(due.map(Timestamp::from_millis))
    }

    /// Ends the work on something to be told: it comes again at `again`, or never.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; then it comes again after its lease.
    pub async fn finish_push(&self, job: PushJobId, again: Option<Timestamp>) -> Result<(), StoreError> {
        let done = match again {
            None => execute(self.database().writer(), "DELETE FROM push_jobs WHERE id = $1", values![job.0]),
            Some(at) => {
                let sql = "UPDATE push_jobs SET due_at = $2 WHERE id = $1";
                return execute(self.database().writer(), sql, values![job.0, at.millis()]).await.map(|_| ());
            }
        };
        done.await.map(|_| ())
    }

    /// Notes how a try to tell a device something went.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn note_push(&self, session: SessionId, outcome: &str) -> Result<(), StoreError> {
        let sql = "UPDATE push_subscriptions SET last_outcome = $2, last_at = $3 WHERE session_id = $1";
        let values = values![session.uuid(), outcome, self.now().millis()];
        execute(self.database().writer(), sql, values).await.map(|_| ())
    }

    /// Forgets what nobody needs to be told any more since `before`, and the subscriptions of sign-ins that are over.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn forget_old_pushes(&self, before: Timestamp) -> Result<(), StoreError> {
        let sql = "DELETE FROM push_jobs WHERE expires_at < $1";
        execute(self.database().writer(), sql, values![before.millis()]).await?;
        let sql = "DELETE FROM push_subscriptions WHERE session_id IN
                   (SELECT id FROM sessions WHERE ended_at IS NOT NULL OR expires_at <= $1)";
        execute(self.database().writer(), sql, values![self.now().millis()]).await.map(|_| ())
    }
}

async fn subscribe(
    tx: &DatabaseTransaction,
    user: UserId,
    session: SessionId,
    new: &PushSubscription,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM push_subscriptions WHERE endpoint = $1 AND session_id <> $2";
    execute(tx, sql, values![new.endpoint.as_str(), session.uuid()]).await?;
    let sql = "INSERT INTO push_subscriptions
                   (session_id, user_id, endpoint, p256dh, auth, language, device, origin, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
               ON CONFLICT (session_id) DO UPDATE SET endpoint = excluded.endpoint, p256dh = excluded.p256dh,
                   auth = excluded.auth, language = excluded.language, device = excluded.device,
                   origin = excluded.origin";
    let values = values![
        session.uuid(),
        user.uuid(),
        new.endpoint.as_str(),
        new.p256dh.as_str(),
        new.auth.as_str(),
        new.language.as_str(),
        new.device.word(),
        new.origin.as_str(),
        now.millis(),
    ];
    execute(tx, sql, values).await.map(|_| ())
}

async fn resubscribe(
    tx: &DatabaseTransaction,
    old: (&str, &str),
    new: (&str, &str, &str),
) -> Result<Resubscribed, StoreError> {
    let sql = "SELECT 1 AS one FROM push_subscriptions WHERE endpoint = $1 AND auth = $2";
    if row(tx, sql, values![old.0, old.1]).await?.is_none() {
        return Ok(Resubscribed::Unknown);
    }
    let sql = "DELETE FROM push_subscriptions WHERE endpoint = $1 AND endpoint <> $2";
    execute(tx, sql, values![new.0, old.0]).await?;
    let sql = "UPDATE push_subscriptions SET endpoint = $2, p256dh = $3, auth = $4 WHERE endpoint = $1";
    execute(tx, sql, values![old.0, new.0, new.1, new.2]).await?;
    Ok(Resubscribed::Replaced)
}

async fn queue(tx: &DatabaseTransaction, jobs: &[NewPushJob], now: Timestamp) -> Result<(), StoreError> {
    for job in jobs {
        // Whoever has unsubscribed meanwhile is told nothing.
        let sql = "INSERT INTO push_jobs
                       (id, session_id, topic, kind, chat_id, seq, payload, due_at, expires_at, attempts)
                   SELECT $1, session_id, $2, $3, $4, $5, $6, $7, $8, 0 FROM push_subscriptions
                   WHERE session_id = $9
                   ON CONFLICT (session_id, topic) DO UPDATE SET id = excluded.id, kind = excluded.kind,
                       chat_id = excluded.chat_id, seq = excluded.seq, payload = excluded.payload,
                       due_at = excluded.due_at, expires_at = excluded.expires_at, attempts = 0";
        let values: Vec<Value> = values![
            SessionId::generate(now).uuid(),
            job.topic.as_str(),
            job.kind.word(),
            job.place.map(|(chat, _)| chat.uuid()),
            job.place.map(|(_, seq)| seq),
            job.payload.as_str(),
            job.due_at.millis(),
            job.expires_at.millis(),
            job.session.uuid(),
        ];
        execute(tx, sql, values).await?;
    }
    Ok(())
}

fn recipient_from(row: &QueryResult, muted_until: Option<i64>) -> Result<PushRecipient, StoreError> {
    let hide_text: Option<bool> = column(row, "hide_text")?;
    let session = SessionId::from_uuid(column(row, "session_id")?);
    Ok(PushRecipient {
        session,
        user: UserId::from_uuid(column(row, "user_id")?),
        language: column(row, "language")?,
        device: word(row, "push_subscriptions", "device", session)?,
        origin: column(row, "origin")?,
        settings: if hide_text.is_some() { settings_from(row)? } else { PushSettings::default() },
        muted_until: muted_until.map(Timestamp::from_millis),
    })
}

fn settings_from(row: &QueryResult) -> Result<PushSettings, StoreError> {
    let minute = |name: &'static str| {
        let minute: Option<i64> = column(row, name)?;
        minute
            .map(|m| u32::try_from(m).map_err(|_| StoreError::inconsistent("push_settings", name, m)))
            .transpose()
    };
    let offset: i64 = column(row, "utc_offset")?;
    let utc_offset =
        i32::try_from(offset).map_err(|_| StoreError::inconsistent("push_settings", "utc_offset", offset))?;
    let quiet =
        minute("quiet_from")?.zip(minute("quiet_to")?).map(|(from, to)| QuietHours { from, to, utc_offset });
    Ok(PushSettings { hide_text: column(row, "hide_text")?, quiet })
}

fn job_from(row: &QueryResult) -> Result<PushJob, StoreError> {
    let id: Uuid = column(row, "id")?;
    Ok(PushJob {
        id: PushJobId(id),
        session: SessionId::from_uuid(column(row, "session_id")?),
        user: UserId::from_uuid(column(row, "user_id")?),
        subscription: PushSubscription {
            endpoint: column(row, "endpoint")?,
            p256dh: column(row, "p256dh")?,
            auth: column(row, "auth")?,
            language: column(row, "language")?,
            device: word(row, "push_subscriptions", "device", id)?,
            origin: column(row, "origin")?,
        },
        topic: column(row, "topic")?,
        kind: word(row, "push_jobs", "kind", id)?,
        payload: column(row, "payload")?,
        read: column::<Option<bool>>(row, "was_read")?.unwrap_or(false),
        expires_at: Timestamp::from_millis(column(row, "expires_at")?),
        attempts: small(row, "push_jobs", "attempts")?.saturating_add(1),
    })
}
