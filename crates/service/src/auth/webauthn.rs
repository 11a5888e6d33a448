//! What an authenticator says and signs (WebAuthn level 2), checked. Pure: bytes in, a verdict out.
//!
//! Nothing is asked of the make of an authenticator (attestation `none`), so the public key may come as the browser
//! reads it out (`getPublicKey()`, X.509), and nothing here has to understand CBOR: whoever registers a key that is not
//! their authenticator's only locks themselves out.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{
        ECDSA_P256_SHA256_ASN1, ED25519, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, VerificationAlgorithm,
    },
};
use serde::Deserialize;

use super::passkeys::PasskeySite;

/// Longest id of a credential (WebAuthn section 4).
const CREDENTIAL_MAX: usize = 1_023;
/// Larger keys than RSA with 8,192 bits there are not.
const KEY_MAX: usize = 2_048;

/// The person touched the authenticator.
const USER_PRESENT: u8 = 0x01;
/// It knows, by PIN or by body, that it is the person.
const USER_VERIFIED: u8 = 0x04;
/// It tells of a new credential.
const NEW_CREDENTIAL: u8 = 0x40;

/// What the browser was asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ceremony {
    Create,
    Get,
}

/// A part of a message from the authenticator is not what it must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Flaw(pub(super) &'static str);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// Checks what the browser says it did and where; gives the challenge, as text.
pub(super) fn client_data(json: &[u8], ceremony: Ceremony, site: &PasskeySite) -> Result<String, Flaw> {
    let said: ClientData = serde_json::from_slice(json).map_err(|_| Flaw("the client data is not JSON"))?;
    let kind = match ceremony {
        Ceremony::Create => "webauthn.create",
        Ceremony::Get => "webauthn.get",
    };
    if said.kind != kind {
        return Err(Flaw("the client data is of another ceremony"));
    }
    if said.origin != site.origin || said.cross_origin {
        return Err(Flaw("the client data is of another page"));
    }
    Ok(said.challenge)
}

/// What an authenticator says with each use.
pub(super) struct Said<'a> {
    /// How often it has signed; 0 when it does not count.
    pub(super) sign_count: u32,
    new_credential: Option<&'a [u8]>,
}

/// Reads what the authenticator says: for this site, touched, and sure of the person.
pub(super) fn said<'a>(bytes: &'a [u8], site: &PasskeySite) -> Result<Said<'a>, Flaw> {
    const SHORT: Flaw = Flaw("the authenticator data is too short");
    let (site_hash, rest) = bytes.split_at_checked(32).ok_or(SHORT)?;
    let (&flags, rest) = rest.split_first().ok_or(SHORT)?;
    let (count, rest) = rest.split_first_chunk().ok_or(SHORT)?;
    if site_hash != digest(&SHA256, site.host.as_bytes()).as_ref() {
        return Err(Flaw("the authenticator data is for another site"));
    }
    if flags & USER_PRESENT == 0 || flags & USER_VERIFIED == 0 {
        return Err(Flaw("the authenticator has not verified the person"));
    }
    let new_credential = if flags & NEW_CREDENTIAL == 0 {
        None
    } else {
        let (_make, rest) = rest.split_at_checked(16).ok_or(SHORT)?;
        let (length, rest) = rest.split_first_chunk().ok_or(SHORT)?;
        let (id, _key) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))).ok_or(SHORT)?;
        Some(id)
    };
    Ok(Said { sign_count: u32::from_be_bytes(*count), new_credential })
}

impl<'a> Said<'a> {
    /// The id of the credential that was made.
    pub(super) fn credential(&self) -> Result<&'a [u8], Flaw> {
        self.new_credential
            .filter(|id| !id.is_empty() && id.len() <= CREDENTIAL_MAX)
            .ok_or(Flaw("the authenticator made no credential"))
    }
}

/// Reads a public key, X.509, of one of the kinds that [`ALGORITHMS`] names.
pub(super) fn key(algorithm: i64, bytes: &[u8]) -> Result<ParsedPublicKey, Flaw> {
    // An X.509 key is longer than a bare one of these kinds; those are not taken.
    const BARE_MAX: usize = 65;
    let (_, verification) =
        ALGORITHMS.iter().find(|(known, _)| *known == algorithm).ok_or(Flaw("an unknown kind of key"))?;
    let is_bare = bytes.first() != Some(&0x30) && bytes.len() <= BARE_MAX;
    if is_bare || bytes.len() > KEY_MAX {
        return Err(Flaw("the public key is none"));
    }
    ParsedPublicKey::new(*verification, bytes).map_err(|_| Flaw("the public key is none"))
}

