//! Somebody with very many chats opens the program.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use anyhow::{Context, ensure};
use serde_json::json;
use tokio::time::Instant;
use zvonilka_protocol::{Chat, CreateChat, List, SyncRequest};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    TEXT,
    figures::{Span, median, millis_since, round},
    people::sign_up,
};

/// Connects, reads the list of chats to its end, and syncs: from nothing, and with a cursor.
pub(crate) async fn run(binary: PathBuf, chats: usize) -> anyhow::Result<serde_json::Value> {
    const ROUNDS: usize = 20;
    /// As many as a client may name.
    const NAMED: usize = 200;
    let data = tempfile::tempdir()?;
    let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
    let people = sign_up(&server, 2).await?;
    let [one, other] = people.as_slice() else { anyhow::bail!("two people") };
    for number in 0..chats {
        let title = format!("Group {number}");
        let group = CreateChat::Group { title, description: None, member_ids: vec![one.id] };
        let chat: Chat = other.api.json(reqwest::Method::POST, "/api/chats", Some(&group)).await?.body;
        other.api.send(chat.shared.id, "first", TEXT).await?;
    }
    let mut steps: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    let counted = Span::begin(&server)?;
    for _ in 0..ROUNDS {
        let mut begun = Instant::now();
        let mut step = |name, begun: &mut Instant| {
            steps.entry(name).or_default().push(millis_since(*begun));
            *begun = Instant::now();
        };
        let (socket, events) = one.api.socket().await?;
        step("connectMs", &mut begun);
        let mut listed: Vec<Chat> = Vec::new();
        let mut path = "/api/chats?limit=200".to_owned();
        loop {
            let page: List<Chat> = one.api.get(&path).await?;
            listed.extend(page.items);
            let Some(cursor) = page.cursor else { break };
            path = format!("/api/chats?limit=200&cursor={cursor}");
        }
        ensure!(listed.len() > chats, "{} chats in the list", listed.len());
        step("listMs", &mut begun);
        let mut request = SyncRequest::default();
        let mut synced = 0;
        let cursor = loop {
            let answer = socket.sync(&request).await?;
            synced += answer.chats.len();
            request.since = Some(answer.cursor.clone());
            if !answer.more {
                break answer.cursor;
            }
        };
        ensure!(synced > chats, "{synced} chats synced");
        step("syncFromNothingMs", &mut begun);
        let named = listed.iter().take(NAMED).map(|chat| (chat.shared.id, chat.shared.last_seq)).collect();
        socket.sync(&SyncRequest { since: Some(cursor), chats: named }).await.context("sync")?;
        step("syncMs", &mut begun);
        drop((socket, events));
    }
    let (_, cpu) = counted.end(&server)?;
    let mut figures = json!({
        "benchmark": format!("chats {chats}"), "cpuMsPerRound": round(cpu * 1e3 / ROUNDS as f64),
        "serverMiB": server.resident_kib()? / 1_024,
    });
    for (name, mut millis) in steps {
        figures[name] = median(&mut millis).into();
    }
    Ok(figures)
}
