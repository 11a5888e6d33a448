//! `cargo xtask soak`: hours of mixed load against a release build; memory, files and threads must stay flat.

use std::process::Command;

use anyhow::Result;

use crate::{build, process, tree::Profile};

/// What follows `soak`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long
    #[arg(long, default_value_t = 120)]
    minutes: u64,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let server = build::binary(Profile::Release)?;
    let load = ["build", "--locked", "--release", "--package", "zvonilka-testkit", "--bin", "soak"];
    process::run(process::cargo().args(load))?;
    let soak = server.with_file_name("soak");
    process::run(Command::new(soak).arg(server).arg(args.minutes.to_string()))
}
