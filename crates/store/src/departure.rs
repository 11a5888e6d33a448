//! The end of an account. Its row stays without anything that says whose it was, for the messages that others received;
//! the rest goes in one transaction, by what [`PERSONAL`] says of every place that names people.

use sea_orm::{DatabaseTransaction, Value};
use uuid::Uuid;
use zvonilka_model::{ChatId, ChatKind, Person, Role, SessionId, Timestamp, UserId};

use crate::{
    Departed, Store, StoreError, chats,
    groups::{self, Locked, vanish},
    members::take_out,
    people,
    personal::{Fate, PERSONAL, Personal},
    statement::{column, execute, for_update, row, rows, values},
    transaction::{Stop, commit_mark, in_transaction, settled},
    words::Word,
};

/// Why an account cannot go; then nothing is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DepartureRefusal {
    /// There is no such account (any more).
    Unknown,
    /// Nobody else would run the server.
    LastAdmin,
    /// These groups would be left without an owner.
    OwnsGroups(Vec<ChatId>),
}

/// What an account left behind.
#[derive(Debug)]
pub struct Departure {
    /// The row that stays.
    pub person: Person,
    /// Sign-ins that ended.
    pub sessions: Vec<SessionId>,
    /// Chats that the person is in no more.
    pub chats: Vec<(ChatId, Departed)>,
    /// Whose contact they were, who asked them or was asked, and who blocked them.
    pub circle: Vec<UserId>,
    /// With whom they have a chat alone that stays.
    pub partners: Vec<UserId>,
}

/// What everybody sees in place of the name; pages put it into their own language.
const NAME: &str = "Удалённый аккаунт";

impl Store {
    /// Deletes an account, at once and for good.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn delete_account(
        &self,
        user: UserId,
    ) -> Result<Result<Departure, DepartureRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| depart(&tx, user, now)))
    }
}

async fn depart(
    tx: &DatabaseTransaction,
    user: UserId,
    now: Timestamp,
) -> Result<Departure, Stop<DepartureRefusal>> {
    let mark = commit_mark(tx).await?;
    // The chats first, as everywhere.
    let (chats, partners) = leave_chats(tx, user, mark, now).await?;
    may_go(tx, user).await?;
    let sessions = ids(tx, "SELECT id FROM sessions WHERE user_id = $1 AND ended_at IS NULL", user).await?;
    let circle = ids(tx, CIRCLE, user).await?;
    let unblocked = "UPDATE people SET blocked_count = blocked_count - 1
        WHERE id IN (SELECT b.user_id FROM blocks b WHERE b.blocked_id = $1)";
    execute(tx, unblocked, values![user.uuid()]).await?;
    let places = "UPDATE call_participants SET session_id = NULL WHERE user_id = $1";
    execute(tx, places, values![user.uuid()]).await?;
    let letters = "DELETE FROM mail_jobs WHERE lower(address) IN
        (SELECT p.email_folded FROM people p WHERE p.id = $1 AND p.email_folded IS NOT NULL)";
    execute(tx, letters, values![user.uuid()]).await?;
    let revoke = "UPDATE invites SET note = '', revoked_at = COALESCE(revoked_at, $2) WHERE created_by = $1";
    execute(tx, revoke, values![user.uuid(), now.millis()]).await?;
    for Personal { table, column, fate, .. } in PERSONAL {
        let sql = match fate {
            Fate::Goes => format!("DELETE FROM {table} WHERE {column} = $1"),
            Fate::Unnamed => format!("UPDATE {table} SET {column} = NULL WHERE {column} = $1"),
            Fate::Stays => continue,
        };
        execute(tx, sql, values![user.uuid()]).await?;
    }
    let person = forget(tx, user, now).await?;
    Ok(Departure {
        person,
        sessions: sessions.into_iter().map(SessionId::from_uuid).collect(),
        chats,
        circle: circle.into_iter().map(UserId::from_uuid).collect(),
        partners,
    })
}

const CIRCLE: &str = "SELECT contact_id AS id FROM contacts WHERE user_id = $1
    UNION SELECT asker_id FROM contact_requests WHERE asked_id = $1
    UNION SELECT asked_id FROM contact_requests WHERE asker_id = $1
    UNION SELECT user_id FROM blocks WHERE blocked_id = $1
    UNION SELECT blocked_id FROM blocks WHERE user_id = $1";

async fn ids(tx: &DatabaseTransaction, sql: &str, user: UserId) -> Result<Vec<Uuid>, StoreError> {
    rows(tx, sql, values![user.uuid()]).await?.iter().map(|row| column(row, "id")).collect()
}

