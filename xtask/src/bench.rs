//! `cargo xtask bench`: the figures of `docs/benchmarks.md`, measured on a release build.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{
    build, process, status,
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
    /// Memory per idle connection at 10,000
    Idle,
}

impl Benchmark {
    const ALL: [Self; 3] = [Self::Startup, Self::Messages, Self::Idle];

    fn name(self) -> &'static str {
        match self {
            Self::Startup => "startup",
            Self::Messages => "messages",
            Self::Idle => "idle",
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let server = build::binary(Profile::Release)?;
    let load = ["build", "--locked", "--release", "--package", "zvonilka-testkit", "--bin", "load"];
    process::run(process::cargo().args(load))?;
    let load = server.with_file_name("load");
    let chosen = if args.benchmarks.is_empty() { &Benchmark::ALL[..] } else { &args.benchmarks };
    let mut all = Vec::new();
    for benchmark in chosen {
        let mut runs = Vec::new();
        for _ in 0..args.runs.max(1) {
            let mut command = std::process::Command::new(&load);
            let line = process::capture(command.arg(benchmark.name()).arg(&server))?;
            runs.push(serde_json::from_str(&line).context("the load generator prints JSON")?);
        }
        let figures = medians(&runs);
        status::note(&table(benchmark.name(), &figures));
        all.push(Value::Object(figures));
    }
    let file = tree::root().join("target").join("bench.json");
    fs::write(&file, serde_json::to_string_pretty(&all)?)?;
    status::note("written to target/bench.json");
    Ok(())
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

fn table(name: &str, figures: &serde_json::Map<String, Value>) -> String {
    let rows = figures.iter().filter(|(key, _)| *key != "benchmark");
    let lines: Vec<String> = rows.map(|(key, value)| format!("  {key:<24} {value:>12}")).collect();
    format!("{name}\n{}", lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_median_is_taken_figure_by_figure() {
        let runs =
            [json!({"benchmark": "x", "a": 3, "b": 1}), json!({"a": 1, "b": 9}), json!({"a": 2, "b": 5})];
        assert_eq!(Value::Object(medians(&runs)), json!({"benchmark": "x", "a": 2.0, "b": 5.0}));
    }
}
