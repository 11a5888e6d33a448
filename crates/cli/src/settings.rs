//! From the owner's settings to what each crate needs of them. The only place that reads `config`.

use std::{
    env,
    net::SocketAddr,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use zvonilka_config::{Config, ConfigError, DatabaseUrl, Smtp, Tls, Turn};
use zvonilka_http::{FloodLimit, HttpSettings, PortEncryption, SocketSettings};
use zvonilka_jobs::{Policy, SmtpSecurity, SmtpServer};
use zvonilka_media::Relayed;
use zvonilka_service::{LimitSettings, PushPolicy, ServiceSettings, StorageLimits, TurnSettings, WebDoor};
use zvonilka_store::StoreSettings;

use crate::args::Place;

/// Everything, sorted by who needs it.
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) store: StoreSettings,
    /// Where the bytes of files lie.
    pub(crate) files: PathBuf,
    pub(crate) service: ServiceSettings,
    pub(crate) http: HttpSettings,
    /// How the port itself is encrypted.
    pub(crate) tls: Tls,
    /// Where looks at links may go.
    pub(crate) looks: Policy,
    /// Where push services may be.
    pub(crate) push_services: Policy,
    /// The mail server; `None` when no mail is sent.
    pub(crate) smtp: Option<SmtpServer>,
    /// The relay inside; `None` when the owner has none or another.
    pub(crate) relay: Option<RelayPlan>,
    /// Where figures are told; `None` when they are not.
    pub(crate) metrics: Option<SocketAddr>,
}

/// What the owner set for the relay inside.
pub(crate) struct RelayPlan {
    pub(crate) listen: SocketAddr,
    pub(crate) tls_listen: SocketAddr,
    /// Where the page is under TLS, as far as the settings say.
    pub(crate) web: WebDoor,
    /// The address or name at which the world reaches it, as far as the settings say.
    pub(crate) host: Option<String>,
    /// A STUN server that tells where the world reaches it, when nothing else does.
    pub(crate) stun_query: Option<String>,
    pub(crate) ports: RangeInclusive<u16>,
    pub(crate) allocations_per_user: u32,
    pub(crate) bytes_per_second: u64,
    pub(crate) allow_private_peers: bool,
}

/// What the owner set for a machine that does nothing but relay.
pub(crate) struct RelayMachine {
    pub(crate) plan: RelayPlan,
    /// What credentials are made with.
    pub(crate) secret: Option<Vec<u8>>,
    pub(crate) tls: Tls,
    /// Where figures are told; `None` when they are not.
    pub(crate) metrics: Option<SocketAddr>,
}

impl RelayMachine {
    /// Reads and checks the settings, of which `[turn]`, `[tls]` and `[metrics]` count here.
    pub(crate) fn load(place: &Place, data_dir: &Path) -> Result<Self, ConfigError> {
        let Config { server, tls, turn, metrics, .. } = read(place, data_dir)?;
        let plan = RelayPlan::new(&turn, server.public_url.as_deref());
        let secret = turn.secret.map(|secret| secret.expose().as_bytes().to_vec());
        Ok(Self { plan, secret, tls, metrics: metrics.listen })
    }
}

impl RelayPlan {
    fn new(turn: &Turn, public_url: Option<&str>) -> Self {
        Self {
            listen: turn.listen,
            tls_listen: turn.tls_listen,
            web: web_door(public_url),
            host: turn.public_address.clone().or_else(|| public_url.and_then(host_of)),
            stun_query: turn.stun_query.clone(),
            ports: turn.relay_ports.clone(),
            allocations_per_user: turn.allocations_per_user,
            bytes_per_second: turn.rate_per_user,
            allow_private_peers: turn.allow_private_peers,
        }
    }

    /// The addresses at which the world sees what is relayed.
    pub(crate) async fn find_addresses(&self) -> Relayed {
        Relayed::find(self.host.as_deref(), self.stun_query.as_deref()).await
    }
}

fn read(place: &Place, data_dir: &Path) -> Result<Config, ConfigError> {
    let environment = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    let config = Config::load(data_dir, place.config.as_deref(), environment)?;
    tracing::debug!(?config, "settings");
    Ok(config)
}

impl Settings {
    /// Reads and checks the settings. `data_dir` is where relative paths begin.
    pub(crate) fn load(place: &Place, data_dir: &Path) -> Result<Self, ConfigError> {
        read(place, data_dir).map(Self::from)
    }

