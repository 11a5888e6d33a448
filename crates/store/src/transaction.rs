//! One transaction per use case, run again when PostgreSQL lets it lose a race.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use crate::{
    StoreError,
    statement::{column, is_postgres, row},
};

/// Runs `$work`, a future that borrows the transaction `$tx` of `$database`, and commits; or rolls back and
/// passes the error on. What loses a race is run again, so `$work` must be able to begin anew.
macro_rules! in_transaction {
    ($database:expr, |$tx:ident| $work:expr) => {{
        let mut attempt = 1;
        loop {
            let $tx = match $database.begin().await {
                Ok(tx) => tx,
                Err(error) => break Err(error.into()),
            };
            let outcome = $work.await;
            match crate::transaction::finish($tx, outcome, attempt).await {
                crate::transaction::Finished::Done(result) => break result,
                crate::transaction::Finished::Again => attempt += 1,
            }
        }
    }};
}
pub(crate) use in_transaction;

pub(crate) enum Finished<T, E> {
    Done(Result<T, E>),
    Again,
}

/// An error of a transaction that can tell whether it only has to run again.
pub(crate) trait LostRace: From<StoreError> {
    fn is_lost_race(&self) -> bool;
}

impl LostRace for StoreError {
    fn is_lost_race(&self) -> bool {
        Self::is_lost_race(self)
    }
}

/// What ends a transaction early; it is rolled back either way.
pub(crate) enum Stop<R> {
    /// A reason that somebody may hear.
    Refused(R),
    /// The database failed.
    Failed(StoreError),
}

impl<R> From<StoreError> for Stop<R> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl<R> LostRace for Stop<R> {
    fn is_lost_race(&self) -> bool {
        match self {
            Self::Refused(_) => false,
            Self::Failed(error) => error.is_lost_race(),
        }
    }
}

/// Tells a refusal from a failure.
pub(crate) fn settled<T, R>(outcome: Result<T, Stop<R>>) -> Result<Result<T, R>, StoreError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Stop::Refused(refusal)) => Ok(Err(refusal)),
        Err(Stop::Failed(error)) => Err(error),
    }
}

/// A transaction that lost this often is given up: the database is overloaded.
const ATTEMPTS: u32 = 8;

pub(crate) async fn finish<T, E: LostRace>(
    tx: DatabaseTransaction,
    outcome: Result<T, E>,
    attempt: u32,
) -> Finished<T, E> {
    let result = match outcome {
        Ok(value) => tx.commit().await.map(|()| value).map_err(|error| StoreError::from(error).into()),
        Err(error) => {
            if let Err(rollback) = tx.rollback().await {
                // The connection is gone, and with it the transaction.
                tracing::debug!(error = %rollback, "rolling back failed");
            }
            Err(error)
        }
    };
    match result {
        Err(error) if error.is_lost_race() && attempt < ATTEMPTS => Finished::Again,
        result => Finished::Done(result),
    }
}

/// The number by which `sync` orders this transaction's changes. On SQLite a counter that only the one writer
/// moves; on PostgreSQL, where commits overlap, the transaction's own 64-bit id.
pub(crate) async fn commit_mark(tx: &DatabaseTransaction) -> Result<i64, StoreError> {
    let sql = if is_postgres(tx) {
        "SELECT pg_current_xact_id()::text::bigint AS value"
    } else {
        "UPDATE commit_counter SET value = value + 1 RETURNING value"
    };
    one(tx, sql).await
}

/// The horizon of a reader: every commit whose mark is below `next` is visible to it, and no commit that it
/// cannot see will ever carry a mark below `next`. Marks at or above `newest` do not exist yet.
pub(crate) struct Horizon {
    pub(crate) next: i64,
    pub(crate) newest: i64,
}

impl Horizon {
    /// The two numbers as expressions of a statement in the transaction.
    pub(crate) fn columns(tx: &DatabaseTransaction) -> [&'static str; 2] {
        if is_postgres(tx) {
            [
                "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
                "pg_snapshot_xmax(pg_current_snapshot())::text::bigint",
            ]
        } else {
            ["(SELECT value + 1 FROM commit_counter)"; 2]
        }
    }
}

/// The column `value` of a statement that always gives one row.
pub(crate) async fn one<C: ConnectionTrait>(db: &C, sql: &str) -> Result<i64, StoreError> {
    let Some(row) = row(db, sql, Vec::new()).await? else { return Err(no_row()) };
    column(&row, "value")
}

fn no_row() -> StoreError {
    StoreError::Driver {
        source: DbErr::RecordNotFound("a statement that always gives a row gave none".to_owned()),
    }
}
