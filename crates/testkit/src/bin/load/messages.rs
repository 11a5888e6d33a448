//! Many senders, each waiting for its acknowledgement.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::bail;
use tokio::{task::JoinSet, time::Instant};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    TEXT,
    figures::{quantile, round, sort},
    people::{drain, sign_up},
};

/// Closed-loop senders, each waiting for its acknowledgement, spread over direct chats.
pub(crate) async fn run(
    binary: PathBuf,
    senders: usize,
    span: Duration,
) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
    let people = sign_up(&server, senders).await?;
    let mut connected = Vec::new();
    for (number, person) in people.iter().enumerate() {
        let neighbour = &people[(number + 1) % people.len()];
        let chat = person.api.open_direct(neighbour.id).await?.shared.id;
        let (socket, events) = person.api.socket().await?;
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
    sort(&mut waits);
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
