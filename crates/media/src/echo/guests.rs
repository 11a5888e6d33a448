//! Whose a packet is, before anything is spent on it.

use std::{collections::HashMap, net::SocketAddr};

use zvonilka_model::{EchoId, UserId};
use zvonilka_turn::{Message, attribute};

use super::MOST_CALLS;

/// Paths that one caller may try.
pub(super) const MOST_ADDRESSES: usize = 16;

/// Who calls the contact now.
#[derive(Debug, Default)]
pub(crate) struct Guests {
    calls: HashMap<EchoId, Guest>,
    by_fragment: HashMap<String, EchoId>,
    by_address: HashMap<SocketAddr, EchoId>,
}

#[derive(Debug)]
struct Guest {
    user: UserId,
    fragment: String,
    addresses: Vec<SocketAddr>,
}

impl Guests {
    /// Whose packet this is (RFC 7983): a STUN request of a browser names the one it is for, and what is encrypted comes
    /// from where such a request came before.
    pub(crate) fn whose(&self, from: SocketAddr, bytes: &[u8]) -> Option<EchoId> {
        if self.calls.is_empty() {
            return None;
        }
        match bytes {
            [0, 1, ..] => {
                let message = Message::decode(bytes).ok()?;
                let name = std::str::from_utf8(message.find(attribute::USERNAME)?).ok()?;
                self.by_fragment.get(name.split(':').next()?).copied()
            }
            [20..=63 | 128..=191, ..] => self.by_address.get(&from).copied(),
            _ => None,
        }
    }

    /// The call that this person has, if any.
    pub(crate) fn call_of(&self, user: UserId) -> Option<EchoId> {
        self.calls.iter().find(|(_, guest)| guest.user == user).map(|(id, _)| *id)
    }

    /// Whether this call is this person's.
    pub(crate) fn is_of(&self, id: EchoId, user: UserId) -> bool {
        self.calls.get(&id).is_some_and(|guest| guest.user == user)
    }

    /// Takes a call in; false when there are too many.
    pub(crate) fn admit(&mut self, id: EchoId, user: UserId, fragment: &str) -> bool {
        if self.calls.len() >= MOST_CALLS {
            return false;
        }
        let fragment = fragment.to_owned();
        self.by_fragment.insert(fragment.clone(), id);
        self.calls.insert(id, Guest { user, fragment, addresses: Vec::new() });
        true
    }

    /// A request that proved to be this call's came from there.
    pub(crate) fn learn(&mut self, id: EchoId, address: SocketAddr) {
        let Some(guest) = self.calls.get_mut(&id) else { return };
        if guest.addresses.len() < MOST_ADDRESSES && !guest.addresses.contains(&address) {
            guest.addresses.push(address);
            self.by_address.insert(address, id);
        }
    }

    pub(crate) fn dismiss(&mut self, id: EchoId) {
        let Some(guest) = self.calls.remove(&id) else { return };
        self.by_fragment.remove(&guest.fragment);
        self.by_address.retain(|_, of| *of != id);
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_model::Timestamp;
    use zvonilka_turn::{Class, MessageWriter, Method, TransactionId};

    use super::*;

    fn request(name: &[u8]) -> Vec<u8> {
        let writer = MessageWriter::new(Class::Request, Method::Binding, TransactionId([7; 12]));
        writer.bytes(attribute::USERNAME, name).finish()
    }

    fn id(number: i64) -> EchoId {
        EchoId::generate(Timestamp::from_millis(number))
    }

    #[test]
    fn requests_are_known_by_their_name_and_the_rest_by_where_they_came_from() {
        let (here, there): (SocketAddr, SocketAddr) =
            ("192.0.2.1:9".parse().unwrap(), "192.0.2.2:9".parse().unwrap());
        let mut guests = Guests::default();
        let (anna, boris) = (id(1), id(2));
        assert!(guests.admit(anna, UserId::from_bits(1), "north"));
        assert!(guests.admit(boris, UserId::from_bits(2), "south"));
        assert_eq!(guests.whose(here, &request(b"north:east")), Some(anna));
        assert_eq!(guests.whose(here, &request(b"south:east")), Some(boris));
        for unknown in [&b"west:east"[..], b"", b"north", b"\xFF:"] {
            let expected = (unknown == b"north").then_some(anna);
            assert_eq!(guests.whose(here, &request(unknown)), expected);
        }
        assert_eq!(guests.whose(here, &[22, 0]), None);
        guests.learn(anna, here);
        assert_eq!(guests.whose(here, &[22, 0]), Some(anna));
        assert_eq!(guests.whose(here, &[0x80, 0]), Some(anna));
        assert_eq!((guests.whose(there, &[0x80, 0]), guests.whose(here, &[0x40, 0])), (None, None));
        assert!(guests.is_of(anna, UserId::from_bits(1)) && !guests.is_of(anna, UserId::from_bits(2)));
        guests.dismiss(anna);
        assert_eq!(guests.whose(here, &request(b"north:east")), None);
        assert_eq!((guests.whose(here, &[22, 0]), guests.call_of(UserId::from_bits(1))), (None, None));
    }

    #[test]
    fn calls_and_paths_are_limited() {
        let mut guests = Guests::default();
        for number in 0..MOST_CALLS {
            assert!(guests.admit(id(number as i64), UserId::from_bits(number as u128), &number.to_string()));
        }
        assert!(!guests.admit(id(-1), UserId::from_bits(999), "one more"));
        let first = guests.call_of(UserId::from_bits(0)).unwrap();
        for port in 1..=100 {
            guests.learn(first, SocketAddr::from(([192, 0, 2, 1], port)));
        }
        assert_eq!(guests.by_address.len(), MOST_ADDRESSES);
        guests.dismiss(first);
        assert!(guests.by_address.is_empty());
        assert!(guests.admit(id(-1), UserId::from_bits(999), "one more"));
    }
}
