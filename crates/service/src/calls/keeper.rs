//! The one owner of the live calls: applies events to them, stores what comes out, and only then tells it; and
//! the timer that ends what nobody answers or keeps alive.
//!
//! Changes are made one after the other, from the decision until people are told: so two people who call each
//! other at the same moment get one call, and everybody hears the events of a call in the same order.

use std::{sync::Arc, time::Duration};

use tokio::sync::{Mutex, MutexGuard, Notify};
use tokio_util::sync::CancellationToken;
use zvonilka_model::{
    CallId, Change, ClientId, MessageBody, Person, UserId,
    call::{
        Call, CallMode, CallSignal, CallStatus, Participant, RingState, RingingDevice, SignalBody,
        SignalTarget,
        machine::{self, CallEffect, CallEvent, CallNews, CallRefusal, Step},
    },
};
use zvonilka_store::{Appended, NewMessage, StoreError};

use super::{door::Door, group::vacated, live::LiveCalls};
use crate::{ServiceError, core::Core, push::Occasion};

/// The longest sleep while a call goes on. A sleep does not notice that the machine was suspended or that its
/// clock was set; looking at the clock this often bounds how late a call can end.
const NAP_MAX: Duration = Duration::from_secs(5);
/// How soon to try again what the database refused.
const RETRY_AFTER: Duration = Duration::from_secs(1);

pub(super) struct Keeper {
    pub(super) core: Arc<Core>,
    pub(super) live: LiveCalls,
    /// Where guests' pages hear that they should look again.
    pub(super) door: Door,
    turn: Mutex<()>,
    deadlines_changed: Notify,
}

/// The right to change calls; held from the decision until people were told.
pub(super) struct Turn<'a> {
    keeper: &'a Keeper,
    _guard: MutexGuard<'a, ()>,
}

impl Keeper {
    /// Takes up the calls that went on when the server stopped.
    pub(super) async fn load(core: Arc<Core>) -> Result<Self, StoreError> {
        let live = LiveCalls::default();
        let now = core.clock.now();
        for call in core.store.live_calls().await? {
            // The state machine relies on a caller and a callee.
            let called = call.participants.iter().any(|p| p.user != call.initiator);
            if call.mode == CallMode::Sfu || (called && call.participant_of(call.initiator).is_some()) {
                tracing::info!(call = ?call.id, status = ?call.status, "a call goes on after the restart");
                live.put(machine::restored(call, now));
            } else {
                tracing::error!(call = ?call.id, "a stored call lacks its caller or its callee; left alone");
            }
        }
        let door = Door::default();
        Ok(Self { core, live, door, turn: Mutex::new(()), deadlines_changed: Notify::new() })
    }

