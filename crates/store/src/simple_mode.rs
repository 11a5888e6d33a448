//! Simple mode, as its person chose it, and as others propose it. Nothing here moves from a proposal to what holds but
//! by the answer of the one it was made to.

use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use uuid::Uuid;
use zvonilka_model::{
    PROPOSAL_FOR, ProposalState, SimpleChoice, SimpleMode, SimplePerson, SimpleProposal, SimpleProposalId,
    SimpleSetup, Timestamp, UserId,
};

use crate::{
    Store, StoreError, people,
    people::{PERSON, person_from},
    statement::{column, execute, for_update, row, rows, values},
    transaction::{Stop, in_transaction, settled},
    words::{Word, word},
};

/// Why a proposal cannot be made; then nothing is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalRefusal {
    /// Whoever proposes does not run the server (any more).
    NotAdmin,
    /// There is no such person, or their account is shut.
    Nobody,
    /// They blocked whoever proposes.
    Blocked,
}

/// What the person says to a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProposalAnswer {
    /// Yes: it holds from now on.
    Take,
    /// No: nothing changes.
    Refuse,
}

/// People who are there and not blocked by `$1`.
const THERE: &str = "p.deleted_at IS NULL AND NOT p.disabled AND NOT EXISTS
    (SELECT 1 FROM blocks b WHERE b.user_id = $1 AND b.blocked_id = p.id)";

/// Proposals to `$1` that may still be answered, of `people AS p` who may still propose.
const STANDS: &str = "q.state = 'open' AND q.proposed_at > $2 AND p.is_admin";

impl Store {
    /// What holds for somebody. People who are gone, or whom they blocked, are not in it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn simple_mode(&self, user: UserId) -> Result<SimpleMode, StoreError> {
        let tx = self.database().begin_read().await?;
        let mode = simple_mode(&tx, user).await?;
        tx.commit().await?;
        Ok(mode)
    }

    /// Puts what a person chose themselves in place of what held before. Whoever is not there, or is blocked, is left
    /// out.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn set_simple_mode(&self, user: UserId, setup: &SimpleSetup) -> Result<SimpleMode, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| async {
            begin(&tx, user, setup.enabled, None, now).await?;
            for (position, choice) in setup.people.iter().enumerate() {
                let sql = format!(
                    "INSERT INTO simple_people (user_id, person_id, position, call_kind, answer)
                     SELECT $1, p.id, $3, $4, $5 FROM people p WHERE p.id = $2 AND p.id <> $1 AND {THERE}"
                );
                execute(&tx, sql, choice_values(user, choice, position)).await?;
            }
            simple_mode(&tx, user).await
        })
    }

    /// Ends all of it: the page is the usual one, and nobody is chosen.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn clear_simple_mode(&self, user: UserId) -> Result<(), StoreError> {
        in_transaction!(self.database(), |tx| async {
            execute(&tx, "DELETE FROM simple_people WHERE user_id = $1", values![user.uuid()]).await?;
            execute(&tx, "DELETE FROM simple_modes WHERE user_id = $1", values![user.uuid()]).await?;
            Ok(())
        })
    }

    /// Proposes simple mode to somebody, in place of what the same person proposed to them before.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn propose_simple_mode(
        &self,
        proposer: UserId,
        user: UserId,
        setup: &SimpleSetup,
    ) -> Result<Result<SimpleProposal, ProposalRefusal>, StoreError> {
        let now = self.now();
        settled(in_transaction!(self.database(), |tx| propose(&tx, proposer, user, setup, now)))
    }

    /// What somebody proposed to a person, and what became of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn simple_proposal(
        &self,
        proposer: UserId,
        user: UserId,
    ) -> Result<Option<SimpleProposal>, StoreError> {
        let now = self.now();
        let tx = self.database().begin_read().await?;
        let found = proposal(&tx, proposer, user, now).await?;
        tx.commit().await?;
        Ok(found)
    }

    /// Takes a proposal back. False: there was none.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn withdraw_simple_proposal(&self, proposer: UserId, user: UserId) -> Result<bool, StoreError> {
        in_transaction!(self.database(), |tx| drop_proposal(&tx, proposer, user))
    }

    /// What is proposed to a person and waits for their answer, the newest first: of those who still may propose.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn simple_proposals_to(&self, user: UserId) -> Result<Vec<SimpleProposal>, StoreError> {
        let now = self.now();
        let sql = format!(
            "SELECT {PERSON}, q.id AS proposal_id, q.enabled, q.proposed_at, q.state
             FROM simple_proposals q JOIN people p ON p.id = q.proposed_by
             WHERE q.user_id = $1 AND {STANDS} AND {THERE} ORDER BY q.proposed_at DESC, q.id"
        );
        let tx = self.database().begin_read().await?;
        let mut proposals = Vec::new();
        for found in rows(&tx, sql, values![user.uuid(), oldest(now)]).await? {
            let mut proposal = proposal_from(&found, now)?;
            proposal.people = proposed_people(&tx, proposal.other.id, user, Eyes::Person).await?;
            proposals.push(proposal);
        }
        tx.commit().await?;
        Ok(proposals)
    }

    /// The person answers. Gives who had proposed it; `None` when this proposal does not stand any more.
    ///
    /// # Errors
    /// [`StoreError`] when the database fails.
    pub async fn answer_simple_proposal(
        &self,
        user: UserId,
        id: SimpleProposalId,
        answer: ProposalAnswer,
    ) -> Result<Option<UserId>, StoreError> {
        let now = self.now();
        in_transaction!(self.database(), |tx| answer_proposal(&tx, user, id, answer, now))
    }
}

