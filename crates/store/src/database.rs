//! The two databases and how to reach them: one writer and a few readers on SQLite, one pool on PostgreSQL.

use std::{
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, IsolationLevel, SqliteTransactionMode,
    SqlxPostgresConnector, SqlxSqliteConnector, TransactionOptions, TransactionTrait,
    sqlx::{
        Connection, Error as SqlxError,
        postgres::{PgConnectOptions, PgPoolOptions},
        sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
    },
};

use crate::{
    StoreError,
    statement::{execute, row},
};

/// How long a caller waits for a free connection before it is told that the database is unavailable.
const ACQUIRE_TIME: Duration = Duration::from_secs(10);
/// How long SQLite waits for another process (a backup, the command line) to let go of its lock.
const BUSY_TIME: Duration = Duration::from_secs(5);
const SQLITE_READERS: u32 = 3;
/// Pages (of 4 KiB) in the write-ahead log before they are folded into the database. The same pages are written again
/// and again in a busy hour: the longer the log, the fewer of these writes have to be done twice.
const LOG_PAGES: &str = "4000";
/// Prepared statements that the writer keeps. Those over lists of rows come in sixteen sizes each.
const STATEMENTS: usize = 256;
const POSTGRES_CONNECTIONS: u32 = 10;

pub(crate) enum Database {
    Sqlite { writer: DatabaseConnection, readers: DatabaseConnection, file: SqliteFile },
    Postgres { pool: DatabaseConnection },
}

impl Database {
    pub(crate) async fn connect(url: &str) -> Result<Self, StoreError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Self::postgres(url).await;
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path == ":memory:" {
            return Err(StoreError::Address { reason: "a SQLite database needs a file".to_owned() });
        }
        if path.contains("://") {
            return Err(StoreError::Address { reason: "only sqlite: and postgres:// are known".to_owned() });
        }
        Self::sqlite(Path::new(path)).await
    }

    async fn sqlite(path: &Path) -> Result<Self, StoreError> {
        let file = SqliteFile::create(path).await?;
        let options = SqliteConnectOptions::new().filename(path).foreign_keys(true).busy_timeout(BUSY_TIME);
        // FULL costs the same as NORMAL when commits are grouped, and never loses what was acknowledged.
        let writer = options
            .clone()
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .statement_cache_capacity(STATEMENTS)
            .pragma("wal_autocheckpoint", LOG_PAGES)
            // What a statement over many rows needs to take itself back; it went through a file of its own before.
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", "-8192");
        // 8 MB here and 3 x 2.5 MB: about 16 MB of page cache at most.
        let reader = options.pragma("query_only", "on").pragma("cache_size", "-2560");
        // The one writer connection is the queue of writers; SQLite itself would let them fail as busy.
        let pool = |size| {
            SqlitePoolOptions::new()
                .max_connections(size)
                .acquire_timeout(ACQUIRE_TIME)
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None)
                .after_release(|connection, _| Box::pin(is_clean(connection)))
        };
        // The writer first: it makes the file a WAL database.
        let writer = pool(1).connect_with(writer).await.map_err(StoreError::unavailable)?;
        let readers = pool(SQLITE_READERS).connect_with(reader).await.map_err(StoreError::unavailable)?;
        Ok(Self::Sqlite {
            writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
            readers: SqlxSqliteConnector::from_sqlx_sqlite_pool(readers),
            file,
        })
    }

    async fn postgres(url: &str) -> Result<Self, StoreError> {
        // The driver's message may quote the address and with it the password.
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::Address {
                reason: "the postgres:// address cannot be parsed".to_owned(),
            })?
            .application_name("zvonilka");
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS)
            .acquire_timeout(ACQUIRE_TIME)
            .after_release(|connection, _| Box::pin(is_clean(connection)))
            .connect_with(options)
            .await
            .map_err(StoreError::unavailable)?;
        Ok(Self::Postgres { pool: SqlxPostgresConnector::from_sqlx_postgres_pool(pool) })
    }

    /// For single statements that only read.
    pub(crate) fn reader(&self) -> &DatabaseConnection {
        match self {
            Self::Sqlite { readers, .. } => readers,
            Self::Postgres { pool } => pool,
        }
    }

    /// For single statements that write.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match self {
            Self::Sqlite { writer, .. } => writer,
            Self::Postgres { pool } => pool,
        }
    }

    /// Begins a transaction that may write.
    ///
    /// What goes into a file that somebody removed or replaced is lost at the next start, so it is refused.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, StoreError> {
        if let Self::Sqlite { file, .. } = self {
            file.check()?;
        }
        // Immediate: a deferred transaction that reads first is refused its write lock when somebody else
        // has committed in between.
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer().begin_with_options(options).await?)
    }

    /// Begins a transaction in which several reads see one state.
    pub(crate) async fn begin_read(&self) -> Result<DatabaseTransaction, StoreError> {
        let begun = match self {
            Self::Sqlite { readers, .. } => readers.begin().await,
            Self::Postgres { pool } => {
                pool.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await
            }
        };
        Ok(begun?)
    }

    pub(crate) async fn ping(&self) -> Result<(), StoreError> {
        if let Self::Sqlite { file, .. } = self {
            file.check()?;
        }
        row(self.reader(), "SELECT value FROM meta WHERE name = 'store_id'", Vec::new()).await?;
        Ok(())
    }

    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, .. } => {
                // Readers first: a checkpoint cannot pass over what they still look at.
                if let Err(error) = readers.close_by_ref().await {
                    tracing::warn!(%error, "closing the readers failed");
                }
                if let Err(error) = execute(writer, "PRAGMA wal_checkpoint(TRUNCATE)", Vec::new()).await {
                    tracing::warn!(%error, "the last checkpoint failed; the next start makes up for it");
                }
                if let Err(error) = writer.close_by_ref().await {
                    tracing::warn!(%error, "closing the writer failed");
                }
            }
            Self::Postgres { pool } => {
                if let Err(error) = pool.close_by_ref().await {
                    tracing::warn!(%error, "closing the pool failed");
                }
            }
        }
    }
}