    /// Where the page is opened: the public address, or this machine.
    pub(crate) fn base_url(&self) -> String {
        self.http.public_url.clone().unwrap_or_else(|| {
            let ip = self.listen.ip();
            let port = self.listen.port();
            match self.tls {
                Tls::Off => {
                    let is_here = ip.is_unspecified() || ip.is_loopback();
                    let host = if is_here { "localhost".to_owned() } else { host(ip) };
                    format!("http://{host}:{port}")
                }
                Tls::Files { .. } | Tls::Home { .. } => format!("https://{}", self.address_at_home()),
            }
        })
    }

    /// Where other devices of the same network reach this server, as far as it is reached from elsewhere at all.
    pub(crate) fn address_at_home(&self) -> String {
        let ip = self.listen.ip();
        let ip = if ip.is_unspecified() { Relayed::of_this_machine().first() } else { ip };
        let host = if ip.is_loopback() { "localhost".to_owned() } else { host(ip) };
        format!("{host}:{}", self.listen.port())
    }
}

fn smtp_server(smtp: Smtp) -> SmtpServer {
    SmtpServer {
        host: smtp.host,
        port: smtp.port,
        security: match smtp.security {
            zvonilka_config::SmtpSecurity::Tls => SmtpSecurity::Tls,
            zvonilka_config::SmtpSecurity::StartTls => SmtpSecurity::StartTls,
            zvonilka_config::SmtpSecurity::Off => SmtpSecurity::Off,
        },
        credentials: smtp.credentials.map(|(user, password)| (user, password.expose().to_owned())),
        from_name: smtp.from_name,
        from_address: smtp.from_address,
    }
}

fn host(ip: std::net::IpAddr) -> String {
    if ip.is_ipv6() { format!("[{ip}]") } else { ip.to_string() }
}

/// The host in `https://host[:port]`, without the brackets of IPv6.
fn host_of(origin: &str) -> Option<String> {
    let authority = origin.split_once("://")?.1;
    let host = match authority.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => authority.split(':').next()?,
    };
    Some(host.to_owned())
}

/// Where `https://host[:port]` leads; another address says nothing of where our own encryption is reached.
fn web_door(public_url: Option<&str>) -> WebDoor {
    let Some(url) = public_url.filter(|url| url.starts_with("https://")) else { return WebDoor::default() };
    let port = url.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
    WebDoor { host: host_of(url), port: Some(port.unwrap_or(443)) }
}

impl From<Config> for Settings {
    fn from(config: Config) -> Self {
        let Config {
            server,
            tls,
            auth,
            limits,
            database,
            storage,
            chats,
            previews,
            push,
            smtp,
            calls,
            turn,
            metrics,
        } = config;
        let url = match database.url {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => url.expose().to_owned(),
        };
        let (limits, flood_limit) = if limits.enabled {
            (LimitSettings::Enabled, FloodLimit::Enabled)
        } else {
            (LimitSettings::Disabled, FloodLimit::Disabled)
        };
        let has_relay = turn.enabled && turn.external_urls.is_empty();
        let relay = has_relay.then(|| RelayPlan::new(&turn, server.public_url.as_deref()));
        let service = ServiceSettings {
            registration: auth.registration,
            email: auth.email,
            members_may_invite: auth.members_may_invite,
            access_ttl: auth.access_ttl,
            refresh_ttl: auth.refresh_ttl,
            access_secret: auth.secret.map(|secret| secret.expose().as_bytes().to_vec()),
            ring_time: calls.ring_timeout,
            guests: calls.guests,
            turn: TurnSettings {
                urls: turn.external_urls,
                inside: None,
                secret: turn.secret.map(|secret| secret.expose().as_bytes().to_vec()),
                ttl: turn.ttl,
            },
            storage: StorageLimits {
                max_file_size: storage.max_file_size,
                quota_per_user: storage.quota_per_user,
            },
            link_previews: previews.enabled,
            push: PushPolicy {
                enabled: push.enabled,
                subject: push.subject,
                private_endpoints: push.allow_private_addresses,
            },
            mail: None,
            family_title: chats.family.then_some(chats.family_title),
            limits,
        };
        let http = HttpSettings {
            public_url: server.public_url,
            allowed_origins: server.allowed_origins,
            trusted_proxies: server.trusted_proxies,
            // What there is to trust is known when it has been opened.
            encryption: PortEncryption::Off,
            socket: SocketSettings { flood_limit, ..SocketSettings::default() },
        };
        let policy = |private| if private { Policy::private_too() } else { Policy::public() };
        let looks = policy(previews.allow_private_addresses);
        let push_services = policy(push.allow_private_addresses);
        Self {
            listen: server.listen,
            store: StoreSettings { url },
            files: storage.folder,
            service,
            http,
            tls,
            looks,
            push_services,
            smtp: smtp.map(smtp_server),
            relay,
            metrics: metrics.listen,
        }
    }
}
