//! What a guest's page keeps: who they are, by which link, and under which name. It carries its own proof, so nothing is
//! stored of somebody who only opened a link, and it opens nothing but the guests' own socket.

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zvonilka_model::{GuestId, GuestLinkId, GuestName};
use zvonilka_store::{Secret, Store};

/// Stands before what is signed: nothing else that this key signs begins so, and none is as long.
const DOMAIN: &[u8] = b"guest of a group call, by link ";
const ID_BYTES: usize = 16;
const MAC_BYTES: usize = 32;
/// No pass of ours is longer; anything above is refused unread.
const TEXT_MAX: usize = 512;

/// A guest who has shown their pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) guest: GuestId,
    pub(super) link: GuestLinkId,
    pub(super) name: GuestName,
}

pub(super) struct Passes {
    key: hmac::Key,
}

impl Passes {
    pub(super) fn new(store: &Store) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, store.secret(Secret::RefreshToken)) }
    }

    pub(super) fn write(&self, pass: &Pass) -> String {
        let ids = [pass.guest.bits().to_be_bytes(), pass.link.bits().to_be_bytes()].concat();
        let said = [&ids, pass.name.as_str().as_bytes()].concat();
        let mac = hmac::sign(&self.key, &[DOMAIN, &said].concat());
        URL_SAFE_NO_PAD.encode([mac.as_ref(), &said].concat())
    }

    pub(super) fn read(&self, text: &str) -> Option<Pass> {
        if text.len() > TEXT_MAX {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (mac, said) = bytes.split_first_chunk::<MAC_BYTES>()?;
        hmac::verify(&self.key, &[DOMAIN, said].concat(), mac).ok()?;
        let (guest, rest) = said.split_first_chunk::<ID_BYTES>()?;
        let (link, name) = rest.split_first_chunk::<ID_BYTES>()?;
        Some(Pass {
            guest: GuestId::from_bits(u128::from_be_bytes(*guest)),
            link: GuestLinkId::from_bits(u128::from_be_bytes(*link)),
            name: GuestName::parse(std::str::from_utf8(name).ok()?).ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(key: &[u8]) -> Passes {
        Passes { key: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    #[test]
    fn a_pass_says_who_and_nobody_else_can_write_one() {
        let pass = Pass {
            guest: GuestId::from_bits(7),
            link: GuestLinkId::from_bits(8),
            name: GuestName::parse("Тётя Оля").expect("a name"),
        };
        let text = passes(b"ours").write(&pass);
        assert_eq!(passes(b"ours").read(&text), Some(pass));
        assert_eq!(passes(b"theirs").read(&text), None);
        let mut other = text.clone().into_bytes();
        other[60] ^= 1;
        let other = String::from_utf8(other).expect("still ASCII");
        for odd in ["", "AAAA", "не то", &text[..40], &other, &"A".repeat(600)] {
            assert_eq!(passes(b"ours").read(odd), None, "{odd}");
        }
    }
}
