//! Who has the floor in a group call: hands, signs, and what hosts do. Who is a host, and what follows, is decided in
//! [`floor`]; here it is asked who leads the chat, and the room is told.

use zvonilka_model::{
    Actor, CallId, Change, Emoji, Invalid, ParticipantId, UserId,
    call::{
        Call, CallMode, CallSignal, FloorEvent, Guest, MediaState, SignalBody,
        floor::{self, Silenced, Whom, admits},
        machine::{CallEvent, seat_of},
    },
};

use super::{
    Calls,
    guests::GuestNews,
    keeper::{Keeper, Turn},
    live::SILENT,
};
use crate::{ServiceError, rights};

impl Calls {
    /// Raises the actor's hand, or lowers one: their own, or, for a host, anybody's.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call that the actor is not in, or a person who is not;
    /// [`ServiceError::Forbidden`] for the hand of somebody else; [`ServiceError::Invalid`] for a call of two people;
    /// [`ServiceError::CallOver`], and the rate limit.
    pub async fn hand(
        &self,
        actor: Actor,
        id: CallId,
        of: Option<UserId>,
        raised: bool,
    ) -> Result<(), ServiceError> {
        let of = of.unwrap_or(actor.user);
        self.on_floor(actor, id, FloorEvent::Hand { by: actor.user, of, raised }).await
    }

    /// Lowers the hand of a guest.
    ///
    /// # Errors
    /// As [`Self::hand`]; [`ServiceError::Forbidden`] for who is no host.
    pub async fn lower_guest(
        &self,
        actor: Actor,
        id: CallId,
        guest: ParticipantId,
    ) -> Result<(), ServiceError> {
        self.on_floor(actor, id, FloorEvent::LowerGuest { by: actor.user, guest }).await
    }

    /// Takes somebody out of the call; they come in again only when a host lets them.
    ///
    /// # Errors
    /// As [`Self::hand`]; [`ServiceError::Forbidden`] for who is no host, and for another host.
    pub async fn remove(&self, actor: Actor, id: CallId, whom: UserId) -> Result<(), ServiceError> {
        self.on_floor(actor, id, FloorEvent::Remove { by: actor.user, whom }).await?;
        tracing::info!(call = ?id, by = ?actor.user, "somebody was taken out of a group call");
        Ok(())
    }

    /// Lets somebody in again who was taken out.
    ///
    /// # Errors
    /// As [`Self::remove`].
    pub async fn let_in(&self, actor: Actor, id: CallId, whom: UserId) -> Result<(), ServiceError> {
        self.on_floor(actor, id, FloorEvent::LetIn { by: actor.user, whom }).await
    }

    /// Locks the call, so that nobody new comes in, or unlocks it.
    ///
    /// # Errors
    /// As [`Self::remove`].
    pub async fn lock(&self, actor: Actor, id: CallId, locked: bool) -> Result<(), ServiceError> {
        self.on_floor(actor, id, FloorEvent::Lock { by: actor.user, locked }).await
    }

    /// Switches the microphone of somebody off, or of everybody but the actor. They hear of it, and may switch it on
    /// again; until they do, the room passes nothing on of theirs.
    ///
    /// # Errors
    /// As [`Self::remove`], except that hosts can be muted, too.
    pub async fn silence(&self, actor: Actor, id: CallId, whom: Whom) -> Result<(), ServiceError> {
        let turn = self.floor_of(actor, id).await?;
        let call = self.keeper.live.find(id).ok_or(ServiceError::CallOver)?;
        let host = call.participant_of(actor.user).ok_or(ServiceError::NotFound)?.id;
        let silenced = floor::silenced(&call, actor.user, whom)?;
        turn.apply(id, CallEvent::Floor(FloorEvent::Silence { by: actor.user, whom })).await?;
        let mut told = Vec::new();
        for (place, who) in silenced {
            self.keeper.live.keep_state(id, place, SILENT);
            if let Some(rooms) = &self.core.rooms {
                rooms.show_state(id, place, SILENT);
            }
            match who {
                Silenced::Member(to) => {
                    let body = SignalBody::Muted { call: id, by: actor.user };
                    told.push(Change::Call(Box::new(CallSignal { to, body })));
                }
                Silenced::Guest(guest) => self.keeper.door.say(guest, GuestNews::Muted { by: host }),
            }
        }
        self.core.sink.announce(told);
        drop(turn);
        Ok(())
    }

    /// Shows a sign to everybody in the call, for a moment; it is kept nowhere.
    ///
    /// # Errors
    /// As [`Self::hand`], and [`ServiceError::Invalid`] for what is not one emoji.
    pub async fn react(&self, actor: Actor, id: CallId, emoji: &str) -> Result<(), ServiceError> {
        let emoji = sign(emoji)?;
        self.core.limits.call_sign(actor.user)?;
        let call = self.gathering_of(actor, id).await?;
        let place = call.participants.iter().find(|p| p.user == actor.user && p.session.is_some());
        let place = place.ok_or(ServiceError::NotFound)?.id;
        self.keeper.show_sign(&call, place, Some(actor.user), &emoji);
        Ok(())
    }

