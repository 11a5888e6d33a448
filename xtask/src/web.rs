//! Building the page, only when something changed.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{node, process, status, tree};

/// What the built page depends on, below `web/`.
const SOURCES: [&str; 8] = [
    "src",
    "public",
    "scripts",
    "index.html",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
    "postcss.config.cjs",
];

/// Makes sure that `web/dist` is the page as its sources say.
pub(crate) fn build() -> Result<()> {
    if is_fresh()? {
        return Ok(());
    }
    node::install(&tree::web())?;
    status::note("building the page");
    process::run(node::npm(&tree::web()).args(["run", "build"]))?;
    // A file that was already there keeps its time, so the page's entry is the stamp; say that it is of now.
    let page = page();
    let text = fs::read(&page).with_context(|| format!("the build left no {}", page.display()))?;
    fs::write(&page, text).with_context(|| format!("cannot write {}", page.display()))
}

fn is_fresh() -> Result<bool> {
    let sources: Vec<PathBuf> = SOURCES.iter().map(|name| tree::web().join(name)).collect();
    let built = tree::newest(&[page()])?;
    Ok(built.is_some() && built >= tree::newest(&sources)?)
}

fn page() -> PathBuf {
    tree::web().join("dist/index.html")
}
