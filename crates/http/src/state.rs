//! What handlers share.

use std::{sync::Arc, time::Duration};

use axum::extract::FromRef;
use ipnet::IpNet;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_realtime::Hub;
use zvonilka_service::Service;

use crate::requests::RequestCounts;

/// Everything a handler may need; each extracts only what it uses. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub service: Service,
    /// Who is connected.
    pub hub: Hub,
    /// What the owner set, as far as the edge needs it.
    pub settings: Arc<HttpSettings>,
    /// How many requests were answered.
    pub requests: Arc<RequestCounts>,
    /// Where sockets' tasks run, so that a shutdown waits for them.
    pub tasks: TaskTracker,
    /// Cancelled when the server stops.
    pub stop: CancellationToken,
}

/// What the owner set, as far as the edge needs it.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// The address that people type, without a slash at the end; `None` when they come as they like.
    pub public_url: Option<String>,
    /// Pages of other origins that may use this server, as `https://host[:port]`.
    pub allowed_origins: Vec<String>,
    /// Reverse proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    pub trusted_proxies: Vec<IpNet>,
    /// How the port itself is encrypted.
    pub encryption: PortEncryption,
    /// Sockets' timers and limits.
    pub socket: SocketSettings,
}

/// How the port itself is encrypted.
#[derive(Debug, Clone)]
pub enum PortEncryption {
    /// Not at all.
    Off,
    /// With a certificate that devices trust already.
    Trusted,
    /// With one by our own authority, which devices have to be told to trust.
    Home(HomeAuthority),
}

/// The authority that devices have to be told to trust.
#[derive(Debug, Clone)]
pub struct HomeAuthority {
    /// Its certificate (DER).
    pub certificate: Vec<u8>,
    /// What devices show of it, to be compared: SHA-256, as `AB:CD:…`.
    pub fingerprint: String,
    /// Where other devices of the network reach this server, as `host:port`.
    pub address: String,
}

/// Sockets' timers and limits.
#[derive(Debug, Clone)]
pub struct SocketSettings {
    /// How long a new socket may take to say who it is.
    pub auth_timeout: Duration,
    /// How often a client should say that it is there. One that is silent for twice that is dropped.
    pub heartbeat: Duration,
    /// How long a socket outlives its access token.
    pub token_grace: Duration,
    /// Whether frames are counted. Off only for load tests.
    pub flood_limit: FloodLimit,
}

/// Whether a connection's frames are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloodLimit {
    /// As the product ships.
    Enabled,
    /// For load tests only.
    Disabled,
}

impl Default for SocketSettings {
    fn default() -> Self {
        Self {
            auth_timeout: Duration::from_secs(10),
            heartbeat: Duration::from_secs(25),
            token_grace: Duration::from_secs(30),
            flood_limit: FloodLimit::Enabled,
        }
    }
}

impl FromRef<AppState> for Service {
    fn from_ref(state: &AppState) -> Self {
        state.service.clone()
    }
}

impl FromRef<AppState> for Hub {
    fn from_ref(state: &AppState) -> Self {
        state.hub.clone()
    }
}

impl FromRef<AppState> for Arc<HttpSettings> {
    fn from_ref(state: &AppState) -> Self {
        Arc::clone(&state.settings)
    }
}
