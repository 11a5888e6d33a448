//! Another process's hold on a SQLite database.

use std::path::Path;

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

/// The one write lock of a database, held as a backup program or a person with a SQL prompt would.
pub struct WriteLock {
    connection: DatabaseConnection,
}

impl WriteLock {
    /// Takes the lock.
    ///
    /// # Errors
    /// When the file cannot be opened or somebody else holds the lock for long.
    pub async fn take(file: &Path) -> anyhow::Result<Self> {
        let mut options = ConnectOptions::new(format!("sqlite:{}", file.display()));
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await?;
        connection.execute_unprepared("BEGIN IMMEDIATE").await?;
        Ok(Self { connection })
    }

    /// Lets go of it.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn release(self) -> anyhow::Result<()> {
        self.connection.execute_unprepared("ROLLBACK").await?;
        Ok(self.connection.close().await?)
    }
}
