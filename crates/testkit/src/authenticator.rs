//! A device that holds one passkey for `https://chat.example.org`.

use aws_lc_rs::{
    digest::{SHA256, digest},
    encoding::{AsDer as _, PublicKeyX509Der},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zvonilka_model::{DeviceName, PasskeyName};
use zvonilka_service::{MadePasskey, PasskeySite, PasskeyUse};

const HOST: &str = "chat.example.org";
const ORIGIN: &str = "https://chat.example.org";

/// The page for which an [`Authenticator`] holds its key.
#[must_use]
pub fn site() -> PasskeySite {
    PasskeySite { host: HOST.to_owned(), origin: ORIGIN.to_owned() }
}

/// Bytes as they travel.
#[must_use]
pub fn text(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What a browser on that page says it did.
#[must_use]
pub fn client_data(kind: &str, challenge: &str) -> String {
    format!(r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{ORIGIN}"}}"#)
}

/// A device that holds one key.
pub struct Authenticator {
    /// How often it says it has signed.
    pub count: u32,
    key: EcdsaKeyPair,
    user: String,
}

impl Authenticator {
    /// With a new key for an account (`user_handle` of the plan).
    ///
    /// # Panics
    /// When the system gives no randomness.
    #[must_use]
    pub fn new(user: String) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("the system is random");
        Self { count: 0, key, user }
    }

    /// The id of its key.
    #[must_use]
    pub fn credential(&self) -> Vec<u8> {
        digest(&SHA256, self.key.public_key().as_ref()).as_ref().to_vec()
    }

    /// What comes of `navigator.credentials.create()`.
    ///
    /// # Panics
    /// Never: its own key can be written.
    #[must_use]
    pub fn made(&self, challenge: &str) -> MadePasskey {
        let credential = self.credential();
        let length = u16::try_from(credential.len()).expect("a digest is short").to_be_bytes();
        let data = [&self.data(0x45)[..], &[0; 16], &length, &credential, b"a key in CBOR"].concat();
        let key: PublicKeyX509Der<'_> = self.key.public_key().as_der().expect("the key can be written");
        MadePasskey {
            name: PasskeyName::parse("Телефон").expect("a name"),
            client_data: text(client_data("webauthn.create", challenge)),
            authenticator_data: text(data),
            public_key: text(key.as_ref()),
            algorithm: -7,
        }
    }

    /// What comes of `navigator.credentials.get()`.
    ///
    /// # Panics
    /// When the system gives no randomness.
    #[must_use]
    pub fn signs(&self, challenge: &str) -> PasskeyUse {
        let client_data = client_data("webauthn.get", challenge);
        let data = self.data(0x05);
        let signed = [&data[..], digest(&SHA256, client_data.as_bytes()).as_ref()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).expect("the system is random");
        PasskeyUse {
            credential: text(self.credential()),
            user: self.user.clone(),
            client_data: text(client_data),
            authenticator_data: text(data),
            signature: text(signature.as_ref()),
            device: DeviceName::lossy("test"),
            address: "192.0.2.7".to_owned(),
        }
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        [digest(&SHA256, HOST.as_bytes()).as_ref(), &[flags], &self.count.to_be_bytes()].concat()
    }
}
