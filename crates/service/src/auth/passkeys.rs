//! Passkeys: signing in without a password, by a key that lives in a device and makes sure of the person itself.
//!
//! A passkey comes besides the password and never in its place, so removing the last one locks nobody out. It makes sure of
//! the person (PIN, finger, face), so it counts as both steps and no code is asked for besides.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use zvonilka_model::{Actor, DeviceName, Passkey, PasskeyId, PasskeyName, SignInWay, UserId};
use zvonilka_store::NewPasskey;

use super::{
    Auth, SignIn,
    challenges::Purpose,
    webauthn::{self, Ceremony, Flaw},
};
use crate::ServiceError;

/// Keys that one person has at most.
const KEYS_MAX: u32 = 20;

/// Where passkeys work: they are bound to the host of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeySite {
    /// The host's name, to which keys are bound (the RP ID).
    pub host: String,
    /// The page's origin.
    pub origin: String,
}

/// What a browser needs to make a key.
#[derive(Debug, Clone)]
pub struct PasskeyPlan {
    /// What it has to hand back.
    pub challenge: String,
    /// For the authenticator: whose the key is. Stays the same.
    pub user: UserId,
    /// What the authenticator shows of the account.
    pub login: String,
    /// The same, for people.
    pub display_name: String,
    /// Keys that are here already: an authenticator that holds one of them makes no other.
    pub known: Vec<String>,
}

/// A key that a browser made. The texts are base64url.
#[derive(Debug, Clone)]
pub struct MadePasskey {
    /// What its owner calls it.
    pub name: PasskeyName,
    /// What the browser says it did.
    pub client_data: String,
    /// What the authenticator says.
    pub authenticator_data: String,
    /// The public key, X.509.
    pub public_key: String,
    /// Its kind (COSE).
    pub algorithm: i64,
}

/// A use of a key. The texts are base64url.
#[derive(Debug, Clone)]
pub struct PasskeyUse {
    /// Which key.
    pub credential: String,
    /// Whose the authenticator says it is.
    pub user: String,
    /// What the browser says it did.
    pub client_data: String,
    /// What the authenticator says.
    pub authenticator_data: String,
    /// Its signature.
    pub signature: String,
    /// What the device calls itself.
    pub device: DeviceName,
    /// Where the request comes from.
    pub address: String,
}

