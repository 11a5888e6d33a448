//! A throw-away PostgreSQL for tests: one server for all test processes of a working tree, one database per
//! test.
//!
//! The first test starts the server in a temporary folder, on a loopback port, without flushing to the disk;
//! later ones, in whatever process, find it through a file under `target/tmp`. It stops by itself and removes
//! its folder when no test has asked for a database for ten minutes.
//!
//! - `ZVONILKA_TEST_POSTGRES_URL=postgres://…` uses a server that runs already; its user must be allowed to
//!   create databases.
//! - `ZVONILKA_TEST_POSTGRES=required` makes a missing PostgreSQL a failure. Otherwise a test without one says
//!   so loudly and passes.

use std::{
    env,
    fs::{self, File, OpenOptions},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

/// A fresh, empty database of one test.
pub struct PostgresDatabase {
    url: String,
}

impl PostgresDatabase {
    /// Makes a database, starting the server if none runs. `None` when this machine has no PostgreSQL: the
    /// reason was printed and the test should end.
    ///
    /// # Errors
    /// When a PostgreSQL that is there does not work, or none is there although one is required.
    pub async fn create() -> anyhow::Result<Option<Self>> {
        if let Ok(url) = env::var("ZVONILKA_TEST_POSTGRES_URL") {
            let admin = connect(&url).await.context("the server of ZVONILKA_TEST_POSTGRES_URL")?;
            return Self::create_on(&admin, &url).await.map(Some);
        }
        let Some(programs) = programs() else {
            let advice =
                "no PostgreSQL here (initdb not found): install it, or set ZVONILKA_TEST_POSTGRES_URL";
            ensure!(env::var("ZVONILKA_TEST_POSTGRES").as_deref() != Ok("required"), advice);
            eprintln!("SKIPPED on PostgreSQL: {advice}");
            return Ok(None);
        };
        let url = tokio::task::spawn_blocking(move || running_server(&programs)).await??;
        let admin = connect(&url).await.context("the tests' own PostgreSQL")?;
        drop_leftovers(&admin).await?;
        Self::create_on(&admin, &url).await.map(Some)
    }

    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    async fn create_on(admin: &DatabaseConnection, server: &str) -> anyhow::Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("{PREFIX}{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        // An id of a process that ended long ago may come again.
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        let (base, options) = server.split_once('?').map_or((server, None), |(base, o)| (base, Some(o)));
        let (base, _) = base.rsplit_once('/').context("the server's address names no database")?;
        let options = options.map(|options| format!("?{options}")).unwrap_or_default();
        Ok(Self { url: format!("{base}/{name}{options}") })
    }
}

const PREFIX: &str = "zvonilka_test_";

async fn connect(url: &str) -> anyhow::Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}

/// Removes some databases whose test process has ended, so that the folder does not grow with every run.
async fn drop_leftovers(admin: &DatabaseConnection) -> anyhow::Result<()> {
    let statement = sea_orm::Statement::from_string(
        admin.get_database_backend(),
        format!("SELECT datname::text AS name FROM pg_database WHERE datname LIKE '{PREFIX}%' LIMIT 100"),
    );
    let mut dropped = 0;
    for row in admin.query_all_raw(statement).await? {
        let name: String = row.try_get("", "name")?;
        let owner = name.trim_start_matches(PREFIX).split('_').next().unwrap_or_default();
        if dropped < 2 && !Path::new("/proc").join(owner).exists() && Path::new("/proc/self").exists() {
            // Somebody else may be dropping it at this moment.
            if admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.is_ok()
            {
                dropped += 1;
            }
        }
    }
    Ok(())
}

/// The folder with `initdb` and `postgres`.
fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    // Debian keeps the server's programs out of the path, a folder per version.
    let mut versions: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    env::split_paths(&path)
        .chain(versions.into_iter().rev())
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file())
}

/// The address of the server, started if need be. Blocks.
fn running_server(programs: &Path) -> anyhow::Result<String> {
    let state = state_folder()?;
    fs::create_dir_all(&state)?;
    let lock = OpenOptions::new().create(true).truncate(false).write(true).open(state.join("lock"))?;
    lock.lock().context("waiting for another test process to start PostgreSQL")?;
    let record = state.join("server");
    if let Ok(text) = fs::read_to_string(&record)
        && let Some((folder, url)) = text.split_once('\n')
        && is_ready(Path::new(folder))
    {
        // Tells the watchdog that the server is in use.
        fs::write(Path::new(folder).join(IN_USE), "")?;
        return Ok(url.to_owned());
    }
    let (folder, url) = start_server(programs)?;
    fs::write(&record, format!("{}\n{url}", folder.display()))?;
    Ok(url)
}

