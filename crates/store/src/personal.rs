//! Every place that names a person: what it is shown as to whoever asks what is held of them, and what becomes of it
//! when their account goes.

use zvonilka_model::UserId;

use crate::{
    Store, StoreError,
    statement::{column, row, values},
};

/// What becomes of a column that names a person when their account is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The rows go.
    Goes,
    /// The rows stay and name nobody.
    Unnamed,
    /// The rows stay: they are part of what others have.
    Stays,
}

/// What a person is told is held of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// Sign-ins, with device, address and times.
    Sessions,
    /// Their passkeys, the secret of their codes, and recovery codes.
    WaysIn,
    /// Where they are told of things while no page is open, and how.
    Push,
    /// Letters that wait, links that were sent, and how they want to be written to.
    Letters,
    /// Contacts, and requests to become one.
    Contacts,
    /// Whom they blocked.
    Blocks,
    /// Chats, with how far they read and what they began to write.
    Chats,
    /// What they wrote.
    Messages,
    /// Signs they gave, and messages that mention them.
    Reactions,
    /// Messages and calls that they deleted for themselves, and chats that they left.
    Hidden,
    /// Files of theirs.
    Files,
    /// Uploads that are not finished.
    Uploads,
    /// Calls they were in.
    Calls,
    /// How their calls were.
    CallReports,
    /// Invitations and links to groups that they made.
    Invites,
    /// Simple mode: its people, and what was proposed to them about it.
    SimpleMode,
    /// What chats remember of who changed what.
    Log,
    /// What others keep for themselves, and the same things seen from the other side. Not counted: that somebody
    /// blocked one is never told.
    OfOthers,
}

impl Holding {
    /// All there are, in the order in which they are told.
    pub const ALL: [Self; 18] = [
        Self::Sessions,
        Self::WaysIn,
        Self::Push,
        Self::Letters,
        Self::Contacts,
        Self::Blocks,
        Self::Chats,
        Self::Messages,
        Self::Reactions,
        Self::Hidden,
        Self::Files,
        Self::Uploads,
        Self::Calls,
        Self::CallReports,
        Self::Invites,
        Self::SimpleMode,
        Self::Log,
        Self::OfOthers,
    ];
}

/// A column that names a person.
#[derive(Debug, Clone, Copy)]
pub struct Personal {
    /// Its table.
    pub table: &'static str,
    /// Its name.
    pub column: &'static str,
    /// What its rows are told as.
    pub holding: Holding,
    /// What becomes of them.
    pub fate: Fate,
}

const fn names(table: &'static str, column: &'static str, holding: Holding, fate: Fate) -> Personal {
    Personal { table, column, holding, fate }
}

