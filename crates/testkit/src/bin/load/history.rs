//! Reading in a chat of very many messages, and searching among them.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context, bail, ensure};
use serde_json::json;
use tokio::time::Instant;
use zvonilka_protocol::{FoundMessage, History, List};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    figures::{Span, millis_since, quantile, round, sort},
    people::{Somebody, sign_up},
    seed::{Numbers, Seeded, seed, word},
};

/// Requests of each kind.
const REQUESTS: usize = 2_000;

/// Pages of 50 at places that nobody expects.
pub(crate) async fn pages(binary: PathBuf, messages: usize) -> anyhow::Result<serde_json::Value> {
    let place = Place::make(binary, 1, messages, false).await?;
    let chat = place.chats.first().context("a chat")?;
    let mut numbers = Numbers(11);
    let mut millis = Vec::with_capacity(REQUESTS);
    let counted = Span::begin(&place.server)?;
    for _ in 0..REQUESTS {
        let before = 51 + numbers.next() % (messages as u64 - 50);
        let begun = Instant::now();
        let page: History =
            place.person.api.get(&format!("/api/chats/{chat}/messages?before={before}&limit=50")).await?;
        millis.push(millis_since(begun));
        ensure!(page.items.len() == 50, "a page of {} messages", page.items.len());
    }
    let (_, cpu) = counted.end(&place.server)?;
    sort(&mut millis);
    Ok(json!({
        "benchmark": format!("history {messages}"), "p50Ms": quantile(&millis, 0.5), "p99Ms": quantile(&millis, 0.99),
        "cpuMicrosPerPage": round(cpu * 1e6 / REQUESTS as f64), "pagesPerCpuSecond": round(REQUESTS as f64 / cpu),
        "storedPerSecond": round(messages as f64 / place.seeded.stored),
        "serverMiB": place.server.resident_kib()? / 1_024,
    }))
}

/// Common and rare words, alone and together, in all chats and in one.
pub(crate) async fn search(binary: PathBuf, messages: usize) -> anyhow::Result<serde_json::Value> {
    const CHATS: usize = 25;
    const ROUNDS: usize = 40;
    let place = Place::make(binary, CHATS, messages, true).await?;
    let chat = place.chats.first().context("a chat")?;
    let asked = [
        ("commonWord", word(1), ""),
        ("usualWord", word(400), ""),
        ("rareWord", word(9_999), ""),
        ("noSuchWord", "нетничего".to_owned(), ""),
        ("commonAndRare", format!("{} {}", word(1), word(9_999)), ""),
        ("commonInOneChat", word(1), "here"),
    ];
    let mut figures = json!({ "benchmark": format!("search {messages}") });
    let mut all = Vec::new();
    let counted = Span::begin(&place.server)?;
    for (name, words, place_of) in &asked {
        let chat_id = if place_of.is_empty() { String::new() } else { chat.to_string() };
        let mut query = vec![("q", words.as_str()), ("limit", "20")];
        if !chat_id.is_empty() {
            query.push(("chatId", &chat_id));
        }
        let address = reqwest::Url::parse_with_params("http://server/api/search/messages", &query)?;
        let path = format!("{}?{}", address.path(), address.query().unwrap_or_default());
        let mut millis = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let found: List<FoundMessage> = place.person.api.get(&path).await?;
            millis.push(millis_since(begun));
            let expected = name.starts_with("common") && *name != "commonAndRare";
            ensure!(!expected || !found.items.is_empty(), "{name}: nothing found");
        }
        sort(&mut millis);
        figures[format!("{name}P50Ms")] = quantile(&millis, 0.5).into();
        all.extend(millis);
    }
    let (_, cpu) = counted.end(&place.server)?;
    sort(&mut all);
    figures["p99Ms"] = quantile(&all, 0.99).into();
    figures["cpuMicrosPerSearch"] = round(cpu * 1e6 / all.len() as f64).into();
    figures["indexedPerSecond"] = round(messages as f64 / place.seeded.indexed).into();
    figures["serverMiB"] = (place.server.resident_kib()? / 1_024).into();
    Ok(figures)
}

/// A server with somebody who is in all of its large chats.
struct Place {
    server: ServerProcess,
    person: Somebody,
    chats: Vec<zvonilka_model::ChatId>,
    seeded: Seeded,
    _data: tempfile::TempDir,
}

impl Place {
    async fn make(binary: PathBuf, chats: usize, messages: usize, index: bool) -> anyhow::Result<Self> {
        let data = tempfile::tempdir()?;
        let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
        let people = sign_up(&server, chats + 1).await?;
        let Some((person, others)) = people.split_first() else { bail!("nobody") };
        let mut large = Vec::new();
        for other in others {
            let chat = person.api.open_direct(other.id).await?.shared.id;
            large.push((chat, [person.id, other.id]));
        }
        let mut server = Arc::into_inner(server).context("nobody else holds the server")?;
        server.stop().await?;
        let seeded = seed(data.path(), &large, messages, index).await?;
        let server = server.restart().await?;
        let chats = large.into_iter().map(|(chat, _)| chat).collect();
        Ok(Self { server, person: person.clone(), chats, seeded, _data: data })
    }
}
