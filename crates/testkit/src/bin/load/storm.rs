//! Everybody comes back at once, as after a restart of the server.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use tokio::{task::JoinSet, time::Instant};
use zvonilka_client::{Events, Socket};
use zvonilka_protocol::{Chat, List, SyncRequest};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    figures::{Span, millis_since, quantile, round, sort},
    people::{Somebody, sign_up},
};

/// People behind the clients at most; beyond it each has several devices.
const PEOPLE: usize = 1_000;

/// All clients had been there before; they hold a valid token and a cursor.
pub(crate) async fn run(binary: PathBuf, clients: usize) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let server = ServerProcess::start(ServerOptions::new(binary, data.path())).await?;
    let server = Arc::new(server);
    let people = sign_up(&server, clients.min(PEOPLE)).await?;
    let first = people.first().context("people")?;
    let chats: List<Chat> = first.api.get("/api/chats").await?;
    let family = chats.items.first().context("the family chat")?;
    let (socket, events) = first.api.socket().await?;
    let cursor = socket.sync(&SyncRequest::default()).await?.cursor;
    drop((socket, events));
    let known = SyncRequest {
        since: Some(cursor),
        chats: BTreeMap::from([(family.shared.id, family.shared.last_seq)]),
    };
    // A restart, so that nobody is here and nothing is warm.
    let mut server = Arc::into_inner(server).context("nobody else holds the server")?;
    server.stop().await?;
    let server = server.restart().await?;
    let idle = server.resident_kib()?;

    let counted = Span::begin(&server)?;
    let begun = Instant::now();
    let mut coming = JoinSet::new();
    for number in 0..clients {
        coming.spawn(come_back(people[number % people.len()].clone(), known.clone(), begun));
    }
    let mut held = Vec::with_capacity(clients);
    let mut millis = Vec::with_capacity(clients);
    while let Some(client) = coming.join_next().await {
        let (socket, took) = client??;
        held.push(socket);
        millis.push(took);
    }
    let seconds = begun.elapsed().as_secs_f64();
    let (_, cpu) = counted.end(&server)?;
    let resident = server.resident_kib()?;
    sort(&mut millis);
    Ok(serde_json::json!({
        "benchmark": format!("storm {clients}"), "seconds": round(seconds), "serverCpuSeconds": round(cpu),
        "reconnectsPerCpuSecond": round(clients as f64 / cpu), "cpuMicrosEach": round(cpu * 1e6 / clients as f64),
        "p50Ms": quantile(&millis, 0.5), "p99Ms": quantile(&millis, 0.99), "lastMs": quantile(&millis, 1.0),
        "kibEach": round(resident.saturating_sub(idle) as f64 / held.len() as f64),
    }))
}

/// Connects, authenticates and syncs; tries again when the server is too busy to take the connection. Gives the
/// milliseconds since the storm began.
async fn come_back(
    person: Somebody,
    known: SyncRequest,
    begun: Instant,
) -> anyhow::Result<((Socket, Events), f64)> {
    const AGAIN_AFTER: Duration = Duration::from_millis(100);
    let (socket, events) = loop {
        match person.api.socket().await {
            Ok(open) => break open,
            Err(error) if error.is_refusal() => return Err(error.into()),
            Err(_) => tokio::time::sleep(AGAIN_AFTER).await,
        }
    };
    socket.sync(&known).await?;
    Ok(((socket, events), millis_since(begun)))
}
