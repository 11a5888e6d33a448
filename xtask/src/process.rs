//! Running other programs, with errors that name the command.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, IsTerminal, Read, Write},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// The cargo that runs us, at the root of the repository.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(crate::tree::root());
    command
}

/// Runs to the end; output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if status.success() { Ok(()) } else { bail!("`{line}` failed ({status})") }
}

/// Runs to the end and returns what it wrote to stdout; stderr goes where ours goes.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let line = line(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{line}`"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` wrote something other than text"))
}

/// Runs to the end, showing and also returning every line of output, whether it succeeds or not.
pub(crate) fn watch(command: &mut Command) -> Result<Watched> {
    if std::io::stderr().is_terminal() {
        // Seen through our pipe, the programs would take themselves for unwatched and drop their colours.
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    collect(command, show)
}

/// Runs to the end and returns every line of output without showing it, for what runs beside something else.
pub(crate) fn listen(command: &mut Command) -> Result<Watched> {
    collect(command, |from| each_line(from, |_| {}))
}

fn collect(command: &mut Command, read: fn(Box<dyn Read + Send>) -> Vec<String>) -> Result<Watched> {
    let line = line(command);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| format!("cannot start `{line}`"))?;
    let stdout = child.stdout.take().expect("stdout is piped");
    let stderr = child.stderr.take().expect("stderr is piped");
    let stderr = thread::spawn(move || read(Box::new(stderr)));
    let mut lines = read(Box::new(stdout));
    lines.extend(stderr.join().expect("reading lines does not panic"));
    let status = child.wait().with_context(|| format!("cannot wait for `{line}`"))?;
    let outcome = if status.success() { Ok(()) } else { Err(anyhow::anyhow!("`{line}` failed ({status})")) };
    Ok(Watched { lines, outcome })
}

/// What a watched program wrote, and how it ended.
pub(crate) struct Watched {
    pub(crate) lines: Vec<String>,
    pub(crate) outcome: Result<()>,
}

/// Becomes the command, so that signals reach it. Returns only when that fails.
pub(crate) fn become_command(command: &mut Command) -> anyhow::Error {
    let line = line(command);
    anyhow::Error::from(command.exec()).context(format!("cannot start `{line}`"))
}

/// Asks a child to end, and after ten seconds ends it.
pub(crate) fn stop(mut child: Child) {
    let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().is_ok();
    let tries = if asked { 100 } else { 0 };
    for _ in 0..tries {
        if matches!(child.try_wait(), Ok(Some(_))) {
            return;
        }
        thread::sleep(Duration::from_millis(100));
    }
    // Either it has ended meanwhile or it is ended now; there is nobody left to tell.
    let _ = child.kill();
    let _ = child.wait();
}

/// The full path of a program that can be started by its name.
pub(crate) fn find(program: impl AsRef<Path>) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&program)).find(|file| file.is_file())
}

/// A command as a person would type it.
pub(crate) fn line(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words: Vec<_> =
        std::iter::once(program).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

fn show(from: Box<dyn Read + Send>) -> Vec<String> {
    // If our own stderr is gone there is nobody to show it to; the outcome still counts.
    each_line(from, |bytes| drop(std::io::stderr().write_all(bytes)))
}

/// Hands over the bytes of every line, and returns them all as text.
fn each_line(from: impl Read, mut heed: impl FnMut(&[u8])) -> Vec<String> {
    let mut lines = Vec::new();
    let mut from = BufReader::new(from);
    let mut bytes = Vec::new();
    while from.read_until(b'\n', &mut bytes).is_ok_and(|read| read > 0) {
        heed(&bytes);
        lines.push(String::from_utf8_lossy(&bytes).trim_end().to_owned());
        bytes.clear();
    }
    lines
}
