//! `cargo xtask check`: what CI runs. Cheap steps come first, and steps that share a build stand together: clippy and
//! rustdoc use one set of artefacts, the drift check and the tests another.

use anyhow::{Context, Result, bail};

use crate::{
    build, generate, layering, node, process, schemathesis,
    status::{self, Steps},
    test::{self, Total},
    tree::{self, Profile},
    web,
};

pub(crate) fn run() -> Result<()> {
    let mut steps = Steps::default();
    // First, so that what cannot be installed is known at once and not after the builds.
    steps.step("programs of the system", test::require_programs);
    steps.step("Rust format", || cargo(&["fmt", "--all", "--check"]));
    steps.step("layering of the crates", layering::check);
    steps.step("licences, bans, sources", || {
        require_deny()?;
        cargo(&["deny", "--locked", "check", "licenses", "bans", "sources"])
    });
    advisories(&mut steps);
    steps.step("npm packages", || node::install(&tree::web()).and_then(|()| node::install(&tree::e2e())));
    npm_audit(&mut steps);
    let scripts = [
        ("web format", tree::web(), "format:check"),
        ("web lint", tree::web(), "lint"),
        ("web types", tree::web(), "typecheck"),
        ("browser tests' format", tree::e2e(), "format:check"),
        ("browser tests' types", tree::e2e(), "typecheck"),
    ];
    for (name, package, script) in scripts {
        steps.step(name, || process::run(node::npm(&package).args(["run", "--silent", script])));
    }
    // The page is compiled into the program, so clippy needs it too.
    steps.step("page", web::build);
    steps.step("clippy", || {
        cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])
    });
    steps.step("rustdoc", || {
        let mut doc = process::cargo();
        doc.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"]);
        // The pages are for people who work here: private items are in them, so links to those do not break.
        process::run(doc.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private-intra-doc-links"))
    });
    steps.step("generated files", || generate::check(&build::program(Profile::Dev)?));
    steps.step("API as described", schemathesis::run);
    let mut total = Total::default();
    test::run_all(&mut steps, &mut total);
    let outcome = steps.finish();
    total.say();
    outcome
}

fn cargo(args: &[&str]) -> Result<()> {
    process::run(process::cargo().args(args))
}

fn require_deny() -> Result<()> {
    if process::find("cargo-deny").is_some() {
        return Ok(());
    }
    bail!("cargo-deny is not installed: run `cargo install --locked cargo-deny`")
}

/// Known weaknesses of our dependencies, if the list of them can be had.
fn advisories(steps: &mut Steps) {
    if process::find("cargo-deny").is_none() {
        return;
    }
    status::heading("fetching the advisory database");
    if process::run(process::cargo().args(["deny", "fetch", "db"])).is_err() {
        steps.skip("advisories: the database of RustSec cannot be fetched from here".to_owned());
        return;
    }
    steps.step("advisories", || cargo(&["deny", "--locked", "check", "--disable-fetch", "advisories"]));
}

/// Known weaknesses of the packages that reach people's browsers, if the registry answers.
fn npm_audit(steps: &mut Steps) {
    status::heading("npm audit");
    let answer = node::npm(&tree::web()).args(["audit", "--omit=dev", "--json"]).output();
    let report =
        answer.ok().and_then(|answer| serde_json::from_slice::<serde_json::Value>(&answer.stdout).ok());
    let found = report.as_ref().and_then(|report| report["metadata"]["vulnerabilities"]["total"].as_u64());
    match found {
        None => steps.skip("npm audit: the registry does not answer".to_owned()),
        Some(found) => steps.step("npm audit", || verdict(found)),
    }
}

fn verdict(found: u64) -> Result<()> {
    if found == 0 {
        return Ok(());
    }
    Err(anyhow::anyhow!("{found} known weaknesses in packages that we ship"))
        .context("run `npm audit --omit=dev` in web/ to see them")
}
