//! Rate limits: who tries too often waits, for a while, and never longer. Keyed by person, by address, or by
//! account and address together, so that a guesser cannot lock the true owner out from home.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::DashMapStateStore,
};
use zvonilka_model::{GuestId, UserId};

use crate::ServiceError;

/// Whether anything is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitSettings {
    /// As the product ships.
    Enabled,
    /// For load tests only.
    Disabled,
}

/// Keys that one limiter remembers before it drops those that are at rest again.
const KEYS_MAX: usize = 10_000;

struct Keyed<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, DashMapStateStore<K>, DefaultClock>,
}

impl<K: Hash + Eq + Clone> Keyed<K> {
    /// `burst` tries at once, then one per `period`.
    fn new(burst: u32, period: Duration) -> Self {
        let quota = Quota::with_period(period)
            .expect("limits have a period above zero")
            .allow_burst(NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN));
        Self { limiter: RateLimiter::dashmap(quota) }
    }

    fn check(&self, key: &K) -> Result<(), ServiceError> {
        if self.limiter.len() > KEYS_MAX {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(DefaultClock::default().now());
            ServiceError::TooManyRequests { retry_after: wait }
        })
    }
}

/// All limits there are.
pub struct RateLimits {
    limits: Option<Limits>,
}

struct Limits {
    log_in_account: Keyed<(String, String)>,
    log_in_address: Keyed<String>,
    register_address: Keyed<String>,
    invite_look_up: Keyed<String>,
    refresh_address: Keyed<String>,
    search: Keyed<UserId>,
    search_messages: Keyed<UserId>,
    message: Keyed<UserId>,
    change: Keyed<UserId>,
    typing: Keyed<UserId>,
    open_chat: Keyed<UserId>,
    call: Keyed<UserId>,
    call_sign: Keyed<UserId>,
    guest_sign: Keyed<GuestId>,
    ask_contact: Keyed<UserId>,
    circle: Keyed<UserId>,
    mine: Keyed<UserId>,
    welcome: Keyed<UserId>,
    own_password: Keyed<UserId>,
    second_factor: Keyed<UserId>,
    passkey: Keyed<String>,
    link: Keyed<UserId>,
    upload: Keyed<UserId>,
    preview: Keyed<UserId>,
    subscribe: Keyed<UserId>,
    letters_to: Keyed<String>,
    letters_from: Keyed<String>,
    letters: Keyed<()>,
    open_link: Keyed<String>,
    guest_look: Keyed<String>,
    guest_name: Keyed<String>,
    tell_sign_in: Keyed<UserId>,
    holdings: Keyed<UserId>,
    export: Keyed<UserId>,
}

