//! `cargo xtask soak`: hours of mixed load against a release build; memory, files and threads must stay flat. With `--calls`:
//! calls of groups into which people come, and which they leave, all the time.

use std::process::Command;

use anyhow::Result;

use crate::{build, process, tree::Profile};

/// What follows `soak`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long
    #[arg(long, default_value_t = 120)]
    minutes: u64,
    /// Calls of groups instead of chats
    #[arg(long)]
    calls: bool,
    /// Against a debug build: to try the soak itself
    #[arg(long)]
    debug: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let profile = if args.debug { Profile::Dev } else { Profile::Release };
    let server = build::binary(profile)?;
    let (package, name) = if args.calls { ("zvonilka-crowd", "crowd") } else { ("zvonilka-testkit", "soak") };
    let mut load = process::cargo();
    load.args(["build", "--locked", "--package", package, "--bin", name]);
    if !args.debug {
        load.arg("--release");
    }
    process::run(&mut load)?;
    let mut soak = Command::new(server.with_file_name(name));
    if args.calls {
        soak.arg("soak");
    }
    process::run(soak.arg(server).arg(args.minutes.to_string()))
}
