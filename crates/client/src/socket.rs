//! The socket: requests with answers, and a stream of events.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::{SinkExt, StreamExt, stream::SplitStream};
use parking_lot::Mutex;
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};
use tokio::{
    net::TcpStream,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};
use zvonilka_model::ChatId;
use zvonilka_protocol::{
    Message as ChatMessage, SyncAnswer, SyncRequest,
    socket::{self, Ready, ServerEvent, SocketError},
};

use crate::ClientError;

type Stream = WebSocketStream<MaybeTlsStream<TcpStream>>;
type Pending = HashMap<String, oneshot::Sender<Result<Value, ClientError>>>;

/// Events that may wait for a reader; beyond it the socket is read no further, as with any slow client.
const EVENTS_WAITING: usize = 1_024;
/// Requests that may wait to be written.
const REQUESTS_WAITING: usize = 256;

/// How a socket ended: the server's close code, if it gave one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// The close code.
    pub code: Option<u16>,
}

/// An open, authenticated socket. Dropping it closes it.
pub struct Socket {
    /// What the server said first.
    pub ready: Ready,
    out: mpsc::Sender<Message>,
    pending: Arc<Mutex<Option<Pending>>>,
    next_ref: AtomicU64,
    tasks: [JoinHandle<()>; 2],
}

/// What the server tells unasked.
pub struct Events {
    received: mpsc::Receiver<ServerEvent>,
    ended: Arc<Mutex<Option<Ended>>>,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "ref", default)]
    reference: Option<String>,
    #[serde(borrow)]
    data: &'a RawValue,
}

impl Socket {
    /// Connects to `base` (an `http://` address) and authenticates on the upgrade.
    ///
    /// # Errors
    /// [`ClientError`] when the server cannot be reached or refuses the token.
    pub async fn open(base: &str, token: &str) -> Result<(Self, Events), ClientError> {
        let url = format!("{}/ws", base.replacen("http", "ws", 1));
        let mut request = url.into_client_request()?;
        let bearer = format!("Bearer {token}")
            .parse()
            .map_err(|_| ClientError::Protocol("the token is no header value".to_owned()))?;
        request.headers_mut().insert("authorization", bearer);
        // The defaults reserve 128 KiB a connection; a load generator opens thousands.
        let config = WebSocketConfig::default().read_buffer_size(4 * 1024).write_buffer_size(4 * 1024);
        let (mut stream, _) = connect_async_with_config(request, Some(config), true).await?;
        let ready = first_frame(&mut stream).await?;

        let (mut writer, reader) = stream.split();
        let (out, mut to_write) = mpsc::channel::<Message>(REQUESTS_WAITING);
        let (tell, received) = mpsc::channel(EVENTS_WAITING);
        let pending = Arc::new(Mutex::new(Some(Pending::new())));
        let ended = Arc::new(Mutex::new(None));
        let write = async move {
            let mut batch = Vec::new();
            while to_write.recv_many(&mut batch, 64).await > 0 {
                for message in batch.drain(..) {
                    if writer.feed(message).await.is_err() {
                        return;
                    }
                }
                if writer.flush().await.is_err() {
                    return;
                }
            }
        };
        let read = read(reader, Arc::clone(&pending), tell, Arc::clone(&ended));
        let tasks = [spawn(write), spawn(read)];
        let socket = Self { ready, out, pending, next_ref: AtomicU64::new(1), tasks };
        Ok((socket, Events { received, ended }))
    }

    /// Sends a request and waits for its answer's `data`.
    ///
    /// # Errors
    /// [`ClientError::SocketRefused`] with the server's words, or [`ClientError::Closed`].
    pub async fn request(&self, kind: &str, data: Value) -> Result<Value, ClientError> {
        let reference = self.next_ref.fetch_add(1, Ordering::Relaxed).to_string();
        let (answer, answered) = oneshot::channel();
        let closed = ClientError::Closed { code: None };
        match self.pending.lock().as_mut() {
            Some(pending) => drop(pending.insert(reference.clone(), answer)),
            None => return Err(closed),
        }
        self.send_frame(&json!({ "type": kind, "ref": reference, "data": data })).await?;
        answered.await.unwrap_or(Err(closed))
    }

    /// Sends a frame that has no answer.
    ///
    /// # Errors
    /// [`ClientError::Closed`].
    pub async fn tell(&self, kind: &str, data: Value) -> Result<(), ClientError> {
        self.send_frame(&json!({ "type": kind, "data": data })).await
    }