/// Whom somebody blocks they trust no more, and hear no proposals of.
pub(crate) async fn distrust(
    tx: &DatabaseTransaction,
    user: UserId,
    other: UserId,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM simple_people WHERE user_id = $1 AND person_id = $2";
    execute(tx, sql, values![user.uuid(), other.uuid()]).await?;
    drop_proposal(tx, other, user).await?;
    Ok(())
}

/// Takes the person's row, so that two changes at once do not mix, and forgets the people who were chosen.
async fn begin(
    tx: &DatabaseTransaction,
    user: UserId,
    enabled: bool,
    set_by: Option<UserId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO simple_modes (user_id, enabled, set_by, set_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (user_id) DO UPDATE
               SET enabled = excluded.enabled, set_by = excluded.set_by, set_at = excluded.set_at";
    execute(tx, sql, values![user.uuid(), enabled, set_by.map(UserId::uuid), now.millis()]).await?;
    execute(tx, "DELETE FROM simple_people WHERE user_id = $1", values![user.uuid()]).await?;
    Ok(())
}

async fn simple_mode<C: ConnectionTrait>(db: &C, user: UserId) -> Result<SimpleMode, StoreError> {
    let sql = "SELECT enabled, set_by, set_at FROM simple_modes WHERE user_id = $1";
    let Some(found) = row(db, sql, values![user.uuid()]).await? else {
        return Ok(SimpleMode { enabled: false, people: Vec::new(), set_by: None, set_at: None });
    };
    let set_by = match column::<Option<Uuid>>(&found, "set_by")? {
        Some(id) => people::person(db, UserId::from_uuid(id)).await?,
        None => None,
    };
    let sql = format!(
        "SELECT {PERSON}, s.call_kind, s.answer FROM simple_people s JOIN people p ON p.id = s.person_id
         WHERE s.user_id = $1 AND {THERE} ORDER BY s.position"
    );
    let people = rows(db, sql, values![user.uuid()]).await?;
    Ok(SimpleMode {
        enabled: column(&found, "enabled")?,
        people: people.iter().map(simple_person_from).collect::<Result<_, _>>()?,
        set_by,
        set_at: Some(Timestamp::from_millis(column(&found, "set_at")?)),
    })
}

async fn propose(
    tx: &DatabaseTransaction,
    proposer: UserId,
    user: UserId,
    setup: &SimpleSetup,
    now: Timestamp,
) -> Result<SimpleProposal, Stop<ProposalRefusal>> {
    let admin = "SELECT 1 AS here FROM people WHERE id = $1 AND is_admin AND NOT disabled";
    if row(tx, admin, values![proposer.uuid()]).await?.is_none() {
        return Err(Stop::Refused(ProposalRefusal::NotAdmin));
    }
    let there = "SELECT 1 AS here FROM people WHERE id = $1 AND NOT disabled";
    if row(tx, there, values![user.uuid()]).await?.is_none() {
        return Err(Stop::Refused(ProposalRefusal::Nobody));
    }
    let blocks = "SELECT 1 AS here FROM blocks WHERE user_id = $1 AND blocked_id = $2";
    if row(tx, blocks, values![user.uuid(), proposer.uuid()]).await?.is_some() {
        return Err(Stop::Refused(ProposalRefusal::Blocked));
    }
    let id = SimpleProposalId::generate(now);
    let sql = "INSERT INTO simple_proposals (user_id, proposed_by, id, enabled, proposed_at, state)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (user_id, proposed_by) DO UPDATE SET id = excluded.id, enabled = excluded.enabled,
                   proposed_at = excluded.proposed_at, state = excluded.state";
    let state = ProposalState::Open.word();
    let values = values![user.uuid(), proposer.uuid(), id.uuid(), setup.enabled, now.millis(), state];
    execute(tx, sql, values).await?;
    let forget = "DELETE FROM simple_proposal_people WHERE user_id = $1 AND proposed_by = $2";
    execute(tx, forget, values![user.uuid(), proposer.uuid()]).await?;
    for (position, choice) in setup.people.iter().enumerate() {
        // Whom the person blocked is proposed all the same: nobody learns of a block by proposing.
        let sql = "INSERT INTO simple_proposal_people
                       (user_id, person_id, position, call_kind, answer, proposed_by)
                   SELECT $1, p.id, $3, $4, $5, $6 FROM people p
                   WHERE p.id = $2 AND p.id <> $1 AND p.deleted_at IS NULL AND NOT p.disabled";
        let mut values = choice_values(user, choice, position);
        values.extend(values![proposer.uuid()]);
        execute(tx, sql, values).await?;
    }
    let made = proposal(tx, proposer, user, now).await?;
    Ok(made.ok_or_else(|| StoreError::inconsistent("simple_proposals", "id", id))?)
}

async fn proposal<C: ConnectionTrait>(
    db: &C,
    proposer: UserId,
    user: UserId,
    now: Timestamp,
) -> Result<Option<SimpleProposal>, StoreError> {
    let sql = format!(
        "SELECT {PERSON}, q.id AS proposal_id, q.enabled, q.proposed_at, q.state
         FROM simple_proposals q JOIN people p ON p.id = q.user_id
         WHERE q.user_id = $1 AND q.proposed_by = $2"
    );
    let Some(found) = row(db, sql, values![user.uuid(), proposer.uuid()]).await? else { return Ok(None) };
    let mut proposal = proposal_from(&found, now)?;
    proposal.people = proposed_people(db, proposer, user, Eyes::Proposer).await?;
    Ok(Some(proposal))
}

/// Who looks at a proposal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Eyes {
    /// Whoever made it sees whom they named.
    Proposer,
    /// The one it was made to sees what it would come to.
    Person,
}

