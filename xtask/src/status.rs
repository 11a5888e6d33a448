//! What the person at the terminal sees of us, apart from the programs' own output. All of it goes to stderr.

use std::{
    fmt,
    time::{Duration, Instant},
};

use anyhow::Result;

/// A heading before a stretch of other programs' output.
pub(crate) fn heading(text: &str) {
    eprintln!("\n==> {text}");
}

/// What another program wrote.
pub(crate) fn passed_on(lines: &[String]) {
    for line in lines {
        eprintln!("{line}");
    }
}

/// One line of information.
pub(crate) fn note(text: &str) {
    eprintln!("    {text}");
}

/// Why the command failed.
pub(crate) fn error(text: &str) {
    eprintln!("error: {text}");
}

/// The last line of a test run, in the form that people and CI look for.
pub(crate) fn closing_line(text: &str) {
    eprintln!("{text}");
}

/// A list of steps that are all tried, timed, and summed up at the end.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<Step>,
    skipped: Vec<String>,
    unsteady: Vec<String>,
}

struct Step {
    name: &'static str,
    took: Duration,
    failure: Option<String>,
}

impl Steps {
    /// Runs one step. A failure is kept for [`Steps::finish`], so that one run shows all of them.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        self.step_of_parts(name, |_| work());
    }

    /// As [`Steps::step`], for work that has something of its own to tell in the summary.
    pub(crate) fn step_of_parts(&mut self, name: &'static str, work: impl FnOnce(&mut Self) -> Result<()>) {
        heading(name);
        let start = now();
        let failure = work(self).err().map(|error| format!("{error:#}"));
        if let Some(failure) = &failure {
            error(failure);
        }
        self.done.push(Step { name, took: start.elapsed(), failure });
    }

    /// Says loudly, now and in the summary, that something was left out that a person would otherwise take for done.
    pub(crate) fn skip(&mut self, text: String) {
        eprintln!("\n!!! SKIPPED: {text}\n");
        self.skipped.push(text);
    }

    /// Says loudly, now and in the summary, that something passed that had failed before.
    pub(crate) fn unsteady(&mut self, text: String) {
        eprintln!("\n!!! UNSTEADY: {text}\n");
        self.unsteady.push(text);
    }

    /// Prints each step with its time, and fails if one of them did.
    pub(crate) fn finish(self) -> Result<()> {
        heading("Summary");
        for step in &self.done {
            let outcome = if step.failure.is_some() { "FAILED" } else { "ok" };
            eprintln!("    {:<6} {:>7.1} s  {}", outcome, step.took.as_secs_f64(), step.name);
        }
        for text in &self.skipped {
            eprintln!("    SKIPPED: {text}");
        }
        for text in &self.unsteady {
            eprintln!("    UNSTEADY: {text}");
        }
        for (name, failure) in self.done.iter().filter_map(|step| Some((step.name, step.failure.as_ref()?))) {
            eprintln!("    FAILED: {name}: {failure}");
        }
        if self.done.iter().any(|step| step.failure.is_some()) { Err(AlreadyTold.into()) } else { Ok(()) }
    }
}

/// A failure that the person has read about in the summary.
#[derive(Debug)]
pub(crate) struct AlreadyTold;

impl fmt::Display for AlreadyTold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a step failed")
    }
}

impl std::error::Error for AlreadyTold {}

#[expect(
    clippy::disallowed_methods,
    reason = "how long a step took is for the person who waits; nothing decides by it"
)]
pub(crate) fn now() -> Instant {
    Instant::now()
}
