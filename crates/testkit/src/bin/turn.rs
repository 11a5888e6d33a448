//! The load behind `cargo xtask bench turn`: coturn's own client against our relay and against coturn, one after the
//! other on the same machine. Prints one JSON object; the ratio is what counts, since machines differ.

use std::{net::UdpSocket, path::PathBuf, process::Stdio, time::Duration};

use anyhow::{Context, bail, ensure};
use serde_json::{Map, Value};
use tokio::{
    process::{Child, Command},
    time::{Instant, sleep, timeout},
};
use zvonilka_testkit::process::{ServerOptions, ServerProcess, cpu_time_of};

const SECRET: &str = "north";
/// What hangs takes longer than this.
const PATIENCE: Duration = Duration::from_secs(180);

/// How the client sends: `clients` at once, each a packet every `interval_ms`.
struct Load {
    name: &'static str,
    clients: u32,
    interval_ms: u32,
    messages: u32,
}

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(2);
    let Some(binary) = arguments.next().map(PathBuf::from) else {
        bail!("usage: turn turn BINARY [CLIENTS]")
    };
    let clients: u32 = arguments.next().map(|n| n.parse()).transpose()?.unwrap_or(50);
    let peer_port = free_pair()?;
    let _peer = spawn("turnutils_peer", &["-L", "127.0.0.1", "-p", &peer_port.to_string()])?;

    let mut figures = Map::new();
    figures.insert("benchmark".to_owned(), "turn".into());
    figures.insert("clients".to_owned(), clients.into());
    let loads = [
        // People who speak.
        Load { name: "calls", clients, interval_ms: 20, messages: 500 },
        // As fast as the client can.
        Load { name: "flood", clients, interval_ms: 0, messages: 2_000 },
    ];
    for load in &loads {
        let ours = ours(&binary, load, peer_port).await?;
        let coturn = coturn(load, peer_port).await?;
        let mut add = |name: &str, value: f64| {
            figures.insert(format!("{}{name}", load.name), ((value * 100.0).round() / 100.0).into());
        };
        add("OursMicros", ours.micros_per_packet);
        add("CoturnMicros", coturn.micros_per_packet);
        add("Ratio", ours.micros_per_packet / coturn.micros_per_packet);
        add("OursPerSecond", ours.packets_per_second);
        add("CoturnPerSecond", coturn.packets_per_second);
        add("OursLossPercent", ours.loss_percent);
        add("CoturnLossPercent", coturn.loss_percent);
    }
    println!("{}", Value::Object(figures));
    Ok(())
}

struct Figures {
    /// Processor time of the server for each packet that it passed on.
    micros_per_packet: f64,
    packets_per_second: f64,
    loss_percent: f64,
}

async fn ours(binary: &PathBuf, load: &Load, peer_port: u16) -> anyhow::Result<Figures> {
    let data = tempfile::tempdir()?;
    let port = free_pair()?;
    let mut options = ServerOptions::new(binary, data.path());
    let settings = [
        ("LISTEN", format!("127.0.0.1:{port}")),
        ("SECRET", SECRET.to_owned()),
        ("PUBLIC_ADDRESS", "127.0.0.1".to_owned()),
        ("RELAY_PORTS", "20000-31999".to_owned()),
        ("ALLOW_PRIVATE_PEERS", "true".to_owned()),
        // All of the client's allocations are one person's, as they are at coturn.
        ("ALLOCATIONS_PER_USER", "1000".to_owned()),
        ("RATE_PER_USER", "1GiB".to_owned()),
    ];
    options.env.extend(settings.map(|(name, value)| (format!("ZVONILKA_TURN_{name}"), value)));
    let server = ServerProcess::start(options).await?;
    measure(server.pid()?, port, load, peer_port).await
}

