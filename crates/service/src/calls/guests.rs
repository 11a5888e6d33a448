//! Guests of group calls. A member makes a link; whoever opens it gives a name and gets a pass, and with the pass a socket
//! that leads to the door of the group's call and nowhere else. Members who are in the call let them in.
//!
//! A guest is no [`Actor`]: no other use case can be asked for one.

mod floor;
mod visitor;

use std::{sync::Arc, time::Duration};

use zvonilka_model::{
    Actor, CallId, ChatId, ConnectionId, GuestId, GuestLink, GuestLinkId, GuestName, Invalid, ParticipantId,
    Role,
    call::{
        Call, CallMode, Guest, GuestEvent, GuestSeat, GuestState, MediaReport, MediaState, RoomRefusal,
        machine::CallEvent,
    },
};
use zvonilka_store::KnownGuestLink;

pub use self::visitor::{GuestNews, GuestOver, GuestStand, SeenCall, Visitor};
use super::{
    IceServers, SDP_MAX,
    door::Known,
    ice,
    keeper::Keeper,
    pass::{Pass, Passes},
    seat,
};
use crate::{Chats, ServiceError, core::Core, mail::token, rights};

/// How long somebody can come by a link when its maker says nothing.
const LINK_LIFETIME: Duration = Duration::from_secs(24 * 3_600);
/// How long a link is kept that has run out: whoever came by it may still be in a call.
const KEPT_AFTER: Duration = Duration::from_secs(24 * 3_600);
/// How long a guest's credentials for the relay can start a line.
const RELAY_TTL: Duration = Duration::from_secs(3_600);

/// What whoever opens a link is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuestInvitation {
    /// What the group is called.
    pub title: Option<String>,
    /// What the one who made the link is called.
    pub invited_by: String,
    /// Whether a call goes on.
    pub call_goes_on: bool,
}

/// A guest who has given a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// For the guests' socket.
    pub pass: String,
    /// What they are called.
    pub name: GuestName,
    /// What they were told.
    pub invitation: GuestInvitation,
}

/// What members do about guests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuestAnswer {
    /// Lets in.
    Admit,
    /// Turns away.
    Decline,
    /// Takes out.
    Remove,
}

/// Use cases of guests. Cheap to clone.
#[derive(Clone)]
pub struct Guests {
    core: Arc<Core>,
    chats: Chats,
    keeper: Arc<Keeper>,
    passes: Arc<Passes>,
}

impl Guests {
    pub(super) fn new(core: Arc<Core>, chats: Chats, keeper: Arc<Keeper>) -> Self {
        let passes = Arc::new(Passes::new(&core.store));
        Self { core, chats, keeper, passes }
    }

    /// Whether guests may come on this server.
    #[must_use]
    pub fn are_welcome(&self) -> bool {
        self.core.settings.guests && self.core.rooms.is_some()
    }

