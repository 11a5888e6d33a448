//! The task behind a [`Client`](crate::Client): connection after connection, and within one everything that moves.

use std::{collections::BTreeMap, pin::pin, sync::Arc, time::Duration};

use futures_util::{
    StreamExt as _,
    future::{BoxFuture, FutureExt as _},
    stream::FuturesUnordered,
};
use serde_json::{Value, json};
use tokio::{
    sync::mpsc,
    time::{Instant, interval_at, sleep, sleep_until, timeout},
};
use zvonilka_model::ChatId;
use zvonilka_protocol::{
    ChatSync, ErrorCode, Message, SyncAnswer, SyncRequest,
    socket::{ChatMessage, ServerEvent, SocketError, close},
};

use crate::{
    ClientError, Ended, Events, Pauses, Socket, Update, known::Known, outbox::Outbox, sign_in::SignIn,
};

/// How long a server may take to answer a sync, or to take a connection.
const PATIENCE: Duration = Duration::from_secs(60);
/// Events that may come while a sync is being answered; a connection with more is given up.
const EARLY_MAX: usize = 20_000;
/// Chats that one sync may name.
const NAMED_MAX: usize = 200;
/// Missed entries of one chat, and of all chats together, that one sync tells.
const MISSED_PER_CHAT: i64 = 300;
const MISSED_IN_ALL: i64 = 1_000;

/// Why a connection ended.
enum Lost {
    /// The line, or the server.
    Line,
    /// The token was refused.
    Token,
    /// The sign-in itself.
    SignIn(ClientError),
}

/// What came to an end while the connection stood.
enum Done {
    Sent(ChatId, Box<Result<Message, ClientError>>),
    Waited(ChatId),
    Answered(Result<Value, ClientError>),
}

pub(crate) struct Driver {
    sign_in: Arc<SignIn>,
    outbox: Arc<Outbox>,
    tell: mpsc::Sender<Update>,
    pauses: Pauses,
    failed: u32,
    known: Known,
}

impl Driver {
    pub(crate) fn new(
        sign_in: Arc<SignIn>,
        outbox: Arc<Outbox>,
        tell: mpsc::Sender<Update>,
        pauses: Pauses,
    ) -> Self {
        Self { sign_in, outbox, tell, pauses, failed: 0, known: Known::default() }
    }

    pub(crate) async fn run(mut self) {
        loop {
            let lost = match self.connect().await {
                Ok((socket, events)) => {
                    self.failed = 0;
                    let lost = self.stay(&socket, events).await;
                    self.tell(Update::Offline).await;
                    lost
                }
                Err(lost) => lost,
            };
            self.outbox.put_back();
            let lost = if matches!(lost, Lost::Token) {
                self.sign_in.renew().await.map_or_else(renewal, |()| Lost::Line)
            } else {
                lost
            };
            if let Lost::SignIn(error) = lost {
                self.outbox.end();
                self.tell(Update::Ended(error)).await;
                return;
            }
            sleep(self.pauses.after(self.failed, rand::random())).await;
            self.failed = self.failed.saturating_add(1);
        }
    }

    /// Connects and catches up.
    async fn connect(&mut self) -> Result<(Socket, Events), Lost> {
        if self.sign_in.renew_at() <= Instant::now() {
            // The old token may still do.
            if let Err(error) = self.sign_in.renew().await
                && let lost @ Lost::SignIn(_) = renewal(error)
            {
                return Err(lost);
            }
        }
        let api = self.sign_in.api();
        let opened = timeout(PATIENCE, api.socket()).await.map_err(|_| Lost::Line)?;
        let (socket, mut events) = opened.map_err(refused)?;
        if self.known.store_id.as_ref().is_some_and(|known| *known != socket.ready.store_id) {
            self.known = Known::default();
            self.tell(Update::Restored).await;
        }
        self.known.store_id = Some(socket.ready.store_id.clone());
        let early = self.catch_up(&socket, &mut events).await?;
        self.tell(Update::Online).await;
        for event in early {
            self.hear(event).await;
        }
        Ok((socket, events))
    }

