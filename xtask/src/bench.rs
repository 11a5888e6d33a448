//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured on a release build.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    build, process, status, system,
    tree::{self, Profile},
};

/// What follows `bench`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which to run; all when none is named
    #[arg(value_enum)]
    benchmarks: Vec<Benchmark>,
    /// Runs of each; the table shows their medians
    #[arg(long, default_value_t = 3)]
    runs: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Benchmark {
    /// Time from start to ready, idle memory, size of the binary
    Startup,
    /// Durable messages per second under 200 senders
    Messages,
    /// 50 and 500 pairs who answer each other
    Pairs,
    /// One chat of 1,000 members and four senders
    Fanout,
    /// Memory per idle connection at 10,000
    Idle,
    /// 1,000 and 10,000 clients who come back at once
    Storm,
    /// Pages of a chat of 1,000,000 messages
    History,
    /// Searches among 1,000,000 messages
    Search,
    /// Somebody with 1,000 chats opens the program
    Chats,
    /// The relay for calls beside coturn, under coturn's own client
    Turn,
    /// Group calls of 4, 50 and 100 times 10 people, beside Janus under the same load
    Sfu,
}

impl Benchmark {
    const ALL: [Self; 11] = [
        Self::Startup,
        Self::Messages,
        Self::Pairs,
        Self::Fanout,
        Self::Idle,
        Self::Storm,
        Self::History,
        Self::Search,
        Self::Chats,
        Self::Turn,
        Self::Sfu,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Startup => "startup",
            Self::Messages => "messages",
            Self::Pairs => "pairs",
            Self::Fanout => "fanout",
            Self::Idle => "idle",
            Self::Storm => "storm",
            Self::History => "history",
            Self::Search => "search",
            Self::Chats => "chats",
            Self::Turn => "turn",
            Self::Sfu => "sfu",
        }
    }

    /// The program that makes the load.
    const fn program(self) -> &'static str {
        match self {
            Self::Startup
            | Self::Messages
            | Self::Pairs
            | Self::Fanout
            | Self::Idle
            | Self::Storm
            | Self::History
            | Self::Search
            | Self::Chats => "load",
            Self::Turn => "turn",
            Self::Sfu => "crowd",
        }
    }

    /// The sizes in which it is run.
    const fn counts(self) -> &'static [u32] {
        match self {
            Self::Startup => &[9],
            Self::Messages => &[200],
            Self::Pairs => &[50, 500],
            Self::Turn => &[50],
            Self::Sfu => &[4, 50, 1_000],
            Self::Fanout | Self::Chats => &[1_000],
            Self::Idle => &[10_000],
            Self::Storm => &[1_000, 10_000],
            Self::History | Self::Search => &[1_000_000],
        }
    }

    /// Runs that are worth their time: a million messages are written once, and read thousands of times.
    fn runs(self, asked: usize) -> usize {
        match self {
            Self::History | Self::Search => 1,
            Self::Startup
            | Self::Messages
            | Self::Pairs
            | Self::Fanout
            | Self::Idle
            | Self::Storm
            | Self::Chats
            | Self::Turn
            | Self::Sfu => asked.max(1),
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let chosen = if args.benchmarks.is_empty() { &Benchmark::ALL[..] } else { &args.benchmarks };
    if chosen.contains(&Benchmark::Turn) {
        system::coturn()?;
    }
    if chosen.contains(&Benchmark::Sfu)
        && let Err(error) = system::janus()
    {
        status::error(&format!("the figures of `sfu` will have nothing beside them: {error:#}"));
    }
    let server = build::binary(Profile::Release)?;
    let load =
        ["build", "--locked", "--release", "--package", "zvonilka-testkit", "--bin", "load", "--bin", "turn"];
    process::run(process::cargo().args(load))?;
    if chosen.contains(&Benchmark::Sfu) {
        let crowd = ["build", "--locked", "--release", "--package", "zvonilka-crowd"];
        process::run(process::cargo().args(crowd))?;
    }
    let mut all = Vec::new();
    for benchmark in chosen {
        for count in benchmark.counts() {
            let mut runs = Vec::new();
            for _ in 0..benchmark.runs(args.runs) {
                let mut command = std::process::Command::new(server.with_file_name(benchmark.program()));
                command.arg(benchmark.name()).arg(&server).arg(count.to_string());
                let line = process::capture(&mut command)?;
                runs.push(serde_json::from_str(&line).context("the load generator prints JSON")?);
            }
            let mut figures = medians(&runs);
            status::note(&table(&figures));
            judge(&mut figures);
            all.push(Value::Object(figures));
        }
    }
    let file = tree::root().join("target").join("bench.json");
    fs::write(&file, serde_json::to_string_pretty(&all)?)?;
    status::note("written to target/bench.json");
    Ok(())
}

/// What a figure should be.
#[derive(Clone, Copy)]
enum Goal {
    AtMost(f64),
    AtLeast(f64),
}

impl Goal {
    fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
        }
    }
}

