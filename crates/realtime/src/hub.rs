//! The hub itself: changes in, frames out.

use std::{collections::HashMap, sync::Arc, time::Duration};

use parking_lot::Mutex;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_model::{
    Actor, Change, ChangeSink, Chat, ChatId, ChatSummary, Clock, ConnectionId, ContactRequest, ContactState,
    MemberChange, OpenDevice, Person, Presence, PresenceState, ReceiptAudience, SessionEnd, SessionId,
    Timestamp, UserId, Viewpoint,
    call::{CallSignal, SignalTarget},
};
use zvonilka_protocol::{
    PublicUser,
    socket::{Present, ServerEvent},
};
use zvonilka_store::Store;

use crate::{
    outbound::{CloseReason, Closed, Frame, Outbound, Queue, Weight},
    registry::{Departure, NewSocket, PresenceNews, Registry, Subscription},
    sightings::Sightings,
    wire,
};

/// How long a person still counts as present after their last socket closed: a reload does not blink.
const LINGER: Duration = Duration::from_secs(5);

/// How often it is written down who is here, so that after a crash nobody was last seen when they came.
const NOTE_EVERY: Duration = Duration::from_secs(60);

/// Knows who is connected and tells them what happened. Cheap to clone.
#[derive(Clone)]
pub struct Hub {
    shared: Arc<Shared>,
}

struct Shared {
    registry: Mutex<Registry>,
    sightings: Sightings,
    clock: Arc<dyn Clock>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// A registered socket.
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// For whoever reads the socket. When the last clone is dropped, the socket is unregistered.
    pub handle: Handle,
    /// For whoever writes to the socket.
    pub outbound: Outbound,
}

/// The reader's grip on its connection.
#[derive(Clone)]
pub struct Handle {
    inner: Arc<Registered>,
}

struct Registered {
    hub: Hub,
    id: ConnectionId,
    queue: Queue,
}

impl Handle {
    /// Queues the answer to a request, waiting for a place if need be: that slows only this client.
    ///
    /// # Errors
    /// [`Closed`] when the connection is closing.
    pub async fn answer(&self, text: String) -> Result<(), Closed> {
        self.inner.queue.answer(text.into()).await
    }

    /// Asks the writer to close the socket after what is queued.
    pub fn close(&self, reason: CloseReason) {
        self.inner.queue.close(reason);
    }
}

impl Drop for Registered {
    fn drop(&mut self) {
        self.hub.disconnect(self.id);
    }
}

impl Hub {
    /// An empty hub. Its small tasks (a person's linger) run on `tasks` and end with `stop`.
    #[must_use]
    pub fn start(store: Store, clock: Arc<dyn Clock>, tasks: &TaskTracker, stop: &CancellationToken) -> Self {
        let shared = Shared {
            registry: Mutex::default(),
            sightings: Sightings::new(store, tasks.clone()),
            clock,
            tasks: tasks.clone(),
            stop: stop.clone(),
        };
        let hub = Self { shared: Arc::new(shared) };
        tasks.spawn(hub.clone().note_now_and_then());
        hub
    }

    async fn note_now_and_then(self) {
        loop {
            tokio::select! {
                () = tokio::time::sleep(NOTE_EVERY) => self.note_presence(),
                () = self.shared.stop.cancelled() => return,
            }
        }
    }

    /// Writes down that those who are here were seen now. Nobody is here when the server starts: after a crash
    /// this is what is left of who was.
    pub fn note_presence(&self) {
        let here: Vec<UserId> = self.shared.registry.lock().people_here().collect();
        self.note_seen(here, self.shared.clock.now());
    }

    /// Registers a socket. From now on it is told what concerns its person; what concerns their chats follows
    /// with [`Self::subscribe`].
    #[must_use]
    pub fn connect(&self, actor: Actor, tab: Option<String>) -> Connection {
        let now = self.shared.clock.now();
        let id = ConnectionId::generate(now);
        let (queue, outbound) = Queue::new();
        let new = NewSocket { id, user: actor.user, session: actor.session, tab, queue: queue.clone(), now };
        self.shared.registry.lock().connect(new);
        let inner = Arc::new(Registered { hub: self.clone(), id, queue });
        Connection { id, handle: Handle { inner }, outbound }
    }

