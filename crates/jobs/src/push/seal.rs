//! Sealing a message so that only the device can read it (RFC 8291 over RFC 8188), not the push service between.

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Salt},
    rand::{SecureRandom as _, SystemRandom},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

/// Every push service takes a body of this size (RFC 8030, section 7.2).
const BODY_MAX: usize = 4_096;
const SALT: usize = 16;
const POINT: usize = 65;
/// Salt, record size, length of the key, key.
const HEAD: usize = SALT + 4 + 1 + POINT;
const TAG: usize = 16;
/// One record holds it all, with the byte that says that it is the last.
const TEXT_MAX: usize = BODY_MAX - HEAD - TAG - 1;
/// Texts are filled up to multiples of this, so that their length tells little.
const STEP: usize = 256;

/// Why something cannot be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The device's keys are none.
    #[error("the keys of the device cannot be used")]
    Keys,
    /// It does not fit into one message.
    #[error("too long")]
    TooLong,
}

/// Seals a text for whoever has the keys that belong to `p256dh` and `auth` (base64url).
///
/// # Errors
/// [`SealError`].
pub fn seal(text: &[u8], p256dh: &str, auth: &str) -> Result<Vec<u8>, SealError> {
    let mut salt = [0; SALT];
    SystemRandom::new().fill(&mut salt).map_err(|_| SealError::Keys)?;
    let key = PrivateKey::generate(&ECDH_P256).map_err(|_| SealError::Keys)?;
    let padding = text.len().next_multiple_of(STEP).min(TEXT_MAX.max(text.len())) - text.len();
    seal_with(text, p256dh, auth, salt, &key, padding)
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn expand<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> Result<[u8; N], SealError> {
    let prk = Salt::new(HKDF_SHA256, salt).extract(secret);
    let mut out = [0; N];
    let okm = prk.expand(info, Length(N)).map_err(|_| SealError::Keys)?;
    okm.fill(&mut out).map_err(|_| SealError::Keys)?;
    Ok(out)
}

fn seal_with(
    text: &[u8],
    p256dh: &str,
    auth: &str,
    salt: [u8; SALT],
    key: &PrivateKey,
    padding: usize,
) -> Result<Vec<u8>, SealError> {
    if text.len() + padding > TEXT_MAX {
        return Err(SealError::TooLong);
    }
    let read = |text: &str| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).map_err(|_| SealError::Keys);
    let (theirs, auth) = (read(p256dh)?, read(auth)?);
    let ours = key.compute_public_key().map_err(|_| SealError::Keys)?;
    let ours = ours.as_ref();
    // RFC 8291, section 3.4.
    let peer = UnparsedPublicKey::new(&ECDH_P256, &theirs);
    let shared: [u8; 32] = agree(key, peer, SealError::Keys, |secret| {
        expand(&auth, secret, &[b"WebPush: info\0", &theirs, ours])
    })?;
    let key: [u8; 16] = expand(&salt, &shared, &[b"Content-Encoding: aes128gcm\0"])?;
    let nonce: [u8; NONCE_LEN] = expand(&salt, &shared, &[b"Content-Encoding: nonce\0"])?;

    let mut record = Vec::with_capacity(text.len() + 1 + padding + TAG);
    record.extend_from_slice(text);
    record.push(2);
    record.resize(text.len() + 1 + padding, 0);
    let key = UnboundKey::new(&AES_128_GCM, &key).map_err(|_| SealError::Keys)?;
    LessSafeKey::new(key)
        .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
        .map_err(|_| SealError::Keys)?;

    let mut body = Vec::with_capacity(HEAD + record.len());
    body.extend_from_slice(&salt);
    body.extend_from_slice(&4_096_u32.to_be_bytes());
    body.push(65);
    body.extend_from_slice(ours);
    body.extend_from_slice(&record);
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).expect("base64url")
    }

    const P256DH: &str =
        "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    /// The example of RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out_byte_by_byte() {
        let key =
            PrivateKey::from_private_key(&ECDH_P256, &bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
                .expect("a key");
        let salt: [u8; SALT] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let text = b"When I grow up, I want to be a watermelon";
        let sealed = seal_with(text, P256DH, AUTH, salt, &key, 0).expect("sealed");
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIg\
            Dll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuw\
            XPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(sealed), expected);
    }

    #[test]
    fn no_two_messages_look_alike_and_their_length_tells_little() {
        let (a, b) = (seal(b"a", P256DH, AUTH).expect("sealed"), seal(b"bcd", P256DH, AUTH).expect("sealed"));
        assert_eq!(a.len(), b.len());
        assert_ne!(a[..SALT], b[..SALT]);
        assert_ne!(a[21..HEAD], b[21..HEAD]);
    }

    #[test]
    fn what_does_not_fit_and_what_is_no_key_is_refused() {
        assert_eq!(seal(&[b'x'; TEXT_MAX], P256DH, AUTH).expect("fits").len(), BODY_MAX);
        assert_eq!(seal(&[b'x'; TEXT_MAX + 1], P256DH, AUTH), Err(SealError::TooLong));
        assert_eq!(seal(b"a", "AAAA", AUTH), Err(SealError::Keys));
        assert_eq!(seal(b"a", &P256DH[..86], AUTH), Err(SealError::Keys));
        assert_eq!(seal(b"a", &URL_SAFE_NO_PAD.encode([4; POINT]), AUTH), Err(SealError::Keys));
        assert_eq!(seal(b"a", P256DH, "not base64!"), Err(SealError::Keys));
    }
}
