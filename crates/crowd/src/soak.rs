//! Calls of groups for as long as one likes: in each room some stay, and others come and go all the time, politely or
//! without a word. The server's memory, files and threads must stay flat, and whoever stays must hear the others who stay without
//! a pause.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, ensure};
use parking_lot::Mutex;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    task::JoinSet,
    time::{Instant, interval, sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use zvonilka_client::{Api, ClientError};
use zvonilka_model::{CallId, ChatId, ParticipantId, UserId};
use zvonilka_protocol::{Chat, CreateChat, RoomPicture, RoomTile, RoomWish};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::{
    crew::Crew,
    media::Voice,
    ours::{Seat, listen, place_of, renew},
    phone::{Ears, Papers, Role},
};

const ROOMS: usize = 3;
/// In each room.
const STAYERS: usize = 3;
const VISITORS: usize = 4;
const THREADS: usize = 1;
/// How often it is looked whether all who stay hear each other.
const LISTEN_EVERY: Duration = Duration::from_secs(5);
/// Packets of one voice in that time when nothing is wrong.
const PACKETS: u64 = 250;
/// Less than this of them is a voice that stopped. A machine that is too slow for all these phones loses many; a broken room
/// loses all.
const LEAST: u64 = PACKETS / 10;
/// What may grow within limits: caches, pools, what the allocator keeps.
const MEMORY_SLACK: (f64, f64) = (1.10, 8.0 * 1024.0);
const FILES_SLACK: f64 = 12.0;
const THREADS_SLACK: f64 = 4.0;
/// Until everybody who left is forgotten, those included who said nothing (45 s), and what they had is given back.
const AFTERWARDS: Duration = Duration::from_secs(75);
const PATIENCE: Duration = Duration::from_secs(60);

/// What is looked at, again and again.
#[derive(Debug, Clone, Copy)]
struct Sample {
    minutes: f64,
    resident_kib: f64,
    files: f64,
    threads: f64,
    lines: f64,
}

/// What visitors did.
#[derive(Debug, Default)]
struct Visits {
    done: BTreeMap<&'static str, u64>,
    refused: BTreeMap<String, u64>,
}

/// Somebody with an account.
struct Person {
    api: Api,
    id: UserId,
    number: u32,
}

/// A room, as those who come into it know it.
#[derive(Clone)]
struct Room {
    call: CallId,
    /// The places of those who stay.
    stayers: Vec<ParticipantId>,
}

/// Everything that visitors share.
#[derive(Clone)]
struct World {
    papers: Papers,
    crew: Arc<Mutex<Crew>>,
    visits: Arc<Mutex<Visits>>,
    stop: CancellationToken,
}

/// Runs it. Fails with what was not as it must be.
pub(crate) async fn soak(binary: PathBuf, span: Duration) -> anyhow::Result<Value> {
    let data = tempfile::tempdir()?;
    let metrics = free_address()?;
    let mut options = ServerOptions::new(binary, data.path());
    options.env.push(("ZVONILKA_TURN_PUBLIC_ADDRESS".to_owned(), "127.0.0.1".to_owned()));
    options.env.push(("ZVONILKA_METRICS_LISTEN".to_owned(), metrics.clone()));
    let server = ServerProcess::start(options).await?;
    let (stop, mut living) = (CancellationToken::new(), JoinSet::new());
    let world = World {
        papers: Papers::new(Ipv4Addr::LOCALHOST.into())?,
        crew: Arc::new(Mutex::new(Crew::new(THREADS)?)),
        visits: Arc::default(),
        stop: stop.clone(),
    };
    let mut ears = Vec::new();
    let mut kept = Vec::new();
    for number in 0..ROOMS {
        let (room, heard, seats) = open_room(&server, &world, number, &mut living).await?;
        ears.extend(heard);
        kept.extend(seats);
        for visitor in 0..VISITORS {
            let person = register(&server, number * 100 + STAYERS + visitor).await?;
            let chat = room.1;
            add(&kept[number * STAYERS].1, chat, person.id).await?;
            living.spawn(visit(person, room.0.clone(), world.clone()));
        }
    }
    let begun = Instant::now();
    let every = (span / 60).clamp(Duration::from_secs(2), Duration::from_secs(30));
    let (mut samples, mut looks) = (Vec::new(), interval(LISTEN_EVERY));
    // The first look only begins to count; the second still sees the lines being made.
    for _ in 0..3 {
        looks.tick().await;
    }
    ears.iter().for_each(|ears: &Ears| drop(ears.take()));
    let mut silences = Vec::new();
    let mut next_sample = Instant::now();
    while begun.elapsed() < span {
        looks.tick().await;
        silences.extend(silent(&ears, begun.elapsed()));
        if next_sample <= Instant::now() {
            next_sample += every;
            samples.push(sample(&server, &metrics, begun.elapsed()).await?);
        }
        if let Some(early) = living.try_join_next() {
            early??;
            anyhow::bail!("somebody stopped before the end");
        }
    }
    let at_end = figures(&metrics).await?;
    stop.cancel();
    while let Some(one) = living.join_next().await {
        one??;
    }
    drop(kept);
    world.crew.lock().hang_up();
    sleep(AFTERWARDS).await;
    let afterwards = sample(&server, &metrics, begun.elapsed()).await?;
    let visits = std::mem::take(&mut *world.visits.lock());
    let report = report(&samples, afterwards, &visits, &silences, &at_end);
    eprintln!("{report:#}");
    judge(&samples, afterwards, &visits, &silences, &at_end)?;
    Ok(report)
}

/// A group, and a call in it with those who stay.
async fn open_room(
    server: &ServerProcess,
    world: &World,
    number: usize,
    living: &mut JoinSet<anyhow::Result<()>>,
) -> anyhow::Result<((Room, ChatId), Vec<Ears>, Vec<(Seat, Api)>)> {
    let mut people = Vec::new();
    for stayer in 0..STAYERS {
        people.push(register(server, number * 100 + stayer).await?);
    }
    let group = CreateChat::Group {
        title: format!("Soak {number}"),
        description: None,
        member_ids: people.iter().skip(1).map(|person| person.id).collect(),
    };
    let group: Chat = people[0].api.json(Method::POST, "/api/chats", Some(&group)).await?.body;
    let chat = group.shared.id;
    let (mut seats, mut call) = (Vec::new(), None);
    for person in &people {
        let how = call.map_or(How::Begin(chat), How::Join);
        let (seat, renewing) = come_in(person, how, &world.stop).await?;
        call = Some(seat.call);
        let stop = world.stop.clone();
        living.spawn(async move {
            stop.cancelled().await;
            drop(renewing);
            Ok(())
        });
        seats.push(seat);
    }
    let room = Room { call: seats[0].call, stayers: seats.iter().map(|seat| seat.place).collect() };
    let mut all = Vec::new();
    for (index, seat) in seats.iter_mut().enumerate() {
        let others = (0..STAYERS).filter(|of| *of != index).map(|of| people[of].number);
        let ears = Ears::new(others);
        let mut phone =
            seat.call_in(role(seat.number), &shows(&room, Some(seat.place))?, &world.papers).await?;
        phone.listen_with(ears.clone());
        world.crew.lock().take(phone)?;
        all.push(ears);
    }
    let apis = people.into_iter().map(|person| person.api);
    Ok(((room, chat), all, seats.into_iter().zip(apis).collect()))
}

/// Every second one has a camera.
const fn role(person: u32) -> Role {
    Role { person, voice: Voice::Loud, pictures: person.is_multiple_of(2) }
}

/// Everybody looks at those who stay, the first of them larger.
fn shows(room: &Room, own: Option<ParticipantId>) -> anyhow::Result<String> {
    let others = room.stayers.iter().filter(|place| Some(**place) != own);
    let tiles = others.enumerate().map(|(index, place)| RoomTile {
        participant_id: *place,
        picture: RoomPicture::Camera,
        height: if index == 0 { 300 } else { 150 },
    });
    Ok(serde_json::to_string(&RoomWish::Show { tiles: tiles.collect() })?)
}

async fn register(server: &ServerProcess, number: usize) -> anyhow::Result<Person> {
    let (api, session) = server.register(&format!("calls{number}")).await?;
    Ok(Person { api, id: session.user.user.id, number: u32::try_from(number)? })
}

async fn add(api: &Api, chat: ChatId, person: UserId) -> anyhow::Result<()> {
    let path = format!("/api/chats/{chat}/members");
    api.command(Method::POST, &path, Some(&json!({ "userIds": [person] }))).await?;
    Ok(())
}

/// How somebody comes in.
enum How {
    Begin(ChatId),
    Join(CallId),
}

/// A place in the call, and what keeps it until it is dropped.
async fn come_in(person: &Person, how: How, stop: &CancellationToken) -> anyhow::Result<(Seat, JoinSet<()>)> {
    let (socket, events) = person.api.socket().await?;
    let socket = Arc::new(socket);
    let (kind, data) = match how {
        How::Begin(chat) => ("call:initiate", json!({ "chatId": chat, "kind": "video" })),
        How::Join(call) => ("call:join", json!({ "callId": call })),
    };
    let joined = &socket.request(kind, data).await?["call"];
    let call: CallId = serde_json::from_value(joined["id"].clone())?;
    let place = place_of(joined, person.id)?;
    let (tell, answers) = mpsc::unbounded_channel();
    let mut tasks = JoinSet::new();
    tasks.spawn(listen(events, tell));
    tasks.spawn(renew(Arc::clone(&socket), call, stop.clone()));
    Ok((Seat { socket, call, place, answers, number: person.number }, tasks))
}

/// Comes and goes until it is over.
async fn visit(person: Person, room: Room, world: World) -> anyhow::Result<()> {
    let mut chance = StdRng::seed_from_u64(person.number.into());
    while !world.stop.is_cancelled() {
        let (before, during) = (chance.random_range(0..5_000), chance.random_range(3_000..15_000));
        let way = chance.random_range(0..100);
        let visit = one_visit(&person, &room, &world, during, way);
        let whole = async {
            sleep(Duration::from_millis(before)).await;
            visit.await
        };
        let outcome =
            tokio::select! { outcome = whole => outcome, () = world.stop.cancelled() => return Ok(()) };
        let mut visits = world.visits.lock();
        match outcome {
            Ok(way) => *visits.done.entry(way).or_default() += 1,
            // Whoever went without a word may find their place still held.
            Err(error) if error.downcast_ref().is_some_and(is_refusal) => {
                *visits.refused.entry(format!("{error:#}")).or_default() += 1;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

const fn is_refusal(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused(_) | ClientError::SocketRefused(_))
}

async fn one_visit(
    person: &Person,
    room: &Room,
    world: &World,
    millis: u64,
    way: u32,
) -> anyhow::Result<&'static str> {
    let (mut seat, renewing) = come_in(person, How::Join(room.call), &world.stop).await?;
    let mut hang_up = make_line(&mut seat, room, world).await?;
    sleep(Duration::from_millis(millis)).await;
    let done = match way {
        0..50 => {
            seat.socket.request("call:leave", json!({ "callId": room.call })).await?;
            "left"
        }
        50..75 => {
            // A line that breaks: another in its place, and the old one just stops.
            let again = make_line(&mut seat, room, world).await?;
            hang_up.cancel();
            hang_up = again;
            sleep(Duration::from_millis(millis)).await;
            seat.socket.request("call:leave", json!({ "callId": room.call })).await?;
            "made a new line and left"
        }
        _ => "went without a word",
    };
    hang_up.cancel();
    drop(renewing);
    Ok(done)
}

async fn make_line(seat: &mut Seat, room: &Room, world: &World) -> anyhow::Result<CancellationToken> {
    let wish = shows(room, None)?;
    let phone = seat.call_in(role(seat.number), &wish, &world.papers);
    let phone = timeout(PATIENCE, phone).await.context("no line in time")??;
    world.crew.lock().take(phone)
}

/// Who hears too little of whom.
fn silent(ears: &[Ears], at: Duration) -> Vec<String> {
    let mut silent = Vec::new();
    for (number, ears) in ears.iter().enumerate() {
        for (of, packets) in ears.take() {
            if packets < LEAST {
                let text = format!(
                    "after {} s the one who stays as number {number} heard {packets} packets of {of} in {} s",
                    at.as_secs(),
                    LISTEN_EVERY.as_secs()
                );
                eprintln!("{text}");
                silent.push(text);
            }
        }
    }
    silent
}

async fn sample(server: &ServerProcess, metrics: &str, at: Duration) -> anyhow::Result<Sample> {
    let process = PathBuf::from(format!("/proc/{}", server.pid()?));
    let count = |name| anyhow::Ok(std::fs::read_dir(process.join(name))?.count() as f64);
    let sample = Sample {
        minutes: at.as_secs_f64() / 60.0,
        resident_kib: server.resident_kib()? as f64,
        files: count("fd")?,
        threads: count("task")?,
        lines: of(&figures(metrics).await?, "zvonilka_room_lines"),
    };
    let Sample { minutes, resident_kib, files, threads, lines } = sample;
    eprintln!(
        "{minutes:>6.2} min  {resident_kib:>8} KiB  {files:>4} files  {threads:>3} threads  {lines:>3} lines"
    );
    Ok(sample)
}

/// The server's own figures, by their names.
async fn figures(metrics: &str) -> anyhow::Result<BTreeMap<String, f64>> {
    let page = reqwest::get(format!("http://{metrics}/metrics")).await?.error_for_status()?.text().await?;
    let rows = page.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.rsplit_once(' '));
    Ok(rows.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect())
}

fn of(figures: &BTreeMap<String, f64>, name: &str) -> f64 {
    figures.get(name).copied().unwrap_or(f64::NAN)
}

/// The means of the second quarter, by which caches and pools are full, and of the last.
fn quarters(samples: &[Sample], of: impl Fn(&Sample) -> f64) -> (f64, f64) {
    let quarter = (samples.len() / 4).max(1);
    let mean = |part: &[Sample]| part.iter().map(&of).sum::<f64>() / part.len().max(1) as f64;
    let early = samples.get(quarter..2 * quarter).unwrap_or_default();
    (mean(early), mean(&samples[samples.len().saturating_sub(quarter)..]))
}

fn report(
    samples: &[Sample],
    afterwards: Sample,
    visits: &Visits,
    silences: &[String],
    at_end: &BTreeMap<String, f64>,
) -> Value {
    let both = |of: fn(&Sample) -> f64| {
        let (early, late) = quarters(samples, of);
        let highest = samples.iter().map(of).fold(0.0, f64::max);
        json!({ "secondQuarter": early.round(), "lastQuarter": late.round(), "highest": highest, "afterwards": of(&afterwards) })
    };
    let rooms = at_end.iter().filter(|(name, _)| name.starts_with("zvonilka_room"));
    json!({
        "minutes": samples.last().map(|sample| sample.minutes.round()), "rooms": ROOMS, "stay": ROOMS * STAYERS,
        "comeAndGo": ROOMS * VISITORS, "visits": visits.done, "refused": visits.refused, "silences": silences.len(),
        "residentKib": both(|sample| sample.resident_kib), "files": both(|sample| sample.files),
        "threads": both(|sample| sample.threads), "lines": both(|sample| sample.lines),
        "figures": rooms.map(|(name, value)| (name.clone(), json!(value))).collect::<serde_json::Map<_, _>>(),
    })
}

fn judge(
    samples: &[Sample],
    afterwards: Sample,
    visits: &Visits,
    silences: &[String],
    at_end: &BTreeMap<String, f64>,
) -> anyhow::Result<()> {
    ensure!(samples.len() >= 4, "too short to tell whether anything grows");
    ensure!(silences.is_empty(), "sound stopped {} times, first: {}", silences.len(), silences[0]);
    ensure!(visits.done.values().sum::<u64>() > 0, "nobody could come: {:?}", visits.refused);
    let (early, late) = quarters(samples, |sample| sample.resident_kib);
    let most = early * MEMORY_SLACK.0 + MEMORY_SLACK.1;
    ensure!(late <= most, "memory grew from {early:.0} to {late:.0} KiB");
    let (early, late) = quarters(samples, |sample| sample.files);
    ensure!(late <= early + FILES_SLACK, "open files grew from {early:.0} to {late:.0}");
    let (early, late) = quarters(samples, |sample| sample.threads);
    ensure!(late <= early + THREADS_SLACK, "threads grew from {early:.0} to {late:.0}");
    ensure!(afterwards.lines == 0.0, "{} lines are left when all are gone", afterwards.lines);
    let failures = of(at_end, "zvonilka_room_failures_total");
    ensure!(failures == 0.0, "{failures} rooms broke");
    Ok(())
}

fn free_address() -> anyhow::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}