/// Every column that names a person. Tests hold it against the schema, and the account of somebody who had something
/// everywhere against the fates.
pub const PERSONAL: &[Personal] = &[
    names("blocks", "blocked_id", Holding::OfOthers, Fate::Goes),
    names("blocks", "user_id", Holding::Blocks, Fate::Goes),
    names("call_guests", "silenced_by", Holding::OfOthers, Fate::Stays),
    names("call_participants", "invited_by", Holding::OfOthers, Fate::Stays),
    names("call_participants", "silenced_by", Holding::OfOthers, Fate::Stays),
    names("call_participants", "user_id", Holding::Calls, Fate::Stays),
    names("call_quality", "user_id", Holding::CallReports, Fate::Goes),
    names("calls", "initiator_id", Holding::OfOthers, Fate::Stays),
    names("chat_departures", "user_id", Holding::Hidden, Fate::Goes),
    names("chat_event_people", "user_id", Holding::Log, Fate::Stays),
    names("chat_events", "user_id", Holding::Log, Fate::Stays),
    names("chat_links", "created_by", Holding::Invites, Fate::Stays),
    // Of chats alone with somebody, who must still find who it was with: without what was the person's own.
    names("chat_members", "user_id", Holding::Chats, Fate::Stays),
    names("contact_requests", "asked_id", Holding::Contacts, Fate::Goes),
    names("contact_requests", "asker_id", Holding::Contacts, Fate::Goes),
    names("contacts", "contact_id", Holding::OfOthers, Fate::Goes),
    names("contacts", "user_id", Holding::Contacts, Fate::Goes),
    // What no message of others carries is loose then, and goes with the next cleaning.
    names("files", "owner_id", Holding::Files, Fate::Stays),
    names("guest_links", "created_by", Holding::Invites, Fate::Goes),
    names("hidden_calls", "user_id", Holding::Hidden, Fate::Goes),
    names("hidden_messages", "user_id", Holding::Hidden, Fate::Goes),
    names("invites", "created_by", Holding::Invites, Fate::Unnamed),
    names("newcomers", "user_id", Holding::Invites, Fate::Goes),
    names("newcomers", "invited_by", Holding::OfOthers, Fate::Goes),
    names("mail_jobs", "user_id", Holding::Letters, Fate::Goes),
    names("mail_links", "user_id", Holding::Letters, Fate::Goes),
    names("mail_settings", "user_id", Holding::Letters, Fate::Goes),
    names("mentions", "user_id", Holding::Reactions, Fate::Stays),
    names("messages", "sender_id", Holding::Messages, Fate::Stays),
    names("passkeys", "user_id", Holding::WaysIn, Fate::Goes),
    names("preview_jobs", "user_id", Holding::OfOthers, Fate::Goes),
    names("push_settings", "user_id", Holding::Push, Fate::Goes),
    names("push_subscriptions", "user_id", Holding::Push, Fate::Goes),
    names("reactions", "user_id", Holding::Reactions, Fate::Stays),
    names("recovery_codes", "user_id", Holding::WaysIn, Fate::Goes),
    names("second_factors", "user_id", Holding::WaysIn, Fate::Goes),
    names("sessions", "user_id", Holding::Sessions, Fate::Goes),
    names("simple_modes", "set_by", Holding::OfOthers, Fate::Unnamed),
    names("simple_modes", "user_id", Holding::SimpleMode, Fate::Goes),
    names("simple_people", "person_id", Holding::OfOthers, Fate::Goes),
    names("simple_people", "user_id", Holding::SimpleMode, Fate::Goes),
    names("simple_proposal_people", "person_id", Holding::OfOthers, Fate::Goes),
    names("simple_proposal_people", "proposed_by", Holding::OfOthers, Fate::Goes),
    names("simple_proposal_people", "user_id", Holding::SimpleMode, Fate::Goes),
    names("simple_proposals", "proposed_by", Holding::OfOthers, Fate::Goes),
    names("simple_proposals", "user_id", Holding::SimpleMode, Fate::Goes),
    // Bytes that belong to no upload go with the next cleaning.
    names("uploads", "owner_id", Holding::Uploads, Fate::Goes),
];

/// How much is held of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Of what.
    pub holding: Holding,
    /// How many; `None` where it is not counted.
    pub count: Option<u64>,
    /// How many bytes, of files.
    pub bytes: Option<u64>,
}

impl Store {
    /// How much is held of a person, of each kind. Counts of everything: to be asked rarely.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn holdings(&self, user: UserId) -> Result<Vec<Held>, StoreError> {
        let tx = self.database().begin_read().await?;
        let mut all = Vec::with_capacity(Holding::ALL.len());
        for holding in Holding::ALL {
            let bytes = FILE_SIZES.iter().find(|(of, _)| *of == holding).map(|(_, sql)| *sql);
            let bytes = match bytes {
                Some(sql) => Some(number(&tx, sql, user).await?),
                None => None,
            };
            let mut count = (holding != Holding::OfOthers).then_some(0);
            if let Some(count) = &mut count {
                for place in PERSONAL.iter().filter(|place| place.holding == holding) {
                    let sql =
                        format!("SELECT count(*) AS number FROM {} WHERE {} = $1", place.table, place.column);
                    *count += number(&tx, &sql, user).await?;
                }
            }
            all.push(Held { holding, count, bytes });
        }
        tx.commit().await?;
        Ok(all)
    }
}

/// What takes space.
const FILE_SIZES: [(Holding, &str); 2] = [
    (Holding::Files, "SELECT COALESCE(sum(size), 0) AS number FROM files WHERE owner_id = $1"),
    (Holding::Uploads, "SELECT COALESCE(sum(length), 0) AS number FROM uploads WHERE owner_id = $1"),
];

async fn number(tx: &sea_orm::DatabaseTransaction, sql: &str, user: UserId) -> Result<u64, StoreError> {
    // A sum is a decimal on PostgreSQL.
    let sql = format!("SELECT CAST(number AS BIGINT) AS number FROM ({sql}) counted");
    let Some(found) = row(tx, sql, values![user.uuid()]).await? else { return Ok(0) };
    let number: i64 = column(&found, "number")?;
    u64::try_from(number).map_err(|_| StoreError::inconsistent("people", "holdings", user))
}
