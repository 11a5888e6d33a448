//! Letters to people: what is written to whom is decided here. Sending is somebody else's work (it touches the network).
//!
//! A letter waits in a queue that lasts. It names an account, or an address as somebody typed it; whose that is is looked
//! up only when the letter is sent, so that whoever asks for a reset hears the same, in the same time, whether the
//! address is known or not. The secret in a link is made then, too: neither the queue nor the database ever holds it.

mod letter;
pub(crate) mod token;

use std::{sync::Arc, time::Duration};

use zvonilka_model::{Email, Language, Person, Timestamp, UserId};
use zvonilka_store::{
    LinkPurpose, MailJob, MailJobId, MailKind, MailSettings, MailTo, NewMailJob, NewMailLink, StoreError,
};

use self::letter::Letter;
use crate::{ServiceError, core::Core};

/// When a letter comes again whose sending was cut off; longer than sending may take.
const LEASE: Duration = Duration::from_secs(120);
/// The first pause after the mail server could not be had; each next one is twice as long.
const PAUSE: Duration = Duration::from_secs(15);
const PAUSE_MAX: Duration = Duration::from_secs(3_600);
/// For how long a link to a new password is good, and a request for one is worth being sent.
pub(crate) const RESET_LASTS: Duration = Duration::from_secs(3_600);
/// The same for the confirmation of an address.
pub(crate) const CONFIRM_LASTS: Duration = Duration::from_secs(24 * 3_600);
/// For how long it is worth telling somebody what happened to their account.
const NOTICE_LASTS: Duration = Duration::from_secs(24 * 3_600);

/// What the owner set.
#[derive(Debug, Clone)]
pub struct MailPolicy {
    /// Where links in letters lead: the page's address, without a slash at the end.
    pub base_url: String,
}

/// A letter to be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailDelivery {
    /// To which address.
    pub to: String,
    /// What stands above it.
    pub subject: String,
    /// What it says, as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    job: MailJobId,
    attempts: u32,
    expires_at: Timestamp,
}

/// What came of sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailOutcome {
    /// The mail server has it.
    Accepted,
    /// The mail server does not take it, and will not.
    Refused,
    /// The mail server cannot be had, or asks to come back later.
    Later,
}

/// The queue of letters. Cheap to clone.
#[derive(Clone)]
pub struct Mail {
    core: Arc<Core>,
}

impl Core {
    /// Whether letters are sent here at all.
    pub(crate) fn writes(&self) -> bool {
        self.settings.mail.is_some()
    }

    /// Puts a letter into the queue.
    pub(crate) async fn post(&self, job: &NewMailJob) -> Result<(), StoreError> {
        self.store.queue_mail(job).await?;
        self.posted.notify_one();
        Ok(())
    }

    /// Asks whoever has an address to confirm it.
    pub(crate) async fn post_confirmation(&self, to: Email, language: Language) -> Result<(), StoreError> {
        let expires_at = self.clock.now() + CONFIRM_LASTS;
        self.post(&about_address(MailKind::Confirm, to, language, expires_at)).await
    }

    /// Sends a link to a new password to whoever has an address.
    pub(crate) async fn post_reset(&self, to: Email, language: Language) -> Result<(), StoreError> {
        let expires_at = self.clock.now() + RESET_LASTS;
        self.post(&about_address(MailKind::Reset, to, language, expires_at)).await
    }

    /// Tells somebody what happened to their account; nobody without a confirmed address. What cannot be noted is not
    /// told: the thing itself is done.
    pub(crate) async fn post_notice(&self, kind: MailKind, to: MailTo, device: &str, place: &str) {
        if !self.writes() {
            return;
        }
        let job = NewMailJob {
            kind,
            to,
            language: Language::Russian,
            device: device.to_owned(),
            place: place.to_owned(),
            expires_at: self.clock.now() + NOTICE_LASTS,
        };
        if let Err(error) = self.post(&job).await {
            tracing::warn!(%error, "a letter could not be queued");
        }
    }
}

fn about_address(kind: MailKind, to: Email, language: Language, expires_at: Timestamp) -> NewMailJob {
    NewMailJob {
        kind,
        to: MailTo::Address(to),
        language,
        device: String::new(),
        place: String::new(),
        expires_at,
    }
}

impl Mail {
    pub(crate) const fn new(core: Arc<Core>) -> Self {
        Self { core }
    }

