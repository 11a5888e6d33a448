//! Pairs of people who answer each other: one message of each pair is on its way at any time.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::bail;
use tokio::{task::JoinSet, time::Instant};
use zvonilka_client::{Events, Socket};
use zvonilka_model::{ChatId, UserId};
use zvonilka_protocol::socket::ServerEvent;
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    TEXT,
    figures::{Span, millis_since, quantile, round, sort},
    people::{Somebody, sign_up},
};

/// Ping-pong: whoever gets a message of the other one answers at once. A time is from sending a message to
/// knowing that it is stored.
pub(crate) async fn run(binary: PathBuf, pairs: usize, span: Duration) -> anyhow::Result<serde_json::Value> {
    /// What comes before it is not counted: caches and statements are warm then.
    const WARM_UP: Duration = Duration::from_secs(2);
    let data = tempfile::tempdir()?;
    let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
    let people = sign_up(&server, 2 * pairs).await?;
    let mut players = Vec::new();
    for pair in people.chunks_exact(2) {
        let [one, other] = pair else { bail!("pairs are of two") };
        let chat = one.api.open_direct(other.id).await?.shared.id;
        players.push(Player::sit_down(chat, one, other.id, true).await?);
        players.push(Player::sit_down(chat, other, one.id, false).await?);
    }
    let from = Instant::now() + WARM_UP;
    let until = from + span;
    let mut playing = JoinSet::new();
    for player in players {
        playing.spawn(player.play(from, until));
    }
    tokio::time::sleep_until(from).await;
    let counted = Span::begin(&server)?;
    tokio::time::sleep_until(until).await;
    let (elapsed, cpu) = counted.end(&server)?;
    let mut waits = Vec::new();
    while let Some(player) = playing.join_next().await {
        waits.extend(player??);
    }
    sort(&mut waits);
    let acked = waits.len() as f64;
    Ok(serde_json::json!({
        "benchmark": format!("pairs {pairs}"), "ackedPerSecond": round(acked / elapsed),
        "cpuMicrosPerMessage": round(cpu * 1e6 / acked), "messagesPerCpuSecond": round(acked / cpu),
        "p50Ms": quantile(&waits, 0.50), "p99Ms": quantile(&waits, 0.99), "maxMs": quantile(&waits, 1.0),
        "serverCores": round(cpu / elapsed), "serverMiB": server.resident_kib()? / 1_024,
    }))
}

struct Player {
    chat: ChatId,
    other: UserId,
    begins: bool,
    socket: Socket,
    events: Events,
}

impl Player {
    async fn sit_down(chat: ChatId, person: &Somebody, other: UserId, begins: bool) -> anyhow::Result<Self> {
        let (socket, events) = person.api.socket().await?;
        Ok(Self { chat, other, begins, socket, events })
    }

    /// Plays until the end and gives the times of what was acknowledged in the counted span, in milliseconds.
    async fn play(self, from: Instant, until: Instant) -> anyhow::Result<Vec<f64>> {
        let Self { chat, other, begins, socket, mut events } = self;
        let mut waits = Vec::new();
        let mut number = 0_u64;
        let mut my_turn = begins;
        loop {
            if my_turn {
                number += 1;
                let asked = Instant::now();
                socket.send(chat, &format!("m{number}"), TEXT).await?;
                if (from..until).contains(&Instant::now()) {
                    waits.push(millis_since(asked));
                }
                my_turn = false;
            }
            // The other one may have gone home.
            match tokio::time::timeout_at(until, events.next()).await {
                Err(_) => return Ok(waits),
                Ok(Err(ended)) => bail!("a socket was closed under load: {ended:?}"),
                Ok(Ok(ServerEvent::MessageNew { message, .. })) => my_turn = message.sender_id == other,
                Ok(Ok(_)) => {}
            }
        }
    }
}
