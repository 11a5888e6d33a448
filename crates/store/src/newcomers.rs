//! Those who came by somebody's invitation, and how far they have settled in. Registering adds them.

use sea_orm::{DatabaseTransaction, QueryResult};
use zvonilka_model::{
    InviteCode, NEWCOMER_FOR, Newcomer, Person, Timestamp, UserId, WelcomeStep, WelcomeSteps,
};

use crate::{
    Store, StoreError,
    people::{PERSON, person_from},
    statement::{column, execute, row, rows, values},
};

/// What a newcomer may know of how they came.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// Who invited them.
    pub invited_by: Person,
    /// How far they have settled in.
    pub steps: WelcomeSteps,
}

/// Somebody who blocked whoever invited them shows them nothing any more.
const UNBLOCKED: &str =
    "NOT EXISTS (SELECT 1 FROM blocks b WHERE b.user_id = n.user_id AND b.blocked_id = n.invited_by)";

impl Store {
    /// Those who came by one person's invitations within the last month, the newest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn newcomers(&self, invited_by: UserId, limit: u32) -> Result<Vec<Newcomer>, StoreError> {
        let sql = format!(
            "SELECT {PERSON}, n.code, n.steps, n.registered_at
             FROM newcomers n JOIN people p ON p.id = n.user_id
             WHERE n.invited_by = $1 AND n.registered_at >= $2 AND {UNBLOCKED}
             ORDER BY n.registered_at DESC, p.login LIMIT $3"
        );
        let values = values![invited_by.uuid(), oldest(self.now()), i64::from(limit)];
        let found = rows(self.database().reader(), sql, values).await?;
        found.iter().map(newcomer_from).collect()
    }

    /// How somebody came; `None` when it was not by another one's invitation, or is a month ago.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn arrival(&self, user: UserId) -> Result<Option<Arrival>, StoreError> {
        let sql = format!(
            "SELECT {PERSON}, n.steps FROM newcomers n JOIN people p ON p.id = n.invited_by
             WHERE n.user_id = $1 AND n.registered_at >= $2"
        );
        let found = row(self.database().reader(), sql, values![user.uuid(), oldest(self.now())]).await?;
        found.map(|row| Ok(Arrival { invited_by: person_from(&row)?, steps: steps_from(&row)? })).transpose()
    }

    /// Notes that a newcomer took a step. Gives who is to be told, and of which invitation; `None` when they took
    /// it before, or nobody sees it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn note_step(
        &self,
        user: UserId,
        step: WelcomeStep,
    ) -> Result<Option<(UserId, InviteCode)>, StoreError> {
        let sql = format!(
            "UPDATE newcomers AS n SET steps = n.steps | $2
             WHERE n.user_id = $1 AND (n.steps & $2) = 0 AND n.registered_at >= $3 AND {UNBLOCKED}
             RETURNING invited_by, code"
        );
        let bits = [step].into_iter().collect::<WelcomeSteps>().bits();
        let values = values![user.uuid(), bits, oldest(self.now())];
        let noted = row(self.database().writer(), sql, values).await?;
        noted.map(|row| Ok((UserId::from_uuid(column(&row, "invited_by")?), code_from(&row)?))).transpose()
    }
}

/// Puts somebody down who has just registered, and forgets those who came long ago.
pub(crate) async fn add(
    tx: &DatabaseTransaction,
    user: UserId,
    invited_by: UserId,
    code: &InviteCode,
    now: Timestamp,
) -> Result<(), StoreError> {
    execute(tx, "DELETE FROM newcomers WHERE registered_at < $1", values![oldest(now)]).await?;
    let sql =
        "INSERT INTO newcomers (user_id, invited_by, code, steps, registered_at) VALUES ($1, $2, $3, 0, $4)";
    execute(tx, sql, values![user.uuid(), invited_by.uuid(), code.as_str(), now.millis()]).await?;
    Ok(())
}

fn oldest(now: Timestamp) -> i64 {
    let month = i64::try_from(NEWCOMER_FOR.as_millis()).unwrap_or(i64::MAX);
    now.millis().saturating_sub(month)
}

fn newcomer_from(row: &QueryResult) -> Result<Newcomer, StoreError> {
    Ok(Newcomer {
        person: person_from(row)?,
        code: code_from(row)?,
        steps: steps_from(row)?,
        registered_at: Timestamp::from_millis(column(row, "registered_at")?),
    })
}

fn steps_from(row: &QueryResult) -> Result<WelcomeSteps, StoreError> {
    Ok(WelcomeSteps::from_bits(column(row, "steps")?))
}

fn code_from(row: &QueryResult) -> Result<InviteCode, StoreError> {
    let code: String = column(row, "code")?;
    InviteCode::parse(&code).map_err(|_| StoreError::inconsistent("newcomers", "code", &code))
}