    /// Whether letters are sent here.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.core.writes()
    }

    /// Takes up to `limit` letters to send now. What was taken and is not [finished](Self::finish) within two minutes
    /// comes again.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn take(&self, limit: u32) -> Result<Vec<MailDelivery>, ServiceError> {
        let mut deliveries = Vec::new();
        for job in self.core.store.take_mail(limit, LEASE).await? {
            match self.write(&job).await? {
                Some(delivery) => deliveries.push(delivery),
                None => self.core.store.finish_mail(job.id, None).await?,
            }
        }
        Ok(deliveries)
    }

    /// How long until a letter is due, unless something else happens.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn next_due(&self) -> Result<Option<Duration>, ServiceError> {
        let next = self.core.store.next_mail_at().await?;
        Ok(next.map(|at| at.since(self.core.clock.now())))
    }

    /// Waits until something was put into the queue since the last call; for one task.
    pub async fn queued(&self) {
        self.core.posted.notified().await;
    }

    /// Ends the work on a letter, or puts it off.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails; then it comes again.
    pub async fn finish(&self, delivery: &MailDelivery, outcome: MailOutcome) -> Result<(), ServiceError> {
        let again = match outcome {
            MailOutcome::Accepted | MailOutcome::Refused => None,
            MailOutcome::Later => {
                let again = self.core.clock.now() + pause(delivery.attempts);
                (again < delivery.expires_at).then_some(again)
            }
        };
        if again.is_none() && outcome != MailOutcome::Accepted {
            tracing::warn!(?outcome, attempts = delivery.attempts, "a letter was given up");
        }
        Ok(self.core.store.finish_mail(delivery.job, again).await?)
    }

    /// Forgets what is of no use any more.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn forget_old(&self) -> Result<(), ServiceError> {
        Ok(self.core.store.forget_old_mail().await?)
    }

    /// The letter, unless there is nobody (any more) to whom it can go.
    async fn write(&self, job: &MailJob) -> Result<Option<MailDelivery>, ServiceError> {
        let Some(policy) = &self.core.settings.mail else { return Ok(None) };
        let Some((person, address)) = self.addressee(job).await? else { return Ok(None) };
        let settings = self.core.store.mail_settings(person.id).await?;
        let language = match job.kind {
            // Asked for just now, on a page in that language.
            MailKind::Reset | MailKind::Confirm => job.language,
            MailKind::PasswordChanged | MailKind::AddressChanged | MailKind::SignIn => {
                settings.map_or(job.language, |settings| settings.language)
            }
        };
        let login = person.login.as_str();
        let letter = match job.kind {
            MailKind::Reset => {
                let link = self.link(&person, &address, LinkPurpose::Reset, RESET_LASTS).await?;
                Letter::reset(language, login, &format!("{}/reset/{link}", policy.base_url))
            }
            MailKind::Confirm => {
                let link = self.link(&person, &address, LinkPurpose::Confirm, CONFIRM_LASTS).await?;
                Letter::confirm(language, login, &format!("{}/confirm/{link}", policy.base_url))
            }
            MailKind::PasswordChanged => {
                Letter::password_changed(language, login, job.noted_at, &policy.base_url)
            }
            MailKind::AddressChanged => Letter::address_changed(language, login, job.noted_at),
            MailKind::SignIn => Letter::sign_in(language, login, job, &policy.base_url),
        };
        Ok(Some(MailDelivery {
            to: address.as_str().to_owned(),
            text: letter.text(),
            html: letter.html(),
            subject: letter.subject,
            job: job.id,
            attempts: job.attempts,
            expires_at: job.expires_at,
        }))
    }

    /// To whom a letter goes. An address that is not confirmed gets its confirmation and nothing else.
    async fn addressee(&self, job: &MailJob) -> Result<Option<(Person, Email)>, ServiceError> {
        let store = &self.core.store;
        let person = match &job.to {
            MailTo::Address(address) => store.person_at(address).await?,
            MailTo::Account(user) => store.person(*user).await?,
            MailTo::Former(user, address) => {
                return Ok(store.person(*user).await?.map(|person| (person, address.clone())));
            }
        };
        let wanted = job.kind != MailKind::Confirm;
        Ok(person.filter(|person| person.email_confirmed == wanted).and_then(|person| {
            let address = person.email.clone()?;
            Some((person, address))
        }))
    }

    /// What stands in a link; only its digest is kept.
    async fn link(
        &self,
        person: &Person,
        address: &Email,
        purpose: LinkPurpose,
        lasts: Duration,
    ) -> Result<String, ServiceError> {
        let token = token::generate()?;
        let link = NewMailLink {
            digest: &token::digest(&token),
            purpose,
            user: person.id,
            address: Some(address.folded()),
            expires_at: self.core.clock.now() + lasts,
        };
        self.core.store.add_mail_link(link).await?;
        Ok(token)
    }
}

impl Core {
    /// How somebody wants to be written to; with a notice of every new sign-in unless they said otherwise.
    pub(crate) async fn mail_settings(&self, user: UserId) -> Result<MailSettings, StoreError> {
        let usual = MailSettings { language: Language::Russian, sign_in_notice: true };
        Ok(self.store.mail_settings(user).await?.unwrap_or(usual))
    }
}

/// How long to wait after so many tries in vain.
fn pause(attempts: u32) -> Duration {
    PAUSE.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1))).min(PAUSE_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_twice_as_long_as_the_one_before_up_to_an_hour() {
        let seconds: Vec<u64> = [1, 2, 3, 9, 40, u32::MAX].map(|n| pause(n).as_secs()).to_vec();
        assert_eq!(seconds, [15, 30, 60, 3_600, 3_600, 3_600]);
    }
}
