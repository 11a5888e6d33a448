//! What can go wrong below the rules, sorted by what a caller can do about it.

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
        /// What the driver said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A write would break a rule of the schema.
    #[error("the write breaks the rule {constraint:?}")]
    Conflict {
        /// Which rule.
        constraint: Constraint,
    },
    /// A stored value is none that this version knows: damage, or a newer version's database.
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
        source: sea_orm::DbErr,
    },
    /// Anything else the driver reports; a defect of ours.
    #[error("a statement failed")]
    Driver {
        /// What the driver said.
        #[source]
        source: sea_orm::DbErr,
    },
}
