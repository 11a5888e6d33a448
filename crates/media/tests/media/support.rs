//! A relay on this machine.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use zvonilka_media::{Relay, RelaySettings, Relayed};
use zvonilka_model::SystemClock;

pub(crate) const SECRET: &str = "north";
/// Nothing here takes long; what takes this long hangs.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Whether relays may speak with this machine.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Private {
    Allowed,
    Forbidden,
}

/// Two workers, so that what must cross from one to the other does.
pub(crate) fn settings(private: Private) -> RelaySettings {
    RelaySettings {
        listen: (Ipv4Addr::LOCALHOST, 0).into(),
        relayed: Relayed { v4: Some(Ipv4Addr::LOCALHOST), v6: None },
        // Below the ports that the system gives to others.
        relay_ports: 20_000..=31_999,
        own: vec![Ipv4Addr::LOCALHOST.into()],
        secret: SECRET.as_bytes().to_vec(),
        allow_private_peers: private == Private::Allowed,
        allocations_per_user: RelaySettings::ALLOCATIONS_PER_USER,
        bytes_per_second: RelaySettings::BYTES_PER_SECOND,
        workers: NonZeroUsize::new(2).unwrap(),
    }
}

pub(crate) fn start(private: Private) -> Relay {
    Relay::start(&settings(private), Arc::new(SystemClock)).unwrap()
}

/// Two free ports side by side.
pub(crate) fn free_pair() -> SocketAddr {
    loop {
        let first = std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap();
        let is_free = |port| std::net::UdpSocket::bind((Ipv4Addr::LOCALHOST, port)).is_ok();
        if first.port().is_multiple_of(2) && is_free(first.port() + 1) {
            return first;
        }
    }
}
