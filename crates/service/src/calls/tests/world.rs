//! A service on a database of its own, people with devices, and a record of what they were told.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::Vault;
use zvonilka_model::{
    Actor, Admin, CallCard, Change, ChangeSink, ChatId, Clock, ConnectionId, DisplayName, EmailMode, Login,
    Message, MessageBody, OpenDevice, Presence, PresenceState, RegistrationMode, SignInWay, UserId,
    call::{CallSignal, EchoLine, SignalBody, SignalTarget},
};
use zvonilka_store::{NewSession, Page, Registration, Store, StoreSettings};
use zvonilka_testkit::clock::ManualClock;

use crate::{
    LimitSettings, Parts, People, PushPolicy, Service, ServiceSettings, StorageLimits, TurnSettings,
    calls::Calls,
};

pub(super) const RING_TIME: Duration = Duration::from_secs(45);

/// A person at a device.
#[derive(Debug, Clone, Copy)]
pub(super) struct Device {
    pub(super) actor: Actor,
    pub(super) connection: ConnectionId,
}

impl Device {
    pub(super) fn target(self) -> SignalTarget {
        SignalTarget::Connection(self.actor.user, self.connection)
    }
}

/// Keeps what was told.
#[derive(Default)]
struct Recorder {
    signals: Mutex<Vec<CallSignal>>,
    news: Notify,
}

impl ChangeSink for Recorder {
    fn announce(&self, changes: Vec<Change>) {
        let calls = changes
            .into_iter()
            .filter_map(|change| if let Change::Call(signal) = change { Some(*signal) } else { None });
        self.signals.lock().extend(calls);
        self.news.notify_waiters();
    }
}

/// Says who is here.
#[derive(Default)]
struct Doors {
    open: Mutex<HashMap<UserId, Vec<OpenDevice>>>,
}

impl Presence for Doors {
    fn state(&self, user: UserId) -> PresenceState {
        if self.open_devices(user).is_empty() { PresenceState::Offline } else { PresenceState::Online }
    }

    fn open_devices(&self, user: UserId) -> Vec<OpenDevice> {
        self.open.lock().get(&user).cloned().unwrap_or_default()
    }
}

pub(super) struct World {
    pub(super) store: Store,
    pub(super) clock: Arc<ManualClock>,
    service: Service,
    recorder: Arc<Recorder>,
    doors: Arc<Doors>,
    ring_time: Duration,
    tasks: TaskTracker,
    stop: CancellationToken,
    connections: AtomicU64,
    folder: tempfile::TempDir,
}

impl World {
    pub(super) async fn new() -> Self {
        Self::ringing_for(RING_TIME).await
    }