    /// Asks what was missed and tells it. Gives the events that came meanwhile: they are newer.
    async fn catch_up(&mut self, socket: &Socket, events: &mut Events) -> Result<Vec<ServerEvent>, Lost> {
        let before = self.known.cursor.clone();
        let mut early = Vec::new();
        let mut changed = Vec::new();
        let mut request = SyncRequest { since: before.clone(), chats: BTreeMap::new() };
        loop {
            let answer = sync(socket, events, &mut early, &request).await;
            if let Err(Lost::SignIn(ClientError::SocketRefused(error))) = &answer
                && error.code == ErrorCode::ValidationFailed
                && request.since.is_some()
            {
                // A cursor that is not this server's: begin anew.
                self.known = Known::default();
                self.tell(Update::Restored).await;
                return Err(Lost::Line);
            }
            let answer = answer?;
            for chat in answer.removed {
                self.known.chats.remove(&chat);
                self.tell(Update::Removed(chat)).await;
            }
            changed.extend(answer.chats);
            request.since = Some(answer.cursor);
            if !answer.more {
                break;
            }
        }
        if before.is_none() {
            for synced in changed {
                self.known.chats.insert(synced.chat.shared.id, synced.chat.shared.last_seq);
                self.tell(Update::Chat(Box::new(synced.chat))).await;
            }
        } else {
            for chats in portions(&changed, &self.known) {
                let missed = SyncRequest { since: before.clone(), chats };
                for synced in sync(socket, events, &mut early, &missed).await?.chats {
                    if missed.chats.contains_key(&synced.chat.shared.id) {
                        self.make_up(synced).await;
                    }
                }
            }
            for synced in changed {
                self.make_up_at_once(synced).await;
            }
        }
        self.known.cursor = request.since;
        Ok(early)
    }

    /// Tells what was missed in a chat that was asked for.
    async fn make_up(&mut self, synced: ChatSync) {
        let chat = synced.chat.shared.id;
        let last = synced.chat.shared.last_seq;
        match synced.events {
            Some(events) if synced.complete == Some(true) => {
                for event in events {
                    self.hear(event).await;
                }
                if !synced.hidden.is_empty() {
                    let message_ids = synced.hidden;
                    self.hear(ServerEvent::MessageHidden { chat_id: chat, message_ids }).await;
                }
            }
            Some(_) | None => self.tell(Update::Behind(chat)).await,
        }
        let known = self.known.chats.entry(chat).or_insert(0);
        *known = last.max(*known);
    }

    /// Tells a chat that changed; and that too much was missed, if so much was that it was not asked for.
    async fn make_up_at_once(&mut self, synced: ChatSync) {
        let (chat, last) = (synced.chat.shared.id, synced.chat.shared.last_seq);
        let known = self.known.chats.entry(chat).or_insert(0);
        let behind = *known < last;
        *known = last.max(*known);
        if behind {
            self.tell(Update::Behind(chat)).await;
        }
        self.tell(Update::Chat(Box::new(synced.chat))).await;
    }

    /// Until the connection ends.
    async fn stay(&mut self, socket: &Socket, mut events: Events) -> Lost {
        let beat = Duration::from_millis(socket.ready.heartbeat_ms).max(Duration::from_secs(1));
        let mut beats = interval_at(Instant::now() + beat, beat);
        let mut heard = true;
        let mut under_way: FuturesUnordered<BoxFuture<'_, Done>> = FuturesUnordered::new();
        loop {
            while let Some(message) = self.outbox.next() {
                under_way.push(deliver(socket, message).boxed());
            }
            tokio::select! {
                event = events.next() => match event {
                    Ok(event) => {
                        heard = true;
                        self.hear(event).await;
                    }
                    Err(end) => return ended(end),
                },
                Some(done) = under_way.next() => {
                    heard = true;
                    match done {
                        Done::Sent(chat, outcome) => match self.settle(chat, *outcome) {
                            Ok(None) => {}
                            Ok(Some(pause)) => under_way.push(async move {
                                sleep(pause).await;
                                Done::Waited(chat)
                            }.boxed()),
                            Err(lost) => return lost,
                        },
                        Done::Waited(chat) => self.outbox.again(chat),
                        Done::Answered(Ok(_)) => {}
                        // The end of the socket tells why.
                        Done::Answered(Err(ClientError::Closed { .. })) => {}
                        Done::Answered(Err(error)) => return refused(error),
                    }
                }
                () = self.outbox.filled() => {}
                _ = beats.tick() => {
                    if !heard {
                        return Lost::Line;
                    }
                    heard = false;
                    under_way.push(socket.request("ping", json!({})).map(Done::Answered).boxed());
                }
                () = sleep_until(self.sign_in.renew_at()) => match self.sign_in.renew().await {
                    Ok(()) => {
                        let token = self.sign_in.api().token().unwrap_or_default().to_owned();
                        under_way.push(async move {
                            Done::Answered(socket.request("auth", json!({ "token": token })).await)
                        }.boxed());
                    }
                    Err(error) => if let lost @ Lost::SignIn(_) = renewal(error) {
                        return lost;
                    },
                },
            }
        }
    }

