//! `cargo xtask fuzz`: gives made-up input to the code that reads what strangers send.
//!
//! The targets live in `fuzz/`, a workspace of its own; what they do is in `crates/hostile`, so that it is built and tried with
//! all the rest. Seeds are in the repository; what the fuzzer finds worth keeping
//! stays in `fuzz/corpus`, which is not.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{process, status, tree};

/// What follows `fuzz`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which targets; all when none is named
    targets: Vec<String>,
    /// How long each is tried
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    if process::find("cargo-fuzz").is_none() {
        bail!("cargo-fuzz is not installed: run `cargo install --locked cargo-fuzz`");
    }
    let folder = tree::root().join("fuzz");
    let all = targets(&folder)?;
    if let Some(unknown) = args.targets.iter().find(|name| !all.contains(name)) {
        bail!("no target named {unknown}; there are: {}", all.join(", "));
    }
    let chosen = if args.targets.is_empty() { &all } else { &args.targets };
    for name in chosen {
        status::heading(&format!("fuzzing {name} for {} s", args.seconds));
        process::run(&mut command(&folder, name, args.seconds)?)?;
    }
    Ok(())
}

fn targets(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join("fuzz_targets")).context("the fuzz targets")? {
        let path: PathBuf = entry?.path();
        names.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

fn command(folder: &Path, target: &str, seconds: u64) -> Result<Command> {
    let corpus = folder.join("corpus").join(target);
    fs::create_dir_all(&corpus)?;
    let mut cargo = process::cargo();
    // Our code has no `unsafe`: the sanitizers would find nothing, and need a nightly toolchain.
    cargo.args(["fuzz", "run", "--sanitizer", "none", target]).arg(corpus);
    let seeds = folder.join("seeds").join(target);
    if seeds.is_dir() {
        cargo.arg(seeds);
    }
    cargo.args(["--", "-rss_limit_mb=1024", "-timeout=10"]).arg(format!("-max_total_time={seconds}"));
    Ok(cargo)
}
