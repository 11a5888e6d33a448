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
            for (_, socket) in self.sockets_of(user) {
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

    /// Tells every listener of a chat what `frame_for` makes for the place up to which the log is hidden from them.
    pub(crate) fn tell_each(&self, chat: ChatId, mut frame_for: impl FnMut(i64) -> Frame) {
        let Some(listeners) = self.listeners.get(&chat) else { return };
        for (user, visible_from) in &listeners.users {
            self.tell_user(*user, &frame_for(*visible_from), Weight::Needed);
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
        let user = match (target, target.user()) {
            (SignalTarget::Chat(chat), _) => return self.tell_chat(chat, None, frame, Weight::Needed),
            (_, Some(user)) => user,
            (_, None) => return,
        };
        for (id, socket) in self.sockets_of(user) {
            let meant = match target {
                SignalTarget::User(_) => true,
                SignalTarget::Chat(_) => false,
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
mod tests;
