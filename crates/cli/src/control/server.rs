//! The answering end.

use std::{
    fs::{self, Permissions},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context as _;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::{UnixListener, UnixStream},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_service::Service;

use super::{Answer, LINE_MAX, path};
use crate::{data_dir::DataDir, owner};

/// How long somebody may take to ask.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long to wait after a failed accept instead of spinning.
const PAUSE: Duration = Duration::from_millis(100);

/// The server's end of the control socket; the file goes when this is dropped.
pub(crate) struct Control {
    listener: UnixListener,
    path: PathBuf,
    owner_uid: u32,
}

impl Control {
    /// Opens the socket. The directory is locked, so what lies there was left by a server that is gone.
    pub(crate) fn open(data_dir: &DataDir) -> anyhow::Result<Self> {
        let path = path(data_dir.path());
        if let Err(error) = fs::remove_file(&path)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            return Err(error).with_context(|| format!("cannot replace {}", path.display()));
        }
        let listener = listen(&path).with_context(|| format!("cannot open {}", path.display()))?;
        let owner_uid = fs::metadata(&path)?.uid();
        Ok(Self { listener, path, owner_uid })
    }

    /// Answers until `stop` is cancelled.
    pub(crate) async fn serve(
        self,
        service: Service,
        base_url: String,
        tasks: TaskTracker,
        stop: CancellationToken,
    ) {
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = stop.cancelled() => return,
            };
            match accepted {
                Ok((socket, _)) if self.is_allowed(&socket) => {
                    let (service, base_url) = (service.clone(), base_url.clone());
                    tasks.spawn(async move {
                        if let Err(error) = converse(socket, &service, &base_url).await {
                            tracing::debug!(%error, "a command through the control socket failed");
                        }
                    });
                }
                Ok(_) => tracing::warn!("another user tried the control socket"),
                Err(error) => {
                    tracing::warn!(%error, "the control socket failed");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    fn is_allowed(&self, socket: &UnixStream) -> bool {
        socket.peer_cred().is_ok_and(|peer| peer.uid() == self.owner_uid || peer.uid() == 0)
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        // A file that stays is taken over by the next server.
        let _ = fs::remove_file(&self.path);
    }
}

fn listen(path: &Path) -> std::io::Result<UnixListener> {
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, Permissions::from_mode(0o600))?;
    Ok(listener)
}

async fn converse(socket: UnixStream, service: &Service, base_url: &str) -> anyhow::Result<()> {
    let (reading, mut writing) = socket.into_split();
    let mut line = String::new();
    let mut reading = BufReader::new(reading.take(LINE_MAX));
    tokio::time::timeout(PATIENCE, reading.read_line(&mut line)).await??;
    let outcome = match serde_json::from_str(&line) {
        Ok(command) => owner::execute(service, base_url, command).await,
        Err(_) => Err(anyhow::anyhow!("the server is of another version and does not know this command")),
    };
    let answer = match outcome {
        Ok(lines) => Answer::Done(lines),
        Err(error) => Answer::Refused(format!("{error:#}")),
    };
    let mut text = serde_json::to_vec(&answer)?;
    text.push(b'\n');
    writing.write_all(&text).await?;
    Ok(())
}
