//! `zvonilka serve`: the boot sequence, and the stop in reverse.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context as _;
use tokio::net::{TcpListener, TcpSocket};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_files::Vault;
use zvonilka_http::{AppState, TlsDoor, TurnDoor};
use zvonilka_jobs::{FetchLimits, Fetcher, Mailer, Pusher, Roots, SystemResolver};
use zvonilka_media::Relay;
use zvonilka_model::{Clock, SystemClock};
use zvonilka_realtime::{CloseReason, Hub};
use zvonilka_service::{MailPolicy, NewInvite, Parts, Service};
use zvonilka_store::Store;

use crate::{
    args::Serve,
    control::Control,
    data_dir::DataDir,
    end_signals::EndSignals,
    metrics::{self, Watch, Watched},
    open_files,
    relay::{self, PageDoor},
    settings::Settings,
    telemetry, tls, welcome,
};

/// Connections that may wait to be accepted: all clients come back at once after a restart.
const BACKLOG: u32 = 4_096;
/// How long sockets and requests may take to end. Clients are told to come back, so longer helps nobody.
const EDGE_PATIENCE: Duration = Duration::from_secs(5);
/// How long what was accepted may take to reach the disk.
const CORE_PATIENCE: Duration = Duration::from_secs(20);
/// For how long the first admin may take.
const FIRST_INVITE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// Runs the server until SIGTERM or SIGINT.
pub(crate) async fn run(args: Serve) -> anyhow::Result<()> {
    telemetry::start();
    open_files::allow_many();
    let end = EndSignals::listen()?;
    let data_dir = DataDir::take(&args.place.data_dir)?;
    let mut settings = Settings::load(&args.place, data_dir.path())?;
    settings.listen = args.listen.unwrap_or(settings.listen);
    // Before anything is changed: a busy port is the commonest reason not to start.
    let listener = listen(settings.listen)?;
    settings.listen = listener.local_addr().context("cannot read the address listened on")?;
    let base_url = settings.base_url();
    let mailer = mailer(&mut settings, &base_url)?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let began = clock.now();
    let certificates = tls::open(&settings.tls, data_dir.path(), Arc::clone(&clock))?;
    settings.http.encryption = tls::encryption(certificates.as_deref(), settings.address_at_home());

    let core = Stage::new();
    let store = Store::open(&settings.store, Arc::clone(&clock)).await.context("cannot open the database")?;
    let vault = Vault::open(&settings.files).await.context("cannot use the folder of the files")?;
    let relay = match settings.relay.take() {
        Some(plan) => {
            let (turn, clock) = (&mut settings.service.turn, Arc::clone(&clock));
            relay::start(plan, turn, &store, certificates.as_deref(), clock).await
        }
        None => None,
    };
    let hub = Hub::start(store.clone(), Arc::clone(&clock), &core.tasks, &core.stop);
    let parts = Parts {
        store: store.clone(),
        sink: Arc::new(hub.clone()),
        presence: Arc::new(hub.clone()),
        clock,
        vault,
        echo: relay.as_ref().and_then(Relay::echo),
        rooms: relay.as_ref().and_then(Relay::rooms),
        settings: settings.service,
    };
    let service = Service::start(parts, &core.tasks, &core.stop).await.context("cannot read the database")?;

    let edge = Stage::new();
    let looks = settings.looks;
    let fetcher = || Fetcher::new(looks, FetchLimits::default(), SystemResolver, Roots::of_the_system());
    zvonilka_jobs::start(service.previews.clone(), fetcher, &edge.tasks, &edge.stop);
    let services = settings.push_services;
    let pusher = || Pusher::new(services, SystemResolver, Roots::of_the_system());
    zvonilka_jobs::start_push(service.push.clone(), pusher, &edge.tasks, &edge.stop);
    if let Some(mailer) = mailer {
        zvonilka_jobs::start_mail(service.mail.clone(), mailer, &edge.tasks, &edge.stop);
    }
    let control = Control::open(&data_dir)?;
    let (asked, stop) = (edge.tasks.clone(), edge.stop.clone());
    edge.tasks.spawn(control.serve(service.clone(), base_url.clone(), asked, stop));
    let requests = Arc::default();
    if let Some(listener) = metrics::listen(settings.metrics).await {
        let (requests, hub, service) = (Arc::clone(&requests), hub.clone(), service.clone());
        let server = Some(Watched { requests, hub, service });
        let watch = Watch { began, server, media: relay.as_ref().map(Watch::media_of) };
        metrics::serve(listener, watch, &edge.tasks, &edge.stop);
    }
    let greeting = welcome::address(&base_url, settings.listen, &settings.http.encryption);
    let router = zvonilka_http::router(AppState {
        service: service.clone(),
        hub: hub.clone(),
        settings: Arc::new(settings.http),
        requests,
        tasks: edge.tasks.clone(),
        stop: edge.stop.clone(),
    });
    let (connections, stop) = (edge.tasks.clone(), edge.stop.clone());
    match certificates {
        Some(certificates) => {
            let turn = relay.as_ref().map(|relay| Arc::new(PageDoor(relay.door())) as Arc<dyn TurnDoor>);
            let door = TlsDoor { config: certificates.for_web()?, turn };
            edge.tasks.spawn(certificates.keep_fresh(edge.stop.clone()));
            let serve = async move {
                zvonilka_http::serve_encrypted(listener, router, door, &connections, &stop).await;
            };
            edge.tasks.spawn(serve);
        }
        None => {
            let serve = async move { zvonilka_http::serve(listener, router, &connections, &stop).await };
            edge.tasks.spawn(serve);
        }
    }
    tracing::info!(listen = %settings.listen, "serving");
    eprintln!("{greeting}");
    invite_the_first(&service, &base_url).await?;

    end.wait().await;
    tracing::info!("stopping");
    edge.stop.cancel();
    hub.close_all(CloseReason::Restarting);
    edge.end(EDGE_PATIENCE).await;
    if let Some(relay) = relay {
        relay.stop().await;
    }
    core.end(CORE_PATIENCE).await;
    store.close().await;
    tracing::info!("stopped");
    drop(data_dir);
    Ok(())
}

