//! The relay for calls: start it, and say which ports to open.

use std::{net::SocketAddr, sync::Arc};

use zvonilka_http::{ByteStream, TurnDoor};
use zvonilka_media::{MediaError, Relay, RelayDoor, RelaySettings, Relayed, TlsListen};
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

/// What the relay is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The server, whose echo contact answers on the same port.
    Server,
    /// Nothing: it is alone on its machine.
    Alone,
}

/// Opens the relay's ports.
pub(crate) fn open(
    plan: &RelayPlan,
    relayed: Relayed,
    secret: Vec<u8>,
    certificates: Option<&Certificates>,
    role: Role,
    clock: Arc<dyn Clock>,
) -> Result<Relay, MediaError> {
    let settings = RelaySettings {
        listen: plan.listen,
        tls: certificates.and_then(|certificates| tls(certificates, plan.tls_listen)),
        relayed,
        relay_ports: plan.ports.clone(),
        own: relayed.own_addresses(),
        secret,
        allow_private_peers: plan.allow_private_peers,
        allocations_per_user: plan.allocations_per_user,
        bytes_per_second: plan.bytes_per_second,
        answers_echo: role == Role::Server,
        holds_rooms: role == Role::Server,
        workers: RelaySettings::default_workers(),
    };
    Relay::start(&settings, clock)
}

/// Tells the owner what the firewall has to let through.
pub(crate) fn say_which_ports(relay: &Relay, plan: &RelayPlan) {
    let (port, first, last) = (relay.address().port(), plan.ports.start(), plan.ports.end());
    let tls = relay.tls_address().map(|tls| format!(", TCP port {} for TURN over TLS", tls.port()));
    let tls = tls.unwrap_or_default();
    tracing::info!(
        "relay for calls: let UDP and TCP port {port} through the firewall{tls}; UDP {first} to {last} makes some ways shorter"
    );
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
    let secret = turn.secret.get_or_insert_with(|| store.secret(Secret::Turn).to_vec()).clone();
    let relayed = plan.find_addresses().await;
    let relay = match open(&plan, relayed, secret, certificates, Role::Server, clock) {
        Ok(relay) => relay,
        Err(error) => {
            tracing::warn!(
                "no relay for calls: {error}. Calls between different networks may not connect. Choose another port \
                 with [turn] listen, or switch the relay off with [turn] enabled = false"
            );
            return None;
        }
    };
    say_which_ports(&relay, &plan);
    turn.inside = Some(InsideTurn {
        // What a STUN server said is where clients have to go too, unless they found the page themselves.
        host: plan.host,
        fallback: relayed.first(),
        port: relay.address().port(),
        web: certificates.map(|_| plan.web),
    });
    Some(relay)
}
