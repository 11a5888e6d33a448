//! The calls that go on, in memory: whole operations on one map, never held across an await. Reading it never
//! waits for the disk.

use std::{collections::HashMap, time::Duration};

use parking_lot::Mutex;
use zvonilka_model::{
    CallId, ChatId, ConnectionId, ParticipantId, Timestamp, UserId,
    call::{Call, CallMode, MediaState, RingingDevice, floor, machine},
};

use super::group::merged;
use crate::CallFigures;

/// Signals that one place may send in [`SIGNAL_WINDOW`]. Gathering gives a browser some 30 candidates, an ICE
/// restart as many again; ten times that is a flood.
const SIGNALS_MAX: u32 = 300;
/// Devices of one person whose word is kept; more only count as told.
const RECEIPTS_MAX: usize = 32;
const SIGNAL_WINDOW: Duration = Duration::from_secs(10);
/// How soon somebody may be asked in again: it rings for most of that, and whoever declined has some peace.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(60);

/// The microphone is off, and nothing else is said.
pub(super) const SILENT: MediaState =
    MediaState { muted: Some(true), camera: None, screen: None, hold: None };

/// All live calls, and the few that have ended but could not be stored yet.
#[derive(Default)]
pub(super) struct LiveCalls {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    by_id: HashMap<CallId, LiveCall>,
    by_user: HashMap<UserId, Vec<CallId>>,
    by_chat: HashMap<ChatId, CallId>,
    unsaved: HashMap<CallId, Call>,
}

struct LiveCall {
    call: Call,
    /// What devices said while it rang.
    receipts: Vec<RingingDevice>,
    /// Devices that were woken up for it and say that they ring, under the bits of their sign-in.
    woken: Vec<RingingDevice>,
    signals: HashMap<ParticipantId, Window>,
    /// What the places of a group call show of themselves.
    states: HashMap<ParticipantId, MediaState>,
    /// When who was asked in, the last time.
    asked: HashMap<UserId, Timestamp>,
}

/// Signals of one place since a moment.
struct Window {
    since: Timestamp,
    used: u32,
}

impl LiveCalls {
    /// The call as it is now, if it goes on.
    pub(super) fn find(&self, id: CallId) -> Option<Call> {
        self.inner.lock().by_id.get(&id).map(|live| live.call.clone())
    }

    /// A call that has ended, but not in the database yet.
    pub(super) fn unsaved(&self, id: CallId) -> Option<Call> {
        self.inner.lock().unsaved.get(&id).cloned()
    }

    /// The call that goes on in a chat.
    pub(super) fn in_chat(&self, chat: ChatId) -> Option<Call> {
        let inner = self.inner.lock();
        let id = inner.by_chat.get(&chat)?;
        inner.by_id.get(id).map(|live| live.call.clone())
    }

    /// The calls that a person is in or that ring for them, the oldest first.
    pub(super) fn of_user(&self, user: UserId) -> Vec<Call> {
        let inner = self.inner.lock();
        let ids = inner.by_user.get(&user).map_or(&[][..], Vec::as_slice);
        let calls = ids.iter().filter_map(|id| inner.by_id.get(id)).map(|live| &live.call);
        let mut calls: Vec<Call> = calls.cloned().collect();
        calls.sort_by_key(|call| call.id);
        calls
    }

    /// The calls of groups, the oldest first.
    pub(super) fn gatherings(&self) -> Vec<Call> {
        let inner = self.inner.lock();
        let calls = inner.by_id.values().map(|live| &live.call).filter(|call| call.mode == CallMode::Sfu);
        let mut calls: Vec<Call> = calls.cloned().collect();
        calls.sort_by_key(|call| call.id);
        calls
    }

    /// How many calls go on, and how many people are in those of groups.
    pub(super) fn figures(&self) -> CallFigures {
        let mut figures = CallFigures::default();
        self.inner.lock().by_id.values().for_each(|live| figures.add(&live.call));
        figures
    }

    /// Whether a person is in a call or called.
    pub(super) fn concerns(&self, user: UserId) -> bool {
        self.inner.lock().by_user.contains_key(&user)
    }

    /// What the called devices have said.
    pub(super) fn receipts(&self, id: CallId) -> Vec<RingingDevice> {
        self.inner.lock().by_id.get(&id).map(|live| live.receipts.clone()).unwrap_or_default()
    }

    /// A called device has said something. False: nothing new, or too many have.
    pub(super) fn keep_receipt(&self, id: CallId, said: RingingDevice) -> bool {
        let mut inner = self.inner.lock();
        let Some(live) = inner.by_id.get_mut(&id) else { return false };
        if live.receipts.contains(&said) {
            return false;
        }
        live.receipts.retain(|receipt| receipt.connection != said.connection);
        let room = live.receipts.len() < RECEIPTS_MAX;
        if room {
            live.receipts.push(said);
        }
        room
    }

    /// What devices have said that were woken up.
    pub(super) fn woken(&self, id: CallId) -> Vec<RingingDevice> {
        self.inner.lock().by_id.get(&id).map(|live| live.woken.clone()).unwrap_or_default()
    }

    /// A device that was woken up has said something. False: nothing new, or too many have.
    pub(super) fn keep_woken(&self, id: CallId, said: RingingDevice) -> bool {
        let mut inner = self.inner.lock();
        let Some(live) = inner.by_id.get_mut(&id) else { return false };
        let fresh = live.woken.len() < RECEIPTS_MAX && !live.woken.contains(&said);
        if fresh {
            live.woken.push(said);
        }
        fresh
    }