    /// Comes into a call that goes on, if it admits this person: the one way in, whichever button was pressed.
    pub(super) async fn come_in(
        &self,
        turn: &Turn<'_>,
        actor: Actor,
        call: &Call,
        join: CallEvent,
    ) -> Result<Call, ServiceError> {
        admits(call, actor.user, self.leads(actor, call).await?)?;
        let call = turn.apply(call.id, join).await?;
        self.keeper.tell_if_silenced(&call, actor.user);
        self.note_lead(turn, actor, call).await
    }

    /// Keeps in mind whether somebody who is in the call leads its chat: roles change while it goes on.
    pub(super) async fn note_lead(
        &self,
        turn: &Turn<'_>,
        actor: Actor,
        call: Call,
    ) -> Result<Call, ServiceError> {
        let Some(place) = call.participants.iter().find(|p| p.user == actor.user && p.session.is_some())
        else {
            return Ok(call);
        };
        let leads = self.leads(actor, &call).await?;
        if place.floor.leads == leads {
            return Ok(call);
        }
        turn.apply(call.id, CallEvent::Floor(FloorEvent::Leads(actor.user, leads))).await
    }

    async fn on_floor(&self, actor: Actor, id: CallId, event: FloorEvent) -> Result<(), ServiceError> {
        let turn = self.floor_of(actor, id).await?;
        turn.apply(id, CallEvent::Floor(event)).await?;
        Ok(())
    }

    /// The right to change the call, for somebody in it whose role is known as it is now.
    async fn floor_of(&self, actor: Actor, id: CallId) -> Result<Turn<'_>, ServiceError> {
        self.core.limits.call_sign(actor.user)?;
        self.gathering_of(actor, id).await?;
        let turn = self.keeper.turn().await;
        let call = self.keeper.live.find(id).ok_or(ServiceError::CallOver)?;
        self.note_lead(&turn, actor, call).await?;
        Ok(turn)
    }

    /// A group call that goes on, for somebody who belongs to it.
    async fn gathering_of(&self, actor: Actor, id: CallId) -> Result<Call, ServiceError> {
        let call = self.live_call_of(actor, id).await?;
        if call.mode != CallMode::Sfu {
            return Err(ServiceError::Invalid { field: "callId", problem: Invalid::Format });
        }
        self.still_belongs(actor, &call).await?;
        Ok(call)
    }

    pub(super) async fn leads(&self, actor: Actor, call: &Call) -> Result<bool, ServiceError> {
        match self.chats.access(actor, call.chat).await {
            Ok(access) => Ok(rights::may_lead_calls(access.role(), access.kind())),
            // In the call, and not in its chat.
            Err(ServiceError::NotFound) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

impl Keeper {
    /// A device of somebody has a socket, a line or a page again: had a host switched their microphone off meanwhile, they
    /// would speak to nobody and not know it.
    pub(super) fn tell_if_silenced(&self, call: &Call, user: UserId) {
        let Some(place) = call.participant_of(user) else { return };
        let Some(by) = place.floor.silenced_by else { return };
        let (to, body) = (seat_of(place), SignalBody::Muted { call: call.id, by });
        self.core.sink.announce(vec![Change::Call(Box::new(CallSignal { to, body }))]);
    }

    /// The same of a guest.
    pub(super) fn tell_guest_if_silenced(&self, call: &Call, guest: &Guest) {
        if let Some(host) = guest.silenced_by.and_then(|by| call.participant_of(by)) {
            self.door.say(guest.guest, GuestNews::Muted { by: host.id });
        }
    }

    /// A place of a group call, of a member or a guest, says what it shows of itself.
    pub(super) async fn show_state(
        &self,
        call: CallId,
        place: ParticipantId,
        state: MediaState,
    ) -> Result<(), ServiceError> {
        let rooms = self.core.rooms.as_ref().ok_or(ServiceError::NotFound)?;
        // One after the other with a host who silences them, or the room and what is kept would tell different things.
        let turn = if state.muted == Some(false) { Some(self.turn().await) } else { None };
        if let Some(turn) = &turn {
            turn.apply(call, CallEvent::Floor(FloorEvent::Speaks(place))).await?;
        }
        self.live.keep_state(call, place, state);
        rooms.show_state(call, place, state);
        drop(turn);
        Ok(())
    }

    /// Shows a sign of somebody in the call to everybody in it, themselves too.
    pub(super) fn show_sign(&self, call: &Call, from: ParticipantId, user: Option<UserId>, emoji: &Emoji) {
        let told = call.participants.iter().filter(|place| place.session.is_some()).map(|place| {
            let body = SignalBody::Reacted { call: call.id, from, user, emoji: emoji.clone() };
            Change::Call(Box::new(CallSignal { to: seat_of(place), body }))
        });
        self.core.sink.announce(told.collect());
        for guest in call.guests.iter().filter(|guest| guest.state.is_in()) {
            let mine = guest.id == from;
            self.door.say(guest.guest, GuestNews::Reacted { from, mine, emoji: emoji.clone() });
        }
    }
}

/// What can be shown as a sign.
pub(super) fn sign(emoji: &str) -> Result<Emoji, ServiceError> {
    Emoji::parse(emoji).map_err(|problem| ServiceError::Invalid { field: "emoji", problem })
}
