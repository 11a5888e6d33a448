//! A full disk, a locked database, one that vanished and one that went away: whoever writes hears so and can try again,
//! nothing that was acknowledged is lost, and the server recovers without a restart.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use anyhow::{Context, bail, ensure};
use reqwest::Method;
use zvonilka_client::{Api, ClientError};
use zvonilka_model::{ChatId, MessageId};
use zvonilka_protocol::{Chat, ErrorCode, List};
use zvonilka_testkit::{
    outage::Outage,
    postgres::PostgresDatabase,
    process::{ServerOptions, ServerProcess},
    sqlite::WriteLock,
};

/// Longer than SQLite's and the pools' own patience.
const RECOVERS_WITHIN: Duration = Duration::from_secs(60);

/// How often the disk is filled.
const FULL_DISKS: usize = 8;

/// Somebody who writes, and remembers what was acknowledged.
struct Writer {
    api: Api,
    chat: ChatId,
    acked: Vec<(String, MessageId)>,
}

impl Writer {
    async fn new(server: &ServerProcess) -> anyhow::Result<Self> {
        let (api, _) = server.register("anna").await?;
        let chats: List<Chat> = api.get("/api/chats").await?;
        let chat = chats.items.first().context("the family chat")?.shared.id;
        Ok(Self { api, chat, acked: Vec::new() })
    }

    async fn say(&mut self, client_id: &str) -> Result<(), ClientError> {
        let text = format!("{client_id} {}", "слово ".repeat(200));
        let message = self.api.send(self.chat, client_id, &text).await?;
        self.acked.push((client_id.to_owned(), message.id));
        Ok(())
    }

    /// The message cannot be stored now; the server says so in the words for it.
    async fn is_refused(&mut self, client_id: &str) -> anyhow::Result<()> {
        let Err(error) = self.say(client_id).await else { bail!("{client_id} was taken") };
        ensure!(is_unavailable(&error), "{client_id} was answered with {error}");
        Ok(())
    }

    /// Writes until nothing more can be stored: the write-ahead log may have some room of its own left. Gives the client
    /// id of what was refused.
    async fn say_until_refused(&mut self, round: usize) -> anyhow::Result<String> {
        for number in 0..5_000 {
            let client_id = format!("m{round}-{number}");
            if let Err(error) = self.say(&client_id).await {
                ensure!(is_unavailable(&error), "{client_id} was answered with {error}");
                return Ok(client_id);
            }
        }
        bail!("a full disk took everything")
    }

    /// The message that was refused before is stored as soon as that is possible again.
    async fn is_heard_again(&mut self, client_id: &str) -> anyhow::Result<()> {
        let trying = async {
            while let Err(error) = self.say(client_id).await {
                ensure!(is_unavailable(&error), "another answer than before: {error}");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            Ok(())
        };
        tokio::time::timeout(RECOVERS_WITHIN, trying).await.context("the server did not recover")?
    }

    /// Everything that was acknowledged is there, once.
    async fn has_lost_nothing(&self) -> anyhow::Result<()> {
        let mut there: Vec<MessageId> =
            self.api.whole_history(self.chat).await?.iter().map(|message| message.id).collect();
        let count = there.len();
        there.sort();
        there.dedup();
        ensure!(there.len() == count, "a message is there twice");
        for (client_id, id) in &self.acked {
            ensure!(there.binary_search(id).is_ok(), "{client_id} was acknowledged and is lost");
        }
        Ok(())
    }
}

fn is_unavailable(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused(problem) if problem.code == ErrorCode::Unavailable)
}

async fn is_ready(api: &Api) -> anyhow::Result<bool> {
    Ok(api.request(Method::GET, "/health/ready").send().await?.status().is_success())
}

fn binary() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_zvonilka"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_refuses_and_room_on_it_is_enough_to_go_on() -> anyhow::Result<()> {
    let Some(disk) = SmallDisk::mount(24)? else { return Ok(()) };
    let mut server = ServerProcess::start(ServerOptions::new(binary(), disk.path())).await?;
    let mut writer = Writer::new(&server).await?;
    writer.say("before").await?;

    // More than once: what fails, and where, depends on what the log writer and the search index are at.
    for round in 0..FULL_DISKS {
        disk.fill()?;
        let refused = writer.say_until_refused(round).await?;
        writer.has_lost_nothing().await.with_context(|| format!("on full disk {round}"))?;
        let status = upload(&writer.api).await?;
        ensure!(status == 503, "an upload to a full disk was answered with {status}");

        disk.empty()?;
        writer.is_heard_again(&refused).await?;
        writer.has_lost_nothing().await.with_context(|| format!("after full disk {round}"))?;
        let status = upload(&writer.api).await?;
        ensure!(status == 201, "an upload was answered with {status} when there was room again");
        ensure!(is_ready(&writer.api).await?, "the server did not get ready again");
    }

    server.stop().await?;
    let _again = server.restart().await?;
    writer.has_lost_nothing().await.context("after the restart")
}

