//! Telling people of things while no page of theirs is open: who is told what and how often is decided here. Sending is
//! somebody else's work (it touches the network).
//!
//! What happens is noted on the desk by whoever does it, after the commit; a task of its own turns it into jobs of a queue
//! that lasts. A note that is lost with a crash costs a notification, never a message.

mod desk;
mod keys;
mod payload;
mod planner;
mod words;

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_model::{Actor, Invalid, PresenceState, SessionId, Timestamp, UserId, call::RingState};
use zvonilka_store::{PushJob, PushJobId, PushState, Resubscribed, Secret};
pub use zvonilka_store::{PushKind, PushSettings, PushSubscription, QuietHours};

pub(crate) use self::desk::{Desk, Occasion};
use self::{
    keys::PushKeys,
    planner::{Trial, call_topic},
};
use crate::{Calls, ServiceError, core::Core};

/// Bytes of an address at a push service at most; real ones have some 200.
const ENDPOINT_MAX: usize = 1_024;
/// Bytes of a device's public key, a point of P-256.
const KEY_BYTES: usize = 65;
/// Bytes of the secret that goes with it (RFC 8291, section 3.2).
const AUTH_BYTES: usize = 16;
const ORIGIN_MAX: usize = 300;
/// When something comes again whose sending was cut off.
const LEASE: Duration = Duration::from_secs(60);
/// How often a device is told of a call that has not said that it rings.
const RING_AGAIN: Duration = Duration::from_secs(12);
/// The first pause after a push service could not be had; each next one is twice as long.
const PAUSE: Duration = Duration::from_secs(5);
/// The same for what is useless soon.
const RING_PAUSE: Duration = Duration::from_secs(2);
const PAUSE_MAX: Duration = Duration::from_secs(3_600);
/// How long a push service may ask us to wait.
const WAIT_MAX: Duration = Duration::from_secs(24 * 3_600);
/// For how long it is kept what was told of a call that is over, so that the last word about it finds the first.
const KEPT_FOR: Duration = Duration::from_secs(120);

/// What the owner set.
#[derive(Debug, Clone, Default)]
pub struct PushPolicy {
    /// Whether anything is told at all.
    pub enabled: bool,
    /// Whom a push service may write to, as `mailto:` or `https:`; `None` names the page's own address.
    pub subject: Option<String>,
    /// Whether push services may be in the owner's own network.
    pub private_endpoints: bool,
}

/// Something to be sent now.
#[derive(Clone)]
pub struct PushDelivery {
    /// Where, and with which keys.
    pub subscription: PushSubscription,
    /// What, as JSON.
    pub payload: String,
    /// For how long a push service should keep it.
    pub ttl: Duration,
    /// How soon the device should wake up for it.
    pub urgency: Urgency,
    /// Under which name it replaces what is older; characters of base64url.
    pub topic: String,
    job: PushJobId,
    session: SessionId,
    kind: PushKind,
    attempts: u32,
    expires_at: Timestamp,
}

/// How soon a device should wake up (RFC 8030, section 5.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// When it is awake anyway.
    Low,
    /// On power or on Wi-Fi.
    Normal,
    /// At once.
    High,
}

/// What came of sending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushOutcome {
    /// The push service has it.
    Accepted,
    /// The device has no such address any more.
    Gone,
    /// The address is one where nothing is sent.
    Forbidden,
    /// The push service does not take it, and will not.
    Refused,
    /// The push service cannot be had, or asks to come back later.
    Later(Option<Duration>),
}

/// What a called device says without being signed in anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallAnswer {
    /// It rings.
    Rings,
    /// Its person declines.
    Decline,
}

/// Use cases of telling people of things. Cheap to clone.
#[derive(Clone)]
pub struct Push {
    core: Arc<Core>,
    calls: Calls,
    keys: Arc<PushKeys>,
}

impl Push {
    pub(crate) fn start(
        core: Arc<Core>,
        calls: Calls,
        tasks: &TaskTracker,
        stop: &CancellationToken,
    ) -> Self {
        let keys = Arc::new(PushKeys::new(core.store.secret(Secret::Push)));
        if let Some(pile) = core.desk.pile() {
            tasks.spawn(planner::run(Arc::clone(&core), Arc::clone(&keys), pile, stop.clone()));
        }
        Self { core, calls, keys }
    }

    /// Whether anything is told here.
    #[must_use]
    pub fn enabled(&self) -> bool {
        self.core.settings.push.enabled
    }

    /// The key with which pages subscribe; `None` when the owner switched it off.
    #[must_use]
    pub fn public_key(&self) -> Option<String> {
        self.enabled().then(|| self.keys.public())
    }

    /// Keeps where this device can be told things.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for what cannot be an address or a key, [`ServiceError::Conflict`] when the owner
    /// switched it off, and the rate limit.
    pub async fn subscribe(&self, actor: Actor, new: PushSubscription) -> Result<(), ServiceError> {
        self.core.limits.subscribe(actor.user)?;
        if !self.enabled() {
            return Err(ServiceError::Conflict);
        }
        self.check(&new.endpoint, &new.p256dh, &new.auth)?;
        let is_origin = new.origin.starts_with("https://") || new.origin.starts_with("http://");
        if !is_origin || new.origin.len() > ORIGIN_MAX || new.origin.chars().any(|c| !c.is_ascii_graphic()) {
            return Err(invalid("origin"));
        }
        self.core.store.subscribe(actor.user, actor.session, &new).await?;
        self.core.desk.somebody_subscribed();
        Ok(())
    }

