//! `cargo xtask run`: from a fresh clone to a running server.

use anyhow::Result;

use crate::{process, status, web};

/// What follows `run`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Passed on to `zvonilka serve`, such as `-- --listen 127.0.0.1:8080`
    #[arg(last = true)]
    serve: Vec<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    web::build()?;
    status::note("building and starting the server; the first time takes a few minutes");
    let mut command = process::cargo();
    command.args(["run", "--package", "zvonilka-cli", "--bin", "zvonilka", "--", "serve"]);
    if !args.serve.iter().any(|arg| arg == "--data-dir" || arg.starts_with("--data-dir=")) {
        command.args(["--data-dir", "data"]);
    }
    Err(process::become_command(command.args(&args.serve)))
}