impl Auth {
    /// The person's keys, the newest first.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn passkeys(&self, actor: Actor) -> Result<Vec<Passkey>, ServiceError> {
        Ok(self.core.store.passkeys_of(actor.user).await?)
    }

    /// What a browser needs to make a key for somebody.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] for a wrong password, [`ServiceError::TooManyPasskeys`], and the rate limit.
    pub async fn plan_passkey(&self, actor: Actor, password: String) -> Result<PasskeyPlan, ServiceError> {
        let person = self.confirm_oneself(actor, password).await?;
        let known = self.core.store.credentials_in_use(actor.user).await?;
        if known.len() >= KEYS_MAX as usize {
            return Err(ServiceError::TooManyPasskeys);
        }
        Ok(PasskeyPlan {
            challenge: self.challenges.make(Purpose::Add(actor.user), self.core.clock.now())?,
            user: actor.user,
            login: person.login.into_string(),
            display_name: person.display_name.into_string(),
            known,
        })
    }

    /// Adds a key that a browser made as planned.
    ///
    /// # Errors
    /// [`ServiceError::PasskeyRefused`] when something about it is not right, [`ServiceError::TooManyPasskeys`],
    /// [`ServiceError::Conflict`] when it is here already.
    pub async fn add_passkey(
        &self,
        actor: Actor,
        site: &PasskeySite,
        made: MadePasskey,
    ) -> Result<Passkey, ServiceError> {
        let now = self.core.clock.now();
        let client_data = bytes(&made.client_data)?;
        let challenge = webauthn::client_data(&client_data, Ceremony::Create, site).map_err(refused)?;
        let good = self.challenges.read(&challenge, Purpose::Add(actor.user), now);
        let good = good.ok_or_else(|| refused(Flaw("the challenge is not good any more")))?;
        let authenticator_data = bytes(&made.authenticator_data)?;
        let said = webauthn::said(&authenticator_data, site).map_err(refused)?;
        let credential = URL_SAFE_NO_PAD.encode(said.credential().map_err(refused)?);
        let public_key = bytes(&made.public_key)?;
        webauthn::key(made.algorithm, &public_key).map_err(refused)?;
        if !self.challenges.use_up(good, now)? {
            return Err(refused(Flaw("the challenge was used")));
        }
        let new = NewPasskey {
            user: actor.user,
            credential: &credential,
            algorithm: made.algorithm,
            public_key: &URL_SAFE_NO_PAD.encode(&public_key),
            sign_count: said.sign_count,
            host: &site.host,
            name: made.name,
        };
        if let Some(passkey) = self.core.store.add_passkey(new, KEYS_MAX).await? {
            tracing::info!(user = ?actor.user, passkey = ?passkey.id, "a passkey was added");
            return Ok(passkey);
        }
        let have = self.core.store.passkeys_of(actor.user).await?.len();
        Err(if have >= KEYS_MAX as usize { ServiceError::TooManyPasskeys } else { ServiceError::Conflict })
    }

    /// Gives one of the person's keys another name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs, and the rate limit.
    pub async fn rename_passkey(
        &self,
        actor: Actor,
        id: PasskeyId,
        name: PasskeyName,
    ) -> Result<Passkey, ServiceError> {
        self.core.limits.mine(actor.user)?;
        self.core.store.rename_passkey(actor.user, id, &name).await?.ok_or(ServiceError::NotFound)
    }

    /// Removes one of the person's keys; sessions that began with it go on.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn remove_passkey(&self, actor: Actor, id: PasskeyId) -> Result<(), ServiceError> {
        if self.core.store.remove_passkey(actor.user, id).await? {
            tracing::info!(user = ?actor.user, passkey = ?id, "a passkey was removed");
            Ok(())
        } else {
            Err(ServiceError::NotFound)
        }
    }

    /// What a key has to sign so that its owner, whoever that is, is signed in.
    ///
    /// # Errors
    /// The rate limit.
    pub fn passkey_challenge(&self, address: &str) -> Result<String, ServiceError> {
        self.core.limits.passkey(address)?;
        self.challenges.make(Purpose::SignIn, self.core.clock.now())
    }

    /// Signs the owner of a key in.
    ///
    /// # Errors
    /// [`ServiceError::PasskeyRefused`] without telling what was wrong, [`ServiceError::AccountDisabled`], and the rate
    /// limit.
    pub async fn log_in_by_passkey(
        &self,
        site: &PasskeySite,
        command: PasskeyUse,
    ) -> Result<SignIn, ServiceError> {
        self.core.limits.passkey(&command.address)?;
        let now = self.core.clock.now();
        let client_data = bytes(&command.client_data)?;
        let challenge = webauthn::client_data(&client_data, Ceremony::Get, site).map_err(refused)?;
        let good = self.challenges.read(&challenge, Purpose::SignIn, now);
        let good = good.ok_or_else(|| refused(Flaw("the challenge is not good any more")))?;
        let authenticator_data = bytes(&command.authenticator_data)?;
        let said = webauthn::said(&authenticator_data, site).map_err(refused)?;
        // Written anew, so that one id has one text.
        let credential = URL_SAFE_NO_PAD.encode(bytes(&command.credential)?);
        let found = self.core.store.key_in_use(&credential).await?;
        let key = found.filter(|key| {
            key.host == site.host && bytes(&command.user).is_ok_and(|user| user == handle(key.user))
        });
        let key = key.ok_or_else(|| refused(Flaw("nobody here has this key")))?;
        let public_key = webauthn::key(key.algorithm, &bytes(&key.public_key)?).map_err(refused)?;
        webauthn::verify(&public_key, &authenticator_data, &client_data, &bytes(&command.signature)?)
            .map_err(refused)?;
        if !self.challenges.use_up(good, now)? {
            return Err(refused(Flaw("the challenge was used")));
        }
        // One that counts and has not counted on was copied (WebAuthn section 6.1.1); most do not count.
        let counts = said.sign_count != 0 || key.sign_count != 0;
        let stands_still = counts && i64::from(said.sign_count) <= key.sign_count;
        if stands_still || !self.core.store.note_passkey_use(key.id, key.sign_count, said.sign_count).await? {
            tracing::warn!(user = ?key.user, passkey = ?key.id, "a passkey was used twice with one counter");
            return Err(ServiceError::PasskeyRefused);
        }
        let credentials =
            self.core.store.credentials_of(key.user).await?.ok_or(ServiceError::PasskeyRefused)?;
        if credentials.disabled {
            return Err(ServiceError::AccountDisabled);
        }
        self.begin_session(credentials.person, SignInWay::Passkey, &command.device, command.address).await
    }
}

/// What an authenticator keeps of whose its key is: an id of ours, nothing about the person.
fn handle(user: UserId) -> [u8; 16] {
    user.bits().to_be_bytes()
}

impl PasskeyPlan {
    /// Whose the key is, as the authenticator keeps it: base64url.
    #[must_use]
    pub fn user_handle(&self) -> String {
        URL_SAFE_NO_PAD.encode(handle(self.user))
    }
}

fn bytes(text: &str) -> Result<Vec<u8>, ServiceError> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| refused(Flaw("not base64url")))
}

/// What was wrong helps whoever runs the server, and nobody else.
fn refused(flaw: Flaw) -> ServiceError {
    tracing::info!(%flaw, "a passkey was refused");
    ServiceError::PasskeyRefused
}