    /// A called device has gone.
    pub(super) fn forget_receipt(&self, id: CallId, connection: ConnectionId) {
        if let Some(live) = self.inner.lock().by_id.get_mut(&id) {
            live.receipts.retain(|receipt| receipt.connection != connection);
        }
    }

    /// Puts a call in as it is after a step; takes it out when it is over.
    pub(super) fn put(&self, call: Call) {
        let mut inner = self.inner.lock();
        if !call.status.is_live() {
            inner.remove(&call);
        } else if let Some(live) = inner.by_id.get_mut(&call.id) {
            let before = std::mem::replace(&mut live.call, call.clone());
            live.states.retain(|place, _| call.has_place(*place));
            inner.index(&call, &before);
        } else {
            inner.by_chat.insert(call.chat, call.id);
            inner.index(&call, &call);
            inner.by_id.insert(
                call.id,
                LiveCall {
                    call,
                    receipts: Vec::new(),
                    woken: Vec::new(),
                    signals: HashMap::new(),
                    states: HashMap::new(),
                    asked: HashMap::new(),
                },
            );
        }
    }

    /// Keeps an ended call until it can be stored.
    pub(super) fn keep_unsaved(&self, call: Call) {
        self.inner.lock().unsaved.insert(call.id, call);
    }

    /// The ended calls that still must be stored.
    pub(super) fn all_unsaved(&self) -> Vec<Call> {
        self.inner.lock().unsaved.values().cloned().collect()
    }

    /// An ended call is stored now.
    pub(super) fn saved(&self, id: CallId) {
        self.inner.lock().unsaved.remove(&id);
    }

    /// When the next call ends unless something happens.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        self.inner.lock().by_id.values().filter_map(|live| machine::next_deadline(&live.call)).min()
    }

    /// The calls whose deadline has come.
    pub(super) fn due(&self, now: Timestamp) -> Vec<CallId> {
        let inner = self.inner.lock();
        let is_due = |call: &Call| machine::next_deadline(call).is_some_and(|deadline| deadline <= now);
        inner.by_id.values().filter(|live| is_due(&live.call)).map(|live| live.call.id).collect()
    }

    /// What a place of a group call shows of itself. Whoever a host silenced is silent on a new line, too, and after the server
    /// has started anew, until their page says that the microphone is on.
    pub(super) fn state_of(&self, call: CallId, place: ParticipantId) -> MediaState {
        let inner = self.inner.lock();
        let Some(live) = inner.by_id.get(&call) else { return MediaState::default() };
        let said = live.states.get(&place).copied().unwrap_or_default();
        if floor::silenced_by(&live.call, place).is_some() { merged(said, SILENT) } else { said }
    }

    /// A place of a group call says what it shows of itself.
    pub(super) fn keep_state(&self, call: CallId, place: ParticipantId, said: MediaState) {
        let mut inner = self.inner.lock();
        let Some(live) = inner.by_id.get_mut(&call) else { return };
        if live.call.has_place(place) {
            let state = live.states.entry(place).or_default();
            *state = merged(*state, said);
        }
    }

    /// Notes that somebody is asked in.
    ///
    /// # Errors
    /// How long to wait when that was only just done.
    pub(super) fn ask(&self, call: CallId, user: UserId, now: Timestamp) -> Result<(), Duration> {
        let mut inner = self.inner.lock();
        let Some(live) = inner.by_id.get_mut(&call) else { return Ok(()) };
        if let Some(again) =
            live.asked.get(&user).map(|asked| *asked + ASK_AGAIN_AFTER).filter(|at| *at > now)
        {
            return Err(again.since(now));
        }
        live.asked.insert(user, now);
        Ok(())
    }

    /// Counts a signal of a place.
    ///
    /// # Errors
    /// How long to wait when there were too many.
    pub(super) fn count_signal(
        &self,
        call: CallId,
        from: ParticipantId,
        now: Timestamp,
    ) -> Result<(), Duration> {
        let mut inner = self.inner.lock();
        let Some(live) = inner.by_id.get_mut(&call) else { return Ok(()) };
        let window = live.signals.entry(from).or_insert(Window { since: now, used: 0 });
        if now.since(window.since) >= SIGNAL_WINDOW || now < window.since {
            *window = Window { since: now, used: 0 };
        }
        if window.used >= SIGNALS_MAX {
            return Err((window.since + SIGNAL_WINDOW).since(now));
        }
        window.used += 1;
        Ok(())
    }
}

impl Inner {
    /// People come into a group call and go while it lasts.
    fn index(&mut self, call: &Call, before: &Call) {
        for participant in before.participants.iter().chain(&call.participants) {
            let ids = self.by_user.entry(participant.user).or_default();
            ids.retain(|id| *id != call.id);
            if concerns(call, participant.user) {
                ids.push(call.id);
            }
            if ids.is_empty() {
                self.by_user.remove(&participant.user);
            }
        }
    }

    fn remove(&mut self, call: &Call) {
        self.by_id.remove(&call.id);
        if self.by_chat.get(&call.chat) == Some(&call.id) {
            self.by_chat.remove(&call.chat);
        }
        for participant in &call.participants {
            if let Some(ids) = self.by_user.get_mut(&participant.user) {
                ids.retain(|id| *id != call.id);
                if ids.is_empty() {
                    self.by_user.remove(&participant.user);
                }
            }
        }
    }
}

/// Whether a call is this person's now: who has left a group call or declined it is in it no more, and who is called is.
fn concerns(call: &Call, user: UserId) -> bool {
    let mut places = call.participants.iter().filter(|p| p.user == user);
    places.any(|p| call.mode == CallMode::P2p || p.is_concerned())
}
