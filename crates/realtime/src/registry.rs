//! Who is connected and who listens to which chat. Whole operations on one map; the hub holds the lock.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use zvonilka_model::{
    ChatId, ConnectionId, OpenDevice, PresenceState, SessionId, Timestamp, UserId, Viewpoint,
    call::SignalTarget, limits::SMALL_CHAT,
};

use crate::outbound::{CloseReason, Frame, Queue, Weight};

/// One open socket.
struct Socket {
    user: UserId,
    session: SessionId,
    tab: Option<String>,
    queue: Queue,
    idle: bool,
    since: Timestamp,
}

/// A person with an open socket, or one whose last socket closed a moment ago.
struct Here {
    connections: Vec<ConnectionId>,
    chats: HashSet<ChatId>,
    /// What they see of others and let others see; none until their first device was made a listener. Until
    /// then they see nobody and nobody sees them.
    view: Option<Arc<Viewpoint>>,
    /// Chats that were taken from them while they were here: a list of chats that was read before that, by a
    /// device that connects, must not make them a listener again.
    lost: HashSet<ChatId>,
    /// What others were last told.
    told: PresenceState,
    /// When the last socket closed.
    left_at: Timestamp,
    /// Counts the times that the last socket closed, so that only the newest linger ends a presence.
    departures: u64,
}

/// The listeners of a chat: those of its members who are here.
#[derive(Default)]
struct Listeners {
    /// Each with the place of the log up to which it is hidden from them.
    users: HashMap<UserId, i64>,
    members: u32,
}

/// A chat to listen to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subscription {
    /// The chat.
    pub chat: ChatId,
    /// People in it.
    pub members: u32,
    /// The place of its log up to which it is hidden from the listener; 0 when nothing is.
    pub visible_from: i64,
}

/// What became of a person's presence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PresenceNews {
    /// Others should hear this.
    Changed(PresenceState),
    /// Nothing that others would see.
    Same,
}

/// A person whose last socket closed; call [`Registry::settle`] with it after the linger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Departure {
    pub(crate) user: UserId,
    pub(crate) left_at: Timestamp,
    number: u64,
}

#[derive(Default)]
pub(crate) struct Registry {
    sockets: HashMap<ConnectionId, Socket>,
    people: HashMap<UserId, Here>,
    listeners: HashMap<ChatId, Listeners>,
}

/// A new socket, as the hub registers it.
pub(crate) struct NewSocket {
    pub(crate) id: ConnectionId,
    pub(crate) user: UserId,
    pub(crate) session: SessionId,
    pub(crate) tab: Option<String>,
    pub(crate) queue: Queue,
    pub(crate) now: Timestamp,
}

impl Registry {
    pub(crate) fn connect(&mut self, new: NewSocket) {
        let NewSocket { id, user, session, tab, queue, now } = new;
        if tab.is_some() {
            // A tab whose old socket hangs half-open opens a new one: the old one must not be told things twice.
            for socket in self.sockets.values() {
                if socket.session == session && socket.tab == tab {
                    socket.queue.close(CloseReason::Replaced);
                }
            }
        }
        self.sockets.insert(id, Socket { user, session, tab, queue, idle: false, since: now });
        let here = self.people.entry(user).or_insert_with(|| Here {
            connections: Vec::new(),
            chats: HashSet::new(),
            view: None,
            lost: HashSet::new(),
            told: PresenceState::Offline,
            left_at: now,
            departures: 0,
        });
        if here.connections.is_empty() {
            // Nobody has read a list of chats before this, so none can be out of date.
            here.lost.clear();
        }
        here.connections.push(id);
    }

    /// Adds the person's chats and their eyes. Chats that appeared since [`Self::connect`] are there already, and
    /// those that were lost since stay lost.
    pub(crate) fn subscribe(
        &mut self,
        id: ConnectionId,
        chats: Vec<Subscription>,
        view: Arc<Viewpoint>,
    ) -> PresenceNews {
        let Some(user) = self.sockets.get(&id).map(|s| s.user) else { return PresenceNews::Same };
        if let Some(here) = self.people.get_mut(&user) {
            // What is there is kept up to date; what was read for this device may be older.
            here.view.get_or_insert(view);
        }
        for subscription in chats {
            let lost = self.people.get(&user).is_some_and(|here| here.lost.contains(&subscription.chat));
            if !lost {
                self.listen(user, subscription);
            }
        }
        self.update_presence(user)
    }

