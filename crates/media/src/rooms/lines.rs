//! Whose a packet is, before anything is spent on it.

use std::{collections::HashMap, net::SocketAddr};

use zvonilka_model::{CallId, ParticipantId};
use zvonilka_turn::{Message, attribute};

use super::MOST_ADDRESSES;

/// Lines on one server at a time.
const MOST_LINES: usize = 4_096;

/// The lines that stand now.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: HashMap<ParticipantId, Known>,
    by_fragment: HashMap<String, ParticipantId>,
    by_address: HashMap<SocketAddr, (CallId, ParticipantId)>,
}

#[derive(Debug)]
struct Known {
    call: CallId,
    fragment: String,
    addresses: Vec<SocketAddr>,
}

impl Lines {
    /// Whose packet this is (RFC 7983): a STUN request of a browser names the one it is for, and what is encrypted comes
    /// from where such a request came before.
    pub(super) fn whose(&self, from: SocketAddr, bytes: &[u8]) -> Option<(CallId, ParticipantId)> {
        if self.lines.is_empty() {
            return None;
        }
        match bytes {
            [0, 1, ..] => {
                let message = Message::decode(bytes).ok()?;
                let name = std::str::from_utf8(message.find(attribute::USERNAME)?).ok()?;
                let place = self.by_fragment.get(name.split(':').next()?)?;
                self.lines.get(place).map(|line| (line.call, *place))
            }
            [20..=63 | 128..=191, ..] => self.by_address.get(&from).copied(),
            _ => None,
        }
    }

    /// Takes a line in instead of the one that the place had; false when there are too many.
    pub(super) fn admit(&mut self, call: CallId, place: ParticipantId, fragment: &str) -> bool {
        self.dismiss(place);
        if self.lines.len() >= MOST_LINES {
            return false;
        }
        self.by_fragment.insert(fragment.to_owned(), place);
        self.lines.insert(place, Known { call, fragment: fragment.to_owned(), addresses: Vec::new() });
        true
    }

    /// A request that proved to be this line's came from there.
    pub(super) fn learn(&mut self, place: ParticipantId, address: SocketAddr) {
        let Some(line) = self.lines.get_mut(&place) else { return };
        if line.addresses.len() < MOST_ADDRESSES && !line.addresses.contains(&address) {
            line.addresses.push(address);
            self.by_address.insert(address, (line.call, place));
        }
    }

    pub(super) fn dismiss(&mut self, place: ParticipantId) {
        let Some(line) = self.lines.remove(&place) else { return };
        self.by_fragment.remove(&line.fragment);
        for address in line.addresses {
            // Another line may have come from there since.
            if self.by_address.get(&address).is_some_and(|(_, of)| *of == place) {
                self.by_address.remove(&address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use zvonilka_turn::{Class, MessageWriter, Method, TransactionId};

    use super::*;

    fn request(name: &[u8]) -> Vec<u8> {
        let writer = MessageWriter::new(Class::Request, Method::Binding, TransactionId([7; 12]));
        writer.bytes(attribute::USERNAME, name).finish()
    }

    #[test]
    fn requests_are_known_by_their_name_and_the_rest_by_where_they_came_from() {
        let (here, there): (SocketAddr, SocketAddr) =
            ("192.0.2.1:9".parse().unwrap(), "192.0.2.2:9".parse().unwrap());
        let (call, anna, boris) =
            (CallId::from_bits(9), ParticipantId::from_bits(1), ParticipantId::from_bits(2));
        let mut lines = Lines::default();
        assert!(lines.admit(call, anna, "north") && lines.admit(call, boris, "south"));
        assert_eq!(lines.whose(here, &request(b"north:east")), Some((call, anna)));
        assert_eq!(lines.whose(here, &request(b"west:east")), None);
        assert_eq!(lines.whose(here, &request(b"\xFF:")), None);
        assert_eq!(lines.whose(here, &[0x80, 0]), None);
        lines.learn(anna, here);
        assert_eq!(lines.whose(here, &[0x80, 0]), Some((call, anna)));
        assert_eq!((lines.whose(there, &[22, 0]), lines.whose(here, &[0x40, 0])), (None, None));
        // The same place again, as after a reload: nothing of the line before is left.
        assert!(lines.admit(call, anna, "east"));
        assert_eq!((lines.whose(here, &[0x80, 0]), lines.whose(here, &request(b"north:x"))), (None, None));
        lines.learn(anna, here);
        lines.learn(boris, here);
        lines.dismiss(anna);
        assert_eq!(lines.whose(here, &[0x80, 0]), Some((call, boris)), "who came from there last has it");
        lines.dismiss(boris);
        assert!(lines.by_address.is_empty() && lines.by_fragment.is_empty());
    }

    #[test]
    fn lines_and_paths_are_limited() {
        let call = CallId::from_bits(9);
        let mut lines = Lines::default();
        for number in 0..MOST_LINES {
            assert!(lines.admit(call, ParticipantId::from_bits(number as u128), &number.to_string()));
        }
        assert!(!lines.admit(call, ParticipantId::from_bits(u128::MAX), "one more"));
        for port in 1..=100 {
            lines.learn(ParticipantId::from_bits(0), SocketAddr::from(([192, 0, 2, 1], port)));
        }
        assert_eq!(lines.by_address.len(), MOST_ADDRESSES);
        lines.dismiss(ParticipantId::from_bits(0));
        assert!(lines.by_address.is_empty());
    }
}