async fn coturn(load: &Load, peer_port: u16) -> anyhow::Result<Figures> {
    let port = free_pair()?;
    let (port_text, secret) = (port.to_string(), format!("--static-auth-secret={SECRET}"));
    let data = tempfile::tempdir()?;
    let (pid, database) = (
        format!("--pidfile={}", data.path().join("pid").display()),
        format!("--db={}", data.path().join("db").display()),
    );
    let args = [
        "-n",
        "-L",
        "127.0.0.1",
        "-E",
        "127.0.0.1",
        "-p",
        &port_text,
        "--use-auth-secret",
        &secret,
        "--realm=test",
        "--allow-loopback-peers",
        "--no-tls",
        "--no-dtls",
        "--no-cli",
        "--min-port=20000",
        "--max-port=31999",
        "--no-stdout-log",
        "--log-file=/dev/null",
        &pid,
        &database,
    ];
    let server = spawn("turnserver", &args)?;
    answers(port).await.context("coturn does not start")?;
    measure(server.id().context("coturn has ended")?, port, load, peer_port).await
}

async fn measure(pid: u32, port: u16, load: &Load, peer_port: u16) -> anyhow::Result<Figures> {
    answers(port).await?;
    let before = cpu_time_of(pid)?;
    let begun = Instant::now();
    let [clients, messages, interval, port, peer] =
        [load.clients, load.messages, load.interval_ms, port.into(), peer_port.into()]
            .map(|n: u32| n.to_string());
    let args = [
        "-c",
        "-u",
        "bench",
        "-W",
        SECRET,
        "-l",
        "172",
        "-m",
        &clients,
        "-n",
        &messages,
        "-z",
        &interval,
        "-p",
        &port,
        "-e",
        "127.0.0.1",
        "-r",
        &peer,
        "127.0.0.1",
    ];
    let output =
        Command::new("turnutils_uclient").args(args).stdin(Stdio::null()).kill_on_drop(true).output();
    let output = timeout(PATIENCE, output).await.context("the client hangs")??;
    let elapsed = begun.elapsed().as_secs_f64();
    let cpu = (cpu_time_of(pid)? - before).as_secs_f64();
    let said = String::from_utf8_lossy(&output.stdout);
    let (sent, received) = counted(&said).with_context(|| format!("what the client said: {said}"))?;
    ensure!(received > 0.0, "nothing came back: {said}");
    // Each message that comes back was passed on twice, to the peer and from it.
    let passed = sent + received;
    Ok(Figures {
        micros_per_packet: cpu * 1e6 / passed,
        packets_per_second: passed / elapsed,
        loss_percent: 100.0 * (sent - received) / sent,
    })
}

/// How many messages the client sent and got, from its last words.
fn counted(said: &str) -> Option<(f64, f64)> {
    let last = said.lines().rev().find(|line| line.contains("tot_recv_msgs="))?;
    let number = |name: &str| {
        let rest = last.split_once(name)?.1;
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    Some((number("tot_send_msgs=")?, number("tot_recv_msgs=")?))
}

/// Waits until a STUN server answers.
async fn answers(port: u16) -> anyhow::Result<()> {
    const BINDING: [u8; 20] = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    let socket = tokio::net::UdpSocket::bind("127.0.0.1:0").await?;
    let asking = async {
        loop {
            let _ = socket.send_to(&BINDING, ("127.0.0.1", port)).await;
            if matches!(timeout(Duration::from_millis(100), socket.recv(&mut [0; 128])).await, Ok(Ok(_))) {
                return;
            }
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, asking).await.context("no answer to STUN")
}

fn spawn(program: &str, args: &[&str]) -> anyhow::Result<Child> {
    let mut command = Command::new(program);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command.spawn().with_context(|| format!("{program} is not installed (Debian: coturn)"))
}

/// Two free ports side by side; the first is even.
fn free_pair() -> anyhow::Result<u16> {
    loop {
        let port = UdpSocket::bind("127.0.0.1:0")?.local_addr()?.port();
        if port.is_multiple_of(2) && UdpSocket::bind(("127.0.0.1", port + 1)).is_ok() {
            return Ok(port);
        }
    }
}