async fn upload(api: &Api) -> anyhow::Result<u16> {
    let part = reqwest::multipart::Part::bytes(vec![7; 16 * 1024]).file_name("file.bin");
    let form = reqwest::multipart::Form::new().part("file", part);
    Ok(api.request(Method::POST, "/api/files").multipart(form).send().await?.status().as_u16())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_database_refuses_writes_but_not_reads() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let server = ServerProcess::start(ServerOptions::new(binary(), data.path())).await?;
    let mut writer = Writer::new(&server).await?;
    writer.say("before").await?;

    let lock = WriteLock::take(&data.path().join("zvonilka.db")).await?;
    writer.is_refused("meanwhile").await?;
    writer.has_lost_nothing().await?;

    lock.release().await?;
    writer.is_heard_again("meanwhile").await?;
    writer.has_lost_nothing().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_acknowledged_into_a_file_that_vanished() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let mut server = ServerProcess::start(ServerOptions::new(binary(), data.path())).await?;
    let mut writer = Writer::new(&server).await?;
    writer.say("before").await?;

    let (here, away) = (data.path().join("zvonilka.db"), data.path().join("elsewhere.db"));
    fs::rename(&here, &away)?;
    writer.is_refused("meanwhile").await?;
    ensure!(!is_ready(&writer.api).await?, "a server without its database calls itself ready");

    fs::rename(&away, &here)?;
    writer.is_heard_again("meanwhile").await?;
    ensure!(is_ready(&writer.api).await?, "the server did not get ready again");
    server.stop().await?;
    let _again = server.restart().await?;
    writer.has_lost_nothing().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgresql_that_went_away_and_came_back_is_found_again() -> anyhow::Result<()> {
    let Some(postgres) = PostgresDatabase::create().await? else { return Ok(()) };
    let data = tempfile::tempdir()?;
    let way = Outage::before(postgres.url()).await?;
    let options = ServerOptions {
        database_url: Some(way.url().to_owned()),
        ..ServerOptions::new(binary(), data.path())
    };
    let server = ServerProcess::start(options).await?;
    let mut writer = Writer::new(&server).await?;
    writer.say("before").await?;

    way.cut();
    writer.is_refused("meanwhile").await?;
    ensure!(!is_ready(&writer.api).await?, "a server without its database calls itself ready");

    way.mend();
    writer.is_heard_again("meanwhile").await?;
    ensure!(is_ready(&writer.api).await?, "the server did not get ready again");
    writer.has_lost_nothing().await
}

/// A file system of a few MiB in memory, unmounted when dropped.
struct SmallDisk {
    folder: tempfile::TempDir,
}

impl SmallDisk {
    /// `None`, said loudly, where this user may not mount.
    fn mount(mebibytes: u32) -> anyhow::Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let size = format!("size={mebibytes}m");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output()?;
        if mounted.status.success() {
            return Ok(Some(Self { folder }));
        }
        let reason = String::from_utf8_lossy(&mounted.stderr).into_owned();
        eprintln!("SKIPPED: no small disk can be mounted here: {reason}");
        Ok(None)
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn ballast(&self) -> PathBuf {
        self.path().join("ballast")
    }

    fn fill(&self) -> anyhow::Result<()> {
        use std::io::Write;
        let mut ballast = fs::File::create(self.ballast())?;
        while ballast.write_all(&[0; 4_096]).is_ok() {}
        Ok(())
    }

    fn empty(&self) -> anyhow::Result<()> {
        Ok(fs::remove_file(self.ballast())?)
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Lazily: the server may be ending at this moment.
        let unmounted = Command::new("umount").arg("--lazy").arg(self.path()).status();
        if !unmounted.is_ok_and(|status| status.success()) {
            eprintln!("{} stays mounted", self.path().display());
        }
    }
}