/// Takes the person's row, so that of two last admins who go at once one stays.
async fn may_go(tx: &DatabaseTransaction, user: UserId) -> Result<(), Stop<DepartureRefusal>> {
    let admins = format!(
        "SELECT p.id FROM people p WHERE p.is_admin AND NOT p.disabled ORDER BY p.id{}",
        for_update(tx)
    );
    let admins = rows(tx, admins, Vec::new()).await?;
    let admins: Vec<Uuid> = admins.iter().map(|row| column(row, "id")).collect::<Result<_, StoreError>>()?;
    let own = format!("SELECT p.deleted_at FROM people p WHERE p.id = $1{}", for_update(tx));
    let Some(own) = row(tx, own, values![user.uuid()]).await? else {
        return Err(Stop::Refused(DepartureRefusal::Unknown));
    };
    if column::<Option<i64>>(&own, "deleted_at")?.is_some() {
        return Err(Stop::Refused(DepartureRefusal::Unknown));
    }
    if admins == [user.uuid()] { Err(Stop::Refused(DepartureRefusal::LastAdmin)) } else { Ok(()) }
}

/// Leaves every chat; those alone with somebody stay with them, unless that one is gone, too.
async fn leave_chats(
    tx: &DatabaseTransaction,
    user: UserId,
    mark: i64,
    now: Timestamp,
) -> Result<(Vec<(ChatId, Departed)>, Vec<UserId>), Stop<DepartureRefusal>> {
    // Every transaction that takes several chats takes them in this order.
    let mine =
        ids(tx, "SELECT chat_id AS id FROM chat_members WHERE user_id = $1 ORDER BY chat_id", user).await?;
    let (mut left, mut partners, mut owned) = (Vec::new(), Vec::new(), Vec::new());
    for id in mine.into_iter().map(ChatId::from_uuid) {
        let Some(chat) = groups::lock_chat(tx, id).await? else { continue };
        let Some(access) = chats::access(tx, user, id).await? else { continue };
        let departed = match chat.kind {
            ChatKind::Direct => match partner(tx, id, user).await? {
                Some(partner) => {
                    partners.push(partner);
                    leave_direct(tx, id, user, mark).await?;
                    continue;
                }
                None => Departed::Deleted(vanish(tx, id, mark, now).await?),
            },
            ChatKind::Saved => Departed::Deleted(vanish(tx, id, mark, now).await?),
            ChatKind::Group if chat.member_count <= 1 => Departed::Deleted(vanish(tx, id, mark, now).await?),
            ChatKind::Group if access.role() == Role::Owner => {
                owned.push(id);
                continue;
            }
            ChatKind::Group | ChatKind::Family => {
                let locked = Locked { chat, actor: user, role: access.role() };
                Departed::Left(Box::new(take_out(tx, &locked, user, mark, now).await?))
            }
        };
        left.push((id, departed));
    }
    if owned.is_empty() {
        Ok((left, partners))
    } else {
        Err(Stop::Refused(DepartureRefusal::OwnsGroups(owned)))
    }
}

/// The other one of a chat of two, unless their account was deleted.
async fn partner(tx: &DatabaseTransaction, chat: ChatId, user: UserId) -> Result<Option<UserId>, StoreError> {
    let sql = "SELECT p.id FROM chat_members mb JOIN people p ON p.id = mb.user_id
               WHERE mb.chat_id = $1 AND mb.user_id <> $2 AND p.deleted_at IS NULL";
    let found = row(tx, sql, values![chat.uuid(), user.uuid()]).await?;
    found.map(|row| Ok(UserId::from_uuid(column(&row, "id")?))).transpose()
}

/// The chat is told by `sync`, as it shows somebody else now.
async fn leave_direct(
    tx: &DatabaseTransaction,
    chat: ChatId,
    user: UserId,
    mark: i64,
) -> Result<(), StoreError> {
    let own = "UPDATE chat_members SET muted_until = NULL, pinned = FALSE, archived = FALSE,
                   marked_unread = FALSE, draft_text = NULL, draft_reply = NULL, draft_at = NULL,
                   hidden_seq = NULL WHERE chat_id = $1 AND user_id = $2";
    execute(tx, own, values![chat.uuid(), user.uuid()]).await?;
    execute(tx, "UPDATE chats SET changed = $2 WHERE id = $1", values![chat.uuid(), mark]).await?;
    Ok(())
}

/// Takes from the row what says who it was. The login is free again: what stands in its place nobody can know before.
async fn forget(tx: &DatabaseTransaction, user: UserId, now: Timestamp) -> Result<Person, StoreError> {
    let login = UserId::generate(now).uuid().simple().to_string();
    let nobody = zvonilka_model::Audience::Nobody.word();
    let sql = "UPDATE people SET login = $2, display_name = $3, folded = '', status_text = '', about = '',
                   phone = '', email = NULL, email_folded = NULL, email_confirmed = FALSE, password_hash = '',
                   is_admin = FALSE, disabled = TRUE, settings = '{}', last_seen_at = NULL, avatar_id = NULL,
                   see_last_seen = $4, see_photo = $4, see_phone = $4, see_about = $4, may_call = $4,
                   may_message = $4, may_add = $4, blocked_count = 0, deleted_at = $5
               WHERE id = $1";
    let values: Vec<Value> = values![user.uuid(), login, NAME, nobody, now.millis()];
    execute(tx, sql, values).await?;
    people::person(tx, user).await?.ok_or_else(|| StoreError::inconsistent("people", "id", user))
}
