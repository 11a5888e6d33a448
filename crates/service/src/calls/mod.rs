//! Calls between two people, and (in [`group`]) in groups: who may do what, and who is told. How a call goes from ringing to over is decided
//! by the state machine in `model`; `keeper` carries that out.
//!
//! Nothing here touches media: offers, answers and candidates are passed on unread, and only between the two
//! devices that hold the places of an answered call, so that a stranger who calls learns no address.

mod door;
mod echo;
mod floor;
mod group;
mod guests;
mod ice;
mod invitations;
mod keeper;
mod live;
mod pass;
mod quality;
#[cfg(test)]
mod tests;
mod wishes;

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_model::{
    Actor, CallId, Change, ChatId, ChatKind, ConnectionId, DirectKey, Invalid, ParticipantId, UserId,
    call::{
        Call, CallKind, CallMode, CallSignal, CallStatus, DeviceKind, MediaReport, MediaState, Participant,
        RingState, RingingDevice, SignalBody,
        machine::{self, CallEvent, Line, NewCall, Seat},
    },
    limits,
};
use zvonilka_store::StoreError;

pub(crate) use self::keeper::caller_of;
pub use self::{
    echo::ECHO_LONGEST,
    guests::{
        Admission, GuestAnswer, GuestInvitation, GuestNews, GuestOver, GuestStand, Guests, SeenCall, Visitor,
    },
    ice::IceServers,
};
use self::{
    keeper::{Keeper, is_busy, is_in},
    wishes::takes_second_call,
};
use crate::{CallFigures, Chats, ServiceError, core::Core, push::Occasion};

/// Bytes of a session description at most; it fits into a frame with room to spare.
pub const SDP_MAX: usize = 48 * 1024;
/// Bytes of a candidate at most; real ones are some 200.
pub const CANDIDATE_MAX: usize = 4 * 1024;

/// Whom to call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// A person; the direct chat with them is made if need be.
    User(UserId),
    /// The other member of a direct chat, or all members of a group.
    Chat(ChatId),
}

/// The outcome of calling somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initiated {
    /// The call.
    pub call: Call,
    /// False when the two had a call already: this one, answered by that if it was ringing here.
    pub created: bool,
}

/// What a device that claims a place has of the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// Its media go on; only the socket is a new one.
    SameLine,
    /// Nothing: both sides make a new line.
    FreshLine,
}

/// Something for the other side of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncomingSignal {
    /// Which call.
    pub call: CallId,
    /// For which place; `None` for the only other one.
    pub to: Option<ParticipantId>,
    /// What.
    pub body: IncomingSignalBody,
}

/// What can be passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IncomingSignalBody {
    /// An SDP offer of at most [`SDP_MAX`] bytes.
    Offer(String),
    /// An SDP answer of at most [`SDP_MAX`] bytes.
    Answer(String),
    /// An ICE candidate as JSON of at most [`CANDIDATE_MAX`] bytes; `null` says that there are no more.
    Candidate(String),
    /// Mute, camera, screen, hold.
    State(MediaState),
}

/// Use cases of calls. Cheap to clone.
#[derive(Clone)]
pub struct Calls {
    core: Arc<Core>,
    chats: Chats,
    keeper: Arc<Keeper>,
}

