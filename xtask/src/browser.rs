//! The browser tests: every file by itself, some files beside each other, and what failed once more alone.
//!
//! A real browser on a busy machine fails now and then for reasons of its own. One such failure must not hide whether
//! the rest works, and must not be hidden either: what passes at the second attempt only is named in the summary as
//! unsteady, and is to be mended.

use std::{
    cmp::Reverse,
    fs,
    path::Path,
    process::Command,
    sync::{Mutex, MutexGuard, PoisonError},
    thread,
};

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
/// Files that run at the same time. A test waits for its pages more than it works, and no two share a server, a port or
/// a folder.
const LANES: usize = 2;

/// A few lines that take minutes.
const LONGEST: &str = "model.test.ts";

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
    let command = |file: &str| {
        let mut node = Command::new("node");
        node.args(["--import", "tsx", "--test", PATIENCE]).arg(format!("tests/{file}"));
        node.current_dir(tree::e2e()).env("ZVONILKA_BIN", &binary).env("CHROMIUM", &chromium);
        node
    };
    let files = files(&tree::e2e().join("tests"), only)?;
    let mut outcome = Outcome { count: Count::default(), failures: Vec::new() };
    let mut failed = Vec::new();
    for (file, watched) in in_lanes(files, |file| process::listen(&mut command(file)))? {
        match watched.outcome {
            Ok(()) => outcome.add(&watched),
            Err(_) => failed.push((file, watched)),
        }
    }
    let is_chance = failed.len() <= TRIED_AGAIN;
    for (file, first) in failed {
        let last = if is_chance {
            status::heading(&format!("browser tests: {file}, once more and alone"));
            process::watch(&mut command(&file))?
        } else {
            first
        };
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

/// Runs every file once, [`LANES`] at a time, and shows what each wrote when it has ended.
fn in_lanes(
    mut files: Vec<String>,
    run: impl Fn(&str) -> Result<Watched> + Sync,
) -> Result<Vec<(String, Watched)>> {
    files.reverse();
    let waiting = Mutex::new(files);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..LANES {
            scope.spawn(|| {
                loop {
                    let next = held(&waiting).pop();
                    let Some(file) = next else { break };
                    let start = status::now();
                    let watched = run(&file);
                    let mut done = held(&done);
                    if let Ok(watched) = &watched {
                        status::heading(&format!("browser tests: {file}, {} s", start.elapsed().as_secs()));
                        status::passed_on(&watched.lines);
                    }
                    done.push(watched.map(|watched| (file, watched)));
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().collect()
}

/// Nothing is left half done under these locks.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The names of the files with tests, in the order in which they are likely to take long: what begins last should end soon.
fn files(folder: &Path, only: Option<&str>) -> Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".test.ts") && only.is_none_or(|part| name.contains(part)) {
            files.push((name != LONGEST, Reverse(entry.metadata()?.len()), name));
        }
    }
    if files.is_empty() {
        bail!("no browser tests in {}", folder.display());
    }
    files.sort();
    Ok(files.into_iter().map(|(.., name)| name).collect())
}