    /// Sends a text; returns the stored message once it is durable.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send(&self, chat: ChatId, client_id: &str, text: &str) -> Result<ChatMessage, ClientError> {
        let data = json!({ "chatId": chat.to_string(), "clientId": client_id, "text": text });
        let mut answer = self.request("message:send", data).await?;
        serde_json::from_value(answer["message"].take()).map_err(|e| ClientError::Protocol(e.to_string()))
    }

    /// Sends a message of any kind; returns it as it is stored once it is durable.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn send_message(&self, message: &socket::ChatMessage) -> Result<ChatMessage, ClientError> {
        let data = serde_json::to_value(message).map_err(|e| ClientError::Protocol(e.to_string()))?;
        let mut answer = self.request("message:send", data).await?;
        serde_json::from_value(answer["message"].take()).map_err(|e| ClientError::Protocol(e.to_string()))
    }

    /// Asks what was missed.
    ///
    /// # Errors
    /// [`ClientError`].
    pub async fn sync(&self, request: &SyncRequest) -> Result<SyncAnswer, ClientError> {
        let data = serde_json::to_value(request).map_err(|e| ClientError::Protocol(e.to_string()))?;
        let answer = self.request("sync", data).await?;
        serde_json::from_value(answer).map_err(|e| ClientError::Protocol(e.to_string()))
    }

    async fn send_frame(&self, frame: &Value) -> Result<(), ClientError> {
        let message = Message::Text(frame.to_string().into());
        self.out.send(message).await.map_err(|_| ClientError::Closed { code: None })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Events {
    /// The next event; `Err` when the socket has ended and nothing is left.
    ///
    /// # Errors
    /// [`Ended`] with the close code.
    pub async fn next(&mut self) -> Result<ServerEvent, Ended> {
        match self.received.recv().await {
            Some(event) => Ok(event),
            None => Err(self.ended.lock().unwrap_or(Ended { code: None })),
        }
    }

    /// An event that has come already.
    pub fn try_next(&mut self) -> Option<ServerEvent> {
        self.received.try_recv().ok()
    }
}

async fn first_frame(stream: &mut Stream) -> Result<Ready, ClientError> {
    while let Some(message) = stream.next().await {
        match message? {
            Message::Text(text) => {
                let envelope: Envelope<'_> = parse(&text)?;
                if envelope.kind == "ready" {
                    return parse(envelope.data.get());
                }
                if envelope.kind == "error" {
                    return Err(ClientError::SocketRefused(Box::new(parse(envelope.data.get())?)));
                }
            }
            Message::Close(frame) => return Err(ClientError::Closed { code: frame.map(|f| f.code.into()) }),
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
    Err(ClientError::Closed { code: None })
}

async fn read(
    mut reader: SplitStream<Stream>,
    pending: Arc<Mutex<Option<Pending>>>,
    tell: mpsc::Sender<ServerEvent>,
    ended: Arc<Mutex<Option<Ended>>>,
) {
    let mut code = None;
    while let Some(Ok(message)) = reader.next().await {
        match message {
            Message::Text(text) => {
                if let Some(event) = take_frame(&text, &pending)
                    && tell.send(event).await.is_err()
                {
                    // Nobody reads events; answers still matter.
                    continue;
                }
            }
            Message::Close(frame) => code = frame.map(|f| f.code.into()),
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
    *ended.lock() = Some(Ended { code });
    let waiting = pending.lock().take().unwrap_or_default();
    for answer in waiting.into_values() {
        let _ = answer.send(Err(ClientError::Closed { code }));
    }
}

/// Hands an answer to whoever waits for it; returns an event. Frames of types that this client does not know
/// are left out, as the protocol demands.
fn take_frame(text: &str, pending: &Mutex<Option<Pending>>) -> Option<ServerEvent> {
    let envelope: Envelope<'_> = serde_json::from_str(text).ok()?;
    if !matches!(envelope.kind.as_str(), "ok" | "error" | "ready") {
        return serde_json::from_str(text).ok();
    }
    let waiting = pending.lock().as_mut()?.remove(&envelope.reference?)?;
    let answer = if envelope.kind == "error" {
        match parse::<SocketError>(envelope.data.get()) {
            Ok(error) => Err(ClientError::SocketRefused(Box::new(error))),
            Err(error) => Err(error),
        }
    } else {
        parse(envelope.data.get())
    };
    // Whoever gave up waiting does not need it.
    let _ = waiting.send(answer);
    None
}

fn parse<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, ClientError> {
    serde_json::from_str(text).map_err(|e| ClientError::Protocol(format!("{e}: {text}")))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tasks of a socket and of a client end with it: `Drop` aborts them"
)]
pub(crate) fn spawn(work: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::spawn(work)
}
