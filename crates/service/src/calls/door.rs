//! The pages of guests that are open now, in memory: which socket is whose, and how to tell it to look again. What a
//! guest is told of the call is made anew each time they look, so nothing queues up for one who reads slowly; what no look
//! would show waits in a short queue.

use std::collections::HashMap;

use parking_lot::Mutex;
use tokio::sync::{mpsc, watch};
use zvonilka_model::{CallId, ChatId, ConnectionId, GuestId, GuestLinkId};

use super::guests::GuestNews;

/// Pages of guests that may be open at once for one group, whether or not a call goes on there.
const MOST_OF_A_CHAT: usize = 50;
/// The same on the whole server.
const MOST: usize = 1_000;
/// Words that wait for one page.
const MOST_UNHEARD: usize = 32;
/// So many of them are not for signs.
const KEPT_FREE: usize = 8;

#[derive(Default)]
pub(super) struct Door {
    by_guest: Mutex<HashMap<GuestId, Here>>,
}

struct Here {
    chat: ChatId,
    link: GuestLinkId,
    connection: ConnectionId,
    /// The call at whose door they are, or in which.
    call: Option<CallId>,
    /// The link was taken back.
    closed: bool,
    look: watch::Sender<()>,
    hear: mpsc::Sender<GuestNews>,
}

/// What an open page listens to.
pub(super) struct Hearing {
    /// It should look again.
    pub(super) looks: watch::Receiver<()>,
    pub(super) heard: mpsc::Receiver<GuestNews>,
}

/// How a guest's socket is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It is theirs.
    Theirs,
    /// The link was taken back.
    Closed,
    /// Another socket came after it.
    Replaced,
}

impl Door {
    /// Somebody opens a page; an older one with the same pass is told that it is replaced. `None` when too many are open.
    pub(super) fn enter(
        &self,
        guest: GuestId,
        chat: ChatId,
        link: GuestLinkId,
        connection: ConnectionId,
    ) -> Option<Hearing> {
        let mut here = self.by_guest.lock();
        let before = here.remove(&guest);
        let of_chat = here.values().filter(|one| one.chat == chat).count();
        if here.len() >= MOST || of_chat >= MOST_OF_A_CHAT {
            here.extend(before.map(|before| (guest, before)));
            return None;
        }
        let (look, looks) = watch::channel(());
        let (hear, heard) = mpsc::channel(MOST_UNHEARD);
        here.insert(guest, Here { chat, link, connection, call: None, closed: false, look, hear });
        Some(Hearing { looks, heard })
    }

    /// Whose a socket is now.
    pub(super) fn known(&self, guest: GuestId, connection: ConnectionId) -> Known {
        match self.by_guest.lock().get(&guest) {
            Some(here) if here.connection == connection && here.closed => Known::Closed,
            Some(here) if here.connection == connection => Known::Theirs,
            Some(_) | None => Known::Replaced,
        }
    }

    /// A guest is at the door of a call.
    pub(super) fn at(&self, guest: GuestId, connection: ConnectionId, call: CallId) {
        let mut here = self.by_guest.lock();
        if let Some(here) = here.get_mut(&guest).filter(|here| here.connection == connection) {
            here.call = Some(call);
        }
    }

    /// The call that a guest with an open page is at.
    pub(super) fn call_of(&self, guest: GuestId) -> Option<CallId> {
        self.by_guest.lock().get(&guest)?.call
    }

    /// Something changed in a chat's call: its guests look again.
    pub(super) fn tell(&self, chat: ChatId) {
        for here in self.by_guest.lock().values().filter(|here| here.chat == chat) {
            here.look.send_replace(());
        }
    }

    /// Something is for a guest's page that no look at the call would show. Signs come to an end where a page is slow; that
    /// somebody was silenced finds room behind them.
    pub(super) fn say(&self, guest: GuestId, news: GuestNews) {
        let here = self.by_guest.lock();
        let Some(here) = here.get(&guest) else { return };
        let is_sign = matches!(news, GuestNews::Reacted { .. });
        if !is_sign || here.hear.capacity() > KEPT_FREE {
            // A page that takes nothing at all is closed by its own socket.
            let _ = here.hear.try_send(news);
        }
    }

    /// A link was taken back.
    pub(super) fn close(&self, link: GuestLinkId) {
        for here in self.by_guest.lock().values_mut().filter(|here| here.link == link) {
            here.closed = true;
            here.look.send_replace(());
        }
    }

    /// A page has closed.
    pub(super) fn leave(&self, guest: GuestId, connection: ConnectionId) {
        let mut here = self.by_guest.lock();
        if here.get(&guest).is_some_and(|one| one.connection == connection) {
            here.remove(&guest);
        }
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_model::{Emoji, ParticipantId};

    use super::*;

    fn enter(door: &Door, guest: u128, connection: u128) -> Option<Hearing> {
        let (chat, link) = (ChatId::from_bits(1), GuestLinkId::from_bits(2));
        door.enter(GuestId::from_bits(guest), chat, link, ConnectionId::from_bits(connection))
    }

    #[test]
    fn a_second_page_of_the_same_guest_replaces_the_first() {
        let door = Door::default();
        let first = enter(&door, 7, 1).expect("room");
        let second = enter(&door, 7, 2).expect("room");
        assert!(first.looks.has_changed().is_err(), "its sender is gone");
        let known = |connection| door.known(GuestId::from_bits(7), ConnectionId::from_bits(connection));
        assert_eq!((known(1), known(2)), (Known::Replaced, Known::Theirs));
        door.leave(GuestId::from_bits(7), ConnectionId::from_bits(1));
        assert_eq!(known(2), Known::Theirs, "the old page says goodbye late");
        door.tell(ChatId::from_bits(9));
        assert_eq!(second.looks.has_changed().ok(), Some(false), "another chat's call");
        door.close(GuestLinkId::from_bits(2));
        assert_eq!((second.looks.has_changed().ok(), known(2)), (Some(true), Known::Closed));
    }

    #[test]
    fn a_slow_page_misses_signs_and_hears_all_the_same_that_it_was_silenced() {
        let door = Door::default();
        let mut page = enter(&door, 7, 1).expect("room");
        let (guest, place) = (GuestId::from_bits(7), ParticipantId::from_bits(1));
        let emoji = Emoji::parse("👏").expect("one");
        for _ in 0..100 {
            door.say(guest, GuestNews::Reacted { from: place, mine: false, emoji: emoji.clone() });
        }
        door.say(guest, GuestNews::Muted { by: place });
        door.say(GuestId::from_bits(8), GuestNews::Muted { by: place });
        let mut heard = Vec::new();
        while let Ok(news) = page.heard.try_recv() {
            heard.push(news);
        }
        assert_eq!(heard.len(), MOST_UNHEARD - KEPT_FREE + 1);
        assert_eq!(heard.last(), Some(&GuestNews::Muted { by: place }));
    }

    #[test]
    fn a_chat_s_door_has_room_for_so_many() {
        let door = Door::default();
        let all: Vec<_> = (0..MOST_OF_A_CHAT as u128).map(|n| enter(&door, n, n)).collect();
        assert!(all.iter().all(Option::is_some) && enter(&door, 999, 999).is_none());
        assert!(enter(&door, 3, 1_000).is_some(), "whoever is there may come again");
    }
}