/// The goals, by benchmark and figure. The reference server delivers a message in 15.6 µs of processor time, which
/// is 64,100 deliveries in a processor second.
const GOALS: [(&str, &str, Goal); 30] = [
    ("startup", "startMs", Goal::AtMost(300.0)),
    ("startup", "idleMiB", Goal::AtMost(38.1)),
    ("startup", "binaryMiB", Goal::AtMost(38.1)),
    ("pairs 50", "cpuMicrosPerMessage", Goal::AtMost(60.0)),
    ("pairs 50", "p99Ms", Goal::AtMost(20.0)),
    ("pairs 500", "cpuMicrosPerMessage", Goal::AtMost(60.0)),
    ("pairs 500", "p99Ms", Goal::AtMost(60.0)),
    ("fanout 1000", "calmDeliveriesPerCpuSecond", Goal::AtLeast(2.5 * 64_100.0)),
    ("fanout 1000", "fullDeliveriesPerCpuSecond", Goal::AtLeast(10.0 * 64_100.0)),
    ("fanout 1000", "halfP99Ms", Goal::AtMost(50.0)),
    ("idle", "kibEach", Goal::AtMost(10.0)),
    ("storm 1000", "seconds", Goal::AtMost(0.5)),
    ("storm 10000", "seconds", Goal::AtMost(5.0)),
    ("storm 10000", "kibEach", Goal::AtMost(10.0)),
    ("history 1000000", "p99Ms", Goal::AtMost(5.0)),
    ("history 1000000", "storedPerSecond", Goal::AtLeast(15_000.0)),
    ("search 1000000", "commonWordP50Ms", Goal::AtMost(50.0)),
    ("search 1000000", "commonInOneChatP50Ms", Goal::AtMost(50.0)),
    ("search 1000000", "p99Ms", Goal::AtMost(50.0)),
    ("turn", "callsRatio", Goal::AtMost(0.6)),
    ("turn", "floodRatio", Goal::AtMost(0.6)),
    ("sfu 4", "oursPerCoreSecond", Goal::AtLeast(80_000.0)),
    ("sfu 4", "oursKibEach", Goal::AtMost(250.0)),
    ("sfu 4", "ratio", Goal::AtMost(0.25)),
    ("sfu 50", "oursPerCoreSecond", Goal::AtLeast(80_000.0)),
    ("sfu 50", "oursKibEach", Goal::AtMost(250.0)),
    ("sfu 50", "ratio", Goal::AtMost(0.25)),
    ("sfu 1000", "oursPerCoreSecond", Goal::AtLeast(80_000.0)),
    ("sfu 1000", "oursKibEach", Goal::AtMost(250.0)),
    ("sfu 1000", "ratio", Goal::AtMost(0.25)),
];

fn goal(benchmark: &str, figure: &str) -> Option<Goal> {
    GOALS.iter().find(|(of, name, _)| *of == benchmark && *name == figure).map(|(_, _, goal)| *goal)
}

/// Adds to the figures which goals they miss.
fn judge(figures: &mut serde_json::Map<String, Value>) {
    let missed: Vec<Value> = figures
        .iter()
        .filter(|(name, value)| {
            let value = value.as_f64().unwrap_or_default();
            goal(benchmark_of(figures), name).is_some_and(|goal| !goal.is_met(value))
        })
        .map(|(name, _)| name.as_str().into())
        .collect();
    figures.insert("missed".to_owned(), missed.into());
}

fn benchmark_of(figures: &serde_json::Map<String, Value>) -> &str {
    figures.get("benchmark").and_then(Value::as_str).unwrap_or_default()
}

/// Each figure's median over the runs; what is not a number is as in the first run.
fn medians(runs: &[Value]) -> serde_json::Map<String, Value> {
    let Some(Value::Object(first)) = runs.first() else { return serde_json::Map::new() };
    let median = |(name, value): (&String, &Value)| {
        let mut numbers: Vec<f64> = runs.iter().filter_map(|run| run[name].as_f64()).collect();
        numbers.sort_unstable_by(f64::total_cmp);
        let median = numbers.get(numbers.len() / 2).map_or_else(|| value.clone(), |number| (*number).into());
        (name.clone(), median)
    };
    first.iter().map(median).collect()
}

fn table(figures: &serde_json::Map<String, Value>) -> String {
    let benchmark = benchmark_of(figures);
    let mut lines = vec![benchmark.to_owned()];
    for (name, value) in figures.iter().filter(|(name, _)| *name != "benchmark") {
        let goal = match goal(benchmark, name) {
            None => String::new(),
            Some(goal) => {
                let met = if goal.is_met(value.as_f64().unwrap_or_default()) { "met" } else { "MISSED" };
                match goal {
                    Goal::AtMost(most) => format!("  at most {most}: {met}"),
                    Goal::AtLeast(least) => format!("  at least {least}: {met}"),
                }
            }
        };
        lines.push(format!("  {name:<28} {value:>12}{goal}"));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_figure_is_held_against_its_goal() {
        let Value::Object(mut figures) =
            json!({"benchmark": "pairs 50", "cpuMicrosPerMessage": 61.0, "p99Ms": 20.0, "other": 1.0})
        else {
            unreachable!("an object")
        };
        let lines = table(&figures);
        assert!(lines.contains("at most 60: MISSED") && lines.contains("at most 20: met"), "{lines}");
        judge(&mut figures);
        assert_eq!(figures["missed"], json!(["cpuMicrosPerMessage"]));
    }

    #[test]
    fn a_median_is_taken_figure_by_figure() {
        let runs =
            [json!({"benchmark": "x", "a": 3, "b": 1}), json!({"a": 1, "b": 9}), json!({"a": 2, "b": 5})];
        assert_eq!(Value::Object(medians(&runs)), json!({"benchmark": "x", "a": 2.0, "b": 5.0}));
    }
}
