//! Asking people into a call: a group's members when a call begins there, and anybody by whoever is in a call. A call
//! between two to which somebody is added goes on as a call through the server, in the same chat and under the same id: it
//! is still those two people's call, begun when they began it. Whoever is added from outside the chat sees the call and
//! nothing of the chat.

use std::collections::HashSet;

use zvonilka_model::{
    Actor, CallId, ChatId, Invalid, ParticipantId, Person, UserId,
    call::{
        Call, CallMode, CallStatus, Participant,
        invitation::{Invitee, Reach},
        machine::CallEvent,
    },
};

use super::{
    Calls,
    keeper::{Turn, is_in},
};
use crate::{ServiceError, push::Occasion};

/// Members of a group whose phones all ring when a call begins there. In a larger one it would be an alarm for people who
/// hardly know each other: there the call is shown and told, and rings at nobody's.
const RING_AT_MOST: usize = 32;
/// People that may be asked in at once.
const INVITE_MAX: usize = 16;

/// Whom a call that begins in a group reaches.
pub(super) struct WhomToRing {
    rung: Vec<Person>,
    /// Those at whose it does not ring: it is told like a message.
    told: Vec<UserId>,
}

impl Calls {
    /// Asks people into a call in which the actor is. A call between two becomes one through the server by it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call or a person that is not there; [`ServiceError::CallOver`];
    /// [`ServiceError::Conflict`] unless the actor is in it, and before the answer; [`ServiceError::Invalid`] for
    /// nobody, too many and oneself, and where this server holds no calls of groups; [`ServiceError::PrivacyForbids`]
    /// when somebody takes no calls of the actor, or would meet somebody whom they block or who blocks them; [`ServiceError::CallFull`]; and the rate limits, also when
    /// somebody was asked in only just now.
    pub async fn invite(&self, actor: Actor, id: CallId, people: &[UserId]) -> Result<Call, ServiceError> {
        self.core.limits.call(actor.user)?;
        let call = self.live_call_of(actor, id).await?;
        self.may_take_part(actor, &call).await?;
        if people.is_empty() || people.contains(&actor.user) {
            return Err(ServiceError::Invalid { field: "userIds", problem: Invalid::Format });
        }
        if people.len() > INVITE_MAX {
            return Err(ServiceError::Invalid { field: "userIds", problem: Invalid::TooLong });
        }
        if !self.has_rooms() {
            return Err(ServiceError::Invalid { field: "callId", problem: Invalid::Format });
        }
        if call.status != CallStatus::Answered || !is_in(&call, actor.user) {
            return Err(ServiceError::Conflict);
        }
        let members: HashSet<UserId> =
            self.core.store.members_to_ring(call.chat).await?.into_iter().map(|(user, _)| user).collect();
        let view = self.core.store.viewpoint(actor.user).await?;
        let found = self.core.store.people(people).await?;
        if people.iter().any(|user| !found.iter().any(|person| person.id == *user)) {
            return Err(ServiceError::NotFound);
        }
        if found.iter().any(|person| !view.may_call(person)) {
            return Err(ServiceError::PrivacyForbids);
        }

        let turn = self.keeper.turn().await;
        let call = self.keeper.live.find(id).ok_or(ServiceError::CallOver)?;
        if self.would_meet_blocked(actor, &call, &found, &members).await? {
            return Err(ServiceError::PrivacyForbids);
        }
        let now = self.core.clock.now();
        let mut invitees = Vec::with_capacity(found.len());
        for person in found {
            let concerned = call.participant_of(person.id).is_some_and(Participant::is_concerned);
            if concerned {
                continue;
            }
            let asked = self.keeper.live.ask(id, person.id, now);
            asked.map_err(|retry_after| ServiceError::TooManyRequests { retry_after })?;
            let is_outside = !members.contains(&person.id);
            invitees.push(self.invitee(&person, is_outside).await?);
        }
        if call.mode == CallMode::P2p && !invitees.is_empty() {
            tracing::info!(call = ?id, by = ?actor.user, "a call between two takes others in");
        }
        self.ask_in(&turn, actor, &call, invitees).await
    }

