//! A relay on this machine.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{
    net::{Ipv4Addr, SocketAddr},
    num::NonZeroUsize,
    sync::Arc,
    time::Duration,
};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use zvonilka_media::{Relay, RelaySettings, Relayed, TlsListen};
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
        tls: None,
        relayed: Relayed { v4: Some(Ipv4Addr::LOCALHOST), v6: None },
        // Below the ports that the system gives to others.
        relay_ports: 20_000..=31_999,
        own: vec![Ipv4Addr::LOCALHOST.into()],
        secret: SECRET.as_bytes().to_vec(),
        allow_private_peers: private == Private::Allowed,
        allocations_per_user: RelaySettings::ALLOCATIONS_PER_USER,
        bytes_per_second: RelaySettings::BYTES_PER_SECOND,
        answers_echo: true,
        holds_rooms: true,
        workers: NonZeroUsize::new(2).unwrap(),
    }
}

pub(crate) fn start(private: Private) -> Relay {
    Relay::start(&settings(private), Arc::new(SystemClock)).unwrap()
}

/// As a relay whose certificate nobody knows.
pub(crate) fn start_with_tls(private: Private) -> Relay {
    let tls = TlsListen { listen: (Ipv4Addr::LOCALHOST, 0).into(), config: certificate() };
    let settings = RelaySettings { tls: Some(tls), ..settings(private) };
    Relay::start(&settings, Arc::new(SystemClock)).unwrap()
}

pub(crate) fn certificate() -> Arc<ServerConfig> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key);
    Arc::new(config.unwrap())
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
