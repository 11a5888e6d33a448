//! `cargo xtask test-nat`: calls between two homes through every kind of network, in network namespaces of this machine
//! with real browsers. Needs root and a kernel that lets us; says loudly when it has not.

use std::{env, process::Command};

use anyhow::{Context as _, Result};

use crate::{
    build, node, process,
    status::{self, Steps},
    system,
    tree::{self, Profile},
};

/// What follows `test-nat`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only the networks whose names contain one of these
    networks: Vec<String>,
}

/// As in `e2e/nat/network.ts`.
const PREFIX: &str = "zv-";
/// Seconds for all networks together: each call takes about twenty on a quiet machine.
const PATIENCE: &str = "1500";

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut steps = Steps::default();
    if let Err(error) = system::network_tools().and_then(|()| is_permitted()) {
        steps.skip(format!("calls through NATs and firewalls (network namespaces): {error:#}"));
        return steps.finish();
    }
    steps.step("calls through NATs and firewalls", || calls(&args.networks));
    steps.finish()
}

fn calls(networks: &[String]) -> Result<()> {
    let chromium = system::chromium()?;
    let binary = build::binary(Profile::Dev)?;
    node::install(&tree::e2e())?;
    // An interrupt ends the run, which shares our terminal; we stay to clean up.
    ctrlc::set_handler(|| {}).context("cannot wait for an interrupt")?;
    let mut run = Command::new("timeout");
    run.args(["--foreground", "--kill-after=30", PATIENCE, "node", "--import", "tsx", "nat/run.ts"])
        .args(networks)
        .current_dir(tree::e2e())
        .env("XTASK", env::current_exe().context("cannot tell where this program is")?)
        .env("ZVONILKA_BIN", binary)
        .env("CHROMIUM", chromium);
    let outcome = process::run(&mut run);
    let cleaned = clean();
    outcome.and(cleaned)
}

/// Whether namespaces with firewalls can be made here.
fn is_permitted() -> Result<()> {
    clean()?;
    let probe = format!("{PREFIX}probe");
    let ip = |args: &[&str]| process::capture(Command::new("ip").args(args)).map(drop);
    let tried = ip(&["netns", "add", &probe])
        .and_then(|()| ip(&["netns", "exec", &probe, "nft", "add", "table", "ip", "probe"]))
        .and_then(|()| ip(&["netns", "exec", &probe, "ip", "link", "add", "br0", "type", "bridge"]));
    clean()?;
    tried.context("network namespaces are not permitted here (they need root)")
}

/// Ends what still runs in our namespaces, and removes them.
fn clean() -> Result<()> {
    let list = process::capture(Command::new("ip").args(["netns", "list"]))?;
    for name in list.lines().filter_map(|line| line.split(' ').next()).filter(|name| name.starts_with(PREFIX))
    {
        let left = process::capture(Command::new("ip").args(["netns", "pids", name])).unwrap_or_default();
        for pid in left.lines() {
            status::note(&format!("ending process {pid} in {name}"));
            // It may have ended by itself meanwhile.
            let _ = Command::new("kill").args(["-KILL", pid]).status();
        }
        process::run(Command::new("ip").args(["netns", "delete", name]))?;
    }
    Ok(())
}