    /// Makes a socket's person a listener of their chats, tells it who is here of those whom it may see, and tells
    /// those who may see it that its person is.
    pub fn subscribe(
        &self,
        connection: ConnectionId,
        actor: Actor,
        chats: Vec<Subscription>,
        view: Viewpoint,
    ) {
        let news = {
            let mut registry = self.shared.registry.lock();
            let news = registry.subscribe(connection, chats, Arc::new(view));
            // Told under the same lock, so that no later coming or going is overtaken by it.
            let frame = presence_state(&registry, actor.user);
            registry.tell_target(SignalTarget::Connection(actor.user, connection), &frame);
            news
        };
        if let PresenceNews::Changed(state) = news {
            self.tell_presence(actor.user, state);
            self.note_seen([actor.user], self.shared.clock.now());
        }
    }

    /// Notes whether anybody uses a device.
    pub fn set_idle(&self, connection: ConnectionId, idle: bool) {
        let news = self.shared.registry.lock().set_idle(connection, idle);
        if let Some((user, PresenceNews::Changed(state))) = news {
            self.tell_presence(user, state);
        }
    }

    /// Open sockets.
    #[must_use]
    pub fn connection_count(&self) -> usize {
        self.shared.registry.lock().connection_count()
    }

    /// People with an open socket.
    #[must_use]
    pub fn people_count(&self) -> usize {
        self.shared.registry.lock().people_here().count()
    }

    /// Closes every socket, for a shutdown, and remembers when everybody was last seen.
    pub fn close_all(&self, reason: CloseReason) {
        let here: Vec<UserId> = {
            let registry = self.shared.registry.lock();
            registry.close_all(reason);
            registry.people_here().collect()
        };
        self.note_seen(here, self.shared.clock.now());
    }

    fn disconnect(&self, id: ConnectionId) {
        let departure = self.shared.registry.lock().disconnect(id, self.shared.clock.now());
        if let Some(departure) = departure {
            let hub = self.clone();
            self.shared.tasks.spawn(async move { hub.linger(departure).await });
        }
    }

    async fn linger(&self, departure: Departure) {
        tokio::select! {
            () = tokio::time::sleep(LINGER) => {}
            () = self.shared.stop.cancelled() => {}
        }
        let witnesses = self.shared.registry.lock().settle(departure);
        if let Some(witnesses) = witnesses {
            let event = ServerEvent::UserOffline { user_id: departure.user, last_seen_at: departure.left_at };
            self.tell_people(&witnesses, &event);
            self.note_seen([departure.user], departure.left_at);
        }
    }

    fn tell_presence(&self, user: UserId, state: PresenceState) {
        let event = match state {
            PresenceState::Online => ServerEvent::UserOnline { user_id: user, away: false },
            PresenceState::Away => ServerEvent::UserOnline { user_id: user, away: true },
            PresenceState::Offline => return,
        };
        let witnesses = self.shared.registry.lock().witnesses(user);
        self.tell_people(&witnesses, &event);
    }

    fn tell_people(&self, people: &[UserId], event: &ServerEvent) {
        let frame = Frame::from(event.to_text());
        let registry = self.shared.registry.lock();
        for user in people {
            registry.tell_user(*user, &frame, Weight::Lossy);
        }
    }

    /// Writes down when people were last seen; others are told at once, the database may take its time.
    fn note_seen(&self, people: impl IntoIterator<Item = UserId>, at: Timestamp) {
        self.shared.sightings.note(people, at);
    }

    /// Somebody sees others differently, or others see them differently: whoever has another picture of who is here
    /// now gets it whole.
    fn look_again(&self, view: Arc<Viewpoint>) {
        let mut registry = self.shared.registry.lock();
        for user in registry.look_again(view) {
            let frame = presence_state(&registry, user);
            registry.tell_user(user, &frame, Weight::Needed);
        }
    }

    /// The eyes of somebody who is here. `None` before their first device was told who is here; it hears by
    /// `sync` and by the calls' own greeting what came in between.
    #[must_use]
    pub fn view_of(&self, user: UserId) -> Option<Arc<Viewpoint>> {
        self.shared.registry.lock().view_of(user)
    }

    fn tell_contact_asked(&self, user: UserId, direction: ContactState, request: &ContactRequest) {
        if let Some(view) = self.view_of(user) {
            let request = wire::contact_request(request, &view, self);
            self.tell_user(user, &ServerEvent::ContactRequest { direction: direction.into(), request });
        }
    }

