//! What a connection costs that does nothing.

use std::{path::PathBuf, sync::Arc};

use tokio::{task::JoinSet, time::Instant};
use zvonilka_client::{Events, Socket};
use zvonilka_protocol::SyncRequest;
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    figures::round,
    people::{Somebody, sign_up},
};

/// Memory per open, authenticated, synced connection that does nothing.
pub(crate) async fn run(binary: PathBuf, connections: usize) -> anyhow::Result<serde_json::Value> {
    const PEOPLE: usize = 100;
    let data = tempfile::tempdir()?;
    let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
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

async fn open(people: &Arc<Vec<Somebody>>, connections: usize) -> anyhow::Result<Vec<(Socket, Events)>> {
    const AT_ONCE: usize = 64;
    let mut opening = JoinSet::new();
    for worker in 0..AT_ONCE {
        let people = Arc::clone(people);
        opening.spawn(async move {
            let mut held = Vec::new();
            for number in (worker..connections).step_by(AT_ONCE) {
                let (socket, events) = people[number % people.len()].api.socket().await?;
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
