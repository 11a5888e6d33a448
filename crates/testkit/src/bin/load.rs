//! The load generator behind `cargo xtask bench`: starts the program itself, so that its memory and processor
//! time can be read, and prints one JSON object a benchmark on stdout.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::{task::JoinSet, time::Instant};
use zvonilka_client::{Api, Events, Socket};
use zvonilka_protocol::{Chat, ChatKind, List, SyncRequest};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

/// Texts as long as the reference measurements used.
const TEXT: &str = "A message of about one hundred and twenty bytes, which is what people really write to one another in a chat, on average.";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(which), Some(binary)) = (arguments.next(), arguments.next()) else {
        bail!("usage: load startup|messages|idle BINARY [COUNT] [SECONDS]");
    };
    let count = arguments.next().map(|n| n.parse()).transpose()?;
    let seconds = Duration::from_secs(arguments.next().map(|n| n.parse()).transpose()?.unwrap_or(10));
    let binary = PathBuf::from(binary);
    let figures = match which.as_str() {
        "startup" => startup(binary, count.unwrap_or(9)).await?,
        "messages" => messages(binary, count.unwrap_or(200), seconds).await?,
        "idle" => idle(binary, count.unwrap_or(10_000)).await?,
        other => bail!("no benchmark named {other}"),
    };
    println!("{figures}");
    Ok(())
}

/// From the start of the process until `/health/ready` says yes, with a database that exists.
async fn startup(binary: PathBuf, rounds: usize) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let mut server = ServerProcess::start(ServerOptions::new(&binary, data.path())).await?;
    let mut millis = Vec::new();
    let mut resident = Vec::new();
    for _ in 0..rounds {
        server.stop().await?;
        let begun = Instant::now();
        server = server.restart().await?;
        millis.push(begun.elapsed().as_secs_f64() * 1_000.0);
        resident.push(server.resident_kib()? as f64 / 1_024.0);
    }
    let size = std::fs::metadata(&binary)?.len() as f64 / 1_048_576.0;
    Ok(serde_json::json!({
        "benchmark": "startup", "rounds": rounds, "startMs": median(&mut millis),
        "idleMiB": median(&mut resident), "binaryMiB": round(size),
    }))
}

/// Closed-loop senders, each waiting for its acknowledgement, spread over direct chats.
async fn messages(binary: PathBuf, senders: usize, span: Duration) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let server = ServerProcess::start(ServerOptions::new(binary, data.path())).await?;
    let people = sign_up(&server, senders).await?;
    let mut connected = Vec::new();
    for (number, api) in people.iter().enumerate() {
        let neighbour =
            people[(number + 1) % people.len()].get::<zvonilka_protocol::Me>("/api/users/me").await?;
        let chat = api.open_direct(neighbour.user.id).await?.shared.id;
        let (socket, events) = api.socket().await?;
        connected.push((chat, socket, events));
    }
    let cpu_before = server.cpu_time()?;
    let begun = Instant::now();
    let mut sending = JoinSet::new();
    for (chat, socket, events) in connected {
        sending.spawn(async move {
            let reading = drain(events);
            let writing = async {
                let mut waits = Vec::new();
                while begun.elapsed() < span {
                    let asked = Instant::now();
                    socket.send(chat, &format!("m{}", waits.len()), TEXT).await?;
                    waits.push(asked.elapsed().as_secs_f64() * 1_000.0);
                }
                Ok::<_, anyhow::Error>(waits)
            };
            tokio::select! { waits = writing => waits, () = reading => bail!("a socket was closed under load") }
        });
    }
    let mut waits = Vec::new();
    while let Some(sender) = sending.join_next().await {
        waits.extend(sender??);
    }
    let elapsed = begun.elapsed().as_secs_f64();
    let cpu = (server.cpu_time()? - cpu_before).as_secs_f64();
    waits.sort_unstable_by(f64::total_cmp);
    let acked = waits.len() as f64;
    let flushes = flushes_per_second(data.path())?;
    Ok(serde_json::json!({
        "benchmark": "messages", "senders": senders, "seconds": round(elapsed), "ackedPerSecond": round(acked / elapsed),
        "cpuMicrosPerMessage": round(cpu * 1e6 / acked), "p50Ms": quantile(&waits, 0.50), "p99Ms": quantile(&waits, 0.99),
        "diskFlushesPerSecond": round(flushes), "messagesPerFlush": round(acked / elapsed / flushes),
        "serverMiB": server.resident_kib()? / 1_024,
    }))
}