    /// Makes a person who is here a listener of a chat.
    pub(crate) fn listen(&mut self, user: UserId, subscription: Subscription) {
        let Subscription { chat, members, visible_from } = subscription;
        if let Some(here) = self.people.get_mut(&user) {
            here.chats.insert(chat);
            here.lost.remove(&chat);
            let listeners = self.listeners.entry(chat).or_default();
            listeners.users.insert(user, visible_from);
            listeners.members = members;
        }
    }

    /// Ends that a person hears a chat.
    pub(crate) fn unlisten(&mut self, user: UserId, chat: ChatId) {
        if let Some(here) = self.people.get_mut(&user) {
            here.chats.remove(&chat);
            here.lost.insert(chat);
        }
        self.stop_listening(user, chat);
    }

    fn stop_listening(&mut self, user: UserId, chat: ChatId) {
        if let Some(listeners) = self.listeners.get_mut(&chat) {
            listeners.users.remove(&user);
            if listeners.users.is_empty() {
                self.listeners.remove(&chat);
            }
        }
    }

    /// Notes a chat's new size, if anybody here listens to it.
    pub(crate) fn resize(&mut self, chat: ChatId, members: u32) {
        if let Some(listeners) = self.listeners.get_mut(&chat) {
            listeners.members = members;
        }
    }

    pub(crate) fn disconnect(&mut self, id: ConnectionId, now: Timestamp) -> Option<Departure> {
        let socket = self.sockets.remove(&id)?;
        let here = self.people.get_mut(&socket.user)?;
        here.connections.retain(|c| *c != id);
        if !here.connections.is_empty() {
            return None;
        }
        here.left_at = now;
        here.departures += 1;
        Some(Departure { user: socket.user, left_at: now, number: here.departures })
    }

    /// Ends the presence of somebody who has not come back since. Returns who should hear of it.
    pub(crate) fn settle(&mut self, departure: Departure) -> Option<Vec<UserId>> {
        let here = self.people.get(&departure.user)?;
        if !here.connections.is_empty() || here.departures != departure.number {
            return None;
        }
        let witnesses = self.witnesses(departure.user);
        let here = self.people.remove(&departure.user)?;
        for chat in here.chats {
            self.stop_listening(departure.user, chat);
        }
        Some(witnesses)
    }

    pub(crate) fn set_idle(&mut self, id: ConnectionId, idle: bool) -> Option<(UserId, PresenceNews)> {
        let socket = self.sockets.get_mut(&id)?;
        socket.idle = idle;
        let user = socket.user;
        Some((user, self.update_presence(user)))
    }

    /// The presence over all of a person's devices, told or not.
    pub(crate) fn presence(&self, user: UserId) -> PresenceState {
        let Some(here) = self.people.get(&user) else { return PresenceState::Offline };
        if here.connections.is_empty() {
            // Within the linger: others still see what they were told last.
            return here.told;
        }
        let in_use = here.connections.iter().any(|id| self.sockets.get(id).is_some_and(|s| !s.idle));
        if in_use { PresenceState::Online } else { PresenceState::Away }
    }

    fn update_presence(&mut self, user: UserId) -> PresenceNews {
        let state = self.presence(user);
        match self.people.get_mut(&user) {
            Some(here) if here.told != state => {
                here.told = state;
                PresenceNews::Changed(state)
            }
            _ => PresenceNews::Same,
        }
    }

    /// Everybody here who shares a small chat with a person, or is their contact.
    pub(crate) fn acquaintances(&self, user: UserId) -> Vec<UserId> {
        let Some(here) = self.people.get(&user) else { return Vec::new() };
        let mut people = HashSet::new();
        for listeners in here.chats.iter().filter_map(|chat| self.listeners.get(chat)) {
            if listeners.members <= SMALL_CHAT {
                people.extend(listeners.users.keys().copied());
            }
        }
        if let Some(view) = &here.view {
            people.extend(view.contacts().filter(|contact| self.people.contains_key(contact)));
        }
        people.remove(&user);
        people.into_iter().collect()
    }

    /// The eyes of somebody who is here.
    pub(crate) fn view_of(&self, user: UserId) -> Option<Arc<Viewpoint>> {
        self.people.get(&user)?.view.clone()
    }