/// Whether a connection has left its transaction. A full disk can fail a COMMIT or a ROLLBACK; what the next caller then
/// wrote would be part of a transaction that nobody ever commits. Such a connection is closed, and the pool opens another.
async fn is_clean<C: Connection>(connection: &mut C) -> Result<bool, SqlxError> {
    if !connection.is_in_transaction() {
        return Ok(true);
    }
    // Whoever gave a transaction up has asked for its rollback, which is done before this is answered.
    connection.ping().await?;
    let clean = !connection.is_in_transaction();
    if !clean {
        tracing::warn!("a transaction could not be ended; its connection is closed");
    }
    Ok(clean)
}

/// The database file as it was when it was opened. A deleted file stays readable through its open
/// descriptors, so only a look at the path tells that it is gone.
pub(crate) struct SqliteFile {
    path: PathBuf,
    identity: Option<u64>,
}

impl SqliteFile {
    /// Makes the file, readable by its owner only, unless it exists.
    async fn create(path: &Path) -> Result<Self, StoreError> {
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(path).await.map_err(StoreError::unavailable)?;
        let metadata = file.metadata().await.map_err(StoreError::unavailable)?;
        Ok(Self { path: path.to_owned(), identity: identity(&metadata) })
    }

    /// A look at the path: about a microsecond, less than handing it to another thread.
    fn check(&self) -> Result<(), StoreError> {
        let metadata = std::fs::metadata(&self.path).map_err(StoreError::unavailable)?;
        if identity(&metadata) == self.identity {
            Ok(())
        } else {
            Err(StoreError::unavailable(std::io::Error::other("the database file was replaced")))
        }
    }
}

#[cfg(unix)]
fn identity(metadata: &std::fs::Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::ino(metadata))
}

#[cfg(not(unix))]
fn identity(_: &std::fs::Metadata) -> Option<u64> {
    None
}