/// The bare limit of one message at a time: appends with a flush each, on the disk that holds the database.
fn flushes_per_second(folder: &Path) -> anyhow::Result<f64> {
    use std::io::Write;
    const FLUSHES: u32 = 200;
    let mut file = std::fs::File::create(folder.join("flush"))?;
    let begun = Instant::now();
    for _ in 0..FLUSHES {
        file.write_all(TEXT.as_bytes())?;
        file.sync_data()?;
    }
    Ok(f64::from(FLUSHES) / begun.elapsed().as_secs_f64())
}

/// Memory per open, authenticated, synced connection that does nothing.
async fn idle(binary: PathBuf, connections: usize) -> anyhow::Result<serde_json::Value> {
    const PEOPLE: usize = 100;
    let data = tempfile::tempdir()?;
    let server = ServerProcess::start(ServerOptions::new(binary, data.path())).await?;
    let people = Arc::new(sign_up(&server, PEOPLE).await?);
    // Warm: pools, caches and the allocator's first pages are not the connections' memory.
    drop(open(&people, PEOPLE).await?);
    let before = server.resident_kib()?;
    let begun = Instant::now();
    let held = open(&people, connections).await?;
    let elapsed = begun.elapsed().as_secs_f64();
    let after = server.resident_kib()?;
    let each = (after.saturating_sub(before)) as f64 / held.len() as f64;
    Ok(serde_json::json!({
        "benchmark": "idle", "connections": held.len(), "kibEach": round(each), "serverMiBBefore": before / 1_024,
        "serverMiBAfter": after / 1_024, "secondsToOpenAndSync": round(elapsed),
    }))
}

async fn open(people: &Arc<Vec<Api>>, connections: usize) -> anyhow::Result<Vec<(Socket, Events)>> {
    const AT_ONCE: usize = 64;
    let mut opening = JoinSet::new();
    for worker in 0..AT_ONCE {
        let people = Arc::clone(people);
        opening.spawn(async move {
            let mut held = Vec::new();
            for number in (worker..connections).step_by(AT_ONCE) {
                let (socket, events) = people[number % people.len()].socket().await?;
                socket.sync(&SyncRequest::default()).await?;
                held.push((socket, events));
            }
            Ok::<_, anyhow::Error>(held)
        });
    }
    let mut held = Vec::new();
    while let Some(part) = opening.join_next().await {
        held.extend(part??);
    }
    Ok(held)
}

async fn sign_up(server: &ServerProcess, people: usize) -> anyhow::Result<Vec<Api>> {
    let mut apis = Vec::new();
    for number in 0..people {
        apis.push(server.register(&format!("load{number}")).await?.0);
    }
    let first = apis.first().context("at least one person")?;
    let chats: List<Chat> = first.get("/api/chats").await?;
    if !chats.items.iter().any(|chat| chat.shared.kind == ChatKind::Family) {
        bail!("the family chat is missing");
    }
    Ok(apis)
}

/// Reads events until the socket ends, as a real client would.
async fn drain(mut events: Events) {
    while events.next().await.is_ok() {}
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    quantile(values, 0.5)
}

/// Of sorted values.
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let index = ((sorted.len().saturating_sub(1)) as f64 * part).round() as usize;
    sorted.get(index).copied().map_or(0.0, round)
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
