//! The relay for calls inside the program: start it, and say which ports to open.

use std::{net::IpAddr, sync::Arc};

use zvonilka_media::{Relay, RelaySettings, Relayed};
use zvonilka_model::Clock;
use zvonilka_service::{InsideTurn, TurnSettings};
use zvonilka_store::{Secret, Store};

use crate::settings::RelayPlan;

/// Starts the relay and has clients told of it. A relay that cannot start takes nothing else with it: chats work
/// without one, and so do calls within one network.
pub(crate) async fn start(
    plan: RelayPlan,
    turn: &mut TurnSettings,
    store: &Store,
    clock: Arc<dyn Clock>,
) -> Option<Relay> {
    let RelayPlan { listen, host, ports, allow_private_peers } = plan;
    let secret = turn.secret.get_or_insert_with(|| store.secret(Secret::Turn).to_vec()).clone();
    let relayed = Relayed::find(host.as_deref()).await;
    let settings = RelaySettings {
        listen,
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
    let fallback = relayed.v4.map(IpAddr::from).or(relayed.v6.map(IpAddr::from))?;
    turn.inside = Some(InsideTurn { host, fallback, port });
    let (first, last) = ports.into_inner();
    tracing::info!(
        "relay for calls: let UDP and TCP port {port} through the firewall; UDP {first} to {last} makes some ways shorter"
    );
    Some(relay)
}