/// Checks the signature under what the authenticator said and what the browser said.
pub(super) fn verify(
    key: &ParsedPublicKey,
    authenticator_data: &[u8],
    client_data: &[u8],
    signature: &[u8],
) -> Result<(), Flaw> {
    let signed = [authenticator_data, digest(&SHA256, client_data).as_ref()].concat();
    key.verify_sig(&signed, signature).map_err(|_| Flaw("the signature is not good"))
}

/// The kinds of keys (COSE) that are taken: P-256, which all have; Ed25519; RSA, which Windows has.
const ALGORITHMS: [(i64, &'static dyn VerificationAlgorithm); 3] =
    [(-7, &ECDSA_P256_SHA256_ASN1), (-8, &ED25519), (-257, &RSA_PKCS1_2048_8192_SHA256)];

#[cfg(test)]
mod tests {
    use super::*;

    fn site() -> PasskeySite {
        PasskeySite { host: "chat.example.org".to_owned(), origin: "https://chat.example.org".to_owned() }
    }

    fn data(host: &str, flags: u8, credential: Option<&[u8]>) -> Vec<u8> {
        let mut bytes = digest(&SHA256, host.as_bytes()).as_ref().to_vec();
        bytes.push(flags);
        bytes.extend_from_slice(&7_u32.to_be_bytes());
        if let Some(credential) = credential {
            bytes.extend_from_slice(&[0; 16]);
            bytes.extend_from_slice(&u16::try_from(credential.len()).expect("short").to_be_bytes());
            bytes.extend_from_slice(credential);
        }
        bytes
    }

    fn flaw<T>(result: Result<T, Flaw>) -> &'static str {
        result.err().map_or("none", |flaw| flaw.0)
    }

    #[test]
    fn only_our_own_page_may_ask_and_only_for_this() {
        let json = |kind: &str, origin: &str, more: &str| {
            format!(r#"{{"type":"{kind}","challenge":"abc","origin":"{origin}"{more}}}"#).into_bytes()
        };
        let ours = "https://chat.example.org";
        let read = |json: &[u8]| client_data(json, Ceremony::Get, &site());
        assert_eq!(
            read(&json("webauthn.get", ours, r#","crossOrigin":false,"extra":1"#)),
            Ok("abc".to_owned())
        );
        assert_eq!(flaw(read(&json("webauthn.create", ours, ""))), "the client data is of another ceremony");
        for (origin, more) in [
            ("https://evil.example.org", ""),
            ("http://chat.example.org", ""),
            ("https://chat.example.org:8443", ""),
            (ours, r#","crossOrigin":true"#),
        ] {
            assert_eq!(flaw(read(&json("webauthn.get", origin, more))), "the client data is of another page");
        }
        assert_eq!(flaw(read(b"{")), "the client data is not JSON");
    }

    #[test]
    fn an_authenticator_speaks_for_one_site_and_is_sure_of_the_person() {
        let host = "chat.example.org";
        let read = |bytes: &[u8]| said(bytes, &site()).map(|said| said.sign_count);
        assert_eq!(read(&data(host, 0x05, None)), Ok(7));
        assert_eq!(
            flaw(read(&data("evil.example.org", 0x05, None))),
            "the authenticator data is for another site"
        );
        for flags in [0x00, 0x01, 0x04] {
            let refused = flaw(read(&data(host, flags, None)));
            assert_eq!(refused, "the authenticator has not verified the person");
        }
        let whole = data(host, 0x45, Some(b"credential"));
        assert_eq!(said(&whole, &site()).and_then(|said| said.credential()), Ok(&b"credential"[..]));
        for length in 0..whole.len() {
            assert_eq!(flaw(said(&whole[..length], &site())), "the authenticator data is too short");
        }
        for made in [data(host, 0x45, Some(&[])), data(host, 0x45, Some(&[1; 1_024])), data(host, 5, None)] {
            let made = said(&made, &site()).and_then(|said| said.credential());
            assert_eq!(flaw(made), "the authenticator made no credential");
        }
    }

    #[test]
    fn a_key_is_of_a_known_kind_and_whole() {
        assert_eq!(flaw(key(-36, &[0x30; 90])), "an unknown kind of key");
        for bytes in [&[][..], &[0x30; 90], &[4; 65], &[0; 32], &[0x30; 4_000]] {
            for algorithm in [-7, -8, -257] {
                assert_eq!(flaw(key(algorithm, bytes)), "the public key is none");
            }
        }
    }
}