    fn tell_person_changed(&self, person: &Person, more: bool) {
        let mut user = PublicUser::from(person);
        user.partial |= more;
        let event = ServerEvent::UserUpdated { user_id: person.id, user };
        let mut people = self.shared.registry.lock().acquaintances(person.id);
        people.push(person.id);
        self.tell_people(&people, &event);
    }

    fn tell_chat(&self, chat: ChatId, except: Option<UserId>, event: &ServerEvent, weight: Weight) {
        let frame = Frame::from(event.to_text());
        self.shared.registry.lock().tell_chat(chat, except, &frame, weight);
    }

    fn tell_user(&self, user: UserId, event: &ServerEvent) {
        let frame = Frame::from(event.to_text());
        self.shared.registry.lock().tell_user(user, &frame, Weight::Needed);
    }

    fn tell_chat_changed(&self, seq: i64, chat: &Chat, member: Option<&MemberChange>) {
        let mut registry = self.shared.registry.lock();
        if let Some(MemberChange::Joined(member)) = member {
            // The family chat hides nothing from newcomers.
            let subscription = Subscription { chat: chat.id, members: chat.member_count, visible_from: 0 };
            registry.listen(member.person.id, subscription);
        }
        registry.resize(chat.id, chat.member_count);
        // What is pinned is told to whoever sees that place of the log; mostly that is everybody.
        let mut frames: HashMap<usize, Frame> = HashMap::new();
        registry.tell_each(chat.id, |visible_from| {
            let pins = chat.pinned.iter().filter(|pin| pin.place > visible_from).count();
            let seen = || wire::chat_updated(seq, &chat.clone().seen_from(visible_from), member);
            frames.entry(pins).or_insert_with(|| Frame::from(seen().to_text())).clone()
        });
    }

    fn tell_chat_appeared(&self, user: UserId, summary: &ChatSummary, visible_from: i64) {
        let (id, members) = (summary.chat.id, summary.chat.member_count);
        self.shared.registry.lock().listen(user, Subscription { chat: id, members, visible_from });
        if let Some(view) = self.view_of(user) {
            let chat = Box::new(wire::chat(summary, &view, self, None));
            self.tell_user(user, &ServerEvent::ChatNew { chat });
        }
    }

    /// Nothing of the chat that is told after this reaches them.
    fn tell_chat_vanished(&self, chat: ChatId, users: &[UserId]) {
        let frame = Frame::from(ServerEvent::ChatRemoved { chat_id: chat }.to_text());
        let mut registry = self.shared.registry.lock();
        for user in users {
            registry.unlisten(*user, chat);
            registry.tell_user(*user, &frame, Weight::Needed);
        }
    }

    fn tell_receipt(&self, chat: ChatId, user: UserId, audience: ReceiptAudience, event: &ServerEvent) {
        match audience {
            ReceiptAudience::Everybody => self.tell_chat(chat, None, event, Weight::Needed),
            ReceiptAudience::Author(author) if author != user => self.tell_user(author, event),
            ReceiptAudience::Some(people) => {
                for member in people {
                    self.tell_user(member, event);
                }
            }
            ReceiptAudience::Author(_) | ReceiptAudience::Oneself => {}
        }
    }

    fn tell_session_ended(&self, session: SessionId, reason: SessionEnd) {
        let event = ServerEvent::SessionEnded { reason: reason.code().to_owned() };
        self.shared.registry.lock().end_session(session, &Frame::from(event.to_text()));
    }

    fn tell_call(&self, signal: &CallSignal) {
        let text = match (signal.to, &signal.body) {
            (SignalTarget::Chat(_), body) => wire::group_call_event(body).map(|event| event.to_text()),
            (to, body) => {
                let view = to.user().and_then(|user| self.view_of(user));
                view.map(|view| wire::call_event(body, &view, self).to_text())
            }
        };
        let Some(text) = text else { return };
        let frame = Frame::from(text);
        self.shared.registry.lock().tell_target(signal.to, &frame);
    }

