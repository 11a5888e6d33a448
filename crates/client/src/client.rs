//! Somebody who stays connected.

use std::sync::Arc;

use tokio::{sync::mpsc, task::JoinHandle};
use zvonilka_model::ChatId;
use zvonilka_protocol::{Chat, Message, SendMessage, Session, socket::ServerEvent};

use crate::{Api, ClientError, Pauses, driver::Driver, outbox::Outbox, sign_in::SignIn, socket::spawn};

/// Updates that may wait for their reader; beyond it the connection is read no further.
const UPDATES_WAITING: usize = 1_024;

/// Keeps somebody connected: comes back by itself after the line or the server was gone, asks for what it missed,
/// renews its token, and sends what it was given until the server has acknowledged it. Dropping it ends all that.
///
/// ```no_run
/// # async fn example() -> Result<(), zvonilka_client::ClientError> {
/// use zvonilka_client::{Api, Client, Update};
/// use zvonilka_protocol::{LogIn, socket::ServerEvent};
///
/// let api = Api::new("http://127.0.0.1:3000");
/// let given = LogIn { login: "anna".to_owned(), password: "…".to_owned(), code: None, device_name: None };
/// let session = api.log_in(&given).await?;
/// let (client, mut updates) = Client::start(&api, &session);
/// while let Some(update) = updates.next().await {
///     if let Update::Event(event) = update
///         && let ServerEvent::MessageNew { chat_id, message, .. } = *event
///         && message.text.as_deref() == Some("ping")
///     {
///         client.send(chat_id, "pong").await?;
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Client {
    sign_in: Arc<SignIn>,
    outbox: Arc<Outbox>,
    work: JoinHandle<()>,
}

/// What a [`Client`] learns, in order.
#[derive(Debug)]
pub enum Update {
    /// The connection stands, and everything that was missed has been told.
    Online,
    /// The connection is gone; it is being made again.
    Offline,
    /// The server has another database than before: what was remembered of it is worth nothing. All chats follow.
    Restored,
    /// A chat as it is now: one that was there at the first connection, one that came, or one that changed while the
    /// connection was gone.
    Chat(Box<Chat>),
    /// A chat that is one's own no longer.
    Removed(ChatId),
    /// More was missed in this chat than the server tells: load its history, if it is needed.
    Behind(ChatId),
    /// An event. Those of a chat's log come in its order, each once, whether they were missed or not.
    Event(Box<ServerEvent>),
    /// The sign-in has ended; nothing follows.
    Ended(ClientError),
}

/// The reading end of what a [`Client`] learns. It must be read or dropped: while it is full, the client waits.
pub struct Updates(mpsc::Receiver<Update>);

impl Updates {
    /// The next one; `None` once the client has ended.
    pub async fn next(&mut self) -> Option<Update> {
        self.0.recv().await
    }
}

impl Client {
    /// Begins to connect with a sign-in to the server of `api`, with the usual pauses between tries.
    #[must_use]
    pub fn start(api: &Api, session: &Session) -> (Self, Updates) {
        Self::start_with(api, session, Pauses::default())
    }

    /// Begins to connect with a sign-in to the server of `api`.
    #[must_use]
    pub fn start_with(api: &Api, session: &Session, pauses: Pauses) -> (Self, Updates) {
        let sign_in = Arc::new(SignIn::new(api.clone(), session));
        let outbox = Arc::new(Outbox::new());
        let (tell, updates) = mpsc::channel(UPDATES_WAITING);
        let driver = Driver::new(Arc::clone(&sign_in), Arc::clone(&outbox), tell, pauses);
        (Self { sign_in, outbox, work: spawn(driver.run()) }, Updates(updates))
    }

    /// REST with the newest token.
    #[must_use]
    pub fn api(&self) -> Api {
        self.sign_in.api()
    }

    /// Sends a text. Returns once it is stored, however often the connection has to be made again for that. It is
    /// sent, and sent once, also when the returned future is dropped after its first poll. The texts of one chat are
    /// stored in the order in which they were handed in.
    ///
    /// # Errors
    /// A refusal of the server, and [`ClientError::Closed`] when the sign-in has ended.
    pub async fn send(&self, chat: ChatId, text: impl Into<String>) -> Result<Message, ClientError> {
        self.send_message(chat, SendMessage { text: Some(text.into()), ..SendMessage::default() }).await
    }

    /// Sends a message of any kind, as [`Self::send`] does. An empty client id is filled in.
    ///
    /// # Errors
    /// As of [`Self::send`].
    pub async fn send_message(&self, chat: ChatId, mut message: SendMessage) -> Result<Message, ClientError> {
        if message.client_id.is_empty() {
            message.client_id = format!("{:032x}", rand::random::<u128>());
        }
        let acknowledged = self.outbox.put(chat, message).await?;
        acknowledged.await.unwrap_or(Err(ClientError::Closed { code: None }))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.work.abort();
        self.outbox.end();
    }
}