    fn sees_presence(&self, viewer: UserId, subject: UserId) -> bool {
        let view = |user| self.people.get(&user)?.view.as_deref();
        match (view(viewer), view(subject)) {
            (Some(viewer), Some(subject)) => viewer.sees_presence(subject.viewer(), subject.own()),
            (None, _) | (_, None) => false,
        }
    }

    /// The acquaintances of a person who may see whether they are here.
    pub(crate) fn witnesses(&self, user: UserId) -> Vec<UserId> {
        let mut people = self.acquaintances(user);
        people.retain(|viewer| self.sees_presence(*viewer, user));
        people
    }

    /// The acquaintances of a person whom they see here, and how present each is.
    pub(crate) fn seen_by(&self, user: UserId) -> Vec<(UserId, PresenceState)> {
        let mut people = self.acquaintances(user);
        people.retain(|subject| self.sees_presence(user, *subject));
        let states = people.into_iter().map(|subject| (subject, self.presence(subject)));
        states.filter(|(_, state)| *state != PresenceState::Offline).collect()
    }

    /// Replaces somebody's eyes. Returns those to whom the list of who is here is a different one now.
    pub(crate) fn look_again(&mut self, view: Arc<Viewpoint>) -> Vec<UserId> {
        let user = view.viewer();
        let picture = |registry: &Self| {
            let seen: HashSet<UserId> = registry.seen_by(user).into_iter().map(|(seen, _)| seen).collect();
            (seen, registry.witnesses(user).into_iter().collect::<HashSet<UserId>>())
        };
        let (seen_before, witnesses_before) = picture(self);
        let Some(here) = self.people.get_mut(&user) else { return Vec::new() };
        here.view = Some(view);
        let (seen, witnesses) = picture(self);
        let mut differ: Vec<UserId> = witnesses_before.symmetric_difference(&witnesses).copied().collect();
        if seen != seen_before {
            differ.push(user);
        }
        differ
    }

    pub(crate) fn open_devices(&self, user: UserId) -> Vec<OpenDevice> {
        self.sockets_of(user)
            .map(|(id, socket)| OpenDevice { connection: id, session: socket.session, since: socket.since })
            .collect()
    }