    pub(super) async fn ringing_for(ring_time: Duration) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let url = folder.path().join("calls.db").display().to_string();
        let clock = Arc::new(ManualClock::default());
        let store = Store::open(&StoreSettings { url }, Arc::clone(&clock) as Arc<dyn Clock>)
            .await
            .expect("the store opens");
        let (recorder, doors) = (Arc::new(Recorder::default()), Arc::new(Doors::default()));
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let vault = Vault::open(&folder.path().join("files")).await.expect("opens");
        let parts = parts(&store, &vault, &clock, &recorder, &doors, ring_time);
        let service = Service::start(parts, &tasks, &stop).await.expect("the service starts");
        let connections = AtomicU64::new(1_000);
        Self { store, clock, service, recorder, doors, ring_time, tasks, stop, connections, folder }
    }

    /// Stops the service as at the end of the program; the database stays.
    pub(super) async fn stop(&self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Starts the service again on the same database.
    pub(super) async fn restart(&mut self) {
        (self.tasks, self.stop) = (TaskTracker::new(), CancellationToken::new());
        let vault = Vault::open(&self.folder.path().join("files")).await.expect("opens");
        let parts = parts(&self.store, &vault, &self.clock, &self.recorder, &self.doors, self.ring_time);
        self.service = Service::start(parts, &self.tasks, &self.stop).await.expect("the service starts");
    }

    /// Starts the service again, with an echo contact.
    pub(super) async fn restart_with_echo(&mut self, echo: Arc<dyn EchoLine>) {
        self.stop().await;
        (self.tasks, self.stop) = (TaskTracker::new(), CancellationToken::new());
        let vault = Vault::open(&self.folder.path().join("files")).await.expect("opens");
        let parts = parts(&self.store, &vault, &self.clock, &self.recorder, &self.doors, self.ring_time);
        let parts = Parts { echo: Some(echo), ..parts };
        self.service = Service::start(parts, &self.tasks, &self.stop).await.expect("the service starts");
    }

    pub(super) fn people_service(&self) -> People {
        self.service.people.clone()
    }

    /// What goes by itself after a while, goes now.
    pub(super) async fn forget_old(&self) {
        self.service.forget_old().await.expect("the database works");
    }

    pub(super) fn calls(&self) -> Calls {
        self.service.calls.clone()
    }

    pub(super) fn family(&self) -> ChatId {
        self.service.calls.core.family.expect("the family chat is on")
    }

    /// Registers people, each with one open device.
    pub(super) async fn people<const N: usize>(&self, logins: [&str; N]) -> [Device; N] {
        let mut devices = Vec::with_capacity(N);
        for login in logins {
            let registration = Registration {
                settings: "{}".to_owned(),
                login: Login::parse(login).expect("valid"),
                display_name: DisplayName::parse(login).expect("valid"),
                email: None,
                password_hash: "none".to_owned(),
                invite: None,
                admin: Admin::No,
                family: Some(self.family()),
                session: self.session(),
            };
            let registered = self.store.register(registration).await.expect("works").expect("free");
            let actor = Actor {
                user: registered.person.id,
                session: registered.session.id,
                admin: registered.person.admin,
            };
            devices.push(self.open(actor));
        }
        devices.try_into().unwrap_or_else(|_| unreachable!("one device per login"))
    }

    /// Another sign-in of the same person, with an open device.
    pub(super) async fn another_device(&self, of: Device) -> Device {
        let session = self.store.create_session(of.actor.user, self.session()).await.expect("works");
        self.open(Actor { session: session.id, ..of.actor })
    }

    fn session(&self) -> NewSession {
        NewSession {
            way: SignInWay::Password,
            device_name: "test".to_owned(),
            address: "192.0.2.1".to_owned(),
            expires_at: self.clock.now() + Duration::from_secs(86_400),
        }
    }

    fn open(&self, actor: Actor) -> Device {
        let connection = ConnectionId::from_bits(self.connections.fetch_add(1, Ordering::Relaxed).into());
        let device = OpenDevice { connection, session: actor.session, since: self.clock.now() };
        self.doors.open.lock().entry(actor.user).or_default().push(device);
        Device { actor, connection }
    }

    /// Closes all devices of a person.
    pub(super) fn close(&self, device: Device) {
        self.doors.open.lock().remove(&device.actor.user);
    }

    /// Moves the time on and lets the timer look.
    pub(super) async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.service.calls.keeper.end_what_is_due().await.expect("works");
    }

    /// What was told so far, in order.
    pub(super) fn signals(&self) -> Vec<CallSignal> {
        self.recorder.signals.lock().clone()
    }

    pub(super) fn forget_signals(&self) {
        self.recorder.signals.lock().clear();
    }

    /// Waits until such a thing is told; the bound only keeps a broken timer from hanging the suite.
    pub(super) async fn wait_for(&self, is_it: impl Fn(&SignalBody) -> bool + Send + Sync) {
        let told = async {
            loop {
                let news = self.recorder.news.notified();
                tokio::pin!(news);
                news.as_mut().enable();
                if self.signals().iter().any(|signal| is_it(&signal.body)) {
                    return;
                }
                news.await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), told).await.expect("it is told");
    }

    /// The messages of a chat, as one of its members sees them.
    pub(super) async fn messages(&self, device: Device, chat: ChatId) -> Vec<Message> {
        let access = self.store.access(device.actor.user, chat).await.expect("works").expect("a member");
        self.store.history(&access, Page::Newest, 50).await.expect("works").messages
    }

    /// The call cards in a chat.
    pub(super) async fn cards(&self, device: Device, chat: ChatId) -> Vec<CallCard> {
        let messages = self.messages(device, chat).await;
        let card = |message: Message| match message.body {
            MessageBody::Call(card) => Some(card),
            MessageBody::Text(_)
            | MessageBody::System(_)
            | MessageBody::Files { .. }
            | MessageBody::Deleted { .. } => None,
        };
        messages.into_iter().filter_map(card).collect()
    }
}

/// What was told to exactly this target.
pub(super) fn told(signals: &[CallSignal], to: SignalTarget) -> Vec<SignalBody> {
    signals.iter().filter(|signal| signal.to == to).map(|signal| signal.body.clone()).collect()
}

fn parts(
    store: &Store,
    vault: &Vault,
    clock: &Arc<ManualClock>,
    recorder: &Arc<Recorder>,
    doors: &Arc<Doors>,
    ring_time: Duration,
) -> Parts {
    Parts {
        store: store.clone(),
        sink: Arc::clone(recorder) as Arc<dyn ChangeSink>,
        presence: Arc::clone(doors) as Arc<dyn Presence>,
        clock: Arc::clone(clock) as Arc<dyn Clock>,
        vault: vault.clone(),
        echo: None,
        rooms: None,
        settings: ServiceSettings {
            registration: RegistrationMode::Open,
            email: EmailMode::Optional,
            members_may_invite: true,
            access_ttl: Duration::from_secs(86_400),
            refresh_ttl: Duration::from_secs(86_400),
            access_secret: None,
            ring_time,
            guests: true,
            turn: TurnSettings::default(),
            family_title: Some("Family".to_owned()),
            storage: StorageLimits { max_file_size: 0, quota_per_user: 0 },
            link_previews: false,
            push: PushPolicy::default(),
            mail: None,
            limits: LimitSettings::Disabled,
        },
    }
}
