//! `cargo xtask gen`: the files that are made from the code and committed all the same, because people and other
//! tools read them. `cargo xtask check` fails when one of them is stale.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use crate::{
    build, node, process, status,
    tree::{self, Profile},
};

pub(crate) fn run() -> Result<()> {
    // Without the page: it may not compile until its types are generated anew.
    let binary = build::program(Profile::Dev)?;
    node::install(&tree::web())?;
    for path in write(&binary)? {
        status::note(&format!("wrote {}", path.display()));
    }
    Ok(())
}

/// Fails when a committed file is not what the code makes. Leaves the files as they were.
pub(crate) fn check(binary: &Path) -> Result<()> {
    let committed = files().map(|path| (fs::read_to_string(&path).ok(), path));
    let outcome = write(binary);
    let mut stale = Vec::new();
    for (text, path) in committed {
        if fs::read_to_string(&path).ok() == text {
            continue;
        }
        match text {
            Some(text) => fs::write(&path, text),
            None => fs::remove_file(&path),
        }
        .with_context(|| format!("cannot put {} back", path.display()))?;
        stale.push(path.strip_prefix(tree::root()).unwrap_or(&path).display().to_string());
    }
    outcome?;
    if stale.is_empty() {
        return Ok(());
    }
    bail!("stale: {}; run `cargo xtask gen` and commit what it writes", stale.join(", "))
}

fn write(binary: &Path) -> Result<[PathBuf; 2]> {
    let [openapi, schema] = files();
    let document = process::capture(Command::new(binary).arg("openapi"))?;
    fs::write(&openapi, document).with_context(|| format!("cannot write {}", openapi.display()))?;
    process::run(node::npm(&tree::web()).args(["run", "--silent", "gen"]))?;
    Ok([openapi, schema])
}

fn files() -> [PathBuf; 2] {
    ["openapi.json", "schema.d.ts"].map(|name| tree::web().join("src/api").join(name))
}
