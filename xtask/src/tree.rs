//! Where things are in the source tree, and what is newer than what.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository").to_owned()
}

/// The web app's package.
pub(crate) fn web() -> PathBuf {
    root().join("web")
}

/// The browser tests' package.
pub(crate) fn e2e() -> PathBuf {
    root().join("e2e")
}

/// The program as cargo leaves it.
pub(crate) fn binary(profile: Profile) -> Result<PathBuf> {
    let metadata = crate::process::capture(crate::process::cargo().args([
        "metadata",
        "--format-version=1",
        "--no-deps",
    ]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
    let target = metadata["target_directory"].as_str().context("cargo metadata names no target directory")?;
    Ok(Path::new(target).join(profile.folder()).join("zvonilka"))
}

/// How the program is compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

impl Profile {
    fn folder(self) -> &'static str {
        match self {
            Self::Dev => "debug",
            Self::Release => "release",
        }
    }
}

/// When something in or below any of `paths` last changed. Folders count too, because a removed file shows only
/// there. Missing paths count as never.
pub(crate) fn newest(paths: &[PathBuf]) -> Result<Option<SystemTime>> {
    let mut newest = None;
    let mut waiting = paths.to_vec();
    while let Some(path) = waiting.pop() {
        let Ok(found) = fs::metadata(&path) else { continue };
        newest = newest.max(Some(found.modified().context("this file system keeps no times")?));
        if found.is_dir() {
            for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
                waiting.push(entry?.path());
            }
        }
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use std::{fs::File, time::Duration};

    use super::*;

    #[test]
    fn the_newest_time_is_that_of_the_youngest_file_at_any_depth() {
        let dir = tempfile::tempdir().unwrap();
        let (deep, later) =
            (dir.path().join("a/b"), SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000));
        fs::create_dir_all(&deep).unwrap();
        File::create(deep.join("new.ts")).unwrap().set_modified(later).unwrap();
        fs::write(dir.path().join("old.ts"), "").unwrap();
        assert_eq!(newest(&[dir.path().to_owned()]).unwrap(), Some(later));
        assert_eq!(newest(&[dir.path().join("missing")]).unwrap(), None);
    }
}
