//! Group calls: whoever is in the chat may come in while one goes on. Media goes through the server's rooms
//! ([`CallRooms`](zvonilka_model::call::CallRooms)); who has a place in the call has a line there, and nobody else.

use zvonilka_model::{
    Actor, CallId, Change, ChatId, ChatKind, ConnectionId, Invalid, ParticipantId,
    call::{
        Call, CallKind, CallMode, CallSignal, MediaState, Participant, RoomRefusal, SignalBody, SignalTarget,
        floor::will_host,
        gathering::{self, NewGathering},
        machine::{self, CallEvent},
    },
};

use super::{
    Calls, IncomingSignalBody, Initiated,
    keeper::{caller_of, is_in},
    seat,
};
use crate::ServiceError;

impl Calls {
    /// Whether group calls are held on this server.
    #[must_use]
    pub fn has_rooms(&self) -> bool {
        self.core.rooms.is_some()
    }

    /// Begins a call in a group, or comes into the one that goes on there.
    pub(super) async fn gather(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        chat: ChatId,
        kind: CallKind,
    ) -> Result<Initiated, ServiceError> {
        if !self.has_rooms() {
            return Err(ServiceError::Invalid { field: "chatId", problem: Invalid::Format });
        }
        let ring = self.whom_to_ring(actor, chat).await?;
        let turn = self.keeper.turn().await;
        self.is_free_for(actor, chat)?;
        let now = self.core.clock.now();
        let join = CallEvent::Join(seat(actor, connection), ParticipantId::generate(now));
        if let Some(call) = self.keeper.live.in_chat(chat) {
            // Whoever calls the group from its audio room rings at the others. Only hosts ask people into a locked one: to
            // come in and ring nowhere would be no call, so the others are told instead.
            let rings = call.audio_room;
            if rings && call.locked && !will_host(&call, actor.user, self.leads(actor, &call).await?) {
                return Err(ServiceError::CallLocked);
            }
            let call = self.come_in(&turn, actor, &call, join).await?;
            let call = if rings { self.ring(&turn, actor, call, ring).await? } else { call };
            return Ok(Initiated { call, created: false });
        }
        let id = CallId::generate(now);
        let new = NewGathering { id, chat, kind, initiator: actor.user, audio_room: false };
        let call = turn.apply_to(&gathering::start(new, now), join).await?;
        let call = self.note_lead(&turn, actor, call).await?;
        tracing::info!(call = ?call.id, by = ?actor.user, "a group call began");
        let call = self.ring(&turn, actor, call, ring).await?;
        Ok(Initiated { call, created: true })
    }

    /// Comes into a group's audio room on this device, or into the call that goes on in the group. Nothing rings.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a chat that is not the actor's, [`ServiceError::Forbidden`] when it keeps no audio
    /// room, [`ServiceError::Invalid`] when this server holds no group calls, [`ServiceError::CallFull`],
    /// [`ServiceError::CallBusy`] while in another call, and the rate limit.
    pub async fn drop_in(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        chat: ChatId,
        kind: CallKind,
    ) -> Result<Initiated, ServiceError> {
        self.core.limits.call(actor.user)?;
        let access = self.chats.access(actor, chat).await?;
        if !self.has_rooms() {
            return Err(ServiceError::Invalid { field: "chatId", problem: Invalid::Format });
        }
        let rules = self.core.store.summary(&access).await?.chat.rules;
        if !rules.is_some_and(|rules| rules.audio_room) {
            return Err(ServiceError::Forbidden);
        }
        let turn = self.keeper.turn().await;
        self.is_free_for(actor, chat)?;
        let now = self.core.clock.now();
        let join = CallEvent::Join(seat(actor, connection), ParticipantId::generate(now));
        if let Some(call) = self.keeper.live.in_chat(chat) {
            return Ok(Initiated { call: self.come_in(&turn, actor, &call, join).await?, created: false });
        }
        let id = CallId::generate(now);
        let new = NewGathering { id, chat, kind, initiator: actor.user, audio_room: true };
        let call = turn.apply_to(&gathering::start(new, now), join).await?;
        let call = self.note_lead(&turn, actor, call).await?;
        Ok(Initiated { call, created: true })
    }

    /// Comes into a group call on this device. Another device of the same person leaves it by that.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call of a chat that is not the actor's, [`ServiceError::CallOver`],
    /// [`ServiceError::CallFull`], [`ServiceError::CallBusy`] while in another call, [`ServiceError::CallLocked`],
    /// [`ServiceError::CallRemoved`] for somebody whom a host took out, [`ServiceError::Invalid`] for a call of two
    /// people, and the rate limit.
    pub async fn join(
        &self,
        actor: Actor,
        connection: Option<ConnectionId>,
        id: CallId,
    ) -> Result<Call, ServiceError> {
        self.core.limits.call(actor.user)?;
        let Some(call) = self.keeper.live.find(id) else {
            return self.call(actor, id).await.and(Err(ServiceError::CallOver));
        };
        self.may_take_part(actor, &call).await?;
        if call.mode != CallMode::Sfu {
            return Err(ServiceError::Invalid { field: "callId", problem: Invalid::Format });
        }
        let turn = self.keeper.turn().await;
        self.is_free_for(actor, call.chat)?;
        // As it is now that nobody else changes it.
        let call = self.keeper.live.find(id).ok_or(ServiceError::CallOver)?;
        let place = ParticipantId::generate(self.core.clock.now());
        self.come_in(&turn, actor, &call, CallEvent::Join(seat(actor, connection), place)).await
    }

