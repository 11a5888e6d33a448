//! How soon a server serves, and what it takes to do nothing.

use std::path::PathBuf;

use tokio::time::Instant;
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

use crate::figures::{median, round};

/// From the start of the process until `/health/ready` says yes, with a database that exists.
pub(crate) async fn run(binary: PathBuf, rounds: usize) -> anyhow::Result<serde_json::Value> {
    let data = tempfile::tempdir()?;
    let mut server = ServerProcess::start(ServerOptions::new(&binary, data.path())).await?;
    let mut millis = Vec::new();
    let mut resident = Vec::new();
    for _ in 0..rounds {
        server.stop().await?;
        let begun = Instant::now();
        server = server.restart().await?;
        millis.push(begun.elapsed().as_secs_f64() * 1_000.0);
        resident.push(server.resident_kib()? as f64 / 1_024.0);
    }
    let size = std::fs::metadata(&binary)?.len() as f64 / 1_048_576.0;
    Ok(serde_json::json!({
        "benchmark": "startup", "rounds": rounds, "startMs": median(&mut millis),
        "idleMiB": median(&mut resident), "binaryMiB": round(size),
    }))
}
