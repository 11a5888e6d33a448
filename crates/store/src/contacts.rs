//! Contacts, requests to become one, and blocks. Whatever changes how two people stand to each other locks both of
//! them first, in the order of their ids, so that two who ask each other at once become contacts and not two
//! requests that cross.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use uuid::Uuid;
use zvonilka_model::{Contact, ContactRequest, ContactRequestId, Person, Timestamp, UserId, limits};

use crate::{
    Store, StoreError,
    people::{PERSON, person_from},
    simple_mode,
    statement::{column, execute, is_postgres, row, rows, values},
    transaction::in_transaction,
};

/// Everybody with whom somebody has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// Contacts, by name.
    pub contacts: Vec<Contact>,
    /// Who asks, newest first.
    pub incoming: Vec<ContactRequest>,
    /// Who is asked, newest first.
    pub outgoing: Vec<ContactRequest>,
    /// Who is blocked, by name.
    pub blocked: Vec<Person>,
}

/// What came of asking somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The request stands.
    Open {
        /// Its id.
        id: ContactRequestId,
        /// When it was made.
        created_at: Timestamp,
        /// Whether this call made it.
        fresh: bool,
    },
    /// The two are contacts.
    Contacts {
        /// Since when.
        since: Timestamp,
        /// Whether they became it by this call, because the other one had asked.
        fresh: bool,
    },
    /// There is no such person, or their account is shut.
    Nobody,
    /// They blocked the asker.
    BlockedByThem,
    /// The asker blocked them.
    BlockedByMe,
    /// One of the two has as many requests or contacts as may be.
    Full,
}

/// What came of blocking somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Block {
    /// Blocked just now.
    Fresh {
        /// Whether a contact or a request ended by it.
        parted: bool,
    },
    /// Blocked before; nothing changed.
    Already,
    /// There is no such person.
    Nobody,
    /// As many people are blocked as may be.
    Full,
}

/// A request that ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parted {
    /// Who had asked.
    pub asker: UserId,
    /// Who was asked.
    pub asked: UserId,
}

impl Store {
    /// Everybody with whom a person has to do. Bounded by [`limits::CONTACTS_MAX`] and its sisters.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn circle(&self, user: UserId) -> Result<Circle, StoreError> {
        let tx = self.database().begin_read().await?;
        let circle = circle(&tx, user).await?;
        tx.commit().await?;
        Ok(circle)
    }

    /// Asks somebody to become a contact; whoever asks back becomes one at once.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn ask_contact(&self, asker: UserId, asked: UserId) -> Result<Asked, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| ask(&tx, asker, asked, now))
    }

    /// The one who is asked says yes. `None`: there is no such request to them. [`Asked::Full`]: one of the two
    /// has as many contacts as may be, and the request stays.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn accept_contact(
        &self,
        asked: UserId,
        id: ContactRequestId,
    ) -> Result<Option<(UserId, Asked)>, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| accept(&tx, asked, id, now))
    }

    /// Ends a request: the one who is asked says no, or the one who asks takes it back. `None`: there is no such
    /// request of or to this person.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn drop_request(
        &self,
        user: UserId,
        id: ContactRequestId,
    ) -> Result<Option<Parted>, StoreError> {
        let sql = "DELETE FROM contact_requests WHERE id = $1 AND (asker_id = $2 OR asked_id = $2)
                   RETURNING asker_id, asked_id";
        let found = row(self.database().writer(), sql, values![id.uuid(), user.uuid()]).await?;
        let parted = |row: QueryResult| {
            Ok(Parted {
                asker: UserId::from_uuid(column(&row, "asker_id")?),
                asked: UserId::from_uuid(column(&row, "asked_id")?),
            })
        };
        found.map(parted).transpose()
    }

    /// Ends a contact, for both. False: they were none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn remove_contact(&self, user: UserId, other: UserId) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| async {
            lock_pair(&tx, user, other).await?;
            delete_contact(&tx, user, other).await
        })
    }

    /// Blocks somebody, which ends a contact and requests between the two, and the trust of simple mode.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn block(&self, user: UserId, other: UserId) -> Result<Block, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| block(&tx, user, other, now))
    }

    /// Takes a block back. False: there was none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn unblock(&self, user: UserId, other: UserId) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| async {
            lock_pair(&tx, user, other).await?;
            let sql = "DELETE FROM blocks WHERE user_id = $1 AND blocked_id = $2";
            if execute(&tx, sql, values![user.uuid(), other.uuid()]).await? == 0 {
                return Ok(false);
            }
            let sql = "UPDATE people SET blocked_count = blocked_count - 1 WHERE id = $1";
            execute(&tx, sql, values![user.uuid()]).await?;
            Ok(true)
        })
    }
}

