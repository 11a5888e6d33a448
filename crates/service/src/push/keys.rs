//! What this server shows push services (RFC 8292), and what it gives devices to answer with. All of it comes from one
//! secret of the database, so that nodes and backups share it.

use aws_lc_rs::{
    agreement::{ECDH_P256, PrivateKey},
    digest::{SHA256, digest},
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zvonilka_model::{CallId, SessionId, Timestamp, call::DeviceKind};

/// How long a push service may believe the same word; RFC 8292 allows a day.
const TOKEN_SECONDS: i64 = 12 * 3_600;
/// Characters of a topic at most (RFC 8030, section 5.4): 16 bytes take 22.
const TOPIC_BYTES: usize = 16;
const ID_BYTES: usize = 16;
/// What stands before the two ids in the MAC of a ticket, so that no other MAC of ours passes for one.
const TICKET_DOMAIN: &[u8] = b"answer of a called device ";

/// The keys of this server towards push services.
pub(super) struct PushKeys {
    pair: EcdsaKeyPair,
    public: Vec<u8>,
    mac: hmac::Key,
}

/// What a called device shows to say that it rings, or that its person declines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) call: CallId,
    pub(super) session: SessionId,
    pub(super) device: DeviceKind,
}

impl PushKeys {
    pub(super) fn new(secret: &[u8]) -> Self {
        let (private, public) = scalar(secret);
        let pair = EcdsaKeyPair::from_private_key_and_public_key(
            &ECDSA_P256_SHA256_FIXED_SIGNING,
            &private,
            &public,
        );
        // Both come from the same valid scalar.
        let pair = pair.expect("a private key and the public key computed from it belong together");
        Self { pair, public, mac: hmac::Key::new(hmac::HMAC_SHA256, secret) }
    }

    /// The public key as pages need it to subscribe.
    pub(super) fn public(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.public)
    }

    /// The `Authorization` of a request to the push service at `audience`, an origin.
    pub(super) fn authorization(&self, audience: &str, subject: &str, now: Timestamp) -> String {
        let claims =
            serde_json::json!({ "aud": audience, "exp": now.seconds() + TOKEN_SECONDS, "sub": subject });
        let head = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"ES256"}"#);
        let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(claims.to_string()));
        let signature = self.pair.sign(&SystemRandom::new(), signed.as_bytes());
        let signature = signature.expect("the system has randomness and the key is valid");
        let signature = URL_SAFE_NO_PAD.encode(signature);
        format!("vapid t={signed}.{signature}, k={}", self.public())
    }

    /// The name under which a push service replaces an older message: the same for the same thing, and telling
    /// nothing of it.
    pub(super) fn topic(&self, session: SessionId, topic: &str) -> String {
        let mac = hmac::sign(&self.mac, format!("topic {session} {topic}").as_bytes());
        URL_SAFE_NO_PAD.encode(&mac.as_ref()[..TOPIC_BYTES])
    }

    pub(super) fn ticket(&self, ticket: Ticket) -> String {
        let mut bytes = signed_part(ticket);
        let mac = hmac::sign(&self.mac, &[TICKET_DOMAIN, &bytes].concat());
        bytes.extend_from_slice(mac.as_ref());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub(super) fn read_ticket(&self, text: &str) -> Option<Ticket> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (signed, mac) = bytes.split_at_checked(2 * ID_BYTES + 1)?;
        hmac::verify(&self.mac, &[TICKET_DOMAIN, signed].concat(), mac).ok()?;
        let id = |from: usize| Some(u128::from_be_bytes(signed[from..from + ID_BYTES].try_into().ok()?));
        Some(Ticket {
            call: CallId::from_bits(id(0)?),
            session: SessionId::from_bits(id(ID_BYTES)?),
            device: DEVICES.get(usize::from(signed[2 * ID_BYTES])).copied()?,
        })
    }
}

const DEVICES: [DeviceKind; 3] = [DeviceKind::Phone, DeviceKind::Tablet, DeviceKind::Computer];

fn signed_part(ticket: Ticket) -> Vec<u8> {
    let device = match ticket.device {
        DeviceKind::Phone => 0,
        DeviceKind::Tablet => 1,
        DeviceKind::Computer => 2,
    };
    [&ticket.call.bits().to_be_bytes()[..], &ticket.session.bits().to_be_bytes(), &[device]].concat()
}

/// A private key of P-256 from a secret, and its public key. One secret in four thousand million is no valid scalar; its
/// digest is taken then.
fn scalar(secret: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut candidate = secret.to_vec();
    loop {
        let public = PrivateKey::from_private_key(&ECDH_P256, &candidate)
            .ok()
            .and_then(|key| key.compute_public_key().ok());
        if let Some(public) = public {
            return (candidate, public.as_ref().to_vec());
        }
        candidate = digest(&SHA256, &candidate).as_ref().to_vec();
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    fn keys() -> PushKeys {
        PushKeys::new(&[7; 32])
    }

    #[test]
    fn a_push_service_can_check_who_speaks_to_it_and_until_when() {
        let keys = keys();
        let now = Timestamp::from_millis(1_000_000_000);
        let header = keys.authorization("https://push.example", "mailto:owner@example.org", now);
        let rest = header.strip_prefix("vapid t=").expect("the scheme");
        let (token, key) = rest.split_once(", k=").expect("two parameters");
        assert_eq!(key, keys.public());
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        let public =
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, URL_SAFE_NO_PAD.decode(key).expect("base64"));
        let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64");
        public.verify(signed.as_bytes(), &signature).expect("ours");
        let claims = URL_SAFE_NO_PAD.decode(signed.split_once('.').expect("claims").1).expect("base64");
        let claims: serde_json::Value = serde_json::from_slice(&claims).expect("JSON");
        assert_eq!(claims["aud"], "https://push.example");
        assert_eq!(claims["exp"], 1_000_000 + 12 * 3_600);
    }

    #[test]
    fn a_secret_that_is_no_scalar_gives_a_key_all_the_same() {
        assert_eq!(PushKeys::new(&[0xff; 32]).public().len(), 87);
        assert_ne!(PushKeys::new(&[0; 32]).public(), PushKeys::new(&[0xff; 32]).public());
    }

    #[test]
    fn a_ticket_that_anybody_changed_is_none() {
        let keys = keys();
        let ticket = Ticket {
            call: CallId::from_bits(1),
            session: SessionId::from_bits(2),
            device: DeviceKind::Tablet,
        };
        let text = keys.ticket(ticket);
        assert_eq!(keys.read_ticket(&text), Some(ticket));
        for place in 0..text.len() {
            let mut other = text.clone().into_bytes();
            other[place] = if other[place] == b'A' { b'B' } else { b'A' };
            let other = String::from_utf8(other).expect("ASCII");
            assert_eq!(keys.read_ticket(&other), None, "{place}");
        }
        assert_eq!(PushKeys::new(&[8; 32]).read_ticket(&text), None);
        assert_eq!(keys.read_ticket(""), None);
    }

    #[test]
    fn a_topic_fits_into_its_header_and_differs_by_device() {
        let (a, b) = (SessionId::from_bits(1), SessionId::from_bits(2));
        assert_eq!(keys().topic(a, "chat").len(), 22);
        assert_eq!(keys().topic(a, "chat"), keys().topic(a, "chat"));
        assert_ne!(keys().topic(a, "chat"), keys().topic(b, "chat"));
    }
}
