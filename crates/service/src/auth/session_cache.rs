//! What is known of sessions, so that a request does not ask the database whether its session still lives.

use std::{collections::HashMap, time::Duration};

use parking_lot::Mutex;
use zvonilka_model::{Admin, SessionId, Timestamp, UserId};
use zvonilka_store::SessionState;

/// For how long an answer of the database is believed. Sessions ended on this node are known at once.
const FRESH: Duration = Duration::from_secs(5);
/// Sessions remembered at most; beyond it the stale ones go.
const SESSIONS_MAX: usize = 50_000;

/// A session that is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LiveSession {
    pub(super) user: UserId,
    pub(super) admin: Admin,
}

#[derive(Default)]
pub(super) struct SessionCache {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    by_id: HashMap<SessionId, (Option<LiveSession>, Timestamp)>,
    /// Grows with every ending here, so that an answer fetched before it is not remembered after it.
    endings: u64,
}

/// How many endings had happened when the database was asked.
#[derive(Clone, Copy)]
pub(super) struct Asked(u64);

impl SessionCache {
    /// `Some(None)` is a session known to be over.
    #[expect(clippy::option_option, reason = "not known, known to be over, known to live: three cases")]
    pub(super) fn fresh(&self, id: SessionId, now: Timestamp) -> Option<Option<LiveSession>> {
        let known = self.known.lock();
        known.by_id.get(&id).filter(|(_, at)| now.since(*at) < FRESH).map(|(state, _)| *state)
    }

    pub(super) fn ask(&self) -> Asked {
        Asked(self.known.lock().endings)
    }

    pub(super) fn remember(
        &self,
        id: SessionId,
        state: Option<&SessionState>,
        now: Timestamp,
        asked: Asked,
    ) -> Option<LiveSession> {
        let live = state
            .filter(|s| !s.ended && !s.disabled && now < s.session.expires_at)
            .map(|s| LiveSession { user: s.session.user, admin: s.admin });
        let mut known = self.known.lock();
        if known.endings != asked.0 {
            // Something ended meanwhile, perhaps this session: let the next request ask again.
            return live;
        }
        if known.by_id.len() >= SESSIONS_MAX {
            known.by_id.retain(|_, (_, at)| now.since(*at) < FRESH);
        }
        known.by_id.insert(id, (live, now));
        live
    }

    pub(super) fn end(&self, id: SessionId) {
        let mut known = self.known.lock();
        known.endings += 1;
        known.by_id.remove(&id);
    }

    pub(super) fn forget_user(&self, user: UserId) {
        let mut known = self.known.lock();
        known.endings += 1;
        known.by_id.retain(|_, (state, _)| state.is_none_or(|s| s.user != user));
    }
}
