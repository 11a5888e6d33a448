//! The whole server inside the test's own process: real sockets on a free port, a real SQLite database, a clock
//! that stands still.

use std::{net::SocketAddr, sync::Arc};

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_client::Api;
use zvonilka_files::Vault;
use zvonilka_http::{AppState, FloodLimit, HttpSettings, PortEncryption, SocketSettings};
use zvonilka_jobs::{FetchLimits, Fetcher, Mailer, Policy, Pusher, Roots, SmtpServer, SystemResolver};
use zvonilka_model::{Admin, Login};
use zvonilka_protocol::{Register, Session};
use zvonilka_realtime::{CloseReason, Hub};
use zvonilka_service::{Parts, Service, ServiceSettings};
use zvonilka_store::{Store, StoreSettings};

use crate::{
    clock::ManualClock,
    rooms::StillRooms,
    service::{open_settings, password_of},
};

/// What a server is started with.
pub struct TestServerSettings {
    /// For the rules.
    pub service: ServiceSettings,
    /// For the edge.
    pub http: HttpSettings,
    /// The mail server, and who vouches for it; with [`ServiceSettings::mail`].
    pub smtp: Option<(SmtpServer, Roots)>,
    /// Another database than a new SQLite.
    pub database_url: Option<String>,
}

impl Default for TestServerSettings {
    /// Anybody may register and nothing is limited.
    fn default() -> Self {
        let socket = SocketSettings { flood_limit: FloodLimit::Disabled, ..SocketSettings::default() };
        let http = HttpSettings {
            public_url: None,
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            encryption: PortEncryption::Off,
            socket,
        };
        Self { service: open_settings(), http, smtp: None, database_url: None }
    }
}

/// A running server.
pub struct TestServer {
    /// The rules behind it.
    pub service: Service,
    /// Who is connected.
    pub hub: Hub,
    /// The time.
    pub clock: Arc<ManualClock>,
    /// Where the lines of group calls would be.
    pub rooms: Arc<StillRooms>,
    address: SocketAddr,
    store: Store,
    tasks: TaskTracker,
    stop: CancellationToken,
    data: TempDir,
    settings: (ServiceSettings, HttpSettings, Option<(SmtpServer, Roots)>, Option<String>),
}

impl TestServer {
    /// Starts a server on a free port of this machine.
    ///
    /// # Errors
    /// When the database cannot be made or no port is free.
    pub async fn start(settings: TestServerSettings) -> anyhow::Result<Self> {
        Self::open(tempfile::tempdir()?, Arc::new(ManualClock::default()), settings).await
    }

    async fn open(
        data: TempDir,
        clock: Arc<ManualClock>,
        settings: TestServerSettings,
    ) -> anyhow::Result<Self> {
        let kept = (
            settings.service.clone(),
            settings.http.clone(),
            settings.smtp.clone(),
            settings.database_url.clone(),
        );
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let own = || format!("sqlite:{}", data.path().join("test.db").display());
        let url = settings.database_url.clone().unwrap_or_else(own);
        let store = Store::open(&StoreSettings { url }, Arc::clone(&clock) as _).await?;
        let hub = Hub::start(store.clone(), Arc::clone(&clock) as _, &tasks, &stop);
        let vault = Vault::open(&data.path().join("files")).await?;
        let rooms = Arc::new(StillRooms::default());
        let parts = Parts {
            store: store.clone(),
            sink: Arc::new(hub.clone()),
            presence: Arc::new(hub.clone()),
            clock: Arc::clone(&clock) as _,
            vault,
            echo: None,
            rooms: Some(Arc::clone(&rooms) as _),
            settings: settings.service,
        };
        let service = Service::start(parts, &tasks, &stop).await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let router = zvonilka_http::router(AppState {
            service: service.clone(),
            hub: hub.clone(),
            settings: Arc::new(settings.http),
            requests: Arc::default(),
            tasks: tasks.clone(),
            stop: stop.clone(),
        });
        // Sites of the tests are on this machine; whether links are looked at is a setting of the rules.
        let looks = FetchLimits::default();
        let fetcher = || Fetcher::new(Policy::private_too(), looks, SystemResolver, Roots::only([]));
        zvonilka_jobs::start(service.previews.clone(), fetcher, &tasks, &stop);
        let pusher = || Pusher::new(Policy::private_too(), SystemResolver, Roots::only([]));
        zvonilka_jobs::start_push(service.push.clone(), pusher, &tasks, &stop);
        if let Some((smtp, roots)) = settings.smtp {
            let mailer = Mailer::new(smtp, &roots)?;
            zvonilka_jobs::start_mail(service.mail.clone(), mailer, &tasks, &stop);
        }
        let (connections, stopping) = (tasks.clone(), stop.clone());
        tasks.spawn(async move { zvonilka_http::serve(listener, router, &connections, &stopping).await });
        Ok(Self { service, hub, clock, rooms, address, store, tasks, stop, data, settings: kept })
    }

    /// The folder with the bytes of files.
    #[must_use]
    pub fn files(&self) -> std::path::PathBuf {
        self.data.path().join("files")
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// A stranger's view of it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(format!("http://{}", self.address))
    }

    /// Registers somebody.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn register(&self, login: &str) -> anyhow::Result<(Api, Session)> {
        let new = Register {
            settings: None,
            login: login.to_owned(),
            password: password_of(login),
            display_name: None,
            email: None,
            invite_code: None,
            device_name: Some("test".to_owned()),
        };
        let session = self.api().register(&new).await?;
        Ok((self.api().with_token(&session.access_token), session))
    }

    /// Registers somebody and makes them an admin of the server.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn register_admin(&self, login: &str) -> anyhow::Result<(Api, Session)> {
        let registered = self.register(login).await?;
        let login = Login::parse(login)?;
        self.service.auth.set_admin(&login, Admin::Yes).await?;
        Ok(registered)
    }

    /// Stops it as the program does, and waits for everything it started.
    pub async fn stop(self) {
        self.end().await;
    }

    /// Stops it and starts it again, on another port, with the same data, time and settings.
    ///
    /// # Errors
    /// When the database cannot be opened again.
    pub async fn restart(self) -> anyhow::Result<Self> {
        self.end().await;
        let Self { clock, data, settings: (service, http, smtp, database_url), .. } = self;
        Self::open(data, clock, TestServerSettings { service, http, smtp, database_url }).await
    }

    async fn end(&self) {
        self.stop.cancel();
        self.hub.close_all(CloseReason::Restarting);
        self.tasks.close();
        self.tasks.wait().await;
        self.store.close().await;
    }
}
