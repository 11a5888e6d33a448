//! coturn's own programs against our server: the commonest TURN client code there is, and not ours.

use std::{
    env,
    net::{Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    process::Stdio,
    sync::Arc,
};

use tokio::{
    net::{TcpListener, UdpSocket},
    process::{Child, Command},
    time::timeout,
};

use tokio_rustls::TlsAcceptor;
use zvonilka_media::{Relay, RelaySettings, Relayed};
use zvonilka_model::SystemClock;

use crate::support::{PATIENCE, Private, SECRET, certificate, free_pair, settings, start, start_with_tls};

/// The program, or `None` when it is not installed and need not be.
fn program(name: &str) -> Option<PathBuf> {
    let found =
        env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file());
    if found.is_none() {
        let is_required = env::var_os("ZVONILKA_TEST_COTURN").is_some_and(|value| value == "required");
        assert!(!is_required, "{name} is not installed (Debian: coturn)");
        eprintln!("SKIPPED: {name} is not installed (Debian: coturn)");
    }
    found
}

/// A peer that sends everything back.
struct Echo {
    port: u16,
    _child: Child,
}

impl Echo {
    async fn start() -> Option<Self> {
        let program = program("turnutils_peer")?;
        let address = free_pair();
        let child = Command::new(program)
            .args(["-L", &address.ip().to_string(), "-p", &address.port().to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("turnutils_peer starts");
        // It answers as soon as it listens; asking is the only way to know.
        let asking = UdpSocket::bind(("127.0.0.1", 0)).await.expect("a port");
        let mut buffer = [0; 16];
        let answered = timeout(PATIENCE, async {
            loop {
                let _ = asking.send_to(b"there?", address).await;
                let answer =
                    timeout(std::time::Duration::from_millis(20), asking.recv_from(&mut buffer)).await;
                if matches!(answer, Ok(Ok(_))) {
                    return;
                }
            }
        });
        answered.await.expect("turnutils_peer answers");
        Some(Self { port: address.port(), _child: child })
    }
}

/// Runs coturn's client until it ends; what it wrote.
async fn run(name: &str, args: &[&str]) -> Option<String> {
    let program = program(name)?;
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).kill_on_drop(true);
    let output = timeout(PATIENCE, command.output()).await.expect("it ends in time").expect("it starts");
    Some([output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
}

/// Lets coturn's client send 20 messages, and says how many came back.
async fn relayed(options: &[&str]) {
    let relay = start(Private::Allowed);
    let port = relay.address().port();
    relayed_through(port, options).await;
    relay.stop().await;
}

async fn relayed_through(port: u16, options: &[&str]) {
    let Some(echo) = Echo::start().await else { return };
    let (port, peer) = (port.to_string(), echo.port.to_string());
    let common =
        ["-n", "20", "-u", "anna", "-W", SECRET, "-p", &port, "-e", "127.0.0.1", "-r", &peer, "127.0.0.1"];
    let Some(said) = run("turnutils_uclient", &[options, &common].concat()).await else { return };
    let last = said.lines().rev().find(|line| line.contains("tot_recv_msgs")).unwrap_or_default();
    let number = |name: &str| {
        let rest = last.split_once(name).map_or("", |(_, rest)| rest);
        rest.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u32>().ok())
    };
    let (sent, received) = (number("tot_send_msgs="), number("tot_recv_msgs="));
    assert!(sent.is_some_and(|sent| sent >= 20) && sent == received, "{options:?}\n{said}");
}

#[tokio::test]
async fn channels_over_udp() {
    relayed(&[]).await;
}

#[tokio::test]
async fn channels_over_udp_without_a_second_port() {
    relayed(&["-c"]).await;
}

#[tokio::test]
async fn send_indications_over_udp() {
    relayed(&["-s"]).await;
}

#[tokio::test]
async fn channels_over_tcp() {
    relayed(&["-t"]).await;
}

#[tokio::test]
async fn send_indications_over_tcp() {
    relayed(&["-t", "-s"]).await;
}

#[tokio::test]
async fn channels_and_send_indications_over_tls() {
    let relay = start_with_tls(Private::Allowed);
    let port = relay.tls_address().expect("a port for TLS").port();
    relayed_through(port, &["-t", "-S"]).await;
    relayed_through(port, &["-t", "-S", "-s"]).await;
    relayed_through(port, &["-t", "-S", "-y", "-m", "4"]).await;
    relay.stop().await;
}

/// As the page's port does, once it has told TURN from HTTP.
#[tokio::test]
async fn channels_through_the_door_of_another_port() {
    let relay = start(Private::Allowed);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let (door, acceptor) = (relay.door(), TlsAcceptor::from(certificate()));
    let accept = async {
        loop {
            let (stream, remote) = listener.accept().await.expect("a connection");
            if let Ok(stream) = acceptor.accept(stream).await {
                door.take(stream, remote);
            }
        }
    };
    tokio::select! {
        () = relayed_through(port, &["-t", "-S", "-y", "-m", "4"]) => {}
        () = accept => {}
    }
    relay.stop().await;
}

/// IPv6 on both sides of the relay, or on one of them only.
#[tokio::test]
async fn relayed_addresses_of_the_other_family() {
    if std::net::UdpSocket::bind("[::1]:0").is_err() {
        eprintln!("SKIPPED: this machine has no IPv6");
        return;
    }
    let settings = RelaySettings {
        listen: (Ipv6Addr::UNSPECIFIED, 0).into(),
        relayed: Relayed { v4: Some(Ipv4Addr::LOCALHOST), v6: Some(Ipv6Addr::LOCALHOST) },
        own: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
        ..settings(Private::Allowed)
    };
    let relay = Relay::start(&settings, Arc::new(SystemClock)).expect("it starts");
    let port = relay.address().port().to_string();
    for (options, server) in
        [(&["-y", "-x"][..], "127.0.0.1"), (&["-y", "-x"], "::1"), (&["-y"], "::1"), (&["-y", "-t"], "::1")]
    {
        let common = ["-n", "20", "-m", "4", "-u", "anna", "-W", SECRET, "-p", &port, server];
        let Some(said) = run("turnutils_uclient", &[options, &common].concat()).await else { break };
        let all = said.lines().rev().find(|line| line.contains("tot_recv_msgs")).unwrap_or_default();
        assert!(all.contains("tot_send_msgs=80, tot_recv_msgs=80"), "{options:?} {server}\n{said}");
    }
    relay.stop().await;
}

#[tokio::test]
async fn padded_channels_with_do_not_fragment_and_every_request_twice() {
    relayed(&["-D", "-g", "-G"]).await;
}

#[tokio::test]
async fn from_one_relayed_address_to_another() {
    relayed(&["-y", "-m", "4"]).await;
}

#[tokio::test]
async fn from_one_relayed_address_to_another_over_tcp() {
    relayed(&["-y", "-m", "4", "-t"]).await;
}

#[tokio::test]
async fn many_clients_at_once() {
    relayed(&["-m", "10", "-l", "170"]).await;
}

#[tokio::test]
async fn a_peer_on_this_machine_is_forbidden() {
    let relay = start(Private::Forbidden);
    let port = relay.address().port().to_string();
    let args =
        ["-n", "1", "-c", "-v", "-u", "anna", "-W", SECRET, "-p", &port, "-e", "127.0.0.1", "127.0.0.1"];
    let said = run("turnutils_uclient", &args).await;
    relay.stop().await;
    let Some(said) = said else { return };
    assert!(said.contains("403"), "{said}");
    assert!(!said.contains("tot_recv_msgs=1,"), "{said}");
}

#[tokio::test]
async fn a_client_learns_its_address() {
    let relay = start(Private::Forbidden);
    let port = relay.address().port().to_string();
    let said = run("turnutils_stunclient", &["-p", &port, "127.0.0.1"]).await;
    relay.stop().await;
    let Some(said) = said else { return };
    assert!(said.contains("UDP reflexive addr: 127.0.0.1:"), "{said}");
}
