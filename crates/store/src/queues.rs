//! How much waits in the queues that the database keeps.

use crate::{
    Store, StoreError,
    statement::{column, row},
};

/// How much waits in the queues that the database keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Queues {
    /// Pushes for devices.
    pub pushes: u64,
    /// Letters.
    pub letters: u64,
    /// Links that nobody has looked at.
    pub links: u64,
}

impl Store {
    /// How much waits, what is put off for later included.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn queues(&self) -> Result<Queues, StoreError> {
        let sql = "SELECT (SELECT COUNT(*) FROM push_jobs) AS pushes, (SELECT COUNT(*) FROM mail_jobs) AS letters, \
                   (SELECT COUNT(*) FROM preview_jobs) AS links";
        let Some(row) = row(self.database().reader(), sql, Vec::new()).await? else {
            return Ok(Queues::default());
        };
        let count = |name| column::<i64>(&row, name).map(|count| u64::try_from(count).unwrap_or(0));
        Ok(Queues { pushes: count("pushes")?, letters: count("letters")?, links: count("links")? })
    }
}
