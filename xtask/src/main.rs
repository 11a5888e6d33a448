//! The project's own commands, run as `cargo xtask <command>`.
//!
//! It drives cargo, npm and the system's package manager and knows nothing of the product. A command is a file;
//! what several of them need is beside them: [`tree`] (where things are), [`process`] (running programs), [`node`]
//! and [`web`] (the page), [`system`] (what must be installed), [`count`] and [`failures`] (reading test runners), [`status`] (what
//! the person sees).

#[cfg(target_os = "linux")]
mod badway;
mod bench;
mod browser;
mod build;
mod check;
mod count;
mod dev;
mod failures;
mod fuzz;
mod generate;
mod layering;
mod nat;
mod node;
mod process;
mod run;
mod schemathesis;
mod soak;
mod status;
mod system;
mod test;
mod tree;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask", version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the page and the server, and serve with the data in ./data
    Run(run::Args),
    /// Server and page with hot reload, for development
    Dev(dev::Args),
    /// Build the one binary with the page inside
    Build(build::Args),
    /// Run every test: Rust, web, browser
    Test(test::Args),
    /// Calls through NATs and firewalls, in network namespaces (root)
    TestNat(nat::Args),
    /// Lose and delay what a queue of the firewall holds; for `test-nat`
    #[cfg(target_os = "linux")]
    #[command(hide = true)]
    Badway(badway::Args),
    /// Everything that CI runs: style, lints, licences, drift, tests
    Check,
    /// Ask the server thousands of things that its OpenAPI document allows or forbids
    Schemathesis,
    /// Measure a release build: the figures of docs/benchmarks.md
    Bench(bench::Args),
    /// Hours of mixed load against a release build
    Soak(soak::Args),
    /// Give made-up input to the code that reads what strangers send
    Fuzz(fuzz::Args),
    /// Write the generated files: openapi.json and the TypeScript types
    Gen,
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Run(args) => run::run(&args),
        Command::Dev(args) => dev::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Test(args) => test::run(&args),
        Command::TestNat(args) => nat::run(&args),
        #[cfg(target_os = "linux")]
        Command::Badway(args) => badway::run(&args),
        Command::Check => check::run(),
        Command::Schemathesis => schemathesis::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Soak(args) => soak::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Gen => generate::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is::<status::AlreadyTold>() {
                status::error(&format!("{error:#}"));
            }
            ExitCode::FAILURE
        }
    }
}