    /// Waits for the turn to change calls.
    pub(super) async fn turn(&self) -> Turn<'_> {
        Turn { keeper: self, _guard: self.turn.lock().await }
    }

    /// What rings when this person is called, each as far as it has said.
    pub(super) fn ringing_devices(&self, user: UserId, call: CallId) -> Vec<RingingDevice> {
        let receipts = self.live.receipts(call);
        let open = self.core.presence.open_devices(user);
        // A device whose page is open by now speaks for itself.
        let woken = self
            .live
            .woken(call)
            .into_iter()
            .filter(|woken| !open.iter().any(|device| device.session.bits() == woken.connection.bits()));
        let told = open.iter().map(|device| {
            let connection = device.connection;
            let told = RingingDevice { connection, kind: None, state: RingState::Delivered };
            receipts.iter().find(|receipt| receipt.connection == connection).copied().unwrap_or(told)
        });
        told.chain(woken).collect()
    }

    /// Ends calls whose time has come, until `stop`.
    pub(super) async fn keep_time(self: Arc<Self>, stop: CancellationToken) {
        let mut wait = self.next_look();
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                () = self.deadlines_changed.notified() => wait = self.next_look(),
                () = sleep(wait) => {
                    wait = match self.end_what_is_due().await {
                        Ok(()) => self.next_look(),
                        Err(error) => {
                            tracing::error!(%error, "a call could not be ended; tried again soon");
                            Some(RETRY_AFTER)
                        }
                    };
                }
            }
        }
        if let Err(error) = self.store_unsaved().await {
            tracing::error!(%error, "the end of a call could not be stored; it is settled after the next start");
        }
    }

    /// Ends every call whose deadline has come.
    pub(super) async fn end_what_is_due(&self) -> Result<(), ServiceError> {
        self.store_unsaved().await?;
        for id in self.live.due(self.core.clock.now()) {
            let turn = self.turn().await;
            match turn.apply(id, CallEvent::TimePassed).await {
                // It has ended in the meantime.
                Ok(_) | Err(ServiceError::CallOver) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn store_unsaved(&self) -> Result<(), ServiceError> {
        for call in self.live.all_unsaved() {
            self.core.store.save_call(&call).await?;
            self.live.saved(call.id);
        }
        Ok(())
    }

    /// How long until the timer must look again; `None` while there is nothing to wait for.
    fn next_look(&self) -> Option<Duration> {
        if !self.live.all_unsaved().is_empty() {
            return Some(RETRY_AFTER);
        }
        Some(self.live.next_deadline()?.since(self.core.clock.now()).min(NAP_MAX))
    }
}

impl Turn<'_> {
    /// Lets something happen to a live call.
    pub(super) async fn apply(&self, id: CallId, event: CallEvent) -> Result<Call, ServiceError> {
        let call = self.keeper.live.find(id).ok_or(ServiceError::CallOver)?;
        self.apply_to(&call, event).await
    }

    /// Lets something happen to a call; a new one becomes live by it.
    pub(super) async fn apply_to(&self, call: &Call, event: CallEvent) -> Result<Call, ServiceError> {
        let step = machine::step(call, event, self.keeper.core.clock.now())?;
        let from = call.status;
        let after = self.carry_out(step).await?;
        if let Some(rooms) = self.keeper.core.rooms.as_ref().filter(|_| after.mode == CallMode::Sfu) {
            for place in vacated(call, &after) {
                rooms.close(after.id, place);
            }
        }
        if self.keeper.core.desk.listens() {
            for callee in rang(call).into_iter().filter(|user| !rang(&after).contains(user)) {
                self.keeper.core.desk.note(Occasion::Stopped { call: Box::new(after.clone()), callee });
            }
        }
        if after.status != from || after.connected_at != call.connected_at {
            let people: Vec<_> = after.participants.iter().map(|p| p.user).collect();
            let flows = after.connected_at.is_some();
            tracing::info!(call = ?after.id, ?people, ?from, to = ?after.status, flows, "a call changed");
        }
        Ok(after)
    }

    async fn carry_out(&self, step: Step) -> Result<Call, ServiceError> {
        let core = &self.keeper.core;
        let Step { mut call, effects } = step;
        let caller = self.caller_for(&call, &effects).await?;
        let mut card_left = false;
        let mut told = Vec::new();
        let quiet = effects.is_empty();
        for effect in effects {
            match effect {
                CallEffect::LeaveCard => {
                    (call, card_left) = self.leave_card(call).await?;
                }
                CallEffect::Save => match core.store.save_call(&call).await {
                    Ok(()) => {}
                    // The card is in the chat: the call is over, whatever becomes of its row for now.
                    Err(error) if card_left => {
                        tracing::error!(%error, call = ?call.id, "the end of a call could not be stored yet");
                        self.keeper.live.keep_unsaved(call.clone());
                    }
                    Err(error) => return Err(error.into()),
                },
                CallEffect::Tell(to, news) => told.extend(signal(to, news, &call, caller.as_ref())),
            }
        }
        // In memory before anybody is told: whoever hears of it may act on it at once.
        self.keeper.live.put(call.clone());
        if !told.is_empty() {
            core.sink.announce(told);
        }
        if !quiet {
            self.keeper.door.tell(call.chat);
            self.keeper.deadlines_changed.notify_one();
        }
        Ok(call)
    }

    /// Leaves the call's card in its chat; gives the call as the card tells it, and whether there is one.
    async fn leave_card(&self, call: Call) -> Result<(Call, bool), ServiceError> {
        let card = NewMessage {
            chat: call.chat,
            sender: call.initiator,
            client_id: card_id(call.id),
            body: MessageBody::Call(call.card()),
            enclosed: None,
        };
        match self.keeper.core.log.append(card).await {
            Ok(Appended::Fresh(_)) => Ok((call, true)),
            Ok(Appended::Repeated(message)) => match message.body {
                MessageBody::Call(earlier) => Ok((call.ended_as(&earlier), true)),
                MessageBody::Text(_)
                | MessageBody::System(_)
                | MessageBody::Files { .. }
                | MessageBody::Deleted { .. } => Ok((call, false)),
            },
            Err(ServiceError::Unavailable) => Err(ServiceError::Unavailable),
            // A call must be able to end even when its chat takes nothing any more.
            Err(error) => {
                tracing::error!(%error, call = ?call.id, "a call's card could not be left in its chat");
                Ok((call, false))
            }
        }
    }

    async fn caller_for(&self, call: &Call, effects: &[CallEffect]) -> Result<Option<Person>, ServiceError> {
        let called = |effect: &CallEffect| match effect {
            CallEffect::Tell(to, CallNews::Incoming) => to.user(),
            CallEffect::Tell(..) | CallEffect::LeaveCard | CallEffect::Save => None,
        };
        match effects.iter().find_map(called) {
            Some(callee) => Ok(self.keeper.core.store.person(caller_of(call, callee)).await?),
            None => Ok(None),
        }
    }
}

impl From<CallRefusal> for ServiceError {
    fn from(refusal: CallRefusal) -> Self {
        match refusal {
            CallRefusal::NotParticipant => Self::NotFound,
            CallRefusal::OwnCall => Self::Forbidden,
            CallRefusal::NotRinging => Self::CallNotRinging,
            CallRefusal::NotAnswered | CallRefusal::NotSeated => Self::Conflict,
            CallRefusal::Full => Self::CallFull,
            CallRefusal::TurnedAway => Self::GuestTurnedAway,
            CallRefusal::NotHost => Self::Forbidden,
            CallRefusal::Removed => Self::CallRemoved,
            CallRefusal::Locked => Self::CallLocked,
            CallRefusal::Over => Self::CallOver,
        }
    }
}

/// The client id under which a call's card is in its chat, the same however often it is left.
fn card_id(call: CallId) -> ClientId {
    ClientId::parse(&format!("call-{call}")).expect("a UUID has only characters of a client id")
}

fn signal(to: SignalTarget, news: CallNews, call: &Call, caller: Option<&Person>) -> Option<Change> {
    let body = match news {
        CallNews::Incoming => SignalBody::Incoming { call: call.clone(), from: Box::new(caller?.clone()) },
        CallNews::Ringing(devices) => SignalBody::Ringing { call: call.id, devices },
        CallNews::Accepted { participant, user } => SignalBody::Accepted { call: call.id, participant, user },
        CallNews::Rejected(user) => SignalBody::Rejected { call: call.id, user },
        CallNews::Taken => SignalBody::Taken { call: call.id },
        CallNews::Removed { by } => SignalBody::Removed { call: call.id, by },
        CallNews::Updated => SignalBody::Updated { call: call.clone() },
        CallNews::Ended => SignalBody::Ended { call: call.clone() },
    };
    Some(Change::Call(Box::new(CallSignal { to, body })))
}

async fn sleep(wait: Option<Duration>) {
    match wait {
        Some(wait) => tokio::time::sleep(wait).await,
        None => std::future::pending().await,
    }
}

/// Whether a person can take no further call: they talk, and another call waits already.
pub(super) fn is_busy(calls: &[Call], user: UserId) -> bool {
    calls.len() > 1 && calls.iter().any(|call| call.status == CallStatus::Answered && is_in(call, user))
}

/// Whether a device of this person has a place in the call.
pub(super) fn is_in(call: &Call, user: UserId) -> bool {
    call.participants.iter().any(|place| place.user == user && place.session.is_some())
}

/// Who calls somebody: whoever asked them in, or else who began it.
pub(crate) fn caller_of(call: &Call, callee: UserId) -> UserId {
    call.participant_of(callee).and_then(|place| place.invited_by).unwrap_or(call.initiator)
}

/// At whose devices a call rings.
fn rang(call: &Call) -> Vec<UserId> {
    let rings = |place: &&Participant| match call.mode {
        CallMode::Sfu => place.rings(),
        CallMode::P2p => {
            place.user != call.initiator
                && matches!(call.status, CallStatus::Initiating | CallStatus::Ringing)
        }
    };
    call.participants.iter().filter(rings).map(|place| place.user).collect()
}