    pub(crate) fn people_here(&self) -> impl Iterator<Item = UserId> + '_ {
        self.people.iter().filter(|(_, here)| !here.connections.is_empty()).map(|(user, _)| *user)
    }

    pub(crate) fn connection_count(&self) -> usize {
        self.sockets.len()
    }

    /// Tells every listener of a chat but one person.
    pub(crate) fn tell_chat(&self, chat: ChatId, except: Option<UserId>, frame: &Frame, weight: Weight) {
        let Some(listeners) = self.listeners.get(&chat) else { return };
        for user in listeners.users.keys().filter(|user| Some(**user) != except) {
            self.tell_user(*user, frame, weight);
        }
    }

    /// Tells the listeners of a chat who may see what stands at this place of its log.
    pub(crate) fn tell_who_sees(&self, chat: ChatId, seq: i64, frame: &Frame) {
        let Some(listeners) = self.listeners.get(&chat) else { return };
        for (user, _) in listeners.users.iter().filter(|(_, visible_from)| seq > **visible_from) {
            self.tell_user(*user, frame, Weight::Needed);
        }
    }

    /// Tells every open device of a person.
    pub(crate) fn tell_user(&self, user: UserId, frame: &Frame, weight: Weight) {
        for (_, socket) in self.sockets_of(user) {
            socket.queue.push(frame, weight);
        }
    }

    /// Tells the devices that a call event is meant for.
    pub(crate) fn tell_target(&self, target: SignalTarget, frame: &Frame) {
        for (id, socket) in self.sockets_of(target.user()) {
            let meant = match target {
                SignalTarget::User(_) => true,
                SignalTarget::UserExceptSession(_, session) => socket.session != session,
                SignalTarget::UserExceptConnection(_, connection) => id != connection,
                SignalTarget::Session(_, session) => socket.session == session,
                SignalTarget::Connection(_, connection) => id == connection,
            };
            if meant {
                socket.queue.push(frame, Weight::Needed);
            }
        }
    }

    /// Says a last word to the sockets of a session and closes them.
    pub(crate) fn end_session(&self, session: SessionId, frame: &Frame) {
        for socket in self.sockets.values().filter(|s| s.session == session) {
            socket.queue.push(frame, Weight::Needed);
            socket.queue.close(CloseReason::SessionEnded);
        }
    }

    pub(crate) fn close_all(&self, reason: CloseReason) {
        for socket in self.sockets.values() {
            socket.queue.close(reason);
        }
    }

    fn sockets_of(&self, user: UserId) -> impl Iterator<Item = (ConnectionId, &Socket)> {
        let connections = self.people.get(&user).map(|here| here.connections.as_slice()).unwrap_or_default();
        connections.iter().filter_map(|id| self.sockets.get(id).map(|socket| (*id, socket)))
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_model::{Audience, Privacy, Relation};

    use super::*;
    use crate::outbound::{Next, Outbound};

    const NOW: Timestamp = Timestamp::from_millis(1_767_225_600_000);

    fn usual(user: UserId) -> Arc<Viewpoint> {
        Arc::new(Viewpoint::new(user, Privacy::USUAL))
    }

    struct World {
        registry: Registry,
        chat: ChatId,
    }

    fn subscription(chat: ChatId, members: u32) -> Subscription {
        Subscription { chat, members, visible_from: 0 }
    }

    impl World {
        fn new() -> Self {
            Self { registry: Registry::default(), chat: ChatId::generate(NOW) }
        }

        fn connect(
            &mut self,
            user: UserId,
            session: SessionId,
            tab: Option<&str>,
        ) -> (ConnectionId, Outbound) {
            let id = ConnectionId::generate(NOW);
            let (queue, outbound) = Queue::new();
            let tab = tab.map(str::to_owned);
            self.registry.connect(NewSocket { id, user, session, tab, queue, now: NOW });
            (id, outbound)
        }

        /// Somebody with one device who listens to the world's chat.
        fn listener(&mut self, members: u32) -> (UserId, ConnectionId, Outbound) {
            let user = UserId::generate(NOW);
            let (id, outbound) = self.connect(user, SessionId::generate(NOW), None);
            self.registry.subscribe(id, vec![subscription(self.chat, members)], usual(user));
            (user, id, outbound)
        }
    }

    async fn heard(outbound: &mut Outbound) -> Vec<String> {
        let mut frames = Vec::new();
        let waited = tokio::time::timeout(std::time::Duration::ZERO, outbound.recv(&mut frames)).await;
        assert!(waited.is_err() || !frames.is_empty() || matches!(waited, Ok(Next::Close(_))));
        frames.into_iter().map(|f| String::from_utf8(f.into_bytes().to_vec()).expect("UTF-8")).collect()
    }

    #[tokio::test]
    async fn a_chat_is_heard_by_its_members_only() {
        let mut world = World::new();
        let (anna, _, mut annas) = world.listener(2);
        let (_, _, mut boris) = world.listener(2);
        let (_, mut strangers) = world.connect(UserId::generate(NOW), SessionId::generate(NOW), None);
        let chat = world.chat;
        world.registry.tell_chat(chat, None, &Frame::from("all".to_owned()), Weight::Needed);
        world.registry.tell_chat(chat, Some(anna), &Frame::from("others".to_owned()), Weight::Needed);
        assert_eq!(heard(&mut annas).await, ["all"]);
        assert_eq!(heard(&mut boris).await, ["all", "others"]);
        assert!(heard(&mut strangers).await.is_empty());
    }

    #[tokio::test]
    async fn a_chat_that_appears_while_a_device_connects_is_not_lost() {
        let mut world = World::new();
        let user = UserId::generate(NOW);
        let (id, mut outbound) = world.connect(user, SessionId::generate(NOW), None);
        let (fresh, old) = (ChatId::generate(NOW), ChatId::generate(NOW));
        // The chat list was read before the fresh chat was made.
        world.registry.listen(user, subscription(fresh, 2));
        world.registry.subscribe(id, vec![subscription(old, 2)], usual(user));
        world.registry.tell_chat(fresh, None, &Frame::from("fresh".to_owned()), Weight::Needed);
        world.registry.tell_chat(old, None, &Frame::from("old".to_owned()), Weight::Needed);
        assert_eq!(heard(&mut outbound).await, ["fresh", "old"]);
    }

    #[tokio::test]
    async fn whoever_lost_a_chat_hears_nothing_more_of_it() {
        let mut world = World::new();
        let (boris, _, mut outbound) = world.listener(3);
        let (_, _, mut annas) = world.listener(3);
        let chat = world.chat;
        // Another device of his connects, and its list of chats was read before he was removed.
        let (tablet, mut tablets) = world.connect(boris, SessionId::generate(NOW), None);
        world.registry.unlisten(boris, chat);
        world.registry.subscribe(tablet, vec![subscription(chat, 3)], usual(boris));
        world.registry.tell_chat(chat, None, &Frame::from("secret".to_owned()), Weight::Needed);
        assert_eq!(heard(&mut annas).await, ["secret"]);
        assert!(heard(&mut outbound).await.is_empty());
        assert!(heard(&mut tablets).await.is_empty());
        // Back again.
        world.registry.listen(boris, subscription(chat, 3));
        world.registry.tell_chat(chat, None, &Frame::from("hello".to_owned()), Weight::Needed);
        assert_eq!(heard(&mut outbound).await, ["hello"]);
        assert_eq!(heard(&mut tablets).await, ["hello"]);
    }

    #[tokio::test]
    async fn a_newcomer_hears_nothing_about_what_was_said_before() {
        let mut world = World::new();
        let (_, _, mut annas) = world.listener(2);
        let chat = world.chat;
        let newcomer = UserId::generate(NOW);
        let (id, mut outbound) = world.connect(newcomer, SessionId::generate(NOW), None);
        let hers = Subscription { visible_from: 7, ..subscription(chat, 2) };
        world.registry.subscribe(id, vec![hers], usual(newcomer));
        for seq in [7, 8] {
            world.registry.tell_who_sees(chat, seq, &Frame::from(seq.to_string()));
        }
        assert_eq!(heard(&mut annas).await, ["7", "8"]);
        assert_eq!(heard(&mut outbound).await, ["8"]);
    }

    #[test]
    fn a_reload_does_not_blink() {
        let mut world = World::new();
        let (anna, first, _outbound) = world.listener(2);
        let left = world.registry.disconnect(first, NOW).expect("the last device");
        assert_eq!(world.registry.presence(anna), PresenceState::Online, "within the linger");
        let (second, _outbound) = world.connect(anna, SessionId::generate(NOW), None);
        assert_eq!(world.registry.subscribe(second, Vec::new(), usual(anna)), PresenceNews::Same);
        assert_eq!(world.registry.settle(left), None, "they are back");

        let again = world.registry.disconnect(second, NOW).expect("the last device");
        assert_eq!(world.registry.settle(left), None, "an older departure ends nothing");
        assert_eq!(world.registry.settle(again), Some(Vec::new()));
        assert_eq!(world.registry.presence(anna), PresenceState::Offline);
    }

    #[test]
    fn somebody_is_away_only_when_all_their_devices_are_idle() {
        let mut world = World::new();
        let (anna, phone, _outbound) = world.listener(2);
        let (laptop, _outbound) = world.connect(anna, SessionId::generate(NOW), None);
        assert_eq!(world.registry.set_idle(phone, true), Some((anna, PresenceNews::Same)));
        let away = PresenceNews::Changed(PresenceState::Away);
        assert_eq!(world.registry.set_idle(laptop, true), Some((anna, away)));
        let back = PresenceNews::Changed(PresenceState::Online);
        assert_eq!(world.registry.set_idle(phone, false), Some((anna, back)));
    }

    #[test]
    fn presence_is_told_in_small_chats_only() {
        let mut world = World::new();
        let (anna, _, _annas) = world.listener(SMALL_CHAT);
        let (boris, _, _boris) = world.listener(SMALL_CHAT);
        assert_eq!(world.registry.acquaintances(anna), [boris]);
        let chat = world.chat;
        world.registry.resize(chat, SMALL_CHAT + 1);
        assert!(world.registry.acquaintances(anna).is_empty());
    }

    #[test]
    fn presence_is_told_to_those_who_may_see_it() {
        let mut world = World::new();
        let (anna, _, _annas) = world.listener(2);
        let (boris, _, _boris) = world.listener(2);
        assert_eq!(world.registry.witnesses(anna), [boris]);
        let hidden = Privacy { last_seen: Audience::Contacts, ..Privacy::USUAL };
        let differ = world.registry.look_again(Arc::new(Viewpoint::new(anna, hidden)));
        assert_eq!(differ, [boris], "he sees her no longer, she still sees him");
        assert!(world.registry.witnesses(anna).is_empty());
        assert_eq!(world.registry.witnesses(boris), [anna]);

        let nobody = Privacy { last_seen: Audience::Nobody, ..Privacy::USUAL };
        assert_eq!(world.registry.look_again(Arc::new(Viewpoint::new(anna, nobody))), [anna]);
        assert!(world.registry.witnesses(boris).is_empty(), "it is mutual");
        assert!(world.registry.seen_by(anna).is_empty());

        let mut view = Viewpoint::new(anna, Privacy::USUAL);
        view.relate(Relation::BlockedBy, boris);
        let differ = world.registry.look_again(Arc::new(view));
        assert_eq!(differ, [boris], "he sees her again, but not she him, who blocked her");
        assert!(world.registry.seen_by(anna).is_empty());
    }

    #[test]
    fn contacts_hear_of_each_other_without_a_chat() {
        let mut world = World::new();
        let people = [(); 2].map(|()| UserId::generate(NOW));
        let mut outbounds = Vec::new();
        for (user, contact) in [(people[0], people[1]), (people[1], people[0])] {
            let (id, outbound) = world.connect(user, SessionId::generate(NOW), None);
            let mut view = Viewpoint::new(user, Privacy::USUAL);
            view.relate(Relation::Contact, contact);
            world.registry.subscribe(id, Vec::new(), Arc::new(view));
            outbounds.push(outbound);
        }
        assert_eq!(world.registry.witnesses(people[0]), [people[1]]);
        assert_eq!(world.registry.seen_by(people[0]), [(people[1], PresenceState::Online)]);
    }

    #[test]
    fn a_device_that_connects_does_not_bring_older_eyes_back() {
        let mut world = World::new();
        let user = UserId::generate(NOW);
        let (id, _outbound) = world.connect(user, SessionId::generate(NOW), None);
        let old = usual(user);
        let now = Privacy { last_seen: Audience::Nobody, ..Privacy::USUAL };
        world.registry.look_again(Arc::new(Viewpoint::new(user, now)));
        world.registry.subscribe(id, Vec::new(), old);
        assert_eq!(world.registry.view_of(user).expect("here").own(), &now);
    }

    #[tokio::test]
    async fn a_tab_that_comes_back_replaces_its_old_socket() {
        let mut world = World::new();
        let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
        let (_, mut first) = world.connect(user, session, Some("tab"));
        let (_, mut other_tab) = world.connect(user, session, Some("another"));
        world.connect(user, session, Some("tab"));
        assert_eq!(first.recv(&mut Vec::new()).await, Next::Close(CloseReason::Replaced));
        assert!(heard(&mut other_tab).await.is_empty());
    }

    #[tokio::test]
    async fn an_ended_session_hears_why_and_is_closed_and_the_others_stay() {
        let mut world = World::new();
        let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
        let (_, mut ended) = world.connect(user, session, None);
        let (_, mut other) = world.connect(user, SessionId::generate(NOW), None);
        world.registry.end_session(session, &Frame::from("bye".to_owned()));
        assert_eq!(heard(&mut ended).await, ["bye"]);
        assert_eq!(ended.recv(&mut Vec::new()).await, Next::Close(CloseReason::SessionEnded));
        assert!(heard(&mut other).await.is_empty());
    }

    #[tokio::test]
    async fn a_call_event_reaches_exactly_the_devices_it_is_meant_for() {
        let mut world = World::new();
        let (user, session) = (UserId::generate(NOW), SessionId::generate(NOW));
        let (first, mut a) = world.connect(user, session, None);
        let (_, mut b) = world.connect(user, session, None);
        let (_, mut c) = world.connect(user, SessionId::generate(NOW), None);
        for (target, text) in [
            (SignalTarget::User(user), "all"),
            (SignalTarget::Connection(user, first), "one"),
            (SignalTarget::Session(user, session), "session"),
            (SignalTarget::UserExceptSession(user, session), "other sessions"),
            (SignalTarget::UserExceptConnection(user, first), "other sockets"),
        ] {
            world.registry.tell_target(target, &Frame::from(text.to_owned()));
        }
        assert_eq!(heard(&mut a).await, ["all", "one", "session"]);
        assert_eq!(heard(&mut b).await, ["all", "session", "other sockets"]);
        assert_eq!(heard(&mut c).await, ["all", "other sessions", "other sockets"]);
    }
}
