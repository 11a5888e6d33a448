//! Everything that is somebody's own, as one archive that is sent while it is put together: only the piece at hand and
//! the archive's directory are in memory, and nothing lies on the disk. `contents` says what is in it, `archive` is the
//! format.
//!
//! It breaks off when the session ends, the server stops, or the receiver takes nothing for a while; an archive without
//! its end opens nowhere, so that nobody takes a part for the whole.

mod archive;
mod contents;
mod words;

use std::{io, time::Duration};

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use tokio::{sync::mpsc, time::timeout};
use tokio_util::sync::CancellationToken;
use zvonilka_service::{ExportRun, Service, ServiceError};

use self::{archive::Archive, contents::Contents};
use crate::AppState;

/// Pieces that wait for the receiver; each is some 64 KiB.
const WAITING: usize = 4;
/// For how long a receiver may take nothing.
const PATIENCE: Duration = Duration::from_secs(120);

/// Why an archive has no end.
#[derive(Debug, thiserror::Error)]
enum Cut {
    #[error("the receiver went away")]
    Away,
    #[error("the server stops")]
    Stopping,
    #[error("refused: {0}")]
    Refused(#[from] ServiceError),
    #[error("an answer could not be written: {0}")]
    Format(#[from] serde_json::Error),
    #[error("bytes could not be read: {0}")]
    Bytes(#[from] io::Error),
}

/// Begins to put the archive together, as fast as it is taken. `base` is where this server's links lead.
pub(crate) fn begin(state: &AppState, run: ExportRun, base: String) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING);
    let outflow = Outflow { sender: sender.clone(), stop: state.stop.clone(), run };
    let service = state.service.clone();
    state.tasks.spawn(async move {
        if let Err(cut) = write(service, outflow, base).await {
            tracing::info!(%cut, "somebody's data were not sent to the end");
            // The connection has to break, or what arrived would look whole.
            let broken = sender.send(Err(io::Error::other("the archive broke off")));
            let _ = timeout(Duration::from_secs(1), broken).await;
        }
    });
    Body::from_stream(stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|piece: io::Result<Bytes>| (piece, receiver))
    }))
}

async fn write(service: Service, outflow: Outflow, base: String) -> Result<(), Cut> {
    let mut contents = Contents::new(service, outflow, Archive::default(), base);
    contents.write().await?;
    contents.end().await
}

/// Where the pieces go, one after the other.
struct Outflow {
    sender: mpsc::Sender<io::Result<Bytes>>,
    stop: CancellationToken,
    run: ExportRun,
}

impl Outflow {
    async fn send(&self, piece: impl Into<Bytes> + Send) -> Result<(), Cut> {
        let piece = piece.into();
        let length = piece.len();
        // Between any two pieces the session may have ended, here or on another device.
        self.run.check().await?;
        tokio::select! {
            () = self.stop.cancelled() => return Err(Cut::Stopping),
            sent = timeout(PATIENCE, self.sender.send(Ok(piece))) => match sent {
                Ok(Ok(())) => {}
                Ok(Err(_)) | Err(_) => return Err(Cut::Away),
            },
        }
        self.run.sent(length);
        Ok(())
    }
}
