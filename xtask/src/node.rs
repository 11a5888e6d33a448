//! Node and npm: are they there, and are a package's dependencies installed as its lock says?

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};

use crate::{process, status};

/// The oldest Node that the web tools run on, as `web/package.json` says under `engines`.
const OLDEST: (u32, u32) = (20, 19);

/// `npm` in a package's folder.
pub(crate) fn npm(package: &Path) -> Command {
    let mut command = Command::new("npm");
    command.current_dir(package);
    command
}

/// Fails with what to install when Node or npm is missing or too old.
pub(crate) fn require() -> Result<()> {
    let wanted = format!("Node {}.{} or newer with npm", OLDEST.0, OLDEST.1);
    let Some(node) = process::find("node") else {
        bail!("Node is not installed: install {wanted} (https://nodejs.org, or your system's packages)");
    };
    if process::find("npm").is_none() {
        bail!("npm is not installed: install {wanted} (on Debian: apt-get install npm)");
    }
    let version = process::capture(Command::new(node).arg("--version"))?;
    match parse_version(&version) {
        Some(found) if found >= OLDEST => Ok(()),
        Some(_) => bail!("Node {} is too old: install {wanted}", version.trim()),
        None => bail!("`node --version` answered {:?}, which is not a version", version.trim()),
    }
}

/// Installs a package's dependencies when they are missing or the lock has changed since.
pub(crate) fn install(package: &Path) -> Result<()> {
    require()?;
    let lock_path = package.join("package-lock.json");
    let lock =
        fs::read_to_string(&lock_path).with_context(|| format!("cannot read {}", lock_path.display()))?;
    // npm removes the whole folder before it installs, so the stamp never outlives what it speaks of.
    let stamp = package.join("node_modules/.installed-from-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    status::note(&format!("installing the packages of {}/", folder_name(package)));
    process::run(npm(package).args(["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))
}

fn folder_name(package: &Path) -> String {
    package.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.trim().strip_prefix('v')?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse_version("v20.19.0\n"), Some((20, 19)));
        assert!(parse_version("v20.9.0").unwrap() < OLDEST);
        assert!(parse_version("v100.0.1").unwrap() > OLDEST);
        assert_eq!(parse_version("20.19.0"), None);
    }
}
