//! The real program as a process of its own: started on a free port, killed without mercy, started again.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::process::{Child, Command};
use zvonilka_client::Api;
use zvonilka_protocol::{Register, Session};

/// How long a server may take until it is ready; a loaded machine is slow, a hanging server is not.
const READY_WITHIN: Duration = Duration::from_secs(60);
/// How often readiness is asked for.
const ASK_EVERY: Duration = Duration::from_millis(10);

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct ServerOptions {
    /// The `zvonilka` binary.
    pub binary: PathBuf,
    /// Where it keeps its data.
    pub data_dir: PathBuf,
    /// `None` for SQLite in the data directory.
    pub database_url: Option<String>,
    /// More `ZVONILKA_*` variables.
    pub env: Vec<(String, String)>,
}

impl ServerOptions {
    /// A server with an embedded database, open registration and no rate limits.
    #[must_use]
    pub fn new(binary: impl Into<PathBuf>, data_dir: impl Into<PathBuf>) -> Self {
        let env = [
            ("ZVONILKA_LIMITS_ENABLED", "false"),
            ("ZVONILKA_AUTH_REGISTRATION", "open"),
            // Many servers run at once; each takes a relay port that is free.
            ("ZVONILKA_TURN_LISTEN", "127.0.0.1:0"),
            ("ZVONILKA_TURN_TLS_LISTEN", "127.0.0.1:0"),
            ("ZVONILKA_METRICS_LISTEN", "off"),
        ];
        Self {
            binary: binary.into(),
            data_dir: data_dir.into(),
            database_url: None,
            env: env.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        }
    }
}

/// A running server. It is killed when this is dropped.
pub struct ServerProcess {
    child: Child,
    port: u16,
    options: ServerOptions,
}

impl ServerProcess {
    /// Starts a server on a free port and waits until it is ready.
    ///
    /// # Errors
    /// When it ends or does not become ready; the text holds the end of its log.
    pub async fn start(options: ServerOptions) -> anyhow::Result<Self> {
        Self::start_on(free_port()?, options).await
    }

    async fn start_on(port: u16, options: ServerOptions) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&options.data_dir)?;
        let log = std::fs::File::options().create(true).append(true).open(log_path(&options.data_dir))?;
        let mut command = Command::new(&options.binary);
        command
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data-dir"])
            .arg(&options.data_dir)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .envs(options.env.iter().map(|(name, value)| (name, value)))
            .kill_on_drop(true);
        if let Some(url) = &options.database_url {
            command.env("ZVONILKA_DATABASE_URL", url);
        }
        let child = command.spawn().with_context(|| format!("start {}", options.binary.display()))?;
        let mut server = Self { child, port, options };
        server.wait_until_ready().await?;
        Ok(server)
    }

    async fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let api = self.api();
        let ready = async {
            loop {
                let answer = api.request(reqwest::Method::GET, "/health/ready").send().await;
                if answer.is_ok_and(|a| a.status().is_success()) {
                    return Ok(());
                }
                if let Some(status) = self.child.try_wait()? {
                    bail!("the server ended with {status}");
                }
                tokio::time::sleep(ASK_EVERY).await;
            }
        };
        let outcome = tokio::time::timeout(READY_WITHIN, ready).await;
        outcome.unwrap_or_else(|_| bail!("the server did not become ready")).with_context(|| self.log_end())
    }

    /// Ends the process at once, as a crash or a power cut would, and waits until it is gone.
    ///
    /// # Errors
    /// When the process cannot be killed.
    pub async fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("kill the server")
    }

    /// Asks the process to stop (SIGTERM) and waits until it has.
    ///
    /// # Errors
    /// When it does not stop within a minute, or not cleanly.
    pub async fn stop(&mut self) -> anyhow::Result<()> {
        let pid = self.pid()?;
        Command::new("kill").args(["-TERM", &pid.to_string()]).status().await?;
        let status =
            tokio::time::timeout(READY_WITHIN, self.child.wait()).await.context("stop in time")??;
        if status.success() { Ok(()) } else { bail!("the server stopped with {status}\n{}", self.log_end()) }
    }

    /// Starts it again on the same port with the same data.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub async fn restart(self) -> anyhow::Result<Self> {
        let Self { child, port, options } = self;
        drop(child);
        Self::start_on(port, options).await
    }

    /// Where it listens on this machine.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// A stranger's view of it.
    #[must_use]
    pub fn api(&self) -> Api {
        Api::new(format!("http://127.0.0.1:{}", self.port))
    }

    /// Registers somebody.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn register(&self, login: &str) -> anyhow::Result<(Api, Session)> {
        let new = Register {
            settings: None,
            login: login.to_owned(),
            password: format!("{login} likes tea"),
            display_name: None,
            email: None,
            invite_code: None,
            device_name: None,
        };
        let session = self.api().register(&new).await?;
        Ok((self.api().with_token(&session.access_token), session))
    }

    /// The process id.
    ///
    /// # Errors
    /// When it has ended.
    pub fn pid(&self) -> anyhow::Result<u32> {
        self.child.id().context("the server has ended")
    }

    /// Resident memory in KiB (Linux).
    ///
    /// # Errors
    /// When the process has ended.
    pub fn resident_kib(&self) -> anyhow::Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid()?))?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).context("VmRSS in /proc")?;
        Ok(line.trim().trim_end_matches("kB").trim().parse()?)
    }

    /// Processor time used so far, user and system together (Linux).
    ///
    /// # Errors
    /// When the process has ended.
    pub fn cpu_time(&self) -> anyhow::Result<Duration> {
        cpu_time_of(self.pid()?)
    }

    fn log_end(&self) -> String {
        let log = std::fs::read_to_string(log_path(&self.options.data_dir)).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(20)..].join("\n")
    }
}

/// Processor time that a process has used so far, user and system together (Linux).
///
/// # Errors
/// When there is no such process.
pub fn cpu_time_of(pid: u32) -> anyhow::Result<Duration> {
    /// The kernel's `USER_HZ`, fixed at 100 on every Linux that matters here.
    const TICKS_PER_SECOND: u64 = 100;
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The command name may hold blanks; the numbers start behind its closing bracket.
    let numbers: Vec<&str> =
        stat.rsplit_once(')').context("form of /proc/stat")?.1.split_whitespace().collect();
    let ticks = |index: usize| -> anyhow::Result<u64> {
        Ok(numbers.get(index).context("field of /proc/stat")?.parse()?)
    };
    Ok(Duration::from_millis((ticks(11)? + ticks(12)?) * 1_000 / TICKS_PER_SECOND))
}

fn log_path(data_dir: &Path) -> PathBuf {
    data_dir.join("server.log")
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
