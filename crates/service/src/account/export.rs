//! Taking one's data along: who may begin, one at a time, and how far it is. What it holds is put together at the edge,
//! from the same use cases as every other answer.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use zvonilka_model::{Actor, SessionId, Timestamp, UserId};
use zvonilka_store::Held;

use super::Account;
use crate::{ServiceError, mail::token};

/// For how long a ticket opens the download: the page follows it at once.
const TICKET_TTL: Duration = Duration::from_secs(60);
/// For how long it is remembered how a download ended.
const REMEMBERED: Duration = Duration::from_secs(3_600);

/// What opens the download, once, for the session that asked.
#[derive(Debug, Clone)]
pub struct ExportTicket {
    /// The secret.
    pub token: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// How far the last download is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportStage {
    /// There was none of late.
    None,
    /// It was asked for and has not begun.
    Waiting,
    /// It runs.
    Running,
    /// Everything was sent.
    Done,
    /// It broke off before the end.
    Broken,
}

/// The last download of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExportState {
    /// How far it is.
    pub stage: ExportStage,
    /// Bytes that were sent.
    pub bytes: u64,
}

/// Whose download is how far. One on this node: a second one elsewhere costs its work and nothing else.
#[derive(Default)]
pub(super) struct Exports {
    by_user: Mutex<HashMap<UserId, Entry>>,
}

struct Entry {
    phase: Phase,
    bytes: Arc<AtomicU64>,
}

enum Phase {
    Waiting { digest: String, session: SessionId, until: Timestamp },
    Running,
    Over { stage: ExportStage, at: Timestamp },
}

impl Phase {
    fn is_past(&self, now: Timestamp) -> bool {
        match self {
            Self::Waiting { until, .. } => now >= *until,
            Self::Running => false,
            Self::Over { at, .. } => now.since(*at) >= REMEMBERED,
        }
    }
}

impl Exports {
    fn check_free(&self, user: UserId) -> Result<(), ServiceError> {
        match self.by_user.lock().get(&user).map(|entry| &entry.phase) {
            Some(Phase::Running) => Err(ServiceError::ExportRunning),
            // Whoever asks anew did not follow the ticket before.
            Some(Phase::Waiting { .. } | Phase::Over { .. }) | None => Ok(()),
        }
    }

    fn wait(
        &self,
        actor: Actor,
        digest: String,
        until: Timestamp,
        now: Timestamp,
    ) -> Result<(), ServiceError> {
        let mut by_user = self.by_user.lock();
        by_user.retain(|_, entry| !entry.phase.is_past(now));
        if let Some(Entry { phase: Phase::Running, .. }) = by_user.get(&actor.user) {
            return Err(ServiceError::ExportRunning);
        }
        let phase = Phase::Waiting { digest, session: actor.session, until };
        by_user.insert(actor.user, Entry { phase, bytes: Arc::default() });
        Ok(())
    }

    /// The counter of what is sent, if the ticket was good.
    fn begin(&self, actor: Actor, given: &str, now: Timestamp) -> Option<Arc<AtomicU64>> {
        let mut by_user = self.by_user.lock();
        let entry = by_user.get_mut(&actor.user)?;
        let Phase::Waiting { digest, session, until } = &entry.phase else { return None };
        if digest != given || *session != actor.session || now >= *until {
            return None;
        }
        entry.phase = Phase::Running;
        Some(Arc::clone(&entry.bytes))
    }

    fn end(&self, user: UserId, stage: ExportStage, at: Timestamp) {
        if let Some(entry) = self.by_user.lock().get_mut(&user) {
            entry.phase = Phase::Over { stage, at };
        }
    }

    fn state(&self, user: UserId, now: Timestamp) -> ExportState {
        let by_user = self.by_user.lock();
        let Some(entry) = by_user.get(&user).filter(|entry| !entry.phase.is_past(now)) else {
            return ExportState { stage: ExportStage::None, bytes: 0 };
        };
        let stage = match entry.phase {
            Phase::Waiting { .. } => ExportStage::Waiting,
            Phase::Running => ExportStage::Running,
            Phase::Over { stage, .. } => stage,
        };
        ExportState { stage, bytes: entry.bytes.load(Ordering::Relaxed) }
    }
}

/// A download that runs. Dropped before it is [finished](Self::finish), it broke off.
pub struct ExportRun {
    account: Account,
    actor: Actor,
    bytes: Arc<AtomicU64>,
    stage: ExportStage,
}

