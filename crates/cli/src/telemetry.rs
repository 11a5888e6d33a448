//! Log lines, on stderr.

use std::io::{self, IsTerminal as _};

use tracing_subscriber::EnvFilter;

/// What is logged when `RUST_LOG` says nothing else.
const USUAL: &str = "info,sqlx=warn,sea_orm_migration=warn";

/// Begins to log, panics too.
pub(crate) fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(USUAL));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        // A log on a full disk cannot be written. Telling stderr so, which is that log, would panic.
        .log_internal_errors(false)
        .init();
    std::panic::set_hook(Box::new(|panic| tracing::error!(%panic, "a task panicked; the server goes on")));
}