async fn proposed_people<C: ConnectionTrait>(
    db: &C,
    proposer: UserId,
    user: UserId,
    eyes: Eyes,
) -> Result<Vec<SimplePerson>, StoreError> {
    let there = if eyes == Eyes::Person { THERE } else { "p.deleted_at IS NULL AND NOT p.disabled" };
    let sql = format!(
        "SELECT {PERSON}, s.call_kind, s.answer FROM simple_proposal_people s JOIN people p ON p.id = s.person_id
         WHERE s.user_id = $1 AND s.proposed_by = $2 AND {there} ORDER BY s.position"
    );
    let found = rows(db, sql, values![user.uuid(), proposer.uuid()]).await?;
    found.iter().map(simple_person_from).collect()
}

async fn drop_proposal(tx: &DatabaseTransaction, proposer: UserId, user: UserId) -> Result<bool, StoreError> {
    let people = "DELETE FROM simple_proposal_people WHERE user_id = $1 AND proposed_by = $2";
    execute(tx, people, values![user.uuid(), proposer.uuid()]).await?;
    let sql = "DELETE FROM simple_proposals WHERE user_id = $1 AND proposed_by = $2";
    Ok(execute(tx, sql, values![user.uuid(), proposer.uuid()]).await? > 0)
}

async fn answer_proposal(
    tx: &DatabaseTransaction,
    user: UserId,
    id: SimpleProposalId,
    answer: ProposalAnswer,
    now: Timestamp,
) -> Result<Option<UserId>, StoreError> {
    // Both rows: whoever is demoted, or proposes anew, at this very moment comes before or after it.
    let sql = format!(
        "SELECT q.proposed_by, q.enabled FROM simple_proposals q JOIN people p ON p.id = q.proposed_by
         WHERE q.user_id = $1 AND {STANDS} AND {THERE} AND q.id = $3{}",
        for_update(tx)
    );
    let Some(found) = row(tx, sql, values![user.uuid(), oldest(now), id.uuid()]).await? else {
        return Ok(None);
    };
    let proposer = UserId::from_uuid(column(&found, "proposed_by")?);
    let state = match answer {
        ProposalAnswer::Take => {
            begin(tx, user, column(&found, "enabled")?, Some(proposer), now).await?;
            let sql = format!(
                "INSERT INTO simple_people (user_id, person_id, position, call_kind, answer)
                 SELECT s.user_id, s.person_id, s.position, s.call_kind, s.answer
                 FROM simple_proposal_people s JOIN people p ON p.id = s.person_id
                 WHERE s.user_id = $1 AND s.proposed_by = $2 AND {THERE}"
            );
            execute(tx, sql, values![user.uuid(), proposer.uuid()]).await?;
            ProposalState::Taken
        }
        ProposalAnswer::Refuse => ProposalState::Refused,
    };
    let sql = "UPDATE simple_proposals SET state = $2 WHERE id = $1";
    execute(tx, sql, values![id.uuid(), state.word()]).await?;
    Ok(Some(proposer))
}