impl ExportRun {
    /// Whose data it is.
    #[must_use]
    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// Asked before every piece: whether the session still lives.
    ///
    /// # Errors
    /// [`ServiceError::SessionEnded`].
    pub async fn check(&self) -> Result<(), ServiceError> {
        self.account.auth.check_session(self.actor).await
    }

    /// How much is held of the person.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn holdings(&self) -> Result<Vec<Held>, ServiceError> {
        Ok(self.account.core.store.holdings(self.actor.user).await?)
    }

    /// So much was sent.
    pub fn sent(&self, bytes: usize) {
        self.bytes.fetch_add(u64::try_from(bytes).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// Everything was sent.
    pub fn finish(mut self) {
        self.stage = ExportStage::Done;
    }
}

impl Drop for ExportRun {
    fn drop(&mut self) {
        self.account.exports.end(self.actor.user, self.stage, self.account.core.clock.now());
    }
}

impl Account {
    /// Gives a ticket for the download of everything that is one's own.
    ///
    /// # Errors
    /// [`ServiceError::ExportRunning`] while one runs, [`ServiceError::WrongCredentials`] for a wrong password, and the
    /// rate limits.
    pub async fn ask_export(&self, actor: Actor, password: String) -> Result<ExportTicket, ServiceError> {
        self.exports.check_free(actor.user)?;
        self.auth.confirm_oneself(actor, password).await?;
        self.core.limits.export(actor.user)?;
        let now = self.core.clock.now();
        let until = Timestamp::from_millis(
            now.millis().saturating_add(i64::try_from(TICKET_TTL.as_millis()).unwrap_or(i64::MAX)),
        );
        let token = token::generate()?;
        self.exports.wait(actor, token::digest(&token), until, now)?;
        Ok(ExportTicket { token, expires_at: until })
    }

    /// Uses the ticket up.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not good: used, run out, or of another session.
    pub fn begin_export(&self, actor: Actor, token: &str) -> Result<ExportRun, ServiceError> {
        let now = self.core.clock.now();
        let bytes = self.exports.begin(actor, &token::digest(token), now).ok_or(ServiceError::NotFound)?;
        tracing::info!(user = ?actor.user, "somebody takes their data along");
        Ok(ExportRun { account: self.clone(), actor, bytes, stage: ExportStage::Broken })
    }

    /// How far one's last download is.
    #[must_use]
    pub fn export_state(&self, actor: Actor) -> ExportState {
        self.exports.state(actor.user, self.core.clock.now())
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_model::Admin;

    use super::*;

    fn actor() -> Actor {
        Actor { user: id(1), session: id(2), admin: Admin::No }
    }

    fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(number: u8) -> T {
        format!("00000000-0000-7000-8000-0000000000{number:02}").parse().expect("an id")
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_millis(seconds * 1_000)
    }

    #[test]
    fn a_ticket_is_good_once_for_its_session_and_for_a_minute() {
        let exports = Exports::default();
        let wait = || exports.wait(actor(), "d".to_owned(), at(60), at(0));
        wait().expect("free");
        let elsewhere = Actor { session: id(3), ..actor() };
        assert!(exports.begin(elsewhere, "d", at(1)).is_none());
        assert!(exports.begin(actor(), "other", at(1)).is_none());
        assert!(exports.begin(actor(), "d", at(60)).is_none());
        assert!(exports.begin(actor(), "d", at(59)).is_some());
        assert!(exports.begin(actor(), "d", at(59)).is_none(), "used up");
        assert!(matches!(wait(), Err(ServiceError::ExportRunning)));
        assert!(matches!(exports.check_free(actor().user), Err(ServiceError::ExportRunning)));
    }

    #[test]
    fn how_it_ended_is_remembered_for_a_while_and_no_longer() {
        let exports = Exports::default();
        let stage = |now| exports.state(actor().user, now).stage;
        assert_eq!(stage(at(0)), ExportStage::None);
        exports.wait(actor(), "d".to_owned(), at(60), at(0)).expect("free");
        assert_eq!(stage(at(1)), ExportStage::Waiting);
        exports.begin(actor(), "d", at(2)).expect("good").fetch_add(7, Ordering::Relaxed);
        assert_eq!(exports.state(actor().user, at(3)), ExportState { stage: ExportStage::Running, bytes: 7 });
        exports.end(actor().user, ExportStage::Done, at(4));
        assert_eq!((stage(at(5)), stage(at(4_000))), (ExportStage::Done, ExportStage::None));
        // Somebody else's begins, and what is long over is dropped.
        let other = Actor { user: id(9), ..actor() };
        exports.wait(other, "e".to_owned(), at(4_060), at(4_000)).expect("free");
        assert_eq!(exports.by_user.lock().len(), 1);
    }
}