impl Calls {
    pub(crate) async fn start(
        core: Arc<Core>,
        chats: Chats,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Result<Self, StoreError> {
        let keeper = Arc::new(Keeper::load(Arc::clone(&core)).await?);
        tasks.spawn(Arc::clone(&keeper).keep_time(stop.clone()));
        Ok(Self { core, chats, keeper })
    }

    /// How many calls go on, and how many people are in those of groups.
    pub(crate) fn figures(&self) -> CallFigures {
        self.keeper.live.figures()
    }

    /// The use cases of guests.
    pub(crate) fn guests(&self) -> Guests {
        Guests::new(Arc::clone(&self.core), self.chats.clone(), Arc::clone(&self.keeper))
    }

    /// Calls somebody from this device. When the two have a call already, it is that one: calling back whoever
    /// is calling takes their call.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a person or chat that is not there, [`ServiceError::Invalid`] for oneself
    /// and for a chat that is not direct, [`ServiceError::PrivacyForbids`] when they take no calls of the actor,
    /// [`ServiceError::CallBusy`] while in another call, and the rate limit.
    pub async fn initiate(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        callee: Callee,
        kind: CallKind,
    ) -> Result<Initiated, ServiceError> {
        self.core.limits.call(actor.user)?;
        if let Callee::Chat(chat) = callee
            && group::is_gathered(self.chats.access(actor, chat).await?.kind())
        {
            return self.gather(actor, connection, chat, kind).await;
        }
        let (chat, callee, allowed) = self.callee(actor, callee).await?;
        let caller = seat(actor, connection);

        let turn = self.keeper.turn().await;
        if let Some(call) = self.keeper.live.in_chat(chat) {
            // The two talked, and others were added: it is no call between two any more.
            if call.mode == CallMode::Sfu {
                drop(turn);
                let call = self.join(actor, connection, call.id).await?;
                return Ok(Initiated { call, created: false });
            }
            let rings_here = call.initiator != actor.user && call.status != CallStatus::Answered;
            let call = if rings_here { turn.apply(call.id, CallEvent::Accept(caller)).await? } else { call };
            return Ok(Initiated { call, created: false });
        }
        // Whoever is being called may answer by calling back, whatever the other one takes.
        if !allowed {
            return Err(ServiceError::PrivacyForbids);
        }
        if self.keeper.live.of_user(actor.user).iter().any(|call| is_in(call, actor.user)) {
            return Err(ServiceError::CallBusy);
        }
        let now = self.core.clock.now();
        let new = NewCall {
            id: CallId::generate(now),
            chat,
            kind,
            caller,
            caller_place: ParticipantId::generate(now),
            callee,
            callee_place: ParticipantId::generate(now),
            ring_time: self.core.settings.ring_time,
        };
        let event = if self.is_engaged(callee).await? {
            CallEvent::Busy
        } else {
            CallEvent::Ring { newcomer: None, devices: self.keeper.ringing_devices(callee, new.id) }
        };
        let call = turn.apply_to(&machine::start(new, now), event).await?;
        tracing::info!(call = ?call.id, caller = ?actor.user, ?callee, status = ?call.status, "a call began");
        if call.status.is_live() && self.core.desk.listens() {
            self.core.desk.note(Occasion::Rings { call: Box::new(call.clone()), callee });
        }
        Ok(Initiated { call, created: true })
    }

    /// A device has connected: what rings for its person rings there too, and the callers hear of it. To be
    /// called once the device can be told things.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn arrived(&self, actor: Actor, connection: ConnectionId) -> Result<(), ServiceError> {
        self.tell_gatherings(actor, connection).await?;
        for call in self.keeper.live.of_user(actor.user) {
            if call.initiator == actor.user || call.status == CallStatus::Answered {
                // What rings of groups was told above.
                continue;
            }
            let devices = self.keeper.ringing_devices(actor.user, call.id);
            let event = CallEvent::Ring { newcomer: Some(connection), devices };
            match self.keeper.turn().await.apply(call.id, event).await {
                // Answered or over in the meantime.
                Ok(_) | Err(ServiceError::CallNotRinging | ServiceError::CallOver) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Whether a person is in a call or called: whether it matters to anybody in a call that a device of theirs goes.
    #[must_use]
    pub fn concern(&self, actor: Actor) -> bool {
        self.keeper.live.concerns(actor.user)
    }

    /// A device has gone: who talks with it hears so at once and waits a while for its return, and who rings on
    /// it sees what still rings.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn departed(&self, actor: Actor, connection: ConnectionId) -> Result<(), ServiceError> {
        for call in self.keeper.live.of_user(actor.user) {
            let rings_here = call.initiator != actor.user && call.status != CallStatus::Answered;
            let event = if rings_here {
                self.keeper.live.forget_receipt(call.id, connection);
                let mut devices = self.keeper.ringing_devices(actor.user, call.id);
                devices.retain(|device| device.connection != connection);
                CallEvent::Receipts(devices)
            } else {
                CallEvent::Depart(connection)
            };
            match self.keeper.turn().await.apply(call.id, event).await {
                // Answered or over in the meantime.
                Ok(_) | Err(ServiceError::CallNotRinging | ServiceError::CallOver) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// A device that was told of a call says that it rings, and the caller hears on what.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::CallNotRinging`]; [`ServiceError::CallOver`];
    /// [`ServiceError::Forbidden`] for one's own call.
    pub async fn rings(&self, actor: Actor, id: CallId, device: RingingDevice) -> Result<(), ServiceError> {
        let call = self.live_call_of(actor, id).await?;
        if call.mode == CallMode::Sfu {
            return self.rings_in_group(actor, id).await;
        }
        if call.initiator == actor.user {
            return Err(ServiceError::Forbidden);
        }
        // Nothing new: a device may say it as often as it likes.
        if !self.keeper.live.keep_receipt(id, device) {
            return Ok(());
        }
        let devices = self.keeper.ringing_devices(actor.user, id);
        self.keeper.turn().await.apply(id, CallEvent::Receipts(devices)).await?;
        Ok(())
    }

    /// The same of a device that no page is open on, and that was woken up for the call.
    ///
    /// # Errors
    /// As [`Self::rings`].
    pub(crate) async fn rings_by_push(
        &self,
        actor: Actor,
        id: CallId,
        kind: DeviceKind,
        state: RingState,
    ) -> Result<(), ServiceError> {
        let call = self.live_call_of(actor, id).await?;
        if call.mode == CallMode::Sfu {
            return self.rings_in_group(actor, id).await;
        }
        if call.initiator == actor.user {
            return Err(ServiceError::Forbidden);
        }
        // It has no socket; its sign-in stands for it.
        let connection = ConnectionId::from_bits(actor.session.bits());
        if !self.keeper.live.keep_woken(id, RingingDevice { connection, kind: Some(kind), state }) {
            return Ok(());
        }
        let devices = self.keeper.ringing_devices(actor.user, id);
        self.keeper.turn().await.apply(id, CallEvent::Receipts(devices)).await?;
        Ok(())
    }

    /// Takes a ringing call on this device; all others of the same person stop ringing.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::CallNotRinging`], [`ServiceError::CallOver`],
    /// [`ServiceError::Forbidden`] for one's own call.
    pub async fn accept(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        call: CallId,
    ) -> Result<Call, ServiceError> {
        // Who is asked into a group call comes in by answering.
        if self.keeper.live.find(call).is_some_and(|live| live.mode == CallMode::Sfu) {
            return self.join(actor, connection, call).await;
        }
        self.change(actor, call, CallEvent::Accept(seat(actor, connection))).await
    }

    /// Declines a ringing call on all devices.
    ///
    /// # Errors
    /// As [`Self::accept`].
    pub async fn reject(&self, actor: Actor, call: CallId) -> Result<Call, ServiceError> {
        self.change(actor, call, CallEvent::Reject(actor.user)).await
    }

    /// Hangs up; while it rings, the caller calls it off and the callee declines.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::CallOver`].
    pub async fn end(&self, actor: Actor, call: CallId) -> Result<Call, ServiceError> {
        self.change(actor, call, CallEvent::HangUp(actor.user)).await
    }

    /// A sign of life from the device that takes part; without one the call ends after
    /// [`LEASE_TIME`](zvonilka_model::call::LEASE_TIME).
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::CallOver`], [`ServiceError::Conflict`] when another device
    /// of the person takes part.
    pub async fn renew(&self, actor: Actor, call: CallId) -> Result<(), ServiceError> {
        let live = self.live_call_of(actor, call).await?;
        self.still_belongs(actor, &live).await?;
        let turn = self.keeper.turn().await;
        let renewed = turn.apply(call, CallEvent::Renew(seat(actor, None))).await?;
        if renewed.mode == CallMode::Sfu {
            self.note_lead(&turn, actor, renewed).await?;
        }
        Ok(())
    }

    /// Claims a place of the actor for this device: after a reconnect, a reload, a restart of the server, or
    /// instead of another device, which hears that it was taken over.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also for a place of somebody else; [`ServiceError::CallOver`];
    /// [`ServiceError::Conflict`] for a place that nobody has taken yet.
    pub async fn resume(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        call: CallId,
        participant: ParticipantId,
        claim: Claim,
    ) -> Result<Call, ServiceError> {
        let line = match claim {
            Claim::SameLine => Line::Kept,
            Claim::FreshLine => Line::Fresh(ParticipantId::generate(self.core.clock.now())),
        };
        let event = CallEvent::Resume(participant, seat(actor, connection), line);
        let resumed = self.change(actor, call, event).await?;
        self.keeper.tell_if_silenced(&resumed, actor.user);
        if resumed.initiator == actor.user && resumed.status != CallStatus::Answered {
            self.tell_what_rings(&resumed).await?;
        }
        Ok(resumed)
    }

    /// A caller who came back sees again on what it rings.
    async fn tell_what_rings(&self, call: &Call) -> Result<(), ServiceError> {
        let Some(callee) = call.participants.iter().find(|p| p.user != call.initiator) else {
            return Ok(());
        };
        let devices = self.keeper.ringing_devices(callee.user, call.id);
        match self.keeper.turn().await.apply(call.id, CallEvent::Receipts(devices)).await {
            // Answered or over in the meantime.
            Ok(_) | Err(ServiceError::CallNotRinging | ServiceError::CallOver) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// What really flows at the device that takes part; also a sign of life.
    ///
    /// # Errors
    /// As [`Self::renew`], and [`ServiceError::Conflict`] before the answer.
    pub async fn media(&self, actor: Actor, call: CallId, report: MediaReport) -> Result<(), ServiceError> {
        self.live_call_of(actor, call).await?;
        self.keeper.turn().await.apply(call, CallEvent::Media(seat(actor, None), report)).await?;
        Ok(())
    }

    /// Passes something on to the other device of an answered call.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call or place that is not there; [`ServiceError::CallOver`];
    /// [`ServiceError::Conflict`] before the answer and from a device that does not hold the place;
    /// [`ServiceError::Invalid`] for a text that is empty or too long; [`ServiceError::TooManyRequests`].
    pub async fn signal(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        signal: IncomingSignal,
    ) -> Result<(), ServiceError> {
        let call = self.live_call_of(actor, signal.call).await?;
        if call.status != CallStatus::Answered {
            return Err(ServiceError::Conflict);
        }
        let from = call.participants.iter().find(|p| holds(p, actor, connection));
        let from = from.ok_or(ServiceError::Conflict)?;
        if call.mode == CallMode::Sfu {
            // Meant for the line between two that the call has outgrown, not for the server.
            if signal.to.is_some() {
                return Err(ServiceError::Conflict);
            }
            check_size(&signal.body)?;
            self.count_signal(&call, from)?;
            return self.signal_room(&call, from, signal.body).await;
        }
        let is_target = |p: &&Participant| p.id != from.id && signal.to.is_none_or(|to| p.id == to);
        let to = call.participants.iter().find(is_target).ok_or(ServiceError::NotFound)?;
        check_size(&signal.body)?;
        self.count_signal(&call, from)?;
        let body = passed_on(signal.body, &call, from);
        let to = machine::seat_of(to);
        self.core.sink.announce(vec![Change::Call(Box::new(CallSignal { to, body }))]);
        Ok(())
    }

    fn count_signal(&self, call: &Call, from: &Participant) -> Result<(), ServiceError> {
        let counted = self.keeper.live.count_signal(call.id, from.id, self.core.clock.now());
        counted.map_err(|retry_after| ServiceError::TooManyRequests { retry_after })
    }

    /// A person's past calls, the newest first; with `before`, those older than that one.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn history(
        &self,
        actor: Actor,
        before: Option<CallId>,
        limit: u32,
    ) -> Result<Vec<Call>, ServiceError> {
        let limit = limit.clamp(1, limits::PAGE_MAX);
        Ok(self.core.store.calls_of(actor.user, before, limit).await?)
    }

    /// The calls that a person is in or that ring for them, the oldest first.
    pub async fn active(&self, actor: Actor) -> Vec<Call> {
        self.keeper.live.of_user(actor.user)
    }

    /// The call that goes on in a chat. Whoever asks must have shown that the chat is theirs.
    #[must_use]
    pub fn active_in(&self, chat: ChatId) -> Option<Call> {
        self.keeper.live.in_chat(chat)
    }

    /// One call, going on or over.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], also for calls of other people.
    pub async fn call(&self, actor: Actor, id: CallId) -> Result<Call, ServiceError> {
        let known = self.keeper.live.find(id).or_else(|| self.keeper.live.unsaved(id));
        let call = match known {
            Some(call) => call,
            None => self.core.store.call(id).await?.ok_or(ServiceError::NotFound)?,
        };
        call.participant_of(actor.user).ok_or(ServiceError::NotFound)?;
        self.may_take_part(actor, &call).await?;
        Ok(call)
    }

    /// Takes a call that is over out of the actor's own history.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`]; [`ServiceError::Conflict`] while it goes on.
    pub async fn forget(&self, actor: Actor, id: CallId) -> Result<(), ServiceError> {
        if self.call(actor, id).await?.status.is_live() {
            return Err(ServiceError::Conflict);
        }
        let hidden = self.core.store.hide_call(actor.user, id).await?;
        if hidden { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// The STUN and TURN servers to use, with fresh credentials for this person. `reached` is the host under which
    /// this server was found (an HTTP `Host`): the one inside is found there too, unless the owner said where.
    #[must_use]
    pub fn ice_servers(&self, actor: Actor, reached: Option<&str>) -> IceServers {
        let settings = &self.core.settings.turn;
        ice::ice_servers(settings, actor.user, settings.ttl, reached, self.core.clock.now())
    }

    /// Whether a person takes no further call now: a second one waits already, or they want none beside the first.
    async fn is_engaged(&self, user: UserId) -> Result<bool, ServiceError> {
        let calls = self.keeper.live.of_user(user);
        if calls.is_empty() || is_busy(&calls, user) {
            return Ok(!calls.is_empty());
        }
        let person = self.core.store.person(user).await?;
        Ok(person.is_some_and(|person| !takes_second_call(&person.settings)))
    }

    /// Lets something happen to a call of the actor's.
    async fn change(&self, actor: Actor, id: CallId, event: CallEvent) -> Result<Call, ServiceError> {
        self.call(actor, id).await?;
        self.keeper.turn().await.apply(id, event).await
    }

    /// A call of the actor's that goes on. Without a look into the database for one that does: it is asked for
    /// with every candidate, and taking part was checked when the place was taken.
    async fn live_call_of(&self, actor: Actor, id: CallId) -> Result<Call, ServiceError> {
        match self.keeper.live.find(id) {
            Some(call) if call.participant_of(actor.user).is_some() => Ok(call),
            Some(_) => Err(ServiceError::NotFound),
            None => self.call(actor, id).await.and(Err(ServiceError::CallOver)),
        }
    }

    /// The direct chat to call in, the other person in it, and whether they take calls of the actor.
    async fn callee(&self, actor: Actor, callee: Callee) -> Result<(ChatId, UserId, bool), ServiceError> {
        match callee {
            Callee::User(user) => {
                let allowed = self.core.may_call(actor, user).await?;
                let known = DirectKey::new(actor.user, user).map(|key| self.core.store.direct_chat(key));
                let is_known = match known {
                    Some(chat) => chat.await?.is_some(),
                    None => false,
                };
                // Nobody gets a chat by a call that is not let through.
                if !allowed && !is_known {
                    return Err(ServiceError::PrivacyForbids);
                }
                let opened = self.chats.open_direct_for_call(actor, user).await?;
                Ok((opened.summary.chat.id, user, allowed))
            }
            Callee::Chat(chat) => {
                let access = self.chats.access(actor, chat).await?;
                if access.kind() != ChatKind::Direct {
                    return Err(ServiceError::Invalid { field: "chatId", problem: Invalid::Format });
                }
                let members = self.core.store.member_ids(&access).await?;
                let other = members.into_iter().find(|member| *member != actor.user);
                let other = other.ok_or(ServiceError::NotFound)?;
                Ok((chat, other, self.core.may_call(actor, other).await?))
            }
        }
    }
}

fn seat(actor: Actor, connection: Option<ConnectionId>) -> Seat {
    Seat { user: actor.user, session: actor.session, connection }
}

/// Whether this device holds the place: the socket that is bound to it, or, while none is, the sign-in.
fn holds(place: &Participant, actor: Actor, connection: Option<ConnectionId>) -> bool {
    let bound_here = place.connection.is_none() || place.connection == connection;
    place.user == actor.user && place.session == Some(actor.session) && bound_here
}

fn check_size(body: &IncomingSignalBody) -> Result<(), ServiceError> {
    let (field, text, max) = match body {
        IncomingSignalBody::Offer(sdp) | IncomingSignalBody::Answer(sdp) => ("sdp", sdp, SDP_MAX),
        IncomingSignalBody::Candidate(candidate) => ("candidate", candidate, CANDIDATE_MAX),
        IncomingSignalBody::State(_) => return Ok(()),
    };
    if text.is_empty() {
        Err(ServiceError::Invalid { field, problem: Invalid::Empty })
    } else if text.len() > max {
        Err(ServiceError::Invalid { field, problem: Invalid::TooLong })
    } else {
        Ok(())
    }
}

fn passed_on(body: IncomingSignalBody, call: &Call, from: &Participant) -> SignalBody {
    let (call, from, from_user) = (call.id, from.id, from.user);
    match body {
        IncomingSignalBody::Offer(sdp) => SignalBody::Offer { call, from, from_user, sdp },
        IncomingSignalBody::Answer(sdp) => SignalBody::Answer { call, from, from_user, sdp },
        IncomingSignalBody::Candidate(candidate) => {
            SignalBody::Candidate { call, from, from_user, candidate }
        }
        IncomingSignalBody::State(state) => SignalBody::State { call, from, from_user, state },
    }
}
