//! What can go wrong below the rules, sorted by what a caller can do about it.

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// A rule of the schema that a write would have broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// Two people with one login.
    PersonLogin,
    /// Two people with one e-mail address.
    PersonEmail,
    /// Two invitations with one code.
    InviteCode,
    /// Two direct chats of one pair.
    DirectChat,
    /// Two messages with one `(chat, sender, client id)`.
    MessageClientId,
    /// Two log entries with one `(chat, seq)`.
    MessageSeq,
    /// A reference to a row that does not exist.
    Reference,
    /// Any other rule.
    Other,
}

/// A storage failure. Missing rows are `Ok(None)`, never an error.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, stays locked, or has no room. Worth trying again later.
    #[error("the database is unavailable")]
    Unavailable {
        /// What the driver or the operating system said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A write would break a rule of the schema.
    #[error("the write breaks the rule {constraint:?}")]
    Conflict {
        /// Which rule.
        constraint: Constraint,
    },
    /// A stored value is none that this version knows: damage, or the database of a newer version.
    #[error("unexpected value in {table}.{column} of {id}")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row.
        id: String,
    },
    /// The address of the database is none that can be understood.
    #[error("not the address of a database: {reason}")]
    Address {
        /// What is wrong with it, without any password in it.
        reason: String,
    },
    /// The schema could not be brought up to date.
    #[error("a migration failed")]
    Migration {
        /// What the driver said.
        #[source]
        source: DbErr,
    },
    /// Anything else the driver reports; a defect of ours.
    #[error("a statement failed")]
    Driver {
        /// What the driver said.
        #[source]
        source: DbErr,
    },
}

impl StoreError {
    pub(crate) fn inconsistent(table: &'static str, column: &'static str, id: impl ToString) -> Self {
        Self::Inconsistent { table, column, id: id.to_string() }
    }

    pub(crate) fn unavailable(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Unavailable { source: Box::new(source) }
    }

    /// Whether PostgreSQL chose this transaction as the victim of a deadlock or of a serialisation
    /// conflict: nothing is wrong with it, it only has to run again.
    pub(crate) fn is_lost_race(&self) -> bool {
        let Self::Unavailable { source } = self else { return false };
        source.downcast_ref::<DbErr>().and_then(code).is_some_and(|code| LOST_RACES.contains(&code.as_str()))
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match kind(&error) {
            Kind::Unavailable => Self::unavailable(error),
            Kind::Conflict(constraint) => Self::Conflict { constraint },
            Kind::Other => Self::Driver { source: error },
        }
    }
}

/// Deadlock and serialisation failure (PostgreSQL appendix A).
const LOST_RACES: [&str; 2] = ["40P01", "40001"];

enum Kind {
    Unavailable,
    Conflict(Constraint),
    Other,
}

fn sqlx(error: &DbErr) -> Option<&SqlxError> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "only these three carry a driver's error")]
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => Some(e),
        _ => None,
    }
}

fn code(error: &DbErr) -> Option<String> {
    sqlx(error)?.as_database_error()?.code().map(|code| code.into_owned())
}

#[expect(clippy::wildcard_enum_match_arm, reason = "what is not listed is a defect of ours, whatever it is")]
fn kind(error: &DbErr) -> Kind {
    let Some(sqlx) = sqlx(error) else {
        return match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => Kind::Unavailable,
            _ => Kind::Other,
        };
    };
    match sqlx {
        SqlxError::Database(database) => {
            let code = database.code().unwrap_or_default();
            if is_unavailable(&code) {
                Kind::Unavailable
            } else if database.is_unique_violation() {
                // PostgreSQL names the index; SQLite names the columns in its message.
                Kind::Conflict(unique(database.constraint().unwrap_or_else(|| database.message())))
            } else if database.is_foreign_key_violation() {
                Kind::Conflict(Constraint::Reference)
            } else if database.is_check_violation() {
                Kind::Conflict(Constraint::Other)
            } else {
                Kind::Other
            }
        }
        SqlxError::Io(_)
        | SqlxError::Tls(_)
        | SqlxError::PoolTimedOut
        | SqlxError::PoolClosed
        | SqlxError::WorkerCrashed
        | SqlxError::Protocol(_) => Kind::Unavailable,
        _ => Kind::Other,
    }
}

/// PostgreSQL: connection lost (08), out of resources or disk (53), shutting down or cancelled by the
/// operator (57P), read-only standby (25006), lost race. SQLite (the low byte of the extended code): busy 5,
/// locked 6, read-only 8, I/O error 10, full 13, cannot open 14.
fn is_unavailable(code: &str) -> bool {
    if LOST_RACES.contains(&code) || code == "25006" {
        return true;
    }
    match code.parse::<u32>() {
        // SQLSTATEs always have five characters, SQLite's extended codes up to four.
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
        _ => ["08", "53", "57P"].iter().any(|class| code.starts_with(class)),
    }
}

fn unique(description: &str) -> Constraint {
    const RULES: [(&str, &str, Constraint); 6] = [
        ("people_login", "people.login", Constraint::PersonLogin),
        ("people_email", "people.email_folded", Constraint::PersonEmail),
        ("invites_pkey", "invites.code", Constraint::InviteCode),
        ("chats_direct_key", "chats.direct_key", Constraint::DirectChat),
        ("messages_client_id", "messages.client_id", Constraint::MessageClientId),
        ("messages_seq", "messages.seq", Constraint::MessageSeq),
    ];
    RULES
        .iter()
        .find(|(index, column, _)| description == *index || description.contains(column))
        .map_or(Constraint::Other, |(_, _, constraint)| *constraint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_a_lock_and_a_lost_connection_mean_unavailable() {
        for code in ["5", "517", "13", "778", "14", "08006", "53100", "57P01", "40P01", "25006"] {
            assert!(is_unavailable(code), "{code}");
        }
        for code in ["1", "19", "2067", "23505", "42601", "22021", ""] {
            assert!(!is_unavailable(code), "{code}");
        }
    }

    #[test]
    fn broken_rules_are_named_on_both_databases() {
        assert_eq!(unique("people_login"), Constraint::PersonLogin);
        assert_eq!(unique("UNIQUE constraint failed: people.login"), Constraint::PersonLogin);
        let columns = "UNIQUE constraint failed: messages.chat_id, messages.sender_id, messages.client_id";
        assert_eq!(unique(columns), Constraint::MessageClientId);
        assert_eq!(
            unique("UNIQUE constraint failed: messages.chat_id, messages.seq"),
            Constraint::MessageSeq
        );
        assert_eq!(unique("chat_members_pkey"), Constraint::Other);
    }
}
