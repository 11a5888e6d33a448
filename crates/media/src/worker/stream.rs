//! Clients that come by TCP.

use std::{
    cell::RefCell,
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    sync::mpsc,
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;
use zvonilka_turn::{Client, StreamDecoder, Transport};

use super::Worker;
use crate::shared::{Inbound, Place, Shared};

/// Messages that may wait for a client to read: about a second of a video call.
const QUEUE: usize = 256;
/// How much is written at once.
const MOST_AT_ONCE: usize = 32 * 1024;
/// How long a connection without an allocation may be silent.
const IDLE: Duration = Duration::from_secs(30);
/// When the system has no more connections to give.
const REST: Duration = Duration::from_millis(100);

/// Accepts connections and deals them out to the workers.
pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>, stop: CancellationToken) {
    let listener = listener.set_nonblocking(true).and_then(|()| tokio::net::TcpListener::from_std(listener));
    let listener = match listener {
        Ok(listener) => listener,
        Err(error) => return tracing::error!(%error, "TURN over TCP cannot start"),
    };
    for inbox in shared.inboxes.iter().cycle() {
        let Some(accepted) = stop.run_until_cancelled(listener.accept()).await else { return };
        let dealt = accepted.and_then(|(stream, remote)| {
            let Some(place) = shared.place(remote.ip()) else { return Ok(()) };
            stream.set_nodelay(true)?;
            // Each worker has a runtime of its own, which the connection must move to.
            let stream = stream.into_std()?;
            // Full: the client will try again.
            let _ = inbox.try_send(Inbound::Connection { stream, remote, place });
            Ok(())
        });
        if let Err(error) = dealt {
            tracing::debug!(%error, "a connection was not accepted");
            if stop.run_until_cancelled(sleep(REST)).await.is_none() {
                return;
            }
        }
    }
}

impl Worker {
    /// Takes a connection in.
    pub(super) fn connect(&mut self, stream: std::net::TcpStream, remote: SocketAddr, place: Place) {
        let (Ok(stream), Some(this)) = (TcpStream::from_std(stream), self.this.upgrade()) else { return };
        let client = Client { transport: Transport::Stream, remote, local: None };
        let (sender, queue) = mpsc::channel(QUEUE);
        self.streams.insert(client, sender);
        let stop = self.stop.clone();
        self.tasks.spawn_local(async move {
            let (reading, writing) = stream.into_split();
            tokio::select! {
                () = stop.cancelled() => {}
                end = read(&this, client, reading) => {
                    if let Err(error) = end {
                        tracing::debug!(%error, "a connection broke");
                    }
                }
                // Both ends of the select run side by side: a client that does not read can still be heard.
                _ = write(writing, queue) => {}
            }
            this.borrow_mut().disconnect(client);
            drop(place);
        });
    }

    fn disconnect(&mut self, client: Client) {
        let now = self.now();
        self.streams.remove(&client);
        self.server.client_gone(now, client);
        self.run_commands(now);
        self.flush();
    }
}

/// Until the client goes, says something that is neither STUN nor TURN, or has nothing here and says nothing.
#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn read(
    worker: &RefCell<Worker>,
    client: Client,
    mut reading: impl AsyncRead + Unpin,
) -> io::Result<()> {
    let mut decoder = StreamDecoder::default();
    loop {
        let count = match timeout(IDLE, reading.read(decoder.space())).await {
            Ok(count) => count?,
            Err(_) if worker.borrow().server.has_allocation(&client) => continue,
            Err(_) => return Ok(()),
        };
        if count == 0 {
            return Ok(());
        }
        decoder.filled(count);
        let mut turn = worker.borrow_mut();
        let now = turn.now();
        loop {
            match decoder.next_frame() {
                Ok(Some(frame)) => turn.hear_client(now, client, frame),
                Ok(None) => break,
                Err(_) => return Ok(()),
            }
        }
        turn.flush();
    }
}

async fn write(mut writing: impl AsyncWrite + Unpin, mut queue: mpsc::Receiver<Vec<u8>>) -> io::Result<()> {
    while let Some(mut bytes) = queue.recv().await {
        while bytes.len() < MOST_AT_ONCE {
            match queue.try_recv() {
                Ok(more) => bytes.extend_from_slice(&more),
                Err(_) => break,
            }
        }
        writing.write_all(&bytes).await?;
    }
    Ok(())
}
