//! Sign-ins and the rotation of their refresh tokens.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use zvonilka_model::{Admin, Session, SessionEnd, SessionId, SignInWay, Timestamp, UserId};

use crate::{
    Store, StoreError,
    statement::{column, execute, for_update, row, rows, small, values},
    transaction::in_transaction,
    words::{Word as _, word},
};

/// A sign-in to be made.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// With what the person signs in.
    pub way: SignInWay,
    /// What the device calls itself.
    pub device_name: String,
    /// The address it comes from.
    pub address: String,
    /// When it lapses unless used again.
    pub expires_at: Timestamp,
}

/// A session and whether its holder may still act.
#[derive(Debug, Clone)]
pub struct SessionState {
    /// The session.
    pub session: Session,
    /// Whether its holder runs the server.
    pub admin: Admin,
    /// Whether an admin has shut the account.
    pub disabled: bool,
    /// Whether the session was ended. One that only lapsed (`session.expires_at`) was not.
    pub ended: bool,
}

/// What became of a presented refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// Accepted.
    Granted {
        /// The generation of the token to hand out.
        generation: u32,
    },
    /// An old one: somebody may have stolen it. The caller ends the session.
    Reused,
    /// The session was ended or has lapsed.
    Ended,
    /// There is no such session.
    Unknown,
}

const SESSION: &str = "s.id AS session_id, s.user_id, s.way, s.device_name, s.address, s.created_at, s.last_used_at, \
    s.expires_at, s.generation";

fn session_from(row: &QueryResult) -> Result<Session, StoreError> {
    let id = SessionId::from_uuid(column(row, "session_id")?);
    Ok(Session {
        id,
        user: UserId::from_uuid(column(row, "user_id")?),
        way: word(row, "sessions", "way", id)?,
        device_name: column(row, "device_name")?,
        address: column(row, "address")?,
        created_at: Timestamp::from_millis(column(row, "created_at")?),
        last_used_at: Timestamp::from_millis(column(row, "last_used_at")?),
        expires_at: Timestamp::from_millis(column(row, "expires_at")?),
        generation: small(row, "sessions", "generation")?,
    })
}

impl Store {
    /// Signs a person in on a device. The token of generation 1 counts as given out.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails; a [`StoreError::Conflict`] for an unknown person.
    pub async fn create_session(&self, user: UserId, new: NewSession) -> Result<Session, StoreError> {
        create_session(self.database().writer(), user, new, self.now()).await
    }

    /// A session and whether its holder may still act.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn session_state(&self, id: SessionId) -> Result<Option<SessionState>, StoreError> {
        let sql = format!(
            "SELECT {SESSION}, p.is_admin, p.disabled, s.ended_at IS NOT NULL AS ended
             FROM sessions s JOIN people p ON p.id = s.user_id WHERE s.id = $1"
        );
        let Some(row) = row(self.database().reader(), sql, values![id.uuid()]).await? else {
            return Ok(None);
        };
        Ok(Some(SessionState {
            session: session_from(&row)?,
            admin: Admin::from(column::<bool>(&row, "is_admin")?),
            disabled: column(&row, "disabled")?,
            ended: column(&row, "ended")?,
        }))
    }

    /// Exchanges a refresh token of the generation `presented`, whose MAC was good, for the next one. A
    /// granted exchange prolongs the session to `expires_at` and notes the address.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn rotate_session(
        &self,
        id: SessionId,
        presented: u32,
        expires_at: Timestamp,
        address: &str,
    ) -> Result<Rotation, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| rotate(&tx, id, presented, expires_at, address, now))
    }

    /// The person's sessions that neither ended nor lapsed, the last used first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn sessions_of(&self, user: UserId) -> Result<Vec<Session>, StoreError> {
        let sql = format!(
            "SELECT {SESSION} FROM sessions s
             WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
             ORDER BY s.last_used_at DESC, s.id DESC"
        );
        let found = rows(self.database().reader(), sql, values![user.uuid(), self.now().millis()]).await?;
        found.iter().map(session_from).collect()
    }

    /// Notes that a session is in use and where from.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn touch_session(&self, id: SessionId, address: &str) -> Result<(), StoreError> {
        let sql = "UPDATE sessions SET last_used_at = $2, address = $3 WHERE id = $1 AND ended_at IS NULL";
        execute(self.database().writer(), sql, values![id.uuid(), self.now().millis(), address]).await?;
        Ok(())
    }

    /// Ends one session of a person. False: it is not theirs, or has ended before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn end_session(
        &self,
        user: UserId,
        id: SessionId,
        why: SessionEnd,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE sessions SET ended_at = $3, end_reason = $4
                   WHERE id = $1 AND user_id = $2 AND ended_at IS NULL";
        let values = values![id.uuid(), user.uuid(), self.now().millis(), why.word()];
        Ok(execute(self.database().writer(), sql, values).await? > 0)
    }

    /// Ends all sessions of a person but one, and says which ones that were.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn end_sessions(
        &self,
        user: UserId,
        except: Option<SessionId>,
        why: SessionEnd,
    ) -> Result<Vec<SessionId>, StoreError> {
        let sql = "UPDATE sessions SET ended_at = $3, end_reason = $4
                   WHERE user_id = $1 AND ended_at IS NULL AND ($2 IS NULL OR id <> $2) RETURNING id";
        let values = values![user.uuid(), except.map(SessionId::uuid), self.now().millis(), why.word()];
        let ended = rows(self.database().writer(), sql, values).await?;
        ended.iter().map(|row| Ok(SessionId::from_uuid(column(row, "id")?))).collect()
    }
}

