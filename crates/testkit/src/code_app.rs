//! An app that shows codes (RFC 6238), knowing only what a person types into it. Written apart from the server's own code,
//! so that the two can disagree.

use aws_lc_rs::hmac;
use zvonilka_model::Timestamp;

/// What the app shows for a base32 `secret`, so many steps of half a minute after `now`.
///
/// # Panics
/// When the secret is not base32.
#[must_use]
pub fn code(secret: &str, now: Timestamp, steps: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &bytes(secret));
    let mac = hmac::sign(&key, &(now.seconds() / 30 + steps).to_be_bytes());
    let at = usize::from(mac.as_ref()[19] & 15);
    let number = mac.as_ref()[at..at + 4].iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

fn bytes(secret: &str) -> Vec<u8> {
    let value = |c| "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(c).expect("the secret is base32");
    let bits: String = secret.chars().map(|c| format!("{:05b}", value(c))).collect();
    let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
    bits.as_bytes().chunks_exact(8).map(byte).collect()
}