    /// What became of a message; gives how long to wait before it is sent again.
    fn settle(&self, chat: ChatId, outcome: Result<Message, ClientError>) -> Result<Option<Duration>, Lost> {
        match outcome {
            Err(ClientError::SocketRefused(error)) if passes(&error) => {
                Ok(Some(Duration::from_millis(error.retry_after_ms.unwrap_or(1_000))))
            }
            // It stays in the outbox for the next connection.
            Err(ClientError::Closed { code }) => Err(ended(Ended { code })),
            settled => {
                self.outbox.settle(chat, settled);
                Ok(None)
            }
        }
    }

    async fn hear(&mut self, event: ServerEvent) {
        if self.known.is_news(&event) {
            self.tell(Update::Event(Box::new(event))).await;
        }
    }

    /// Nobody may listen; what is to be sent is sent all the same.
    async fn tell(&self, update: Update) {
        let _ = self.tell.send(update).await;
    }
}

/// One sync. Meanwhile the socket has to be read, or its answer would wait behind the events.
async fn sync(
    socket: &Socket,
    events: &mut Events,
    early: &mut Vec<ServerEvent>,
    request: &SyncRequest,
) -> Result<SyncAnswer, Lost> {
    let mut answer = pin!(timeout(PATIENCE, socket.sync(request)));
    loop {
        tokio::select! {
            answer = &mut answer => return answer.map_err(|_| Lost::Line)?.map_err(refused),
            event = events.next() => match event {
                Ok(_) if early.len() >= EARLY_MAX => return Err(Lost::Line),
                Ok(event) => early.push(event),
                Err(end) => return Err(ended(end)),
            },
        }
    }
}

/// The chats of which something was missed that a sync tells, so many at a time that it tells all of it.
fn portions(changed: &[ChatSync], known: &Known) -> Vec<BTreeMap<ChatId, i64>> {
    let mut portions = Vec::new();
    let mut portion = BTreeMap::new();
    let mut missed_in_all = 0;
    for synced in changed {
        let chat = synced.chat.shared.id;
        let after = known.chats.get(&chat).copied().unwrap_or(0);
        let missed = synced.chat.shared.last_seq - after;
        if !(1..=MISSED_PER_CHAT).contains(&missed) {
            continue;
        }
        if portion.len() >= NAMED_MAX || missed_in_all + missed > MISSED_IN_ALL {
            portions.push(std::mem::take(&mut portion));
            missed_in_all = 0;
        }
        missed_in_all += missed;
        portion.insert(chat, after);
    }
    if !portion.is_empty() {
        portions.push(portion);
    }
    portions
}

async fn deliver(socket: &Socket, message: ChatMessage) -> Done {
    let chat = message.chat_id;
    Done::Sent(chat, Box::new(socket.send_message(&message).await))
}

/// Whether the same request may be granted later.
fn passes(error: &SocketError) -> bool {
    matches!(error.code, ErrorCode::TooManyRequests) || error.code.status() >= 500
}

fn ended(end: Ended) -> Lost {
    match end.code {
        Some(close::UNAUTHENTICATED) => Lost::Token,
        code @ Some(close::SESSION_ENDED | close::REPLACED) => Lost::SignIn(ClientError::Closed { code }),
        _ => Lost::Line,
    }
}

/// What it means that a connection or a request on it was refused.
fn refused(error: ClientError) -> Lost {
    if let ClientError::Closed { code } = error {
        return ended(Ended { code });
    }
    let ClientError::SocketRefused(refusal) = error else {
        return if error.http_status() == Some(401) { Lost::Token } else { Lost::Line };
    };
    if matches!(refusal.code, ErrorCode::Unauthenticated | ErrorCode::TokenExpired) {
        Lost::Token
    } else if passes(&refusal) {
        Lost::Line
    } else {
        Lost::SignIn(ClientError::SocketRefused(refusal))
    }
}

/// What it means that a new token was refused.
fn renewal(error: ClientError) -> Lost {
    let for_good = match &error {
        ClientError::Refused(problem) => problem.status == 401 || problem.status == 403,
        ClientError::Protocol(_) => true,
        ClientError::SocketRefused(_)
        | ClientError::Closed { .. }
        | ClientError::Http(_)
        | ClientError::Socket(_) => false,
    };
    if for_good { Lost::SignIn(error) } else { Lost::Line }
}