async fn circle<C: ConnectionTrait>(db: &C, user: UserId) -> Result<Circle, StoreError> {
    let by_name = "ORDER BY lower(p.display_name), p.login";
    let sql = format!(
        "SELECT k.since, {PERSON} FROM contacts k JOIN people p ON p.id = k.contact_id
         WHERE k.user_id = $1 {by_name}"
    );
    let contact = |row: &QueryResult| {
        Ok(Contact { person: person_from(row)?, since: Timestamp::from_millis(column(row, "since")?) })
    };
    let contacts = rows(db, sql, values![user.uuid()]).await?;
    let sql = format!(
        "SELECT {PERSON} FROM blocks b JOIN people p ON p.id = b.blocked_id WHERE b.user_id = $1 {by_name}"
    );
    let blocked = rows(db, sql, values![user.uuid()]).await?;
    Ok(Circle {
        contacts: contacts.iter().map(contact).collect::<Result<_, StoreError>>()?,
        incoming: requests(db, user, "asked_id", "asker_id").await?,
        outgoing: requests(db, user, "asker_id", "asked_id").await?,
        blocked: blocked.iter().map(person_from).collect::<Result<_, StoreError>>()?,
    })
}

/// The requests in whose column `mine` the person stands; `theirs` names the other one.
async fn requests<C: ConnectionTrait>(
    db: &C,
    user: UserId,
    mine: &str,
    theirs: &str,
) -> Result<Vec<ContactRequest>, StoreError> {
    let sql = format!(
        "SELECT r.id AS request_id, r.created_at AS asked_at, {PERSON}
         FROM contact_requests r JOIN people p ON p.id = r.{theirs}
         WHERE r.{mine} = $1 ORDER BY r.created_at DESC, r.id DESC"
    );
    let request = |row: &QueryResult| {
        Ok(ContactRequest {
            id: ContactRequestId::from_uuid(column(row, "request_id")?),
            person: person_from(row)?,
            created_at: Timestamp::from_millis(column(row, "asked_at")?),
        })
    };
    rows(db, sql, values![user.uuid()]).await?.iter().map(request).collect()
}

async fn ask(
    tx: &DatabaseTransaction,
    asker: UserId,
    asked: UserId,
    now: Timestamp,
) -> Result<Asked, StoreError> {
    lock_pair(tx, asker, asked).await?;
    let pair = || values![asker.uuid(), asked.uuid()];
    let open = "SELECT 1 AS here FROM people WHERE id = $1 AND NOT disabled";
    if row(tx, open, values![asked.uuid()]).await?.is_none() {
        return Ok(Asked::Nobody);
    }
    let blocks = "SELECT user_id FROM blocks
        WHERE (user_id = $1 AND blocked_id = $2) OR (user_id = $2 AND blocked_id = $1)";
    let mut by_me = false;
    for row in rows(tx, blocks, pair()).await? {
        if column::<Uuid>(&row, "user_id")? == asked.uuid() {
            return Ok(Asked::BlockedByThem);
        }
        by_me = true;
    }
    if by_me {
        return Ok(Asked::BlockedByMe);
    }
    let contact = "SELECT since FROM contacts WHERE user_id = $1 AND contact_id = $2";
    if let Some(row) = row(tx, contact, pair()).await? {
        let since = Timestamp::from_millis(column(&row, "since")?);
        return Ok(Asked::Contacts { since, fresh: false });
    }
    let request = "SELECT id, asker_id, created_at FROM contact_requests
        WHERE (asker_id = $1 AND asked_id = $2) OR (asker_id = $2 AND asked_id = $1)";
    if let Some(row) = row(tx, request, pair()).await? {
        if column::<Uuid>(&row, "asker_id")? == asked.uuid() {
            return make_contacts(tx, asker, asked, now).await;
        }
        let id = ContactRequestId::from_uuid(column(&row, "id")?);
        let created_at = Timestamp::from_millis(column(&row, "created_at")?);
        return Ok(Asked::Open { id, created_at, fresh: false });
    }
    let counts = "SELECT (SELECT count(*) FROM contact_requests WHERE asker_id = $1) AS asking,
                         (SELECT count(*) FROM contact_requests WHERE asked_id = $2) AS waiting";
    if let Some(row) = row(tx, counts, pair()).await?
        && (column::<i64>(&row, "asking")? >= limits::CONTACT_REQUESTS_MAX
            || column::<i64>(&row, "waiting")? >= limits::WAITING_REQUESTS_MAX)
    {
        return Ok(Asked::Full);
    }
    let id = ContactRequestId::generate(now);
    let sql = "INSERT INTO contact_requests (id, asker_id, asked_id, created_at) VALUES ($1, $2, $3, $4)";
    execute(tx, sql, values![id.uuid(), asker.uuid(), asked.uuid(), now.millis()]).await?;
    Ok(Asked::Open { id, created_at: now, fresh: true })
}

