//! The `zvonilka` program: the server, and the owner's commands.
//!
//! Nothing here decides anything about chats or calls: it reads the settings, builds the crates from them and
//! starts or asks a server. Start at `serve`, which reads as the boot sequence; the owner's commands are in `owner`.

mod args;
mod control;
mod data_dir;
mod end_signals;
mod metrics;
mod open_files;
mod owner;
mod relay;
mod relay_machine;
mod serve;
mod settings;
mod telemetry;
mod tls;
mod welcome;

use std::{
    io::{self, Write as _},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context as _;
use clap::Parser as _;

use crate::args::{Args, Subcommand};

/// What the shell hears when a setting is wrong, as for a wrong option.
const WRONG_SETTINGS: u8 = 2;

/// Password hashing takes 19 MiB at a time on whatever thread is free; the system's allocator keeps such blocks for
/// each thread, which left a server of a hundred people at 230 MiB.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// For how long a thread that looks up a name for a link may hold up the end: resolvers can take half a minute to give up.
const LOOK_UPS_END_WITHIN: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("zvonilka: cannot start threads: {error}");
            return ExitCode::FAILURE;
        }
    };
    let outcome = runtime.block_on(run(args));
    runtime.shutdown_timeout(LOOK_UPS_END_WITHIN);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("zvonilka: {error:#}");
            if error.is::<zvonilka_config::ConfigError>() {
                ExitCode::from(WRONG_SETTINGS)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

async fn run(args: Args) -> anyhow::Result<()> {
    match args.subcommand {
        Subcommand::Serve(serve) => serve::run(serve).await,
        Subcommand::Relay(place) => relay_machine::run(place).await,
        Subcommand::Invite(invite) => print(owner::run(invite.place, invite.command.into()).await?),
        Subcommand::User(user) => print(owner::run(user.place, user.command.into()).await?),
        Subcommand::Openapi => print_text(&zvonilka_http::openapi()),
    }
}

fn print(lines: Vec<String>) -> anyhow::Result<()> {
    lines.iter().try_for_each(|line| print_text(&format!("{line}\n")))
}

fn print_text(text: &str) -> anyhow::Result<()> {
    io::stdout().lock().write_all(text.as_bytes()).context("cannot write the answer")
}