/// The way to the mail server, if there is one, and with it what letters need to know.
fn mailer(settings: &mut Settings, base_url: &str) -> anyhow::Result<Option<Mailer>> {
    let Some(server) = settings.smtp.take() else { return Ok(None) };
    let mailer = Mailer::new(server, &Roots::of_the_system()).context("cannot send mail as [smtp] says")?;
    if settings.http.public_url.is_none() {
        tracing::warn!(%base_url, "links in letters lead to this address; set [server] public_url if others cannot open it");
    }
    settings.service.mail = Some(MailPolicy { base_url: base_url.to_owned() });
    Ok(Some(mailer))
}

/// Tasks that end together.
struct Stage {
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Stage {
    fn new() -> Self {
        Self { tasks: TaskTracker::new(), stop: CancellationToken::new() }
    }

    async fn end(self, patience: Duration) {
        self.stop.cancel();
        self.tasks.close();
        if tokio::time::timeout(patience, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "some tasks did not end in time");
        }
    }
}

fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let open = || {
        let socket = if address.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }?;
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    open().map_err(|error: io::Error| {
        if error.kind() == io::ErrorKind::AddrInUse {
            anyhow::anyhow!("{address} is in use by another program; choose another address with --listen")
        } else {
            anyhow::Error::new(error).context(format!("cannot listen on {address}"))
        }
    })
}

async fn invite_the_first(service: &Service, base_url: &str) -> anyhow::Result<()> {
    if service.invites.is_first_start().await.context("cannot read the database")? {
        let new = NewInvite {
            admin: true,
            max_uses: Some(1),
            lifetime: Some(FIRST_INVITE),
            ..NewInvite::default()
        };
        let invite =
            service.invites.create_as_owner(new).await.context("cannot make the first invitation")?;
        eprintln!("{}", welcome::invitation(&zvonilka_http::invite_url(base_url, &invite.code)));
    }
    Ok(())
}