    fn tell(&self, change: Change) {
        match change {
            Change::MessageAdded { message } => {
                let event = ServerEvent::MessageNew {
                    chat_id: message.chat,
                    seq: message.seq,
                    message: (&message).into(),
                };
                let frame = Frame::from(event.to_text());
                self.shared.registry.lock().tell_who_sees(message.chat, message.seq, &frame);
            }
            Change::MessageChanged { seq, message } => {
                let frame = Frame::from(wire::message_updated(seq, &message).to_text());
                self.shared.registry.lock().tell_who_sees(message.chat, message.seq, &frame);
            }
            Change::MessageDeleted { chat, seq, message, place, at } => {
                let event =
                    ServerEvent::MessageDeleted { chat_id: chat, seq, message_id: message, deleted_at: at };
                let frame = Frame::from(event.to_text());
                self.shared.registry.lock().tell_who_sees(chat, place, &frame);
            }
            Change::ReactionChanged(change) => {
                let frame = Frame::from(wire::reaction_updated(&change).to_text());
                self.shared.registry.lock().tell_who_sees(change.chat, change.place, &frame);
            }
            Change::MessagesHidden { user, chat, messages } => {
                self.tell_user(user, &ServerEvent::MessageHidden { chat_id: chat, message_ids: messages });
            }
            Change::ChatChanged { seq, chat, member } => self.tell_chat_changed(seq, &chat, member.as_ref()),
            Change::ChatAppeared { user, summary, visible_from } => {
                self.tell_chat_appeared(user, &summary, visible_from);
            }
            Change::ChatVanished { chat, users } => self.tell_chat_vanished(chat, &users),
            Change::MineChanged { chat, user, mine } => {
                self.tell_user(user, &ServerEvent::ChatMine(wire::my_chat(chat, &mine)));
            }
            Change::Read { chat, user, seq, mine, audience } => {
                let event = ServerEvent::MessageRead { chat_id: chat, user_id: user, seq };
                self.tell_receipt(chat, user, audience, &event);
                self.tell_user(user, &ServerEvent::ChatMine(wire::my_chat(chat, &mine)));
            }
            Change::Delivered { chat, user, seq, audience } => {
                let event = ServerEvent::MessageDelivered { chat_id: chat, user_id: user, seq };
                self.tell_receipt(chat, user, audience, &event);
            }
            Change::Typing { chat, user, what } => {
                let event =
                    ServerEvent::Typing { chat_id: chat, user_id: user, what: what.map(wire::typing) };
                self.tell_chat(chat, Some(user), &event, Weight::Lossy);
            }
            Change::PersonChanged { person, more } => self.tell_person_changed(&person, more),
            Change::PersonLooksDifferent { to, person } => {
                let user = PublicUser { partial: true, ..PublicUser::from(&person) };
                self.tell_user(to, &ServerEvent::UserUpdated { user_id: person.id, user });
            }
            Change::ViewChanged { view } => self.look_again(view),
            Change::ContactChanged { user, other, state } => {
                self.tell_user(user, &ServerEvent::ContactUpdated { user_id: other, state: state.into() });
            }
            Change::ContactAsked { user, direction, request } => {
                self.tell_contact_asked(user, direction, &request);
            }
            Change::InviteProgress { user, code } => {
                self.tell_user(user, &ServerEvent::InviteProgress { code: code.into_string() });
            }
            Change::SimpleModeChanged { user, about } => {
                self.tell_user(user, &ServerEvent::SimpleChanged { user_id: about });
            }
            Change::SessionEnded { session, reason } => self.tell_session_ended(session, reason),
            Change::Call(signal) => self.tell_call(&signal),
        }
    }
}

/// Who is here of those whom a person may see.
fn presence_state(registry: &Registry, user: UserId) -> Frame {
    let seen = registry.seen_by(user).into_iter();
    let present =
        seen.map(|(user_id, state)| Present { user_id, away: state == PresenceState::Away }).collect();
    Frame::from(ServerEvent::PresenceState { present }.to_text())
}

impl ChangeSink for Hub {
    fn announce(&self, changes: Vec<Change>) {
        for change in changes {
            self.tell(change);
        }
    }
}

impl Presence for Hub {
    fn state(&self, user: UserId) -> PresenceState {
        self.shared.registry.lock().presence(user)
    }

    fn open_devices(&self, user: UserId) -> Vec<OpenDevice> {
        self.shared.registry.lock().open_devices(user)
    }
}