    /// Makes a link. Whoever may add people to the group may; in the family's chat its admins.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`], also where the owner wants no guests,
    /// [`ServiceError::TooManyLinks`], and the rate limit.
    pub async fn create_link(
        &self,
        actor: Actor,
        chat: ChatId,
        lifetime: Option<Duration>,
    ) -> Result<(GuestLink, String), ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        if !self.are_welcome() {
            return Err(ServiceError::Forbidden);
        }
        self.core.limits.open_chat(actor.user)?;
        let now = self.core.clock.now();
        let token = token::generate()?;
        let link = GuestLink {
            id: GuestLinkId::generate(now),
            chat,
            created_by: actor.user,
            expires_at: now + lifetime.unwrap_or(LINK_LIFETIME),
            created_at: now,
        };
        let (store, digest) = (&self.core.store, token::digest(&token));
        store.create_guest_link(&access, &link, &digest, rights::may_invite_guests).await??;
        Ok((link, token))
    }

    /// The links by which somebody can still come, the newest first; for those who may make one.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn links(&self, actor: Actor, chat: ChatId) -> Result<Vec<GuestLink>, ServiceError> {
        let access = self.chats.access(actor, chat).await?;
        let summary = self.core.store.summary(&access).await?;
        if !rights::may_invite_guests(access.role(), &summary.chat) {
            return Err(ServiceError::Forbidden);
        }
        Ok(self.core.store.guest_links(&access).await?)
    }

    /// Takes a link back: its maker may, and the owner and admins of the group. Whoever came by it goes at once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`], [`ServiceError::Forbidden`].
    pub async fn revoke(&self, actor: Actor, chat: ChatId, id: GuestLinkId) -> Result<(), ServiceError> {
        let links = self.links(actor, chat).await?;
        let link = links.iter().find(|link| link.id == id).ok_or(ServiceError::NotFound)?;
        let access = self.chats.access(actor, chat).await?;
        if access.role() < Role::Admin && link.created_by != actor.user {
            return Err(ServiceError::Forbidden);
        }
        if !self.core.store.revoke_guest_link(&access, id).await? {
            return Err(ServiceError::NotFound);
        }
        self.keeper.door.close(id);
        self.clear(chat, GuestEvent::Revoke(id)).await
    }

    /// Lets guests in, turns them away, or takes them out. Whoever is in the call may.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for a call of a chat that is not the actor's and for a place that nobody has,
    /// [`ServiceError::Conflict`] when the actor is not in the call, [`ServiceError::CallOver`],
    /// [`ServiceError::CallFull`].
    pub async fn answer(
        &self,
        actor: Actor,
        call: CallId,
        answer: GuestAnswer,
        places: Vec<ParticipantId>,
    ) -> Result<Call, ServiceError> {
        let found = match self.keeper.live.find(call) {
            Some(found) => found,
            None => self.core.store.call(call).await?.ok_or(ServiceError::NotFound)?,
        };
        // Whoever was asked into the call is in it without being in its chat.
        let is_inside = found.participants.iter().any(|p| p.user == actor.user && p.session.is_some());
        if !is_inside {
            self.chats.access(actor, found.chat).await?;
        }
        self.core.limits.circle(actor.user)?;
        let by = seat(actor, None);
        let turn = self.keeper.turn().await;
        match answer {
            GuestAnswer::Admit => turn.apply(call, CallEvent::Guest(GuestEvent::Admit(by, places))).await,
            GuestAnswer::Decline => turn.apply(call, CallEvent::Guest(GuestEvent::Decline(by, places))).await,
            GuestAnswer::Remove => {
                let mut after = found;
                for place in places {
                    after = turn.apply(call, CallEvent::Guest(GuestEvent::Remove(by, place))).await?;
                }
                Ok(after)
            }
        }
    }

    /// What whoever opens a link is told.
    ///
    /// # Errors
    /// [`ServiceError::GuestLinkClosed`], and the rate limit against guessing.
    pub async fn look(&self, token: &str, address: &str) -> Result<GuestInvitation, ServiceError> {
        self.core.limits.guest_look(address)?;
        let known = self.usable(token).await?;
        Ok(self.invitation(known))
    }

    /// Gives a name and gets a pass. Nothing is stored.
    ///
    /// # Errors
    /// [`ServiceError::GuestLinkClosed`], [`ServiceError::Invalid`] for the name, and the rate limit.
    pub async fn become_guest(
        &self,
        token: &str,
        name: &str,
        address: &str,
    ) -> Result<Admission, ServiceError> {
        self.core.limits.guest_name(address)?;
        let name =
            GuestName::parse(name).map_err(|problem| ServiceError::Invalid { field: "name", problem })?;
        let known = self.usable(token).await?;
        let guest = GuestId::generate(self.core.clock.now());
        let pass = self.passes.write(&Pass { guest, link: known.link.id, name: name.clone() });
        Ok(Admission { pass, name, invitation: self.invitation(known) })
    }

    /// Opens a guest's page: from now on it is told of the group's call.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] for what is no pass, [`ServiceError::GuestLinkClosed`],
    /// [`ServiceError::CallFull`] when too many pages of guests are open, and the rate limit.
    pub async fn enter(&self, pass: &str, address: &str) -> Result<Visitor, ServiceError> {
        self.core.limits.guest_look(address)?;
        let pass = self.passes.read(pass).ok_or(ServiceError::Unauthenticated)?;
        let known = self.standing(pass.link).await?;
        let is_in = |guest: &Guest| guest.guest == pass.guest && guest.state.is_in();
        let in_call =
            self.keeper.live.in_chat(known.link.chat).is_some_and(|call| call.guests.iter().any(is_in));
        // A link that has run out lets nobody in, and throws nobody out.
        if !in_call && known.link.expires_at <= self.core.clock.now() {
            return Err(ServiceError::GuestLinkClosed);
        }
        let connection = ConnectionId::generate(self.core.clock.now());
        let hearing = self.keeper.door.enter(pass.guest, known.link.chat, pass.link, connection);
        let hearing = hearing.ok_or(ServiceError::CallFull)?;
        Ok(Visitor { pass, chat: known.link.chat, connection, call: None, hearing })
    }

    /// Where a guest stands now; whoever stands nowhere knocks if a call goes on.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn stand(&self, visitor: &mut Visitor) -> Result<GuestStand, ServiceError> {
        match self.keeper.door.known(visitor.pass.guest, visitor.connection) {
            Known::Closed => return Ok(GuestStand::Over(GuestOver::LinkClosed)),
            Known::Replaced => return Ok(GuestStand::Over(GuestOver::Elsewhere)),
            Known::Theirs => {}
        }
        let call = match visitor.call {
            Some(id) => self.keeper.live.find(id),
            None => match self.knock(visitor).await {
                Err(ServiceError::GuestTurnedAway) => return Ok(GuestStand::Over(GuestOver::Declined)),
                Err(ServiceError::CallFull) => return Ok(GuestStand::Over(GuestOver::Full)),
                // They knock once it is open: every change of the call lets them look again.
                Err(ServiceError::CallLocked) => return Ok(GuestStand::Locked),
                knocked => match knocked? {
                    Some(call) => Some(call),
                    None => return Ok(GuestStand::NoCall),
                },
            },
        };
        let Some(call) = call else { return Ok(GuestStand::Over(GuestOver::Ended)) };
        let Some(guest) = call.guests.iter().find(|guest| guest.guest == visitor.pass.guest) else {
            return Ok(GuestStand::Over(GuestOver::Lapsed));
        };
        Ok(match guest.state {
            GuestState::Waiting => GuestStand::Waiting,
            GuestState::Connecting | GuestState::Connected | GuestState::Reconnecting => {
                let me = guest.id;
                GuestStand::In(Box::new(self.seen(call, me).await?))
            }
            GuestState::Left => GuestStand::Over(GuestOver::Lapsed),
            GuestState::Removed => GuestStand::Over(GuestOver::Removed),
            GuestState::Declined => GuestStand::Over(GuestOver::Declined),
        })
    }

    /// Makes room for a new line: the place gets a new id.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for whoever is not in; [`ServiceError::CallOver`]; [`ServiceError::Conflict`].
    pub async fn join(&self, visitor: &Visitor) -> Result<SeenCall, ServiceError> {
        let place = ParticipantId::generate(self.core.clock.now());
        let event = GuestEvent::Line(visitor.pass.guest, visitor.connection, place);
        let call = self.apply(visitor, event).await?;
        if let Some(guest) = call.guests.iter().find(|guest| guest.id == place) {
            self.keeper.tell_guest_if_silenced(&call, guest);
        }
        self.seen(call, place).await
    }

    /// The call of a guest who is in and whose media go on: only the socket is a new one.
    ///
    /// # Errors
    /// As [`Self::join`].
    pub async fn resume(&self, visitor: &Visitor, place: ParticipantId) -> Result<SeenCall, ServiceError> {
        let (call, guest) = self.place_of(visitor)?;
        if guest.id != place {
            return Err(ServiceError::NotFound);
        }
        self.keeper.tell_guest_if_silenced(&call, &guest);
        self.seen(call, place).await
    }

    /// A sign of life; and a look whether the link still stands.
    ///
    /// # Errors
    /// As [`Self::join`], and [`ServiceError::GuestLinkClosed`].
    pub async fn renew(&self, visitor: &Visitor) -> Result<(), ServiceError> {
        if let Err(error) = self.standing(visitor.pass.link).await {
            if matches!(error, ServiceError::GuestLinkClosed) {
                self.keeper.door.close(visitor.pass.link);
                self.clear(visitor.chat, GuestEvent::Revoke(visitor.pass.link)).await?;
            }
            return Err(error);
        }
        if self.place_of(visitor).is_err() {
            return Ok(());
        }
        let event = GuestEvent::Renew(visitor.pass.guest, visitor.connection);
        self.apply(visitor, event).await.map(|_| ())
    }

    /// What flows at a guest's device.
    ///
    /// # Errors
    /// As [`Self::join`].
    pub async fn media(&self, visitor: &Visitor, report: MediaReport) -> Result<(), ServiceError> {
        let event = GuestEvent::Media(visitor.pass.guest, visitor.connection, report);
        self.apply(visitor, event).await.map(|_| ())
    }

    /// The server's answer to a guest's offer, and the call and the place it is for.
    ///
    /// # Errors
    /// As [`Self::join`], [`ServiceError::Invalid`] for what is no offer, [`ServiceError::CallFull`] and the rate limit.
    pub fn offer(
        &self,
        visitor: &Visitor,
        sdp: &str,
    ) -> Result<(CallId, ParticipantId, String), ServiceError> {
        let problem = match sdp.len() {
            0 => Some(Invalid::Empty),
            SDP_MAX.. => Some(Invalid::TooLong),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(ServiceError::Invalid { field: "sdp", problem });
        }
        let (call, guest) = self.place_of(visitor)?;
        self.count(&call, &guest)?;
        let rooms = self.core.rooms.as_ref().ok_or(ServiceError::NotFound)?;
        let state = self.keeper.live.state_of(call.id, guest.id);
        let answer = rooms.open(call.id, guest.id, state, sdp).map_err(|refusal| match refusal {
            RoomRefusal::Offer => ServiceError::Invalid { field: "sdp", problem: Invalid::Format },
            RoomRefusal::Full => ServiceError::CallFull,
        })?;
        Ok((call.id, guest.id, answer))
    }

    /// What a guest shows of themselves.
    ///
    /// # Errors
    /// As [`Self::join`], and the rate limit.
    pub async fn show(&self, visitor: &Visitor, state: MediaState) -> Result<(), ServiceError> {
        let (call, guest) = self.place_of(visitor)?;
        self.count(&call, &guest)?;
        self.keeper.show_state(call.id, guest.id, state).await
    }

    /// A guest goes by themselves.
    ///
    /// # Errors
    /// As [`Self::join`].
    pub async fn leave(&self, visitor: &Visitor) -> Result<(), ServiceError> {
        self.apply(visitor, GuestEvent::Leave(visitor.pass.guest)).await.map(|_| ())
    }

    /// A guest's page has closed: who waited is gone, who is in has a while to come back.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn departed(&self, visitor: &Visitor) -> Result<(), ServiceError> {
        self.keeper.door.leave(visitor.pass.guest, visitor.connection);
        let Some(call) = visitor.call else { return Ok(()) };
        match self.keeper.turn().await.apply(call, CallEvent::Depart(visitor.connection)).await {
            Ok(_) | Err(ServiceError::CallOver) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The STUN and TURN servers to use, with credentials for an hour; for guests who are in a call.
    ///
    /// # Errors
    /// [`ServiceError::Unauthenticated`] for what is no pass, [`ServiceError::Forbidden`] for whoever is not in.
    pub fn ice_servers(&self, pass: &str, reached: Option<&str>) -> Result<IceServers, ServiceError> {
        let pass = self.passes.read(pass).ok_or(ServiceError::Unauthenticated)?;
        let call = self.keeper.door.call_of(pass.guest).and_then(|call| self.keeper.live.find(call));
        let is_in = |guest: &Guest| guest.guest == pass.guest && guest.state.is_in();
        if !call.is_some_and(|call| call.guests.iter().any(is_in)) {
            return Err(ServiceError::Forbidden);
        }
        let settings = &self.core.settings.turn;
        let ttl = settings.ttl.min(RELAY_TTL);
        Ok(ice::ice_servers(settings, pass.guest, ttl, reached, self.core.clock.now()))
    }

    /// Drops links that have run out for long.
    pub(crate) async fn forget_old(&self) -> Result<(), ServiceError> {
        Ok(self.core.store.forget_guest_links(self.core.clock.now() - KEPT_AFTER).await?)
    }

    /// Comes to the door of the call that goes on, if one does.
    async fn knock(&self, visitor: &mut Visitor) -> Result<Option<Call>, ServiceError> {
        let goes_on = self.keeper.live.in_chat(visitor.chat).filter(|call| call.mode == CallMode::Sfu);
        let Some(call) = goes_on else { return Ok(None) };
        let seat = GuestSeat {
            guest: visitor.pass.guest,
            link: visitor.pass.link,
            name: visitor.pass.name.clone(),
            connection: visitor.connection,
        };
        let place = ParticipantId::generate(self.core.clock.now());
        let event = CallEvent::Guest(GuestEvent::Knock(seat, place));
        match self.keeper.turn().await.apply(call.id, event).await {
            Ok(after) => {
                visitor.call = Some(call.id);
                self.keeper.door.at(visitor.pass.guest, visitor.connection, call.id);
                Ok(Some(after))
            }
            // It ended a moment ago; the next one is told of.
            Err(ServiceError::CallOver) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn apply(&self, visitor: &Visitor, event: GuestEvent) -> Result<Call, ServiceError> {
        let call = visitor.call.ok_or(ServiceError::NotFound)?;
        self.keeper.turn().await.apply(call, CallEvent::Guest(event)).await
    }

    /// Lets something happen to the guests of a chat's call, if one goes on.
    async fn clear(&self, chat: ChatId, event: GuestEvent) -> Result<(), ServiceError> {
        let Some(call) = self.keeper.live.in_chat(chat).filter(|call| call.mode == CallMode::Sfu) else {
            return Ok(());
        };
        match self.keeper.turn().await.apply(call.id, CallEvent::Guest(event)).await {
            Ok(_) | Err(ServiceError::CallOver) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The call that a guest is in, and their place there.
    fn place_of(&self, visitor: &Visitor) -> Result<(Call, Guest), ServiceError> {
        let call = visitor.call.ok_or(ServiceError::NotFound)?;
        let call = self.keeper.live.find(call).ok_or(ServiceError::CallOver)?;
        let holds = |guest: &&Guest| {
            guest.guest == visitor.pass.guest
                && guest.state.is_in()
                && guest.connection == Some(visitor.connection)
        };
        let guest = call.guests.iter().find(holds).cloned().ok_or(ServiceError::NotFound)?;
        Ok((call, guest))
    }

    fn count(&self, call: &Call, guest: &Guest) -> Result<(), ServiceError> {
        let counted = self.keeper.live.count_signal(call.id, guest.id, self.core.clock.now());
        counted.map_err(|retry_after| ServiceError::TooManyRequests { retry_after })
    }

    /// Who is in a call, by name.
    async fn seen(&self, mut call: Call, me: ParticipantId) -> Result<SeenCall, ServiceError> {
        call.participants.retain(|place| place.session.is_some());
        call.guests.retain(|guest| guest.state.is_in());
        let users: Vec<_> = call.participants.iter().map(|place| place.user).collect();
        let known = self.core.store.people(&users).await?;
        let members = call.participants.iter().map(|place| {
            let person = known.iter().find(|person| person.id == place.user);
            (place.id, person.map_or_else(String::new, |p| p.display_name.as_str().to_owned()), false)
        });
        let guests = call.guests.iter().map(|guest| (guest.id, guest.name.as_str().to_owned(), true));
        let people = members.chain(guests).collect();
        Ok(SeenCall { call, me, people })
    }

    fn invitation(&self, known: KnownGuestLink) -> GuestInvitation {
        let call = self.keeper.live.in_chat(known.link.chat);
        let call_goes_on = call.is_some_and(|call| call.mode == CallMode::Sfu);
        GuestInvitation { title: known.title, invited_by: known.maker, call_goes_on }
    }

    /// A link by which somebody can still come.
    async fn usable(&self, text: &str) -> Result<KnownGuestLink, ServiceError> {
        if !self.are_welcome() {
            return Err(ServiceError::GuestLinkClosed);
        }
        let known = self.core.store.guest_link_by_digest(&token::digest(text)).await?;
        let now = self.core.clock.now();
        known.filter(|known| now < known.link.expires_at).ok_or(ServiceError::GuestLinkClosed)
    }

    /// A link that was not taken back, though it may have run out.
    async fn standing(&self, id: GuestLinkId) -> Result<KnownGuestLink, ServiceError> {
        if !self.are_welcome() {
            return Err(ServiceError::GuestLinkClosed);
        }
        self.core.store.guest_link(id).await?.ok_or(ServiceError::GuestLinkClosed)
    }
}
