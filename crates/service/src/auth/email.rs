//! A person's e-mail address, and what can be done with links that were sent there.

use zvonilka_model::{Actor, Email, Language, Login, Person, SessionEnd};
use zvonilka_store::{LinkPurpose, MailKind, MailSettings, MailTo, NewMailLink};

use super::{Auth, NewPassword};
use crate::{
    ServiceError,
    mail::{RESET_LASTS, token},
};

impl Auth {
    /// Sends a link to a new password to whoever has this address confirmed. Whether anybody has is not told, neither by
    /// the answer nor by its time.
    ///
    /// # Errors
    /// [`ServiceError::MailOff`] and the rate limit.
    pub async fn forgot_password(
        &self,
        email: Email,
        language: Language,
        address: &str,
    ) -> Result<(), ServiceError> {
        self.may_write(&email, address)?;
        Ok(self.core.post_reset(email, language).await?)
    }

    /// Sends the confirmation again to whoever has this address unconfirmed; as little is told as above.
    ///
    /// # Errors
    /// [`ServiceError::MailOff`] and the rate limit.
    pub async fn resend_confirmation(
        &self,
        email: Email,
        language: Language,
        address: &str,
    ) -> Result<(), ServiceError> {
        self.may_write(&email, address)?;
        Ok(self.core.post_confirmation(email, language).await?)
    }

    /// Whose password a link may set.
    ///
    /// # Errors
    /// [`ServiceError::LinkUnknown`] for a link that is not good (any more), and the rate limit.
    pub async fn resettable(&self, token: &str, address: &str) -> Result<Login, ServiceError> {
        self.core.limits.open_link(address)?;
        let found = self.core.store.mail_link(&token::digest(token), LinkPurpose::Reset).await?;
        Ok(found.ok_or(ServiceError::LinkUnknown)?.login)
    }

    /// Sets a password by a link, which is used up by it, ends all sessions, and tells the person.
    ///
    /// # Errors
    /// [`ServiceError::LinkUnknown`], [`ServiceError::Invalid`] when the password breaks the policy (the link stays
    /// good), and the rate limit.
    pub async fn reset_password(
        &self,
        token: &str,
        password: String,
        address: &str,
    ) -> Result<(), ServiceError> {
        self.core.limits.open_link(address)?;
        let digest = token::digest(token);
        let found = self.core.store.mail_link(&digest, LinkPurpose::Reset).await?;
        let person = found.ok_or(ServiceError::LinkUnknown)?;
        let invalid = |problem| ServiceError::Invalid { field: "newPassword", problem };
        let new = NewPassword::parse(password, &person.login).map_err(invalid)?;
        let hash = self.passwords.hash(new.0).await?;
        let reset = self.core.store.reset_password(&digest, &hash).await?;
        let person = reset.ok_or(ServiceError::LinkUnknown)?;
        tracing::info!(user = ?person.id, "a password was reset by a link");
        self.end_all(person.id, None, SessionEnd::PasswordChanged).await?;
        self.core.post_notice(MailKind::PasswordChanged, MailTo::Account(person.id), "", address).await;
        Ok(())
    }

    /// Confirms an address by a link, which is used up by it.
    ///
    /// # Errors
    /// [`ServiceError::LinkUnknown`] and the rate limit.
    pub async fn confirm_email(&self, token: &str, address: &str) -> Result<Person, ServiceError> {
        self.core.limits.open_link(address)?;
        let confirmed = self.core.store.confirm_email(&token::digest(token)).await?;
        confirmed.ok_or(ServiceError::LinkUnknown)
    }

    /// Gives oneself another address, or none. It is asked to be confirmed; the one before is told.
    ///
    /// # Errors
    /// [`ServiceError::WrongCredentials`] for a wrong password, [`ServiceError::EmailTaken`],
    /// [`ServiceError::MailOff`] (an address can be taken away all the same), and the rate limit.
    pub async fn change_email(
        &self,
        actor: Actor,
        email: Option<Email>,
        password: String,
        language: Language,
    ) -> Result<Person, ServiceError> {
        let store = &self.core.store;
        let before = self.confirm_oneself(actor, password).await?;
        if let Some(email) = &email {
            self.may_write(email, &actor.user.to_string())?;
        }
        if before.email == email {
            return Ok(before);
        }
        store.set_email(actor.user, email.as_ref()).await?.ok_or(ServiceError::EmailTaken)?;
        if let Some(former) = before.email.filter(|_| before.email_confirmed) {
            let to = MailTo::Former(actor.user, former);
            self.core.post_notice(MailKind::AddressChanged, to, "", "").await;
        }
        if let Some(email) = email {
            let settings = self.core.mail_settings(actor.user).await?;
            store.set_mail_settings(actor.user, MailSettings { language, ..settings }).await?;
            self.core.post_confirmation(email, language).await?;
        }
        store.person(actor.user).await?.ok_or(ServiceError::SessionEnded)
    }

    /// How somebody wants to be written to.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn mail_settings(&self, actor: Actor) -> Result<MailSettings, ServiceError> {
        Ok(self.core.mail_settings(actor.user).await?)
    }

    /// Keeps how somebody wants to be written to.
    ///
    /// # Errors
    /// The rate limit.
    pub async fn set_mail_settings(&self, actor: Actor, settings: MailSettings) -> Result<(), ServiceError> {
        self.core.limits.mine(actor.user)?;
        Ok(self.core.store.set_mail_settings(actor.user, settings).await?)
    }

    /// A link with which somebody sets a new password, once and within an hour; for the owner's command line, also where
    /// no letters are sent. Gives what follows `/reset/`.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has this login.
    pub async fn reset_link(&self, login: &Login) -> Result<String, ServiceError> {
        let credentials = self.core.store.credentials(login.as_str()).await?.ok_or(ServiceError::NotFound)?;
        let token = token::generate()?;
        let link = NewMailLink {
            digest: &token::digest(&token),
            purpose: LinkPurpose::Reset,
            user: credentials.person.id,
            address: None,
            expires_at: self.core.clock.now() + RESET_LASTS,
        };
        self.core.store.add_mail_link(link).await?;
        Ok(token)
    }

    /// Tells somebody of a sign-in on another device, if they want that.
    pub(super) async fn tell_sign_in(&self, person: &Person, device: &str, address: &str) {
        if !self.core.writes() || !person.email_confirmed {
            return;
        }
        let wants = self.core.mail_settings(person.id).await.is_ok_and(|settings| settings.sign_in_notice);
        if wants && self.core.limits.tell_sign_in(person.id).is_ok() {
            self.core.post_notice(MailKind::SignIn, MailTo::Account(person.id), device, address).await;
        }
    }

    fn may_write(&self, email: &Email, from: &str) -> Result<(), ServiceError> {
        if !self.core.writes() {
            return Err(ServiceError::MailOff);
        }
        self.core.limits.write_to(&email.folded(), from)
    }
}
