//! The asking end.

use std::{io, path::Path};

use anyhow::{Context as _, bail};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
};

use super::{Answer, path};
use crate::owner::Command;

/// Asks the running server. `None` when there is none.
pub(crate) async fn ask(data_dir: &Path, command: &Command) -> anyhow::Result<Option<Vec<String>>> {
    let mut socket = match UnixStream::connect(path(data_dir)).await {
        Ok(socket) => socket,
        // Never started, or gone without a chance to tidy up.
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
            return Ok(None);
        }
        Err(error) => return Err(error).context("cannot reach the running server"),
    };
    let mut line = serde_json::to_vec(command).context("cannot write the command down")?;
    line.push(b'\n');
    socket.write_all(&line).await.context("cannot reach the running server")?;
    let mut answer = String::new();
    BufReader::new(socket).read_line(&mut answer).await.context("the running server did not answer")?;
    match serde_json::from_str(&answer).context("the running server did not answer")? {
        Answer::Done(lines) => Ok(Some(lines)),
        Answer::Refused(sentence) => bail!("{sentence}"),
    }
}
