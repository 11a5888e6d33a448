//! Nonces that need no memory: each says when it was made and proves that we made it.

use std::{net::IpAddr, time::Duration};

use aws_lc_rs::{constant_time, hmac};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::time::Moment;

/// How long a nonce is good. Clients take a new one when told, at the price of one exchange.
const LIFETIME: Duration = Duration::from_secs(3_600);
/// Time and MAC; a multiple of three, so that the text has no padding.
const BYTES: usize = 18;
const TIME_BYTES: usize = 6;

/// Makes and checks nonces.
#[derive(Debug)]
pub(crate) struct Nonces {
    key: hmac::Key,
}

impl Nonces {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, key) }
    }

    /// A nonce for whoever asks from this address.
    pub(crate) fn make(&self, now: Moment, from: IpAddr) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes(now.millis(), from))
    }

    /// Whether we made it for this address, and not too long ago.
    pub(crate) fn accepts(&self, nonce: &str, now: Moment, from: IpAddr) -> bool {
        let mut given = [0; BYTES];
        if URL_SAFE_NO_PAD.decode_slice(nonce, &mut given) != Ok(BYTES) {
            return false;
        }
        let mut time = [0; 8];
        time[2..].copy_from_slice(&given[..TIME_BYTES]);
        let made = u64::from_be_bytes(time);
        let age = now.since(Moment::from_millis(made));
        age <= LIFETIME && constant_time::verify_slices_are_equal(&self.bytes(made, from), &given).is_ok()
    }

    fn bytes(&self, made: u64, from: IpAddr) -> [u8; BYTES] {
        let time = &made.to_be_bytes()[2..];
        let mut mac = hmac::Context::with_key(&self.key);
        mac.update(time);
        match from {
            IpAddr::V4(ip) => mac.update(&ip.octets()),
            IpAddr::V6(ip) => mac.update(&ip.octets()),
        }
        let mut bytes = [0; BYTES];
        bytes[..TIME_BYTES].copy_from_slice(time);
        bytes[TIME_BYTES..].copy_from_slice(&mac.sign().as_ref()[..BYTES - TIME_BYTES]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
    const THERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 2));

    #[test]
    fn a_nonce_is_good_for_its_address_and_its_time() {
        let nonces = Nonces::new(&[7; 32]);
        let made = Moment::from_millis(5_000);
        let nonce = nonces.make(made, HERE);
        assert_eq!(nonce.len(), 24);
        assert!(nonces.accepts(&nonce, made, HERE));
        assert!(nonces.accepts(&nonce, made.after(LIFETIME), HERE));
        assert!(!nonces.accepts(&nonce, made.after(LIFETIME + Duration::from_millis(1)), HERE));
        assert!(!nonces.accepts(&nonce, made, THERE));
        assert!(!Nonces::new(&[8; 32]).accepts(&nonce, made, HERE));
    }

    #[test]
    fn no_other_text_is_a_nonce() {
        let nonces = Nonces::new(&[7; 32]);
        let nonce = nonces.make(Moment::from_millis(5_000), HERE);
        for other in ["", "AAAA", &nonce[1..], &format!("{nonce}A"), &nonce.to_lowercase()] {
            assert!(!nonces.accepts(other, Moment::from_millis(5_000), HERE), "{other}");
        }
    }
}
