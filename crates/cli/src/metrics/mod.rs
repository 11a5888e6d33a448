//! Figures about the running program, for Prometheus: `GET /metrics` on a listener of its own. Nobody's name, address or
//! number is among them. Each part of the program counts for itself; here they are asked, and only when somebody wants to know.
//!
//! To add a figure: where it is counted, a row in `text.rs`, and one in both `docs/metrics*.md` (a test fails without it).

mod own;
mod text;

use std::{fmt, future::Future, io, net::SocketAddr, pin::Pin, sync::Arc};

use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_http::{Counted, FigureWriter, RequestCounts, metrics_router};
use zvonilka_media::{MediaFigures, Relay};
use zvonilka_model::Timestamp;
use zvonilka_realtime::Hub;
use zvonilka_service::{Figures, Queues, Service};

use self::own::Own;

/// Everything at one moment.
#[derive(Debug)]
struct Moment {
    began: Timestamp,
    own: Option<Own>,
    server: Option<ServerMoment>,
    media: Option<MediaFigures>,
}

/// What a server has to tell, and a relay alone has not.
#[derive(Debug)]
struct ServerMoment {
    requests: Counted,
    sockets: usize,
    people: usize,
    figures: Figures,
    /// `None` while the database does not answer.
    queues: Option<Queues>,
}

/// What is watched.
pub(crate) struct Watch {
    /// When the program began.
    pub(crate) began: Timestamp,
    /// The server, unless the program is a relay alone.
    pub(crate) server: Option<Watched>,
    /// The relay, if there is one.
    pub(crate) media: Option<Box<dyn Fn() -> MediaFigures + Send + Sync>>,
}

/// The server's parts that count.
pub(crate) struct Watched {
    pub(crate) requests: Arc<RequestCounts>,
    pub(crate) hub: Hub,
    pub(crate) service: Service,
}

impl Watch {
    /// What the relay has to tell.
    pub(crate) fn media_of(relay: &Relay) -> Box<dyn Fn() -> MediaFigures + Send + Sync> {
        Box::new(relay.watcher())
    }

    async fn look(&self) -> Moment {
        let server = match &self.server {
            Some(Watched { requests, hub, service }) => Some(ServerMoment {
                requests: requests.counted(),
                sockets: hub.connection_count(),
                people: hub.people_count(),
                figures: service.figures(),
                queues: match service.queues().await {
                    Ok(queues) => Some(queues),
                    Err(error) => {
                        tracing::warn!(%error, "the queues cannot be counted");
                        None
                    }
                },
            }),
            None => None,
        };
        let media = self.media.as_ref().map(|ask| ask());
        Moment { began: self.began, own: Own::read(), server, media }
    }
}

impl FigureWriter for Watch {
    fn write(&self) -> Pin<Box<dyn Future<Output = Result<String, fmt::Error>> + Send + '_>> {
        Box::pin(async { text::write(self.look().await) })
    }
}

/// Opens the port, if there is to be one. One that is taken takes nothing else with it: a second program on the same machine
/// must start, too.
pub(crate) async fn listen(address: Option<SocketAddr>) -> Option<TcpListener> {
    let address = address?;
    match TcpListener::bind(address).await {
        Ok(listener) => Some(listener),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            tracing::warn!(
                "no figures for Prometheus: {address} is in use by another program. Choose another address with [metrics] listen, \
                 or \"off\""
            );
            None
        }
        Err(error) => {
            tracing::warn!("no figures for Prometheus: cannot listen on {address}: {error}");
            None
        }
    }
}

/// Answers there until `stop` is cancelled.
pub(crate) fn serve(listener: TcpListener, watch: Watch, tasks: &TaskTracker, stop: &CancellationToken) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!("figures for Prometheus: http://{address}/metrics");
    }
    let router = metrics_router(Arc::new(watch));
    let (connections, stop) = (tasks.clone(), stop.clone());
    tasks.spawn(async move { zvonilka_http::serve(listener, router, &connections, &stop).await });
}