    /// A device has connected: it hears which calls go on in the groups of its person.
    pub(super) async fn tell_gatherings(
        &self,
        actor: Actor,
        connection: ConnectionId,
    ) -> Result<(), ServiceError> {
        let mut told = Vec::new();
        let to = SignalTarget::Connection(actor.user, connection);
        for call in self.keeper.live.gatherings() {
            match self.may_take_part(actor, &call).await {
                Ok(()) => {
                    if call.participant_of(actor.user).is_some_and(Participant::rings)
                        && let Some(from) = self.core.store.person(caller_of(&call, actor.user)).await?
                    {
                        let body = SignalBody::Incoming { call: call.clone(), from: Box::new(from) };
                        told.push(Change::Call(Box::new(CallSignal { to, body })));
                    }
                    let body = SignalBody::Updated { call };
                    told.push(Change::Call(Box::new(CallSignal { to, body })));
                }
                Err(ServiceError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        if !told.is_empty() {
            self.core.sink.announce(told);
        }
        Ok(())
    }

    /// Who may be in a call, and see it: whoever is in its chat, and whoever was asked in from outside.
    pub(super) async fn may_take_part(&self, actor: Actor, call: &Call) -> Result<(), ServiceError> {
        if call.participant_of(actor.user).is_some_and(|place| place.outsider) {
            return Ok(());
        }
        self.chats.access(actor, call.chat).await.map(drop)
    }

    /// Whoever is no member any more is in no call of the chat. Asked with each sign of life.
    pub(super) async fn still_belongs(&self, actor: Actor, call: &Call) -> Result<(), ServiceError> {
        if call.mode != CallMode::Sfu {
            return Ok(());
        }
        match self.may_take_part(actor, call).await {
            Ok(()) => Ok(()),
            Err(ServiceError::NotFound) => {
                // The place may be gone already.
                let _ = self.keeper.turn().await.apply(call.id, CallEvent::HangUp(actor.user)).await;
                Err(ServiceError::NotFound)
            }
            Err(error) => Err(error),
        }
    }

    /// What a participant of a group call says to the server's side of the line.
    pub(super) async fn signal_room(
        &self,
        call: &Call,
        from: &Participant,
        body: IncomingSignalBody,
    ) -> Result<(), ServiceError> {
        let rooms = self.core.rooms.as_ref().ok_or(ServiceError::NotFound)?;
        match body {
            IncomingSignalBody::Offer(offer) => {
                let state = self.keeper.live.state_of(call.id, from.id);
                let sdp = rooms.open(call.id, from.id, state, &offer).map_err(|refusal| match refusal {
                    RoomRefusal::Offer => ServiceError::Invalid { field: "sdp", problem: Invalid::Format },
                    RoomRefusal::Full => ServiceError::CallFull,
                })?;
                let body = SignalBody::Answer { call: call.id, from: from.id, from_user: from.user, sdp };
                let to = machine::seat_of(from);
                self.core.sink.announce(vec![Change::Call(Box::new(CallSignal { to, body }))]);
            }
            IncomingSignalBody::State(state) => {
                self.keeper.show_state(call.id, from.id, state).await?;
            }
            // The server finds the way by what arrives (ICE lite), and offers nothing itself.
            IncomingSignalBody::Candidate(_) => {}
            IncomingSignalBody::Answer(_) => return Err(ServiceError::Conflict),
        }
        Ok(())
    }

    /// Nobody is in two calls at a time, whichever they are.
    fn is_free_for(&self, actor: Actor, chat: ChatId) -> Result<(), ServiceError> {
        let elsewhere = |call: &Call| call.chat != chat && is_in(call, actor.user);
        let is_busy = self.keeper.live.of_user(actor.user).iter().any(elsewhere);
        if is_busy { Err(ServiceError::CallBusy) } else { Ok(()) }
    }
}

/// Whether a chat is one whose members call each other as a group.
pub(super) const fn is_gathered(kind: ChatKind) -> bool {
    matches!(kind, ChatKind::Group | ChatKind::Family)
}

/// Places that had a line before a step and have none after it.
pub(super) fn vacated(before: &Call, after: &Call) -> Vec<ParticipantId> {
    let seated = |call: &Call| -> Vec<ParticipantId> {
        let members = call.participants.iter().filter(|p| p.session.is_some()).map(|p| p.id);
        members.chain(call.guests.iter().filter(|guest| guest.state.is_in()).map(|guest| guest.id)).collect()
    };
    let still = seated(after);
    seated(before).into_iter().filter(|place| !still.contains(place)).collect()
}

/// What somebody shows, with what they say anew.
pub(super) fn merged(before: MediaState, new: MediaState) -> MediaState {
    MediaState {
        muted: new.muted.or(before.muted),
        camera: new.camera.or(before.camera),
        screen: new.screen.or(before.screen),
        hold: new.hold.or(before.hold),
    }
}
