//! Programs of the system that tests need: found, installed with apt where we may, or named plainly.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{process, status};

/// Debian's names. The fonts are for the Cyrillic and the emoji on the pages that tests look at.
const CHROMIUM_PACKAGES: [&str; 3] = ["chromium", "fonts-dejavu-core", "fonts-noto-color-emoji"];
const POSTGRES_PACKAGES: [&str; 1] = ["postgresql"];
const COTURN_PACKAGES: [&str; 1] = ["coturn"];
const JANUS_PACKAGES: [&str; 1] = ["janus"];
const NETWORK_PACKAGES: [&str; 4] = ["iproute2", "nftables", "iptables", "libnss3-tools"];
const PYTHON_PACKAGES: [&str; 2] = ["python3", "python3-venv"];

/// The browser for browser tests: `CHROMIUM` if set, else one of the system, installed if need be.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        let path = PathBuf::from(path);
        if path.is_file() {
            return Ok(path);
        }
        bail!("CHROMIUM is set to {}, which is not a file", path.display());
    }
    let find = || ["chromium", "chromium-browser", "google-chrome"].iter().find_map(process::find);
    if let Some(path) = find() {
        return Ok(path);
    }
    apt_install("Chromium", &CHROMIUM_PACKAGES)?;
    match find() {
        Some(path) => Ok(path),
        None => bail!("Chromium was installed, but no program of that name is on the PATH"),
    }
}

/// Makes sure that there is a PostgreSQL to start throw-away servers from, or one that was named for the tests.
pub(crate) fn postgres() -> Result<()> {
    if env::var_os("ZVONILKA_TEST_POSTGRES_URL").is_some() {
        return Ok(());
    }
    if !has_initdb() {
        apt_install("PostgreSQL (initdb)", &POSTGRES_PACKAGES)?;
    }
    if !has_initdb() {
        bail!("PostgreSQL was installed, but initdb is not where it is looked for");
    }
    if is_root() && !has_user("postgres") {
        bail!("initdb refuses root and there is no system user `postgres` to run it as");
    }
    Ok(())
}

/// Makes sure that coturn's programs are here, which speak TURN with our relay.
pub(crate) fn coturn() -> Result<()> {
    let has_all = || {
        let programs = ["turnutils_uclient", "turnutils_peer", "turnutils_stunclient"];
        programs.iter().all(|program| process::find(program).is_some())
    };
    if !has_all() {
        apt_install("coturn", &COTURN_PACKAGES)?;
    }
    if has_all() { Ok(()) } else { bail!("coturn was installed, but its programs are not on the PATH") }
}

/// Makes sure that Janus is here, which our group calls are held against.
pub(crate) fn janus() -> Result<()> {
    let is_here = || process::find("janus").is_some();
    if !is_here() {
        apt_install("Janus", &JANUS_PACKAGES)?;
    }
    if is_here() { Ok(()) } else { bail!("Janus was installed, but its program is not on the PATH") }
}

/// Makes sure that there is what builds networks, and what tells a browser whom to trust.
pub(crate) fn network_tools() -> Result<()> {
    let has_all = || {
        ["ip", "nft", "iptables-legacy", "certutil"].iter().all(|program| process::find(program).is_some())
    };
    if !has_all() {
        apt_install("the network's tools", &NETWORK_PACKAGES)?;
    }
    if has_all() { Ok(()) } else { bail!("the network's tools were installed, but are not on the PATH") }
}

/// A Python that can make environments, for the tool that tests the API against its description.
pub(crate) fn python() -> Result<PathBuf> {
    let find = || {
        let python = process::find("python3")?;
        let can = |module| process::capture(Command::new(&python).args(["-c", module])).is_ok();
        can("import venv, ensurepip").then_some(python)
    };
    if let Some(python) = find() {
        return Ok(python);
    }
    apt_install("Python with venv", &PYTHON_PACKAGES)?;
    match find() {
        Some(python) => Ok(python),
        None => bail!("Python was installed, but it cannot make environments"),
    }
}

/// Debian keeps the server's programs out of the PATH, in a folder by version.
fn has_initdb() -> bool {
    let by_version = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    process::find("initdb").is_some()
        || by_version.into_iter().any(|entry| entry.path().join("bin/initdb").is_file())
}

fn apt_install(what: &str, packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    if process::find("apt-get").is_none() {
        bail!("{what} is not installed: install it with your system's package manager (on Debian: {names})");
    }
    if !is_root() {
        bail!("{what} is not installed: run `sudo apt-get install {names}` and try again");
    }
    status::note(&format!("installing {what} with apt-get"));
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        process::run(command.args(args).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-qq", "-y", "--no-install-recommends"], packages].concat())
}

fn is_root() -> bool {
    process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn has_user(name: &str) -> bool {
    let users = fs::read_to_string(Path::new("/etc/passwd")).unwrap_or_default();
    users.lines().any(|line| line.split(':').next() == Some(name))
}
