//! `cargo xtask test`: every test there is, in three parts.

use std::env;

use anyhow::{Context, Result, bail};

use crate::{
    browser,
    count::{self, Count},
    failures, node,
    process::{self, Watched},
    status::{self, Steps},
    system, tree, web,
};

/// What follows `test`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One part only
    #[arg(long, value_enum)]
    only: Option<Part>,
    /// Of the browser tests, only the files whose names contain this
    #[arg(requires = "only")]
    file: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Unit, database, HTTP and process tests
    Rust,
    /// The page's own tests, without a browser
    Web,
    /// A real browser against a real server
    Browser,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut steps = Steps::default();
    let mut total = Total::default();
    for part in [Part::Web, Part::Rust, Part::Browser] {
        if args.only.is_none_or(|only| only == part) {
            run_part(part, args.file.as_deref(), &mut steps, &mut total);
        }
    }
    let outcome = steps.finish();
    total.say();
    outcome
}

/// All three parts, as steps of a longer run.
pub(crate) fn run_all(steps: &mut Steps, total: &mut Total) {
    for part in [Part::Web, Part::Rust, Part::Browser] {
        run_part(part, None, steps, total);
    }
}

/// How many tests ran, as far as every part told.
#[derive(Default)]
pub(crate) struct Total {
    sum: Count,
    parts: usize,
    told: usize,
}

impl Total {
    /// Prints the closing line, unless a part did not tell its numbers and the line would be untrue.
    pub(crate) fn say(&self) {
        if self.told < self.parts {
            return;
        }
        let Count { passed, failed, skipped } = self.sum;
        status::closing_line(&format!("{passed} passed, {failed} failed, {skipped} skipped"));
    }

    /// Takes in what one test runner wrote. A run that succeeds without a single test is a failure.
    fn add(&mut self, watched: Watched) -> Result<()> {
        let count = count::of_output(watched.lines.iter().map(String::as_str));
        if let Some(count) = count {
            self.sum += count;
            self.told += 1;
        }
        watched.outcome.map_err(|error| {
            let failures = failures::of_output(watched.lines.iter().map(String::as_str));
            anyhow::anyhow!("{error:#}\n{}", failures.join("\n"))
        })?;
        match count {
            Some(Count { passed: 0, .. }) => bail!("no test ran"),
            Some(_) | None => Ok(()),
        }
    }
}

fn run_part(part: Part, only: Option<&str>, steps: &mut Steps, total: &mut Total) {
    total.parts += 1;
    match part {
        Part::Web => steps.step("web tests", || web_tests(total)),
        Part::Rust => {
            let databases = databases(steps);
            let turn_clients = turn_clients(steps);
            steps.step("Rust tests", || rust_tests(databases?, turn_clients, total));
        }
        Part::Browser => steps.step_of_parts("browser tests", |steps| browser_tests(steps, only, total)),
    }
}

fn web_tests(total: &mut Total) -> Result<()> {
    node::install(&tree::web())?;
    total.add(process::watch(node::npm(&tree::web()).arg("test"))?)
}

/// Which databases the store's suite runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Databases {
    Both,
    SqliteOnly,
}

/// Variable with which the tests and we agree about PostgreSQL: `required` makes its absence an error.
const POSTGRES: &str = "ZVONILKA_TEST_POSTGRES";

/// Fails when a program is missing without which a part would fail.
pub(crate) fn require_programs() -> Result<()> {
    system::chromium()?;
    match system::postgres() {
        Err(error) if postgres_is_required() => Err(error).with_context(|| format!("{POSTGRES}=required")),
        Ok(()) | Err(_) => Ok(()),
    }
}

fn databases(steps: &mut Steps) -> Result<Databases> {
    match system::postgres() {
        Ok(()) => Ok(Databases::Both),
        Err(error) if postgres_is_required() => Err(error).with_context(|| format!("{POSTGRES}=required")),
        Err(error) => {
            steps.skip(format!("tests on PostgreSQL: {error:#}"));
            Ok(Databases::SqliteOnly)
        }
    }
}

/// Whether coturn's programs are here, to try the relay with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TurnClients {
    Here,
    Missing,
}

/// Variable with which the tests and we agree about coturn, as about PostgreSQL.
const COTURN: &str = "ZVONILKA_TEST_COTURN";

fn turn_clients(steps: &mut Steps) -> TurnClients {
    match system::coturn() {
        Ok(()) => TurnClients::Here,
        Err(error) => {
            steps.skip(format!("coturn's programs against the relay: {error:#}"));
            TurnClients::Missing
        }
    }
}

fn postgres_is_required() -> bool {
    env::var_os(POSTGRES).is_some_and(|value| value == "required")
}

fn rust_tests(databases: Databases, turn_clients: TurnClients, total: &mut Total) -> Result<()> {
    // The page is compiled into the program.
    web::build()?;
    let mut cargo = process::cargo();
    match databases {
        // Once PostgreSQL is known to be here, no test may quietly pass it by.
        Databases::Both => cargo.env(POSTGRES, "required"),
        Databases::SqliteOnly => cargo.env_remove(POSTGRES),
    };
    match turn_clients {
        TurnClients::Here => cargo.env(COTURN, "required"),
        TurnClients::Missing => cargo.env_remove(COTURN),
    };
    if process::find("cargo-nextest").is_none() {
        return total.add(process::watch(cargo.args(["test", "--workspace", "--no-fail-fast"]))?);
    }
    cargo.args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level=slow"]);
    // As with the browser tests: what fails by chance is named (FLAKY), and does not hide the rest.
    cargo.args(["--retries=1", "--final-status-level=flaky"]);
    let units = total.add(process::watch(&mut cargo)?);
    // nextest leaves out the examples in the documentation.
    let examples = process::watch(process::cargo().args(["test", "--doc", "--workspace", "--quiet"]))?;
    if let Some(count) = count::of_output(examples.lines.iter().map(String::as_str)) {
        total.sum += count;
    }
    units.and(examples.outcome)
}

fn browser_tests(steps: &mut Steps, only: Option<&str>, total: &mut Total) -> Result<()> {
    let outcome = browser::run(steps, only)?;
    total.sum += outcome.count;
    total.told += 1;
    if outcome.failures.is_empty() {
        Ok(())
    } else {
        bail!("browser tests failed\n{}", outcome.failures.join("\n"))
    }
}
