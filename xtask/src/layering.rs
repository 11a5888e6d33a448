//! Holds the crates to the layers of `ARCHITECTURE.md`: who may use whom, and who alone may use what.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// For each crate, the crates of ours that it may use, without our prefix. Tests may use more.
const ALLOWED: [(&str, &[&str]); 20] = [
    ("model", &[]),
    ("files", &[]),
    ("protocol", &["model"]),
    ("store", &["model"]),
    ("turn", &["model"]),
    ("echo", &[]),
    ("sfu", &["protocol", "model"]),
    ("media", &["turn", "echo", "sfu", "model"]),
    ("tls", &["model"]),
    ("service", &["store", "files", "model"]),
    ("realtime", &["store", "protocol", "model"]),
    ("http", &["service", "realtime", "protocol", "model"]),
    ("jobs", &["service", "model"]),
    ("config", &["model"]),
    ("client", &["protocol", "model"]),
    ("testkit", &["http", "jobs", "service", "realtime", "store", "files", "client", "protocol", "model"]),
    // The load on group calls; no part of the program.
    ("crowd", &["testkit", "client", "protocol", "model"]),
    // The targets of `fuzz/`; no part of the program.
    ("hostile", &["jobs", "files", "turn", "sfu", "protocol", "model"]),
    (
        "cli",
        &[
            "http", "jobs", "service", "realtime", "media", "tls", "store", "files", "config", "client",
            "protocol", "model",
        ],
    ),
    ("xtask", &["client", "testkit", "protocol", "model"]),
];

/// Foreign crates that only some of ours may use.
const RESERVED: [Reserved; 10] = [
    // Only the store knows that there are two databases; the test kit makes and drops scratch ones.
    Reserved { name: "sea-orm", users: &["store", "testkit"], tests: Tests::Too },
    Reserved { name: "sea-orm-migration", users: &["store"], tests: Tests::Too },
    Reserved { name: "sqlx", users: &["store"], tests: Tests::Too },
    // The rules know no web framework, and the shapes on the wire no server.
    Reserved { name: "axum", users: &["http"], tests: Tests::Too },
    Reserved { name: "tower-http", users: &["http"], tests: Tests::Too },
    Reserved { name: "utoipa-axum", users: &["http"], tests: Tests::Too },
    // Settings are read in one place.
    Reserved { name: "figment", users: &["config"], tests: Tests::Too },
    // Who speaks WebRTC; the tests of `media` call it.
    Reserved { name: "str0m", users: &["echo", "sfu", "crowd"], tests: Tests::Free },
    // Figures get their names in one place; whoever counts knows nothing of them.
    Reserved { name: "prometheus-client", users: &["cli"], tests: Tests::Too },
    // Context instead of types is for programs and tests, not for libraries.
    Reserved { name: "anyhow", users: &["cli", "testkit", "crowd", "xtask"], tests: Tests::Free },
];

struct Reserved {
    name: &'static str,
    users: &'static [&'static str],
    tests: Tests,
}

/// Whether the tests of other crates may use it all the same.
#[derive(PartialEq, Eq)]
enum Tests {
    Too,
    Free,
}

/// Fails with every dependency that crosses a layer.
pub(crate) fn check() -> Result<()> {
    let metadata = process::capture(process::cargo().args(["metadata", "--format-version=1", "--no-deps"]))?;
    let packages = packages(&serde_json::from_str(&metadata).context("cargo metadata is not JSON")?);
    let wrong = violations(&packages);
    if wrong.is_empty() { Ok(()) } else { bail!("{}", wrong.join("; ")) }
}

/// One of our crates.
#[derive(Debug, Default)]
struct Package {
    /// What the program is built from.
    normal: BTreeSet<String>,
    /// What only tests and build scripts use.
    other: BTreeSet<String>,
}

fn packages(metadata: &Value) -> BTreeMap<String, Package> {
    let list = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter_map(|package| Some((short(package["name"].as_str()?).to_owned(), read(package))))
        .collect()
}

fn read(package: &Value) -> Package {
    let mut read = Package::default();
    for dependency in package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default() {
        let Some(name) = dependency["name"].as_str() else { continue };
        let set = if dependency["kind"].is_null() { &mut read.normal } else { &mut read.other };
        set.insert(name.to_owned());
    }
    read
}

fn violations(packages: &BTreeMap<String, Package>) -> Vec<String> {
    let allowed: BTreeMap<_, _> = ALLOWED.into_iter().collect();
    let mut wrong = Vec::new();
    for (name, package) in packages {
        let Some(allowed) = allowed.get(name.as_str()) else {
            wrong.push(format!("{name} has no place in the layers: give it one in xtask/src/layering.rs"));
            continue;
        };
        for ours in package.normal.iter().filter(|used| used.starts_with(PREFIX)) {
            if !allowed.contains(&short(ours)) {
                wrong.push(format!("{name} must not depend on {}", short(ours)));
            }
        }
        for Reserved { name: foreign, users, tests } in &RESERVED {
            let in_tests = *tests == Tests::Too && package.other.contains(*foreign);
            if (in_tests || package.normal.contains(*foreign)) && !users.contains(&name.as_str()) {
                wrong.push(format!("{name} must not depend on {foreign}; only {} may", users.join(", ")));
            }
        }
    }
    wrong
}

const PREFIX: &str = "zvonilka-";

fn short(name: &str) -> &str {
    name.strip_prefix(PREFIX).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(name: &str, dependency: &str, kind: Option<&str>) -> Vec<String> {
        let metadata =
            json!({"packages": [{"name": name, "dependencies": [{"name": dependency, "kind": kind}]}]});
        violations(&packages(&metadata))
    }

    #[test]
    fn the_crates_of_this_repository_keep_to_their_layers() {
        check().unwrap();
    }

    #[test]
    fn a_dependency_upwards_is_found() {
        assert_eq!(of("zvonilka-store", "zvonilka-service", None), ["store must not depend on service"]);
        assert_eq!(of("zvonilka-http", "zvonilka-config", None), ["http must not depend on config"]);
        assert_eq!(of("zvonilka-http", "zvonilka-service", None), [""; 0]);
    }

    #[test]
    fn tests_may_use_a_higher_crate_but_not_the_database() {
        assert_eq!(of("zvonilka-service", "anyhow", Some("dev")), [""; 0]);
        assert_eq!(
            of("zvonilka-service", "anyhow", None),
            ["service must not depend on anyhow; only cli, testkit, crowd, xtask may"]
        );
        assert_eq!(of("zvonilka-client", "zvonilka-testkit", Some("dev")), [""; 0]);
        assert_eq!(
            of("zvonilka-service", "sqlx", Some("dev")),
            ["service must not depend on sqlx; only store may"]
        );
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(of("zvonilka-utils", "bytes", None).len(), 1);
    }
}