impl RateLimits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        let limits = (settings == LimitSettings::Enabled).then(|| Limits {
            log_in_account: Keyed::new(10, Duration::from_secs(20)),
            log_in_address: Keyed::new(50, Duration::from_secs(3)),
            register_address: Keyed::new(30, Duration::from_secs(20)),
            invite_look_up: Keyed::new(30, Duration::from_secs(3)),
            refresh_address: Keyed::new(120, Duration::from_millis(500)),
            search: Keyed::new(30, Duration::from_millis(500)),
            search_messages: Keyed::new(30, Duration::from_millis(500)),
            message: Keyed::new(60, Duration::from_millis(50)),
            // Of messages that are there: somebody may select two hundred and delete them.
            change: Keyed::new(200, Duration::from_millis(50)),
            typing: Keyed::new(20, Duration::from_millis(500)),
            open_chat: Keyed::new(60, Duration::from_secs(2)),
            call: Keyed::new(15, Duration::from_secs(3)),
            // Everybody in the call hears of each: enough for applause, too little for noise.
            call_sign: Keyed::new(20, Duration::from_millis(500)),
            guest_sign: Keyed::new(20, Duration::from_millis(500)),
            ask_contact: Keyed::new(20, Duration::from_secs(30)),
            circle: Keyed::new(60, Duration::from_secs(1)),
            mine: Keyed::new(60, Duration::from_millis(250)),
            welcome: Keyed::new(30, Duration::from_secs(1)),
            own_password: Keyed::new(10, Duration::from_secs(20)),
            // Whoever asks has the password. Three of a million codes are good at any time: at this pace a year of
            // guessing finds one in three cases, and the person sees the refusals long before.
            second_factor: Keyed::new(10, Duration::from_secs(300)),
            passkey: Keyed::new(50, Duration::from_secs(3)),
            link: Keyed::new(30, Duration::from_secs(3)),
            upload: Keyed::new(100, Duration::from_millis(500)),
            // Each is a request to somebody else's server, and may leave a picture here.
            preview: Keyed::new(20, Duration::from_secs(20)),
            // A subscription names an address to which requests are sent; a test sends one.
            subscribe: Keyed::new(20, Duration::from_secs(10)),
            // A letter is a nuisance for whoever did not ask for it, and spoils our name with mail servers.
            letters_to: Keyed::new(3, Duration::from_secs(600)),
            letters_from: Keyed::new(10, Duration::from_secs(60)),
            // Also bounds the queue: what nobody has the address of waits there for an instant, too.
            letters: Keyed::new(300, Duration::from_secs(1)),
            open_link: Keyed::new(30, Duration::from_secs(3)),
            // A whole family may be behind one address, each with a reload or two.
            guest_look: Keyed::new(60, Duration::from_secs(2)),
            guest_name: Keyed::new(20, Duration::from_secs(10)),
            tell_sign_in: Keyed::new(10, Duration::from_secs(600)),
            // Counts everything there is.
            holdings: Keyed::new(10, Duration::from_secs(10)),
            // Reads everything there is, twice. A few at once, for whoever lost the connection.
            export: Keyed::new(5, Duration::from_secs(600)),
        });
        Self { limits }
    }

    fn with(&self, check: impl FnOnce(&Limits) -> Result<(), ServiceError>) -> Result<(), ServiceError> {
        self.limits.as_ref().map_or(Ok(()), check)
    }

    pub(crate) fn log_in(&self, login: &str, address: &str) -> Result<(), ServiceError> {
        self.with(|l| {
            l.log_in_address.check(&address.to_owned())?;
            l.log_in_account.check(&(login.to_lowercase(), address.to_owned()))
        })
    }

    pub(crate) fn register(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.register_address.check(&address.to_owned()))
    }

    pub(crate) fn invite_look_up(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.invite_look_up.check(&address.to_owned()))
    }

    pub(crate) fn refresh(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.refresh_address.check(&address.to_owned()))
    }

    pub(crate) fn search(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.search.check(&user))
    }

    pub(crate) fn search_messages(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.search_messages.check(&user))
    }

    pub(crate) fn message(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.message.check(&user))
    }

    pub(crate) fn change(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.change.check(&user))
    }

    pub(crate) fn typing(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.typing.check(&user))
    }

    pub(crate) fn open_chat(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.open_chat.check(&user))
    }

    pub(crate) fn ask_contact(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.ask_contact.check(&user))
    }

    /// Answering requests, removing contacts, blocking.
    pub(crate) fn circle(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.circle.check(&user))
    }

    pub(crate) fn link(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.link.check(&user))
    }

    pub(crate) fn mine(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.mine.check(&user))
    }

    /// Steps of settling in.
    pub(crate) fn welcome(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.welcome.check(&user))
    }

    /// Giving one's own password once more, for what a stolen session must not do.
    pub(crate) fn own_password(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.own_password.check(&user))
    }

    /// Giving a code, for whoever has given the password.
    pub(crate) fn second_factor(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.second_factor.check(&user))
    }

    /// Signing in by passkey.
    pub(crate) fn passkey(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.passkey.check(&address.to_owned()))
    }

    pub(crate) fn upload(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.upload.check(&user))
    }

    /// Looking where a link leads.
    pub(crate) fn preview(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.preview.check(&user))
    }

    /// Subscribing a device to pushes, or trying them.
    pub(crate) fn subscribe(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.subscribe.check(&user))
    }

    /// Having a letter written to an address.
    pub(crate) fn write_to(&self, email: &str, from: &str) -> Result<(), ServiceError> {
        self.with(|l| {
            l.letters_from.check(&from.to_owned())?;
            l.letters_to.check(&email.to_owned())?;
            l.letters.check(&())
        })
    }

    /// Opening a link out of a letter.
    pub(crate) fn open_link(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.open_link.check(&address.to_owned()))
    }

    /// Opening a link for guests, or the page behind it.
    pub(crate) fn guest_look(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.guest_look.check(&address.to_owned()))
    }

    /// Giving a name as a guest.
    pub(crate) fn guest_name(&self, address: &str) -> Result<(), ServiceError> {
        self.with(|l| l.guest_name.check(&address.to_owned()))
    }

    /// Telling somebody of a sign-in.
    pub(crate) fn tell_sign_in(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.tell_sign_in.check(&user))
    }

    /// Counting what is held of somebody.
    pub(crate) fn holdings(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.holdings.check(&user))
    }

    /// Taking everything along.
    pub(crate) fn export(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.export.check(&user))
    }

    pub(crate) fn call(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.call.check(&user))
    }

    /// Hands, signs and what hosts do in a group call.
    pub(crate) fn call_sign(&self, user: UserId) -> Result<(), ServiceError> {
        self.with(|l| l.call_sign.check(&user))
    }

    /// The same of a guest.
    pub(crate) fn guest_sign(&self, guest: GuestId) -> Result<(), ServiceError> {
        self.with(|l| l.guest_sign.check(&guest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guesser_elsewhere_does_not_lock_the_owner_out() {
        let limits = RateLimits::new(LimitSettings::Enabled);
        while limits.log_in("anna", "203.0.113.9").is_ok() {}
        assert!(limits.log_in("anna", "192.0.2.1").is_ok());
        assert!(limits.log_in("boris", "203.0.113.9").is_ok());
    }

    #[test]
    fn a_refusal_says_when_to_come_back() {
        let limits = RateLimits::new(LimitSettings::Enabled);
        while limits.register("203.0.113.9").is_ok() {}
        let refused = limits.register("203.0.113.9").expect_err("the burst is used up");
        assert!(
            matches!(refused, ServiceError::TooManyRequests { retry_after } if retry_after <= Duration::from_secs(20))
        );
    }

    #[test]
    fn load_tests_can_switch_limits_off() {
        let limits = RateLimits::new(LimitSettings::Disabled);
        assert!((0..1_000).all(|_| limits.log_in("anna", "203.0.113.9").is_ok()));
    }
}