async fn accept(
    tx: &DatabaseTransaction,
    asked: UserId,
    id: ContactRequestId,
    now: Timestamp,
) -> Result<Option<(UserId, Asked)>, StoreError> {
    let sql = "SELECT asker_id FROM contact_requests WHERE id = $1 AND asked_id = $2";
    let values = || values![id.uuid(), asked.uuid()];
    let Some(found) = row(tx, sql, values()).await? else { return Ok(None) };
    let asker = UserId::from_uuid(column(&found, "asker_id")?);
    lock_pair(tx, asker, asked).await?;
    // It may have been taken back, or a block may have ended it, while the lock was waited for.
    if row(tx, sql, values()).await?.is_none() {
        return Ok(None);
    }
    Ok(Some((asker, make_contacts(tx, asker, asked, now).await?)))
}

async fn make_contacts(
    tx: &DatabaseTransaction,
    a: UserId,
    b: UserId,
    now: Timestamp,
) -> Result<Asked, StoreError> {
    for user in [a, b] {
        let sql = "SELECT count(*) AS number FROM contacts WHERE user_id = $1";
        if let Some(row) = row(tx, sql, values![user.uuid()]).await?
            && column::<i64>(&row, "number")? >= limits::CONTACTS_MAX
        {
            return Ok(Asked::Full);
        }
    }
    delete_requests(tx, a, b).await?;
    let sql = "INSERT INTO contacts (user_id, contact_id, since) VALUES ($1, $2, $3), ($2, $1, $3)";
    execute(tx, sql, values![a.uuid(), b.uuid(), now.millis()]).await?;
    Ok(Asked::Contacts { since: now, fresh: true })
}

async fn block(
    tx: &DatabaseTransaction,
    user: UserId,
    other: UserId,
    now: Timestamp,
) -> Result<Block, StoreError> {
    lock_pair(tx, user, other).await?;
    if row(tx, "SELECT 1 AS here FROM people WHERE id = $1", values![other.uuid()]).await?.is_none() {
        return Ok(Block::Nobody);
    }
    let sql = "SELECT 1 AS here FROM blocks WHERE user_id = $1 AND blocked_id = $2";
    if row(tx, sql, values![user.uuid(), other.uuid()]).await?.is_some() {
        return Ok(Block::Already);
    }
    let sql = "UPDATE people SET blocked_count = blocked_count + 1 WHERE id = $1 AND blocked_count < $2";
    if execute(tx, sql, values![user.uuid(), limits::BLOCKS_MAX]).await? == 0 {
        return Ok(Block::Full);
    }
    let sql = "INSERT INTO blocks (user_id, blocked_id, created_at) VALUES ($1, $2, $3)";
    execute(tx, sql, values![user.uuid(), other.uuid(), now.millis()]).await?;
    simple_mode::distrust(tx, user, other).await?;
    let was_contact = delete_contact(tx, user, other).await?;
    let had_request = delete_requests(tx, user, other).await?;
    Ok(Block::Fresh { parted: was_contact || had_request })
}

async fn delete_contact(tx: &DatabaseTransaction, a: UserId, b: UserId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM contacts
        WHERE (user_id = $1 AND contact_id = $2) OR (user_id = $2 AND contact_id = $1)";
    Ok(execute(tx, sql, values![a.uuid(), b.uuid()]).await? > 0)
}

async fn delete_requests(tx: &DatabaseTransaction, a: UserId, b: UserId) -> Result<bool, StoreError> {
    let sql = "DELETE FROM contact_requests
        WHERE (asker_id = $1 AND asked_id = $2) OR (asker_id = $2 AND asked_id = $1)";
    Ok(execute(tx, sql, values![a.uuid(), b.uuid()]).await? > 0)
}

/// Takes both people, in the order of their ids. Not as strongly as for a change of the row itself, which would
/// keep everybody from writing what refers to them.
async fn lock_pair(tx: &DatabaseTransaction, a: UserId, b: UserId) -> Result<(), StoreError> {
    if is_postgres(tx) {
        let sql = "SELECT id FROM people WHERE id IN ($1, $2) ORDER BY id FOR NO KEY UPDATE";
        rows(tx, sql, values![a.uuid(), b.uuid()]).await?;
    }
    Ok(())
}
