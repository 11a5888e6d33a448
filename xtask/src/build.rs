//! `cargo xtask build`: the one binary with the page inside.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    process, status,
    tree::{self, Profile},
    web,
};

/// What follows `build`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Optimised, as for installing
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let binary = binary(if args.release { Profile::Release } else { Profile::Dev })?;
    status::note(&format!("built {}", binary.display()));
    Ok(())
}

/// Builds the page and the program and says where the program is.
pub(crate) fn binary(profile: Profile) -> Result<PathBuf> {
    web::build()?;
    program(profile)
}

/// Builds the program with whatever page there is, also none or an old one.
pub(crate) fn program(profile: Profile) -> Result<PathBuf> {
    let mut command = process::cargo();
    command.args(["build", "--package", "zvonilka-cli", "--bin", "zvonilka"]);
    if profile == Profile::Release {
        command.arg("--release");
    }
    process::run(&mut command)?;
    tree::binary(profile)
}
