//! Codes that change with the time (RFC 6238), as the common apps count them: SHA-1, six digits, thirty seconds.

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use zvonilka_model::Timestamp;

/// As long as the hash, as RFC 4226 section 4 recommends.
pub(super) const SECRET_BYTES: usize = 20;
const DIGITS: usize = 6;
const STEP_SECONDS: i64 = 30;
/// How many steps a device's clock may be off, either way.
const DRIFT: i64 = 1;

/// The step whose code this is, if it is about now and later than `last`, which is used up.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp, last: i64) -> Option<i64> {
    let current = now.seconds().div_euclid(STEP_SECONDS);
    (current - DRIFT..=current + DRIFT)
        .filter(|step| *step > last)
        .find(|step| verify_slices_are_equal(code_at(secret, *step).as_bytes(), code.as_bytes()).is_ok())
}

fn code_at(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let mac = mac.as_ref();
    // Dynamic truncation, RFC 4226 section 5.3.
    let at = usize::from(mac[mac.len() - 1] & 0xf);
    let number = u32::from_be_bytes([mac[at] & 0x7f, mac[at + 1], mac[at + 2], mac[at + 3]]);
    format!("{:0DIGITS$}", number % 10_u32.pow(6))
}

/// What an app reads out of a QR code or a link. `account` is plain ASCII without `:`.
pub(super) fn address(secret: &[u8], account: &str) -> String {
    let secret = base32(secret);
    format!(
        "otpauth://totp/Zvonilka:{account}?secret={secret}&issuer=Zvonilka&algorithm=SHA1&digits=6&period=30"
    )
}

/// RFC 4648 section 6, without padding: the form in which people type the secret into an app.
pub(super) fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    for chunk in bytes.chunks(5) {
        let mut group = [0; 8];
        group[3..3 + chunk.len()].copy_from_slice(chunk);
        let bits = u64::from_be_bytes(group);
        for place in 0..(chunk.len() * 8).div_ceil(5) {
            let index = (bits >> (35 - 5 * place)) & 31;
            text.push(char::from(ALPHABET[usize::try_from(index).unwrap_or_default()]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238 appendix B, the last six of its eight digits.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code_at(SECRET, seconds / STEP_SECONDS), code, "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_a_step_early_or_late_and_never_after_it_was_used() {
        let now = Timestamp::from_millis(3_000_000);
        for step in [99, 100, 101] {
            assert_eq!(step_of(SECRET, &code_at(SECRET, step), now, 0), Some(step));
            assert_eq!(step_of(SECRET, &code_at(SECRET, step), now, step), None);
        }
        for step in [98, 102] {
            assert_eq!(step_of(SECRET, &code_at(SECRET, step), now, 0), None);
        }
        assert_eq!(step_of(SECRET, "", now, 0), None);
    }

    #[test]
    fn base32_is_that_of_the_rfc() {
        // RFC 4648 section 10.
        for (plain, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(base32(plain.as_bytes()), text);
        }
    }

    #[test]
    fn apps_read_whose_and_where() {
        assert_eq!(
            address(b"fooba", "anna@chat.example.org"),
            "otpauth://totp/Zvonilka:anna@chat.example.org?secret=MZXW6YTB&issuer=Zvonilka&algorithm=SHA1&digits=6&period=30"
        );
    }
}
