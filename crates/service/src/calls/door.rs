//! The pages of guests that are open now, in memory: which socket is whose, and how to tell it to look again. What a
//! guest is told is made anew each time they look, so nothing queues up for one who reads slowly.

use std::collections::HashMap;

use parking_lot::Mutex;
use tokio::sync::watch;
use zvonilka_model::{CallId, ChatId, ConnectionId, GuestId, GuestLinkId};

/// Pages of guests that may be open at once for one group, whether or not a call goes on there.
const MOST_OF_A_CHAT: usize = 50;
/// The same on the whole server.
const MOST: usize = 1_000;

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
    ) -> Option<watch::Receiver<()>> {
        let mut here = self.by_guest.lock();
        let before = here.remove(&guest);
        let of_chat = here.values().filter(|one| one.chat == chat).count();
        if here.len() >= MOST || of_chat >= MOST_OF_A_CHAT {
            here.extend(before.map(|before| (guest, before)));
            return None;
        }
        let (look, looks) = watch::channel(());
        here.insert(guest, Here { chat, link, connection, call: None, closed: false, look });
        Some(looks)
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
    use super::*;

    fn enter(door: &Door, guest: u128, connection: u128) -> Option<watch::Receiver<()>> {
        let (chat, link) = (ChatId::from_bits(1), GuestLinkId::from_bits(2));
        door.enter(GuestId::from_bits(guest), chat, link, ConnectionId::from_bits(connection))
    }

    #[test]
    fn a_second_page_of_the_same_guest_replaces_the_first() {
        let door = Door::default();
        let first = enter(&door, 7, 1).expect("room");
        let second = enter(&door, 7, 2).expect("room");
        assert!(first.has_changed().is_err(), "its sender is gone");
        let known = |connection| door.known(GuestId::from_bits(7), ConnectionId::from_bits(connection));
        assert_eq!((known(1), known(2)), (Known::Replaced, Known::Theirs));
        door.leave(GuestId::from_bits(7), ConnectionId::from_bits(1));
        assert_eq!(known(2), Known::Theirs, "the old page says goodbye late");
        door.tell(ChatId::from_bits(9));
        assert_eq!(second.has_changed().ok(), Some(false), "another chat's call");
        door.close(GuestLinkId::from_bits(2));
        assert_eq!((second.has_changed().ok(), known(2)), (Some(true), Known::Closed));
    }

    #[test]
    fn a_chat_s_door_has_room_for_so_many() {
        let door = Door::default();
        let all: Vec<_> = (0..MOST_OF_A_CHAT as u128).map(|n| enter(&door, n, n)).collect();
        assert!(all.iter().all(Option::is_some) && enter(&door, 999, 999).is_none());
        assert!(enter(&door, 3, 1_000).is_some(), "whoever is there may come again");
    }
}
