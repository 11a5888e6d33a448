//! `cargo xtask dev`: the server, rebuilt and restarted when Rust changes, and the page with hot reload beside it.

use std::{
    path::PathBuf,
    process::{Child, Command},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail};

use crate::{
    build, node, process, status,
    tree::{self, Profile},
};

/// What follows `dev`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Port of the server
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// Port of the page, the one to open in a browser
    #[arg(long, default_value_t = 5173)]
    page_port: u16,
}

/// How often the sources are looked at. A person does not notice half a second before a build of several.
const LOOK_EVERY: Duration = Duration::from_millis(500);

pub(crate) fn run(args: &Args) -> Result<()> {
    let interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&interrupted);
    ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed)).context("cannot listen for Ctrl-C")?;

    let mut seen = tree::newest(&rust_sources())?;
    let binary = build::program(Profile::Dev)?;
    node::install(&tree::web())?;
    let mut server = start_server(args, &binary)?;
    let mut page = match start_page(args) {
        Ok(page) => page,
        Err(error) => {
            process::stop(server);
            return Err(error);
        }
    };
    status::heading(&format!("open http://localhost:{} (Ctrl-C stops both)", args.page_port));

    let outcome = loop {
        if interrupted.load(Ordering::Relaxed) {
            break Ok(());
        }
        if let Ok(Some(status)) = page.try_wait() {
            break Err(anyhow::anyhow!("the page's server ended ({status})"));
        }
        match tree::newest(&rust_sources()) {
            Ok(newest) if newest > seen => {
                seen = newest;
                status::heading("Rust changed");
                // A failed build leaves the last good server running; the compiler has said why.
                if build::program(Profile::Dev).is_ok() && !interrupted.load(Ordering::Relaxed) {
                    process::stop(server);
                    server = match start_server(args, &binary) {
                        Ok(server) => server,
                        Err(error) => {
                            process::stop(page);
                            return Err(error);
                        }
                    };
                }
            }
            // A file that vanished while we looked is a change that the next look sees.
            Ok(_) | Err(_) => thread::sleep(LOOK_EVERY),
        }
    };
    process::stop(page);
    process::stop(server);
    outcome
}

fn start_server(args: &Args, binary: &PathBuf) -> Result<Child> {
    let page = format!("http://localhost:{}", args.page_port);
    Command::new(binary)
        .current_dir(tree::root())
        .args(["serve", "--data-dir", "data", "--listen", &format!("127.0.0.1:{}", args.port)])
        // The page comes from another port than the API, and links that are printed should lead to it.
        .env("ZVONILKA_SERVER_ALLOWED_ORIGINS", &page)
        .env("ZVONILKA_SERVER_PUBLIC_URL", &page)
        .spawn()
        .context("cannot start the server")
}

fn start_page(args: &Args) -> Result<Child> {
    let vite = tree::web().join("node_modules/.bin/vite");
    if !vite.is_file() {
        bail!("{} is missing: remove web/node_modules and try again", vite.display());
    }
    // Started without npm between us, which would not pass our request to stop on.
    Command::new(vite)
        .current_dir(tree::web())
        .args(["--port", &args.page_port.to_string(), "--strictPort"])
        .env("ZVONILKA_SERVER", format!("http://127.0.0.1:{}", args.port))
        .spawn()
        .context("cannot start the page's server")
}

fn rust_sources() -> Vec<PathBuf> {
    ["crates", "Cargo.toml", "Cargo.lock"].iter().map(|name| tree::root().join(name)).collect()
}