    /// Whether somebody who is asked in from outside would talk with a person whom they block, or who blocks them. Whoever
    /// asks hears the same as of any other setting, and not who it is. Who shares the call's chat is together there anyway.
    async fn would_meet_blocked(
        &self,
        actor: Actor,
        call: &Call,
        asked: &[Person],
        members: &HashSet<UserId>,
    ) -> Result<bool, ServiceError> {
        let there = call.participants.iter().filter(|place| place.is_concerned()).map(|place| place.user);
        let mut company: Vec<UserId> = there.chain(asked.iter().map(|person| person.id)).collect();
        // Whoever asks somebody in whom they block themselves knows what they do.
        company.retain(|user| *user != actor.user);
        for person in asked.iter().filter(|person| !members.contains(&person.id)) {
            let eyes = self.core.store.viewpoint(person.id).await?;
            if company.iter().any(|other| eyes.is_blocked(*other) || eyes.is_blocked_by(*other)) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A device of the actor, who is asked into a group call, says that it rings.
    pub(super) async fn rings_in_group(&self, actor: Actor, id: CallId) -> Result<(), ServiceError> {
        self.keeper.turn().await.apply(id, CallEvent::Rings(actor.user)).await?;
        Ok(())
    }

    /// Whom a call reaches that the actor begins in a group.
    pub(super) async fn whom_to_ring(&self, actor: Actor, chat: ChatId) -> Result<WhomToRing, ServiceError> {
        let mut whom = WhomToRing { rung: Vec::new(), told: Vec::new() };
        // Whoever comes into a call that goes on calls nobody; an audio room rang for nobody yet.
        if self.keeper.live.in_chat(chat).is_some_and(|call| !call.audio_room) {
            return Ok(whom);
        }
        let now = self.core.clock.now();
        let members = self.core.store.members_to_ring(chat).await?;
        let rings = members.len() <= RING_AT_MOST;
        let others = members.into_iter().filter(|(user, _)| *user != actor.user);
        let (loud, quiet): (Vec<_>, Vec<_>) =
            others.partition(|(_, muted_until)| rings && muted_until.is_none_or(|until| until <= now));
        whom.told = quiet.into_iter().map(|(user, _)| user).collect();
        let loud: Vec<UserId> = loud.into_iter().map(|(user, _)| user).collect();
        let view = self.core.store.viewpoint(actor.user).await?;
        whom.rung = self.core.store.people(&loud).await?;
        // Whoever takes no calls of this person sees it in the chat.
        whom.rung.retain(|person| view.may_call(person));
        Ok(whom)
    }

    /// Rings at those whom a call reaches that has just begun.
    pub(super) async fn ring(
        &self,
        turn: &Turn<'_>,
        actor: Actor,
        call: Call,
        whom: WhomToRing,
    ) -> Result<Call, ServiceError> {
        let now = self.core.clock.now();
        if !whom.told.is_empty() && self.core.desk.listens() {
            self.core.desk.note(Occasion::Begun { call: Box::new(call.clone()), people: whom.told });
        }
        let mut invitees = Vec::with_capacity(whom.rung.len());
        for person in whom.rung {
            // Who calls from an audio room leaves those alone who are in it or were called just now.
            let is_in = call.participant_of(person.id).is_some_and(Participant::is_concerned);
            if !is_in && self.keeper.live.ask(call.id, person.id, now).is_ok() {
                invitees.push(self.invitee(&person, false).await?);
            }
        }
        if invitees.is_empty() { Ok(call) } else { self.ask_in(turn, actor, &call, invitees).await }
    }

    async fn ask_in(
        &self,
        turn: &Turn<'_>,
        actor: Actor,
        call: &Call,
        invitees: Vec<Invitee>,
    ) -> Result<Call, ServiceError> {
        let until = self.core.clock.now() + self.core.settings.ring_time;
        let asked: Vec<Invitee> = invitees.clone();
        let call = turn.apply_to(call, CallEvent::Invite { by: actor.user, invitees, until }).await?;
        if self.core.desk.listens() {
            for Invitee { user: callee, reach, .. } in asked {
                let call = Box::new(call.clone());
                self.core.desk.note(match reach {
                    Reach::Free | Reach::Talking => Occasion::Rings { call, callee },
                    Reach::Engaged => Occasion::Stopped { call, callee },
                });
            }
        }
        Ok(call)
    }

    async fn invitee(&self, person: &Person, outsider: bool) -> Result<Invitee, ServiceError> {
        let calls = self.keeper.live.of_user(person.id);
        let reach = if self.is_engaged(person.id).await? {
            Reach::Engaged
        } else if calls.iter().any(|call| is_in(call, person.id)) {
            Reach::Talking
        } else {
            Reach::Free
        };
        let place = ParticipantId::generate(self.core.clock.now());
        Ok(Invitee { user: person.id, place, reach, outsider })
    }
}
