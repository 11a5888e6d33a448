//! One chat of many members and four who write.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;
use zvonilka_client::Socket;
use zvonilka_model::ChatId;
use zvonilka_protocol::{Chat, CreateChat};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    figures::{Span, quantile, round, sort},
    listener::{Deliveries, Listener, timed_text},
    people::{drain, sign_up},
};

const SENDERS: usize = 4;
/// Messages a second of all senders together, as the reference servers were measured.
const CALM: f64 = 50.0;
/// Messages that may be on their way to listeners when everybody sends as fast as they can: well below what a
/// connection's queue holds, so that nobody is dropped for being slow.
const UNDER_WAY: u64 = 64;

/// At a calm pace, as fast as it goes, and at half of that.
pub(crate) async fn run(
    binary: PathBuf,
    members: usize,
    span: Duration,
) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let server = Arc::new(ServerProcess::start(ServerOptions::new(binary, data.path())).await?);
    let people = sign_up(&server, members).await?;
    let owner = people.first().context("members")?;
    let group = CreateChat::Group {
        title: "A thousand".to_owned(),
        description: None,
        member_ids: people.iter().skip(1).map(|person| person.id).collect(),
    };
    let chat: Chat = owner.api.json(reqwest::Method::POST, "/api/chats", Some(&group)).await?.body;
    let chat = chat.shared.id;

    let (epoch, stop) = (Instant::now(), CancellationToken::new());
    let deliveries = Arc::new(Deliveries::default());
    let mut listening = JoinSet::new();
    for person in &people {
        let listener = Listener::open(&person.api).await?;
        listening.spawn(listener.listen(epoch, Arc::clone(&deliveries), stop.clone()));
    }
    let mut field =
        Field { server, chat, epoch, members: members as u64, deliveries, senders: Vec::new(), sent: 0 };
    let mut reading = JoinSet::new();
    for person in people.iter().take(SENDERS) {
        let (socket, events) = person.api.socket().await?;
        reading.spawn(drain(events));
        field.senders.push(Arc::new(socket));
    }

    // Not counted: caches, statements and queues are warm then.
    field.send_at(Some(CALM), Duration::from_secs(2)).await?;
    let calm = field.send_at(Some(CALM), span).await?;
    let full = field.send_at(None, span).await?;
    let half = field.send_at(Some(full.sent as f64 / full.elapsed / 2.0), span).await?;
    stop.cancel();
    let mut heard = Vec::new();
    while let Some(listener) = listening.join_next().await {
        heard.extend(listener??);
    }
    let mut figures = serde_json::Map::new();
    figures.insert("benchmark".to_owned(), format!("fanout {members}").into());
    for (name, phase) in [("calm", calm), ("full", full), ("half", half)] {
        phase.describe(name, &heard, &mut figures);
    }
    figures.insert("serverMiB".to_owned(), (field.server.resident_kib()? / 1_024).into());
    Ok(figures.into())
}

struct Field {
    server: Arc<ServerProcess>,
    chat: ChatId,
    epoch: Instant,
    members: u64,
    deliveries: Arc<Deliveries>,
    senders: Vec<Arc<Socket>>,
    sent: u64,
}

/// What happened while messages were sent at one pace.
struct Phase {
    sent: u64,
    delivered: u64,
    elapsed: f64,
    cpu: f64,
    /// When it was, in microseconds since the epoch.
    micros: std::ops::Range<u64>,
}

impl Field {
    /// Sends for a while, `pace` messages a second or as fast as they are delivered, and waits until all have heard.
    async fn send_at(&mut self, pace: Option<f64>, span: Duration) -> anyhow::Result<Phase> {
        /// How long the last deliveries may take on a busy machine.
        const PATIENCE: Duration = Duration::from_secs(30);
        let counted = Span::begin(&self.server)?;
        let delivered_before = self.deliveries.count();
        let begun = Instant::now();
        let from = u64::try_from(self.epoch.elapsed().as_micros())?;
        let mut sending = JoinSet::new();
        let mut sent = 0;
        while begun.elapsed() < span {
            match pace {
                Some(pace) => {
                    let due = begun + Duration::from_secs_f64(sent as f64 / pace);
                    tokio::time::sleep_until(due).await;
                }
                None => {
                    while self.behind(sent) >= UNDER_WAY || sending.len() as u64 >= UNDER_WAY {
                        match tokio::time::timeout(Duration::from_micros(500), sending.join_next()).await {
                            Ok(Some(done)) => done??,
                            Ok(None) => sleep(Duration::from_micros(500)).await,
                            Err(_) => {}
                        }
                    }
                }
            }
            let number = self.sent + sent;
            let socket = Arc::clone(&self.senders[usize::try_from(number)? % SENDERS]);
            let (chat, epoch) = (self.chat, self.epoch);
            sending.spawn(async move {
                socket.send(chat, &format!("f{number}"), &timed_text(epoch)).await.map(drop)
            });
            sent += 1;
            while let Some(done) = sending.try_join_next() {
                done??;
            }
        }
        while let Some(done) = sending.join_next().await {
            done??;
        }
        let last = Instant::now();
        while self.behind(sent) > 0 {
            ensure!(last.elapsed() < PATIENCE, "deliveries are missing");
            sleep(Duration::from_millis(1)).await;
        }
        let (elapsed, cpu) = counted.end(&self.server)?;
        self.sent += sent;
        let to = u64::try_from(self.epoch.elapsed().as_micros())?;
        Ok(Phase {
            sent,
            delivered: self.deliveries.count() - delivered_before,
            elapsed,
            cpu,
            micros: from..to,
        })
    }

    /// Messages that not everybody has heard, counting `sent` more than in the phases before; rounded up.
    fn behind(&self, sent: u64) -> u64 {
        let wanted = (self.sent + sent) * self.members;
        wanted.saturating_sub(self.deliveries.count()).div_ceil(self.members)
    }
}

impl Phase {
    fn describe(
        &self,
        name: &str,
        heard: &[(u64, u64)],
        figures: &mut serde_json::Map<String, serde_json::Value>,
    ) {
        let mine = heard.iter().filter(|(sent, _)| self.micros.contains(sent));
        let mut millis: Vec<f64> = mine.map(|(_, took)| *took as f64 / 1_000.0).collect();
        sort(&mut millis);
        let delivered = self.delivered as f64;
        for (what, value) in [
            ("MessagesPerSecond", round(self.sent as f64 / self.elapsed)),
            ("DeliveriesPerSecond", round(delivered / self.elapsed)),
            ("DeliveriesPerCpuSecond", round(delivered / self.cpu)),
            ("CpuMicrosPerDelivery", round(self.cpu * 1e6 / delivered)),
            ("ServerCores", round(self.cpu / self.elapsed)),
            ("P50Ms", quantile(&millis, 0.5)),
            ("P99Ms", quantile(&millis, 0.99)),
        ] {
            figures.insert(format!("{name}{what}"), value.into());
        }
    }
}
