//! The control socket: how the owner's commands reach a running server. It lies in the data directory and
//! answers nobody but the user that the server runs as (and root). One line of JSON asks, one answers.

mod client;
mod server;

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

pub(crate) use client::ask;
pub(crate) use server::Control;

/// Bytes of a line at most.
const LINE_MAX: u64 = 64 * 1024;

/// What the server answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Answer {
    /// Lines for stdout.
    Done(Vec<String>),
    /// One sentence.
    Refused(String),
}

fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("control.sock")
}
