//! The rules on a real database, without sockets: what was announced is recorded, the clock stands still.

use std::{path::Path, sync::Arc, time::Duration};

use parking_lot::Mutex;
use tempfile::TempDir;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::Vault;
use zvonilka_model::{
    Actor, Change, ChangeSink, DeviceName, EmailMode, InviteCode, Language, Login, OpenDevice, Presence,
    PresenceState, RegistrationMode, UserId,
};
use zvonilka_service::{
    LimitSettings, NewPassword, Parts, PushPolicy, Register, Service, ServiceError, ServiceSettings, SignIn,
    StorageLimits, TurnSettings,
};
use zvonilka_store::{Store, StoreSettings};

use crate::clock::ManualClock;

/// A service with everything a test may look at or turn.
pub struct TestService {
    /// The use cases.
    pub service: Service,
    /// What was announced.
    pub told: Arc<Recorder>,
    /// Who is said to be here.
    pub presence: Arc<FakePresence>,
    /// The time.
    pub clock: Arc<ManualClock>,
    store: Store,
    data: TempDir,
    tasks: TaskTracker,
    stop: CancellationToken,
    settings: ServiceSettings,
}

/// Keeps what was announced.
#[derive(Default)]
pub struct Recorder {
    changes: Mutex<Vec<Change>>,
}

/// Says that people are here.
#[derive(Default)]
pub struct FakePresence {
    /// The devices that are open.
    pub devices: Mutex<Vec<(UserId, OpenDevice)>>,
}

impl Recorder {
    /// What was announced since the last look.
    pub fn take(&self) -> Vec<Change> {
        std::mem::take(&mut self.changes.lock())
    }
}

impl ChangeSink for Recorder {
    fn announce(&self, changes: Vec<Change>) {
        self.changes.lock().extend(changes);
    }
}

impl Presence for FakePresence {
    fn state(&self, user: UserId) -> PresenceState {
        if self.open_devices(user).is_empty() { PresenceState::Offline } else { PresenceState::Online }
    }

    fn open_devices(&self, user: UserId) -> Vec<OpenDevice> {
        self.devices
            .lock()
            .iter()
            .filter(|(owner, _)| *owner == user)
            .map(|(_, device)| device.clone())
            .collect()
    }
}

/// Settings under which anybody may register, nothing is limited and no link is looked at.
#[must_use]
pub fn open_settings() -> ServiceSettings {
    ServiceSettings {
        registration: RegistrationMode::Open,
        email: EmailMode::Optional,
        members_may_invite: false,
        access_ttl: Duration::from_secs(24 * 3_600),
        refresh_ttl: Duration::from_secs(30 * 24 * 3_600),
        access_secret: None,
        ring_time: Duration::from_secs(45),
        guests: true,
        turn: TurnSettings::default(),
        family_title: Some("Семья".to_owned()),
        storage: StorageLimits { max_file_size: 64 << 20, quota_per_user: 256 << 20 },
        link_previews: false,
        push: PushPolicy::default(),
        mail: None,
        limits: LimitSettings::Disabled,
    }
}

impl TestService {
    /// A service on a fresh SQLite database.
    ///
    /// # Errors
    /// When the database cannot be made.
    pub async fn start(settings: ServiceSettings) -> anyhow::Result<Self> {
        Self::open(tempfile::tempdir()?, Arc::new(ManualClock::default()), settings).await
    }

    async fn open(data: TempDir, clock: Arc<ManualClock>, settings: ServiceSettings) -> anyhow::Result<Self> {
        let store = open_store(data.path(), &clock).await?;
        let told = Arc::new(Recorder::default());
        let presence = Arc::new(FakePresence::default());
        let vault = Vault::open(&data.path().join("files")).await?;
        let parts = Parts {
            store: store.clone(),
            sink: Arc::clone(&told) as Arc<dyn ChangeSink>,
            presence: Arc::clone(&presence) as Arc<dyn Presence>,
            clock: Arc::clone(&clock) as _,
            vault,
            echo: None,
            rooms: None,
            settings: settings.clone(),
        };
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let service = Service::start(parts, &tasks, &stop).await?;
        Ok(Self { service, told, presence, clock, store, data, tasks, stop, settings })
    }

    /// Stops the service cleanly and starts it again with the same data and time.
    ///
    /// # Errors
    /// When the database cannot be opened again.
    pub async fn restart(self) -> anyhow::Result<Self> {
        let Self { clock, store, data, tasks, stop, settings, .. } = self;
        stop.cancel();
        tasks.close();
        tasks.wait().await;
        store.close().await;
        Self::open(data, clock, settings).await
    }

    /// The same with other settings from then on.
    ///
    /// # Errors
    /// When the database cannot be opened again.
    pub async fn restart_with(self, settings: ServiceSettings) -> anyhow::Result<Self> {
        Self { settings, ..self }.restart().await
    }

    /// The database underneath.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// Registers somebody, with an invitation if one is given.
    ///
    /// # Errors
    /// The refusals of registration.
    pub async fn register_with(
        &self,
        login: &str,
        invite: Option<InviteCode>,
    ) -> Result<SignIn, ServiceError> {
        let login = Login::parse(login).expect("tests use valid logins");
        let password = NewPassword::parse(password_of(login.as_str()), &login).expect("it passes the policy");
        let (device, language) = (DeviceName::lossy("test"), Language::Russian);
        let address = "192.0.2.7".to_owned();
        let command = Register {
            login,
            password,
            display_name: None,
            email: None,
            language,
            invite,
            settings: None,
            device,
            address,
        };
        self.service.auth.register(command).await
    }

    /// Registers somebody and gives the actor that their token stands for.
    pub async fn register(&self, login: &str) -> Actor {
        let signed_in = self.register_with(login, None).await.expect("registration is open");
        self.actor(&signed_in).await
    }

    /// The actor that a sign-in's token stands for.
    pub async fn actor(&self, signed_in: &SignIn) -> Actor {
        self.service.auth.authenticate(&signed_in.access_token).await.expect("the token is fresh").actor
    }
}

/// The password that [`TestService::register_with`] gives somebody.
#[must_use]
pub fn password_of(login: &str) -> String {
    format!("{login} drinks tea")
}

async fn open_store(data: &Path, clock: &Arc<ManualClock>) -> anyhow::Result<Store> {
    let url = format!("sqlite:{}", data.join("test.db").display());
    Ok(Store::open(&StoreSettings { url }, Arc::clone(clock) as _).await?)
}
