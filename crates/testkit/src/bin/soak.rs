//! The load behind `cargo xtask soak`: people who write, edit, delete, react, read, search, send pictures, call each other
//! and lose their line, for hours, against a release build. Every half a minute the server's memory, files and threads are
//! read; at the end every acknowledged message must be there. Prints one JSON object on stdout, and a line per sample on
//! stderr.

use std::{
    collections::{BTreeMap, HashSet},
    io::Cursor,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use image::{ImageFormat, RgbImage};
use parking_lot::Mutex;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::{
    Method,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;
use zvonilka_client::{Api, ClientError, Events, Socket};
use zvonilka_model::{ChatId, MessageId};
use zvonilka_protocol::{Chat, CreateChat, File, LogIn, Me, Session, SyncRequest};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

const PEOPLE: usize = 40;
const SAMPLE_EVERY: Duration = Duration::from_secs(30);
/// What a person waits at most between two things they do; on average half of it.
const PAUSE_MS: u64 = 2_000;
const WORDS: &[&str] =
    &["звонок", "привет", "ужин", "завтра", "собака", "поезд", "meeting", "photo", "garden"];

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(binary), Some(minutes)) = (arguments.next(), arguments.next()) else {
        bail!("usage: soak BINARY MINUTES");
    };
    let span = Duration::from_secs(60 * minutes.parse::<u64>()?);
    println!("{}", soak(PathBuf::from(binary), span).await?);
    Ok(())
}

/// What all people do together.
#[derive(Default)]
struct Tally {
    done: BTreeMap<&'static str, u64>,
    /// Answers that were refusals, by their text: an edit of what was deleted meanwhile is one.
    refused: BTreeMap<String, u64>,
    /// Acknowledged messages.
    acked: Vec<(ChatId, MessageId)>,
}

struct Sample {
    hours: f64,
    resident_kib: u64,
    files: usize,
    threads: usize,
}

