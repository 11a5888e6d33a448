//! The load behind `cargo xtask bench sfu` and `cargo xtask soak --calls`: people whose browsers are played by `str0m` in group calls of the program
//! itself and then, in the same way, of Janus. Prints one JSON object; the ratios are what counts, since machines differ.
//!
//! Start at `scene` (who does what), then `ours` and `janus` (how they come in), `phone` (one line) and `crew` (the
//! threads that hold them).

mod crew;
mod janus;
mod media;
mod ours;
mod phone;
mod scene;
mod soak;
mod stamp;
mod tally;

use std::{net::Ipv4Addr, path::PathBuf, time::Duration};

use anyhow::{Context, bail};
use serde_json::{Map, Value};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use zvonilka_testkit::process::cpu_time_of;

use crate::{
    crew::{Crew, Outcome},
    janus::Janus,
    ours::Ours,
    phone::Papers,
    scene::Scene,
};

/// Until all lines stand and everybody gets what they want.
const SETTLE: Duration = Duration::from_secs(8);
/// How long is measured.
const SPAN: Duration = Duration::from_secs(15);
/// Threads that hold phones.
const THREADS: usize = 2;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "the figures are this program's output")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(which), Some(binary)) = (arguments.next(), arguments.next()) else {
        bail!("usage: crowd sfu|ours|janus BINARY [4|50|1000] [SECONDS], or crowd soak BINARY MINUTES")
    };
    if which == "soak" {
        let minutes: u64 = arguments.next().context("usage: crowd soak BINARY MINUTES")?.parse()?;
        println!("{}", soak::soak(PathBuf::from(binary), Duration::from_secs(60 * minutes)).await?);
        return Ok(());
    }
    let count: usize = arguments.next().map(|n| n.parse()).transpose()?.unwrap_or(50);
    let span = arguments.next().map(|n| n.parse()).transpose()?.map_or(SPAN, Duration::from_secs);
    let scene = Scene::of(count).with_context(|| format!("no scene of {count} people"))?;
    let mut figures = Map::new();
    figures.insert("benchmark".to_owned(), format!("sfu {count}").into());
    figures.insert("rooms".to_owned(), scene.rooms.into());
    let ours = if which == "janus" { None } else { Some(ours(PathBuf::from(binary), &scene, span).await?) };
    let has_janus = which != "ours" && std::process::Command::new("janus").arg("--version").output().is_ok();
    if which != "ours" && !has_janus {
        eprintln!("JANUS IS NOT INSTALLED (Debian: janus): nothing stands beside our figures");
    }
    let janus = if has_janus { Some(janus(&scene, span).await?) } else { None };
    let mut add = |name: &str, value: f64| {
        figures.insert(name.to_owned(), ((value * 100.0).round() / 100.0).into());
    };
    let (sounds, pictures) = scene.wanted();
    add("streamsWanted", (sounds + pictures.iter().sum::<u64>()) as f64);
    for (name, one) in [("ours", &ours), ("janus", &janus)] {
        let Some(one) = one else { continue };
        let Outcome { sums, delays, broken } = &one.outcome;
        let mut add = |figure: &str, value: f64| add(&format!("{name}{figure}"), value);
        add("Streams", (sums.sounds + sums.pictures.iter().sum::<u64>()) as f64);
        add("PerSecond", sums.received as f64 / one.seconds);
        add("MicrosPerPacket", one.micros());
        add("PerCoreSecond", 1e6 / one.micros());
        add("KibEach", one.kib_each);
        add("P50Ms", delays.quantile(0.5));
        add("P99Ms", delays.quantile(0.99));
        add("LossPercent", 100.0 - 100.0 * sums.received as f64 / sums.expected.max(1) as f64);
        add("Doubled", sums.doubled as f64);
        add("Broken", *broken as f64);
        eprintln!(
            "{name}: pictures {:?}, wanted {pictures:?}; sounds {}, wanted {sounds}",
            sums.pictures, sums.sounds
        );
    }
    if let (Some(ours), Some(janus)) = (&ours, &janus) {
        add("ratio", ours.micros() / janus.micros());
    }
    println!("{}", Value::Object(figures));
    Ok(())
}

struct Measured {
    outcome: Outcome,
    seconds: f64,
    cpu: f64,
    kib_each: f64,
}

impl Measured {
    /// Processor time of the server for each packet that came to somebody.
    fn micros(&self) -> f64 {
        self.cpu * 1e6 / self.outcome.sums.received.max(1) as f64
    }
}

async fn ours(binary: PathBuf, scene: &Scene, span: Duration) -> anyhow::Result<Measured> {
    let (papers, mut crew, stop) =
        (Papers::new(Ipv4Addr::LOCALHOST.into())?, Crew::new(THREADS)?, CancellationToken::new());
    let ours = Ours::start(binary, scene).await?;
    let pid = ours.server.pid()?;
    let before = resident_kib(pid)?;
    let mut gathered = ours.gather(scene, &stop).await?;
    gathered.connect(scene, &papers, &mut crew).await?;
    let measured = measure(pid, before, scene, crew, span).await;
    stop.cancel();
    measured
}

async fn janus(scene: &Scene, span: Duration) -> anyhow::Result<Measured> {
    let (papers, mut crew) = (Papers::new(janus::own_ip()?)?, Crew::new(THREADS)?);
    let mut janus = Janus::start().await?;
    let pid = janus.pid()?;
    let before = resident_kib(pid)?;
    janus.connect(scene, &papers, &mut crew).await?;
    measure(pid, before, scene, crew, span).await
}

async fn measure(
    pid: u32,
    before_kib: u64,
    scene: &Scene,
    mut crew: Crew,
    span: Duration,
) -> anyhow::Result<Measured> {
    sleep(SETTLE).await;
    crew.begin();
    let (begun, cpu) = (Instant::now(), cpu_time_of(pid)?);
    sleep(span).await;
    let (seconds, cpu) = (begun.elapsed().as_secs_f64(), (cpu_time_of(pid)? - cpu).as_secs_f64());
    crew.rest();
    let grown = resident_kib(pid)?.saturating_sub(before_kib) as f64;
    let outcome = tokio::task::spawn_blocking(|| crew.end()).await??;
    Ok(Measured { outcome, seconds, cpu, kib_each: grown / (scene.rooms * scene.people) as f64 })
}

fn resident_kib(pid: u32) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS in /proc")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