/// `target/tmp/postgres`, found from the place of the running test program (`target/<profile>/deps/…`).
fn state_folder() -> anyhow::Result<PathBuf> {
    let program = env::current_exe()?;
    let target = program
        .ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").exists())
        .with_context(|| format!("{} is in no target folder", program.display()))?;
    Ok(target.join("tmp").join("postgres"))
}

/// The file whose age tells how long nobody has asked for a database. It stands in the server's own folder,
/// since the account that the server runs as may not be able to look into the working tree.
const IN_USE: &str = "in-use";

fn start_server(programs: &Path) -> anyhow::Result<(PathBuf, String)> {
    let folder = tempfile::Builder::new().prefix("zvonilka-postgres-").tempdir()?.keep();
    let account = Account::for_server(&folder)?;
    let initdb = account
        .command(&programs.join("initdb"))
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=zvonilka",
            "--encoding=UTF8",
            "--no-locale",
            "--pgdata",
        ])
        .arg(&folder)
        .current_dir("/")
        .output()?;
    ensure!(initdb.status.success(), "initdb failed: {}", String::from_utf8_lossy(&initdb.stderr));

    fs::write(folder.join(IN_USE), "")?;
    // Taken and released: nobody else gets this port in the moment before the server binds it.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    // The watchdog is the server's parent, lives in a group of its own, and outlasts the tests.
    let script = r#"
        "$1/postgres" -D "$2" -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
            -c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=64MB >"$2/log" 2>&1 &
        server=$!
        while kill -0 $server && [ -n "$(find "$2/$4" -mmin -10)" ]; do sleep 15; done
        kill -INT $server
        wait $server
        rm -rf "$2"
    "#;
    let log = File::create(folder.join("watchdog"))?;
    account
        .command(Path::new("sh"))
        .args(["-c", script, "zvonilka-test-postgres"])
        .args([programs.as_os_str(), folder.as_os_str(), port.to_string().as_ref(), IN_USE.as_ref()])
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()?;
    for _ in 0..600 {
        if is_ready(&folder) {
            return Ok((folder, format!("postgres://zvonilka@127.0.0.1:{port}/postgres")));
        }
        thread::sleep(Duration::from_millis(50));
    }
    bail!("PostgreSQL did not start: {}", fs::read_to_string(folder.join("log")).unwrap_or_default())
}

/// The last line of `postmaster.pid` says whether the server takes connections; the first is its process.
fn is_ready(folder: &Path) -> bool {
    let Ok(text) = fs::read_to_string(folder.join("postmaster.pid")) else { return false };
    let process = text.lines().next().unwrap_or_default();
    let alive = !Path::new("/proc/self").exists() || Path::new("/proc").join(process).exists();
    alive && text.lines().last().is_some_and(|line| line.trim() == "ready")
}

/// As whom the server runs: it refuses to be root's, so root lends it the account `postgres`.
struct Account {
    #[cfg(unix)]
    ids: Option<(u32, u32)>,
}

impl Account {
    #[cfg(unix)]
    fn for_server(folder: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::{MetadataExt, chown};
        // The folder that we just made belongs to whom we are.
        if fs::metadata(folder)?.uid() != 0 {
            return Ok(Self { ids: None });
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        let fields: Vec<&str> = accounts
            .lines()
            .find(|line| line.starts_with("postgres:"))
            .context("there is no account `postgres` to run the server as")?
            .split(':')
            .collect();
        let [_, _, user, group, ..] = fields.as_slice() else { bail!("/etc/passwd is damaged") };
        let ids = (user.parse()?, group.parse()?);
        chown(folder, Some(ids.0), Some(ids.1))?;
        Ok(Self { ids: Some(ids) })
    }

    #[cfg(unix)]
    fn command(&self, program: &Path) -> Command {
        use std::os::unix::process::CommandExt;
        let mut command = Command::new(program);
        command.process_group(0);
        if let Some((user, group)) = self.ids {
            command.uid(user).gid(group);
        }
        command
    }

    #[cfg(not(unix))]
    fn for_server(_: &Path) -> anyhow::Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    fn command(&self, program: &Path) -> Command {
        Command::new(program)
    }
}
