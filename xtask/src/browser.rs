//! The browser tests: every file by itself, and what failed once more.
//!
//! A real browser on a busy machine fails now and then for reasons of its own. One such failure must not hide whether
//! the rest works, and must not be hidden either: what passes at the second attempt only is named in the summary as
//! unsteady, and is to be mended.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    count::{self, Count},
    failures, node,
    process::{self, Watched},
    status::{self, Steps},
    system,
    tree::{self, Profile},
};

/// Milliseconds after which a test hangs.
const PATIENCE: &str = "--test-timeout=900000";
/// More files than this do not fail by chance.
const TRIED_AGAIN: usize = 3;

/// What came of all files.
pub(crate) struct Outcome {
    pub(crate) count: Count,
    /// The beginnings of the failures that stayed.
    pub(crate) failures: Vec<String>,
}

/// Runs all of them, or those whose names contain `only`.
pub(crate) fn run(steps: &mut Steps, only: Option<&str>) -> Result<Outcome> {
    let chromium = system::chromium()?;
    let binary = build::binary(Profile::Dev)?;
    node::install(&tree::e2e())?;
    let attempt = |file: &str| {
        status::heading(&format!("browser tests: {file}"));
        let mut node = Command::new("node");
        node.args(["--import", "tsx", "--test", PATIENCE]).arg(format!("tests/{file}"));
        node.current_dir(tree::e2e()).env("ZVONILKA_BIN", &binary).env("CHROMIUM", &chromium);
        process::watch(&mut node)
    };
    let files = files(&tree::e2e().join("tests"), only)?;
    let mut outcome = Outcome { count: Count::default(), failures: Vec::new() };
    let mut failed = Vec::new();
    for file in files {
        let watched = attempt(&file)?;
        match watched.outcome {
            Ok(()) => outcome.add(&watched),
            Err(_) => failed.push((file, watched)),
        }
    }
    let is_chance = failed.len() <= TRIED_AGAIN;
    for (file, first) in failed {
        let last = if is_chance { attempt(&file)? } else { first };
        outcome.add(&last);
        match last.outcome {
            Ok(()) => steps.unsteady(format!("{file} passed at the second attempt only")),
            Err(error) => {
                outcome.failures.push(format!("{file}: {error:#}"));
                outcome.failures.extend(failures::of_output(last.lines.iter().map(String::as_str)));
            }
        }
    }
    Ok(outcome)
}

impl Outcome {
    fn add(&mut self, watched: &Watched) {
        // A file that dies before its first test counts as the failure that it is.
        let silent = Count { failed: 1, ..Count::default() };
        self.count += count::of_output(watched.lines.iter().map(String::as_str)).unwrap_or(silent);
    }
}

fn files(folder: &Path, only: Option<&str>) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.ts") && only.is_none_or(|part| name.contains(part)) {
            files.push(name);
        }
    }
    if files.is_empty() {
        bail!("no browser tests in {}", folder.display());
    }
    files.sort();
    Ok(files)
}