    /// A browser's address is another one now.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] unless the old address and its secret are known; [`ServiceError::Invalid`].
    pub async fn resubscribe(&self, old: (&str, &str), new: (&str, &str, &str)) -> Result<(), ServiceError> {
        self.check(new.0, new.1, new.2)?;
        match self.core.store.resubscribe(old, new).await? {
            Resubscribed::Replaced => Ok(()),
            Resubscribed::Unknown => Err(ServiceError::NotFound),
        }
    }

    /// Tells this device nothing more.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn unsubscribe(&self, actor: Actor) -> Result<(), ServiceError> {
        self.core.store.unsubscribe(actor.session).await?;
        Ok(())
    }

    /// Whether this device is told things, and how it went lately.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn state(&self, actor: Actor) -> Result<Option<PushState>, ServiceError> {
        Ok(self.core.store.push_state(actor.session).await?)
    }

    /// How somebody wants to be told things.
    ///
    /// # Errors
    /// Only when the database fails.
    pub async fn settings(&self, actor: Actor) -> Result<PushSettings, ServiceError> {
        Ok(self.core.store.push_settings(actor.user).await?)
    }

    /// Keeps how somebody wants to be told things.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for times that no day has.
    pub async fn set_settings(&self, actor: Actor, settings: PushSettings) -> Result<(), ServiceError> {
        const DAY: u32 = 24 * 60;
        const OFFSET_MAX: i32 = 15 * 60;
        self.core.limits.mine(actor.user)?;
        if settings
            .quiet
            .is_some_and(|quiet| quiet.from >= DAY || quiet.to >= DAY || quiet.utc_offset.abs() > OFFSET_MAX)
        {
            return Err(invalid("quietHours"));
        }
        Ok(self.core.store.set_push_settings(actor.user, settings).await?)
    }

    /// Tells this device that it can be told things.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it has no subscription, and the rate limit.
    pub async fn test(&self, actor: Actor) -> Result<(), ServiceError> {
        self.try_out(actor, Trial::Notification).await
    }

    /// Lets this device ring in ten seconds, as a call would: meanwhile it can be locked.
    ///
    /// # Errors
    /// As for [`Self::test`].
    pub async fn test_call(&self, actor: Actor) -> Result<(), ServiceError> {
        self.try_out(actor, Trial::Call).await
    }

    async fn try_out(&self, actor: Actor, trial: Trial) -> Result<(), ServiceError> {
        self.core.limits.subscribe(actor.user)?;
        let mine = self.core.store.push_recipients(actor.user).await?;
        let to = mine.iter().find(|to| to.session == actor.session).ok_or(ServiceError::NotFound)?;
        let job = planner::test(trial, to, self.core.clock.now());
        self.core.store.queue_pushes(&[job]).await?;
        self.core.desk.note_queued();
        Ok(())
    }

    /// A device that was woken up for a call says what became of it. What it shows for that came with the call.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] for what is no ticket of ours and for a sign-in that is over; the refusals of
    /// [`Calls::rings`] and [`Calls::reject`].
    pub async fn answer(&self, ticket: &str, answer: CallAnswer) -> Result<(), ServiceError> {
        let ticket = self.keys.read_ticket(ticket).ok_or(ServiceError::NotFound)?;
        let state = self.core.store.session_state(ticket.session).await?;
        let state = state.filter(|state| !state.ended && !state.disabled).ok_or(ServiceError::NotFound)?;
        let actor = Actor { user: state.session.user, session: ticket.session, admin: state.admin };
        match answer {
            CallAnswer::Rings => {
                self.calls.rings_by_push(actor, ticket.call, ticket.device, RingState::Ringing).await?;
                // It rings: no need to say it again.
                let never = self.core.clock.now() + KEPT_FOR;
                Ok(self.core.store.hold_push(ticket.session, &call_topic(ticket.call), never).await?)
            }
            CallAnswer::Decline => self.calls.reject(actor, ticket.call).await.map(|_| ()),
        }
    }

    /// Takes up to `limit` things to send now. What was taken and is not [finished](Self::finish) within a minute comes
    /// again.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn take(&self, limit: u32) -> Result<Vec<PushDelivery>, ServiceError> {
        let mut deliveries = Vec::new();
        for job in self.core.store.take_pushes(limit, LEASE).await? {
            if self.is_idle(&job) {
                self.core.store.finish_push(job.id, None).await?;
            } else {
                deliveries.push(self.delivery(job));
            }
        }
        Ok(deliveries)
    }

    /// How long until something is due, unless something else happens.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn next_due(&self) -> Result<Option<Duration>, ServiceError> {
        let next = self.core.store.next_push_at().await?;
        Ok(next.map(|at| at.since(self.core.clock.now())))
    }

    /// The time, as the rules see it.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.core.clock.now()
    }

    /// Waits until something was put into the queue since the last call; for one task.
    pub async fn queued(&self) {
        self.core.desk.queued().await;
    }

    /// What a push service at `audience` (an origin) is shown, so that it knows who speaks.
    #[must_use]
    pub fn authorization(&self, audience: &str, delivery: &PushDelivery) -> String {
        let origin = &delivery.subscription.origin;
        let subject = match &self.core.settings.push.subject {
            Some(subject) => subject.as_str(),
            None if origin.starts_with("https://") => origin,
            // Only a page on this very machine subscribes without encryption.
            None => "mailto:owner@example.org",
        };
        self.keys.authorization(audience, subject, self.core.clock.now())
    }

    /// Ends the work on something to be sent, or puts it off.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails; then it comes again.
    pub async fn finish(&self, delivery: PushDelivery, outcome: PushOutcome) -> Result<(), ServiceError> {
        let store = &self.core.store;
        let now = self.core.clock.now();
        match outcome {
            PushOutcome::Gone | PushOutcome::Forbidden => {
                tracing::info!(session = ?delivery.session, ?outcome, "a device can be told nothing any more");
                store.unsubscribe(delivery.session).await?;
                return Ok(());
            }
            PushOutcome::Accepted => {
                // A call is told again until somebody says that it rings, or answers, or it is over.
                let again = (delivery.kind == PushKind::Ring).then(|| now + RING_AGAIN);
                store.finish_push(delivery.job, again).await?;
            }
            PushOutcome::Refused => store.finish_push(delivery.job, None).await?,
            PushOutcome::Later(wait) => {
                let wait = wait.map_or_else(|| pause(&delivery), |wait| wait.min(WAIT_MAX));
                let again = now + wait;
                store.finish_push(delivery.job, (again < delivery.expires_at).then_some(again)).await?;
            }
        }
        Ok(store.note_push(delivery.session, word(outcome)).await?)
    }

    /// Forgets what is of no use any more.
    ///
    /// # Errors
    /// [`ServiceError`] when the database fails.
    pub async fn forget_old(&self) -> Result<(), ServiceError> {
        Ok(self.core.store.forget_old_pushes(self.core.clock.now() - KEPT_FOR).await?)
    }

    /// Whether nobody has to be told any more.
    fn is_idle(&self, job: &PushJob) -> bool {
        let sees = |user: UserId| self.core.presence.state(user) == PresenceState::Online;
        match job.kind {
            PushKind::Message | PushKind::Mention => job.read || sees(job.user),
            PushKind::Request => sees(job.user),
            PushKind::Ring | PushKind::Over | PushKind::Missed | PushKind::Test => false,
        }
    }

    fn delivery(&self, job: PushJob) -> PushDelivery {
        let urgency = match job.kind {
            PushKind::Ring | PushKind::Over | PushKind::Test | PushKind::Mention => Urgency::High,
            PushKind::Message | PushKind::Missed => Urgency::Normal,
            PushKind::Request => Urgency::Low,
        };
        PushDelivery {
            ttl: job.expires_at.since(self.core.clock.now()),
            urgency,
            topic: self.keys.topic(job.session, &job.topic),
            subscription: job.subscription,
            payload: job.payload,
            job: job.id,
            session: job.session,
            kind: job.kind,
            attempts: job.attempts,
            expires_at: job.expires_at,
        }
    }

    fn check(&self, endpoint: &str, p256dh: &str, auth: &str) -> Result<(), ServiceError> {
        let private = self.core.settings.push.private_endpoints;
        let is_there = endpoint.starts_with("https://") || (private && endpoint.starts_with("http://"));
        let plain = endpoint.len() <= ENDPOINT_MAX && endpoint.chars().all(|c| c.is_ascii_graphic());
        if !is_there || !plain {
            return Err(invalid("endpoint"));
        }
        let has_bytes = |text: &str, count| {
            URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).is_ok_and(|bytes| bytes.len() == count)
        };
        if !has_bytes(p256dh, KEY_BYTES) || !has_bytes(auth, AUTH_BYTES) {
            return Err(invalid("keys"));
        }
        Ok(())
    }
}

const fn invalid(field: &'static str) -> ServiceError {
    ServiceError::Invalid { field, problem: Invalid::Format }
}

/// How long to wait after so many tries in vain.
fn pause(delivery: &PushDelivery) -> Duration {
    let first = if delivery.kind == PushKind::Ring { RING_PAUSE } else { PAUSE };
    let doubled = 2_u32.saturating_pow(delivery.attempts.saturating_sub(1));
    first.saturating_mul(doubled).min(PAUSE_MAX)
}

/// The stable word for what came of sending.
const fn word(outcome: PushOutcome) -> &'static str {
    match outcome {
        PushOutcome::Accepted => "accepted",
        PushOutcome::Gone => "gone",
        PushOutcome::Forbidden => "forbidden",
        PushOutcome::Refused => "refused",
        PushOutcome::Later(_) => "later",
    }
}