/// In the order of the statements: whose, who, where, what a tap does, what a call does.
fn choice_values(user: UserId, choice: &SimpleChoice, position: usize) -> Vec<sea_orm::Value> {
    let position = i64::try_from(position).unwrap_or(i64::MAX);
    values![user.uuid(), choice.person.uuid(), position, choice.call.word(), choice.answer.word()]
}

fn oldest(now: Timestamp) -> i64 {
    let week = i64::try_from(PROPOSAL_FOR.as_millis()).unwrap_or(i64::MAX);
    now.millis().saturating_sub(week)
}

fn simple_person_from(row: &QueryResult) -> Result<SimplePerson, StoreError> {
    let person = person_from(row)?;
    Ok(SimplePerson {
        call: word(row, "simple_people", "call_kind", person.id)?,
        answer: word(row, "simple_people", "answer", person.id)?,
        person,
    })
}

/// Without its people.
fn proposal_from(row: &QueryResult, now: Timestamp) -> Result<SimpleProposal, StoreError> {
    let id = SimpleProposalId::from_uuid(column(row, "proposal_id")?);
    let proposed_at: i64 = column(row, "proposed_at")?;
    let stored = word(row, "simple_proposals", "state", id)?;
    let is_late = stored == ProposalState::Open && proposed_at <= oldest(now);
    let state = if is_late { ProposalState::Expired } else { stored };
    Ok(SimpleProposal {
        id,
        other: person_from(row)?,
        enabled: column(row, "enabled")?,
        people: Vec::new(),
        proposed_at: Timestamp::from_millis(proposed_at),
        state,
    })
}