pub(crate) async fn create_session<C: ConnectionTrait>(
    db: &C,
    user: UserId,
    new: NewSession,
    now: Timestamp,
) -> Result<Session, StoreError> {
    let session = Session {
        id: SessionId::generate(now),
        user,
        way: new.way,
        device_name: new.device_name,
        address: new.address,
        created_at: now,
        last_used_at: now,
        expires_at: new.expires_at,
        generation: 1,
    };
    let sql = "INSERT INTO sessions
                   (id, user_id, way, device_name, address, created_at, last_used_at, expires_at, generation)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let values = values![
        session.id.uuid(),
        user.uuid(),
        session.way.word(),
        session.device_name.as_str(),
        session.address.as_str(),
        now.millis(),
        now.millis(),
        session.expires_at.millis(),
        i64::from(session.generation),
    ];
    execute(db, sql, values).await?;
    Ok(session)
}

async fn rotate(
    tx: &DatabaseTransaction,
    id: SessionId,
    presented: u32,
    expires_at: Timestamp,
    address: &str,
    now: Timestamp,
) -> Result<Rotation, StoreError> {
    let sql = format!(
        "SELECT s.generation, s.expires_at, s.ended_at IS NOT NULL AS ended
         FROM sessions s WHERE s.id = $1{}",
        for_update(tx)
    );
    let Some(row) = row(tx, sql, values![id.uuid()]).await? else { return Ok(Rotation::Unknown) };
    let lapsed = Timestamp::from_millis(column(&row, "expires_at")?) <= now;
    if lapsed || column(&row, "ended")? {
        return Ok(Rotation::Ended);
    }
    let Some(generation) = next_generation(small(&row, "sessions", "generation")?, presented) else {
        return Ok(Rotation::Reused);
    };
    let sql = "UPDATE sessions SET generation = $2, last_used_at = $3, expires_at = $4, address = $5
               WHERE id = $1";
    let values =
        values![id.uuid(), i64::from(generation), now.millis(), expires_at.millis(), address.to_owned()];
    execute(tx, sql, values).await?;
    Ok(Rotation::Granted { generation })
}

/// Which generation to hand out for a presented one, when `given_out` is the newest that was. `None` for one
/// that is too old.
fn next_generation(given_out: u32, presented: u32) -> Option<u32> {
    match presented.checked_add(1)? {
        // Its successor was given out but may never have arrived: give that out again.
        successor if successor == given_out => Some(given_out),
        // Newer than we know: the database was restored from a backup, the MAC says that the token is ours.
        successor if successor > given_out => Some(successor),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_and_its_predecessor_are_taken_and_older_ones_are_not() {
        assert_eq!(next_generation(5, 5), Some(6));
        assert_eq!(next_generation(5, 4), Some(5));
        assert_eq!(next_generation(5, 3), None);
        assert_eq!(next_generation(5, 9), Some(10));
        assert_eq!(next_generation(5, u32::MAX), None);
    }
}