async fn soak(binary: PathBuf, span: Duration) -> anyhow::Result<Value> {
    let data = tempfile::tempdir()?;
    let server = ServerProcess::start(ServerOptions::new(binary, data.path())).await?;
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        people.push(server.register(&format!("soak{number}")).await?.0);
    }
    let mut ids = Vec::new();
    for person in &people {
        ids.push(person.get::<Me>("/api/users/me").await?.user.id);
    }
    let group = CreateChat::Group {
        title: "Soak".to_owned(),
        description: None,
        member_ids: ids.iter().skip(1).copied().collect(),
    };
    let group: Chat = people[0].json(Method::POST, "/api/chats", Some(&group)).await?.body;
    let tally = Arc::new(Mutex::new(Tally::default()));
    let stop = CancellationToken::new();
    let mut living = JoinSet::new();
    for (number, api) in people.iter().enumerate() {
        let neighbour = api.open_direct(ids[(number + 1) % PEOPLE]).await?.shared.id;
        let person = Person {
            api: api.clone(),
            chats: [group.shared.id, neighbour],
            tally: Arc::clone(&tally),
            chance: StdRng::seed_from_u64(number as u64),
            mine: Vec::new(),
            cursor: None,
            said: 0,
        };
        living.spawn(person.live(stop.clone()));
    }
    living.spawn(never_reads(people[0].clone(), stop.clone()));
    living.spawn(comes_and_goes(server.api(), stop.clone()));

    let begun = Instant::now();
    let cpu_before = server.cpu_time()?;
    let mut samples = Vec::new();
    while begun.elapsed() < span {
        sleep(SAMPLE_EVERY.min(span)).await;
        samples.push(sample(&server, begun.elapsed())?);
        if let Some(early) = living.try_join_next() {
            early??;
            bail!("somebody stopped before the end");
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    let cpu = (server.cpu_time()? - cpu_before).as_secs_f64();
    stop.cancel();
    while let Some(person) = living.join_next().await {
        person??;
    }
    let tally = std::mem::take(&mut *tally.lock());
    let lost = lost(&people, &tally.acked).await?;
    Ok(report(&samples, &tally, &lost, data.path(), (seconds, cpu)))
}

fn sample(server: &ServerProcess, at: Duration) -> anyhow::Result<Sample> {
    let process = PathBuf::from(format!("/proc/{}", server.pid()?));
    let sample = Sample {
        hours: at.as_secs_f64() / 3_600.0,
        resident_kib: server.resident_kib()?,
        files: std::fs::read_dir(process.join("fd"))?.count(),
        threads: std::fs::read_dir(process.join("task"))?.count(),
    };
    let Sample { hours, resident_kib, files, threads } = &sample;
    eprintln!("{hours:>7.3} h  {resident_kib:>8} KiB  {files:>4} files  {threads:>3} threads");
    Ok(sample)
}

/// The messages that were acknowledged and are not in their chats.
async fn lost(people: &[Api], acked: &[(ChatId, MessageId)]) -> anyhow::Result<Vec<MessageId>> {
    let mut by_chat: BTreeMap<ChatId, Vec<MessageId>> = BTreeMap::new();
    for (chat, message) in acked {
        by_chat.entry(*chat).or_default().push(*message);
    }
    let mut lost = Vec::new();
    for (chat, expected) in by_chat {
        let mut found = None;
        for person in people {
            match person.whole_history(chat).await {
                Ok(all) => found = Some(all),
                Err(ClientError::Refused(_)) => continue,
                Err(error) => return Err(error.into()),
            }
            break;
        }
        let all = found.context("somebody is a member of every chat")?;
        let there: HashSet<MessageId> = all.iter().map(|message| message.id).collect();
        ensure!(there.len() == all.len(), "a message is there twice");
        lost.extend(expected.into_iter().filter(|id| !there.contains(id)));
    }
    Ok(lost)
}

fn report(
    samples: &[Sample],
    tally: &Tally,
    lost: &[MessageId],
    data: &Path,
    (seconds, cpu): (f64, f64),
) -> Value {
    // The first quarter fills caches and pools.
    let settled = &samples[samples.len() / 4..];
    let mib = |kib: u64| kib as f64 / 1_024.0;
    let length = |name| std::fs::metadata(data.join(name)).map_or(0, |file| file.len());
    let database = length("zvonilka.db") + length("zvonilka.db-wal");
    json!({
        "minutes": (seconds / 60.0).round(), "people": PEOPLE, "done": tally.done, "refused": tally.refused,
        "acked": tally.acked.len(), "lost": lost.len(), "cpuPercentOfOneCore": (cpu / seconds * 1_000.0).round() / 10.0,
        "databaseMiB": database / 1_048_576,
        "residentMiB": {
            "afterAQuarter": settled.first().map(|s| mib(s.resident_kib)),
            "highest": samples.iter().map(|s| mib(s.resident_kib)).fold(0.0, f64::max),
            "last": samples.last().map(|s| mib(s.resident_kib)),
            "growthPerHour": slope(settled, |s| mib(s.resident_kib)),
        },
        "files": { "first": settled.first().map(|s| s.files), "last": samples.last().map(|s| s.files),
            "growthPerHour": slope(settled, |s| s.files as f64) },
        "threads": { "first": settled.first().map(|s| s.threads), "last": samples.last().map(|s| s.threads),
            "growthPerHour": slope(settled, |s| s.threads as f64) },
    })
}

/// Growth per hour, by least squares.
fn slope(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> f64 {
    let count = samples.len() as f64;
    let mean_x = samples.iter().map(|s| s.hours).sum::<f64>() / count;
    let mean_y = samples.iter().map(&of).sum::<f64>() / count;
    let above: f64 = samples.iter().map(|s| (s.hours - mean_x) * (of(s) - mean_y)).sum();
    let below: f64 = samples.iter().map(|s| (s.hours - mean_x).powi(2)).sum();
    (above / below * 100.0).round() / 100.0
}

struct Person {
    api: Api,
    /// The group and a direct chat.
    chats: [ChatId; 2],
    tally: Arc<Mutex<Tally>>,
    chance: StdRng,
    /// The newest messages of mine.
    mine: Vec<(ChatId, MessageId)>,
    cursor: Option<String>,
    said: u64,
}

impl Person {
    async fn live(mut self, stop: CancellationToken) -> anyhow::Result<()> {
        let mut line = None;
        while !stop.is_cancelled() {
            let pause = Duration::from_millis(self.chance.random_range(0..PAUSE_MS));
            tokio::select! { () = sleep(pause) => {}, () = stop.cancelled() => break }
            let (socket, events) = match line.take() {
                Some(open) => open,
                None => self.connect().await?,
            };
            let (what, outcome) = self.act(&socket).await;
            self.note(what, outcome)?;
            // What was heard meanwhile; a client that never reads is somebody else.
            let events = heard(events);
            line = (what != "reconnect").then_some((socket, events));
        }
        Ok(())
    }

    async fn connect(&mut self) -> anyhow::Result<(Socket, Events)> {
        let (socket, events) = self.api.socket().await?;
        loop {
            let request = SyncRequest { since: self.cursor.take(), ..SyncRequest::default() };
            let answer = socket.sync(&request).await?;
            self.cursor = Some(answer.cursor);
            if !answer.more {
                return Ok((socket, events));
            }
        }
    }

    async fn act(&mut self, socket: &Socket) -> (&'static str, Result<(), ClientError>) {
        let chat = self.chats[usize::from(self.chance.random_bool(0.7))];
        let word = WORDS[self.chance.random_range(0..WORDS.len())];
        match self.chance.random_range(0..100) {
            0..50 => ("send", self.say(socket, chat, word).await),
            50..60 => (
                "edit",
                self.change(socket, "message:edit", |id| json!({"messageId": id, "text": word})).await,
            ),
            60..66 => {
                let deleted = self
                    .change(socket, "message:delete", |id| json!({"messageId": id, "for": "everyone"}))
                    .await;
                self.mine.pop();
                ("delete", deleted)
            }
            66..76 => (
                "react",
                self.change(socket, "reaction:set", |id| json!({"messageId": id, "emoji": "👍"})).await,
            ),
            76..84 => ("read", self.read(socket, chat).await),
            84..89 => {
                ("search", self.api.get::<Value>(&format!("/api/search/messages?q={word}")).await.map(drop))
            }
            89..94 => {
                ("history", self.api.get::<Value>(&format!("/api/chats/{chat}/messages")).await.map(drop))
            }
            94..96 => ("picture", self.picture(chat).await),
            96..97 => ("call", self.call(socket).await),
            _ => ("reconnect", Ok(())),
        }
    }

    async fn say(&mut self, socket: &Socket, chat: ChatId, word: &str) -> Result<(), ClientError> {
        self.said += 1;
        let text = format!("{word} {} {}", self.said, "и ещё несколько слов, как люди пишут".repeat(2));
        let message = socket.send(chat, &format!("s{}", self.said), &text).await?;
        self.acked(chat, message.id);
        Ok(())
    }

    fn acked(&mut self, chat: ChatId, id: MessageId) {
        self.tally.lock().acked.push((chat, id));
        self.mine.push((chat, id));
        if self.mine.len() > 20 {
            self.mine.remove(0);
        }
    }

    /// Something about the newest message of mine.
    async fn change(
        &self,
        socket: &Socket,
        kind: &str,
        data: impl FnOnce(MessageId) -> Value,
    ) -> Result<(), ClientError> {
        match self.mine.last() {
            Some((_, id)) => socket.request(kind, data(*id)).await.map(drop),
            None => Ok(()),
        }
    }

    async fn read(&self, socket: &Socket, chat: ChatId) -> Result<(), ClientError> {
        let known: Chat = self.api.get(&format!("/api/chats/{chat}")).await?;
        let mark = json!({ "chatId": chat, "seq": known.shared.last_seq });
        socket.request("message:read", mark).await.map(drop)
    }

    async fn picture(&mut self, chat: ChatId) -> Result<(), ClientError> {
        let shade = self.chance.random::<[u8; 3]>();
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_fn(640, 480, |x, y| image::Rgb([shade[0] ^ x as u8, shade[1] ^ y as u8, shade[2]]))
            .write_to(&mut bytes, ImageFormat::Png)
            .map_err(|error| ClientError::Protocol(error.to_string()))?;
        let part = Part::bytes(bytes.into_inner()).file_name("soak.png");
        let form = Form::new().part("file", part);
        let file: File =
            self.api.request(Method::POST, "/api/files").multipart(form).send().await?.json().await?;
        self.said += 1;
        let message = json!({ "clientId": format!("s{}", self.said), "attachments": [file.id] });
        let path = format!("/api/chats/{chat}/messages");
        let sent: zvonilka_protocol::Message = self.api.json(Method::POST, &path, Some(&message)).await?.body;
        self.acked(chat, sent.id);
        Ok(())
    }

    /// Rings the neighbour for a moment.
    async fn call(&self, socket: &Socket) -> Result<(), ClientError> {
        let answer = socket.request("call:initiate", json!({ "chatId": self.chats[1] })).await?;
        sleep(Duration::from_millis(200)).await;
        let id = answer["call"]["id"].as_str().unwrap_or_default();
        socket.request("call:end", json!({ "callId": id })).await.map(drop)
    }

    fn note(&self, what: &'static str, outcome: Result<(), ClientError>) -> anyhow::Result<()> {
        let mut tally = self.tally.lock();
        *tally.done.entry(what).or_default() += 1;
        match outcome {
            Ok(()) => Ok(()),
            Err(error @ (ClientError::Refused(_) | ClientError::SocketRefused(_))) => {
                *tally.refused.entry(format!("{what}: {error}")).or_default() += 1;
                Ok(())
            }
            Err(error) => Err(error).with_context(|| format!("while doing: {what}")),
        }
    }
}

/// Takes what has come, and leaves the rest to come.
fn heard(mut events: Events) -> Events {
    while events.try_next().is_some() {}
    events
}

/// A device whose program hangs: its socket stays open and is not read. The server drops it in the end.
async fn never_reads(api: Api, stop: CancellationToken) -> anyhow::Result<()> {
    while !stop.is_cancelled() {
        let line = api.socket().await?;
        tokio::select! { () = sleep(Duration::from_secs(300)) => {}, () = stop.cancelled() => {} }
        drop(line);
    }
    Ok(())
}

/// Sessions begin and end.
async fn comes_and_goes(api: Api, stop: CancellationToken) -> anyhow::Result<()> {
    let given = LogIn {
        code: None,
        login: "soak1".to_owned(),
        password: "soak1 likes tea".to_owned(),
        device_name: Some("visitor".to_owned()),
    };
    while !stop.is_cancelled() {
        let session: Session = api.log_in(&given).await?;
        let visitor = api.with_token(session.access_token);
        tokio::select! { () = sleep(Duration::from_secs(5)) => {}, () = stop.cancelled() => {} }
        visitor.command(Method::POST, "/api/auth/logout", None::<&()>).await?;
    }
    Ok(())
}
