//! Clients that come by TCP, in the open or under TLS.

use std::{
    cell::RefCell,
    io,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, split},
    net::TcpStream,
    sync::mpsc,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, rustls::ServerConfig};
use tokio_util::sync::CancellationToken;
use zvonilka_turn::{Client, StreamDecoder, Transport};

use super::Worker;
use crate::shared::{Inbound, Incoming, Place, Shared};

/// Messages that may wait for a client to read: about a second of a video call.
const QUEUE: usize = 256;
/// How much is written at once.
const MOST_AT_ONCE: usize = 32 * 1024;
/// Under TLS every message is a record of its own: clients that are less careful than browsers, coturn's among them, take
/// a record for a message.
const ONE_AT_ONCE: usize = 0;
/// How long a connection without an allocation may be silent.
const IDLE: Duration = Duration::from_secs(30);
/// When the system has no more connections to give.
const REST: Duration = Duration::from_millis(100);

/// Where connections come in.
#[derive(Debug)]
pub(crate) enum Listener {
    /// In the open.
    Tcp(TcpListener),
    /// Under TLS.
    Tls(TcpListener, Arc<ServerConfig>),
}

/// Accepts connections and deals them out to the workers.
pub(super) async fn accept(listener: Listener, shared: Arc<Shared>, stop: CancellationToken) {
    let (listener, acceptor) = match listener {
        Listener::Tcp(listener) => (listener, None),
        Listener::Tls(listener, config) => (listener, Some(TlsAcceptor::from(config))),
    };
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
            let stream = match &acceptor {
                None => Incoming::Tcp(stream),
                Some(acceptor) => Incoming::Tls(stream, acceptor.clone()),
            };
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
    pub(super) fn connect(&mut self, stream: Incoming, remote: SocketAddr, place: Place) {
        let Some(this) = self.this.upgrade() else { return };
        let stop = self.stop.clone();
        self.tasks.spawn_local(async move {
            let end = stop.run_until_cancelled(serve(&this, stream, remote)).await;
            if let Some(Err(error)) = end {
                tracing::debug!(%error, "a connection broke");
            }
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

#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn serve(worker: &RefCell<Worker>, stream: Incoming, remote: SocketAddr) -> io::Result<()> {
    let client = |transport| Client { transport, remote, local: None };
    match stream {
        Incoming::Tcp(stream) => {
            let (reading, writing) = TcpStream::from_std(stream)?.into_split();
            converse(worker, client(Transport::Tcp), reading, writing, MOST_AT_ONCE).await
        }
        Incoming::Tls(stream, acceptor) => {
            let stream = timeout(IDLE, acceptor.accept(TcpStream::from_std(stream)?)).await??;
            let (reading, writing) = split(stream);
            converse(worker, client(Transport::Tls), reading, writing, ONE_AT_ONCE).await
        }
        Incoming::Web(stream) => {
            let (reading, writing) = split(stream);
            converse(worker, client(Transport::Web), reading, writing, ONE_AT_ONCE).await
        }
    }
}

#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn converse(
    worker: &RefCell<Worker>,
    client: Client,
    reading: impl AsyncRead + Unpin,
    writing: impl AsyncWrite + Unpin,
    most_at_once: usize,
) -> io::Result<()> {
    let (sender, queue) = mpsc::channel(QUEUE);
    worker.borrow_mut().streams.insert(client, sender);
    // However this ends, by the stop too.
    let _guard = Guard { worker, client };
    tokio::select! {
        end = read(worker, client, reading) => end,
        // Both ends of the select run side by side: a client that does not read can still be heard.
        end = write(writing, queue, most_at_once) => end,
    }
}

/// Ends what a client has when its connection ends.
struct Guard<'a> {
    worker: &'a RefCell<Worker>,
    client: Client,
}

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.worker.borrow_mut().disconnect(self.client);
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

async fn write(
    mut writing: impl AsyncWrite + Unpin,
    mut queue: mpsc::Receiver<Vec<u8>>,
    most_at_once: usize,
) -> io::Result<()> {
    while let Some(mut bytes) = queue.recv().await {
        while bytes.len() < most_at_once {
            match queue.try_recv() {
                Ok(more) => bytes.extend_from_slice(&more),
                Err(_) => break,
            }
        }
        writing.write_all(&bytes).await?;
        // Under TLS what is written may still wait.
        writing.flush().await?;
    }
    Ok(())
}
