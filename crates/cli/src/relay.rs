//! The relay for calls inside the program: start it, and say which ports to open.

use std::{net::SocketAddr, sync::Arc};

use zvonilka_http::{ByteStream, TurnDoor};
use zvonilka_media::{Relay, RelayDoor, RelaySettings, Relayed, TlsListen};
use zvonilka_model::Clock;
use zvonilka_service::{InsideTurn, TurnSettings};
use zvonilka_store::{Secret, Store};
use zvonilka_tls::Certificates;

use crate::settings::RelayPlan;

/// What comes to the page's port and speaks TURN.
pub(crate) struct PageDoor(pub(crate) RelayDoor);

impl TurnDoor for PageDoor {
    fn take(&self, stream: Box<dyn ByteStream>, remote: SocketAddr) {
        self.0.take(stream, remote);
    }
}

fn tls(certificates: &Certificates, listen: SocketAddr) -> Option<TlsListen> {
    match certificates.for_turn() {
        Ok(config) => Some(TlsListen { listen, config }),
        Err(error) => {
            tracing::warn!("no TURN over TLS: {error}");
            None
        }
    }
}

/// Starts the relay and has clients told of it. A relay that cannot start takes nothing else with it: chats work
/// without one, and so do calls within one network.
pub(crate) async fn start(
    plan: RelayPlan,
    turn: &mut TurnSettings,
    store: &Store,
    certificates: Option<&Certificates>,
    clock: Arc<dyn Clock>,
) -> Option<Relay> {
    let RelayPlan { listen, tls_listen, web, host, ports, allow_private_peers } = plan;
    let secret = turn.secret.get_or_insert_with(|| store.secret(Secret::Turn).to_vec()).clone();
    let relayed = Relayed::find(host.as_deref()).await;
    let settings = RelaySettings {
        listen,
        tls: certificates.and_then(|certificates| tls(certificates, tls_listen)),
        relayed,
        relay_ports: ports.clone(),
        own: relayed.own_addresses(),
        secret,
        allow_private_peers,
        allocations_per_user: RelaySettings::ALLOCATIONS_PER_USER,
        bytes_per_second: RelaySettings::BYTES_PER_SECOND,
        workers: RelaySettings::default_workers(),
    };
    let relay = match Relay::start(&settings, clock) {
        Ok(relay) => relay,
        Err(error) => {
            tracing::warn!(
                "no relay for calls: {error}. Calls between different networks may not connect. Choose another port \
                 with [turn] listen, or switch the relay off with [turn] enabled = false"
            );
            return None;
        }
    };
    let port = relay.address().port();
    turn.inside = Some(InsideTurn { host, fallback: relayed.first(), port, web: certificates.map(|_| web) });
    let (first, last) = ports.into_inner();
    let tls = relay.tls_address().map(|tls| format!(", TCP port {} for TURN over TLS", tls.port()));
    let tls = tls.unwrap_or_default();
    tracing::info!(
        "relay for calls: let UDP and TCP port {port} through the firewall{tls}; UDP {first} to {last} makes some ways shorter"
    );
    Some(relay)
}
