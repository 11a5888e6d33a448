//! The reading half: takes frames until the peer is gone, silent, or to be closed.

use std::{future::Future, sync::Arc};

use futures_util::StreamExt as _;
use tokio::{sync::Semaphore, time::Instant};
use tokio_tungstenite::tungstenite::{Error as WireError, Message};
use zvonilka_model::{Actor, ConnectionId};
use zvonilka_protocol::socket::{ClientFrame, Ready, answer};
use zvonilka_realtime::{CloseReason, Closed, Handle, Subscription};
use zvonilka_service::Membership;

use super::{
    Source,
    dispatch::Talk,
    flood::{Flood, Verdict},
    opening::{Opened, closing},
};
use crate::{AppState, error::ApiError};

/// Whose word ended the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parting {
    /// The peer has closed (perhaps in answer to us) and sends nothing more.
    Peer,
    /// We close while the peer may still be sending.
    Ours(CloseReason),
}

/// Reads until the end, asks the writer to close, and gives the half back.
pub(super) async fn run(
    state: AppState,
    greetings: Greetings,
    mut source: Source,
    opened: Opened,
    connection: ConnectionId,
    handle: Handle,
) -> (Source, Parting) {
    let actor = opened.authenticated.actor;
    let parting = match greetings.in_turn(|| greet(&state, opened, connection, &handle)).await {
        Ok(mut talk) => {
            let parting = listen(&mut talk, &mut source).await;
            drop(talk);
            // When the server stops, everybody's socket closes: that is no reason to tell them that they left.
            if state.service.calls.concern(actor) && !state.stop.is_cancelled() {
                Box::pin(depart(&state, actor, connection)).await;
            }
            parting
        }
        Err(reason) => Parting::Ours(reason),
    };
    match parting {
        // The reason reaches nobody, it only ends the writer, which sends our part of the handshake.
        Parting::Peer => handle.close(CloseReason::TooSlow),
        Parting::Ours(reason) => handle.close(reason),
    }
    (source, parting)
}

/// How many connections may be greeted at once. When everybody comes back after a restart, more would only wait for
/// the database, each holding what a greeting needs, and the first would be greeted as late as the last.
const GREETINGS_AT_ONCE: usize = 32;

/// The line in which new connections wait to be greeted.
#[derive(Clone)]
pub(crate) struct Greetings(Arc<Semaphore>);

impl Greetings {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(GREETINGS_AT_ONCE)))
    }

    /// Does it when its turn has come. It is made only then, and on the heap, so that those who wait are small.
    async fn in_turn<T, F: Future<Output = T> + Send>(&self, greeting: impl FnOnce() -> F + Send) -> T {
        let turn = self.0.acquire().await;
        let done = Box::pin(greeting()).await;
        drop(turn);
        done
    }
}

/// Makes the connection a listener of its chats and says `ready`.
async fn greet(
    state: &AppState,
    opened: Opened,
    connection: ConnectionId,
    handle: &Handle,
) -> Result<Talk, CloseReason> {
    let Opened { authenticated, token, tab: _, reference } = opened;
    let actor = authenticated.actor;
    // The session may have ended between the first look and the hub's knowing of this connection, which then
    // heard nothing of it.
    state.service.auth.authenticate(&token).await.map_err(|error| closing(&error))?;
    let chats = state.service.chats.subscriptions(actor).await.map_err(|error| closing(&error))?;
    let view = state.service.people.viewpoint(actor).await.map_err(|error| closing(&error))?;
    let ready = Ready {
        user_id: actor.user,
        session_id: actor.session,
        connection_id: connection,
        store_id: state.service.store_id().to_owned(),
        server_time: state.service.now(),
        heartbeat_ms: u64::try_from(state.settings.socket.heartbeat.as_millis()).unwrap_or(u64::MAX),
    };
    let greeting = answer("ready", reference.as_deref(), &ready);
    handle.answer(greeting).await.map_err(|Closed| CloseReason::TooSlow)?;
    // After `ready`, which clients expect before any event; before the first frame of theirs is read, so that no
    // change falls between this and their `sync`.
    state.hub.subscribe(connection, actor, chats.iter().map(subscription).collect(), view);
    if let Err(error) = state.service.calls.arrived(actor, connection).await {
        // The device hears of ringing calls by `GET /calls/active`, too.
        tracing::warn!(%error, "a device could not be told what rings");
    }
    Ok(Talk::new(state.clone(), authenticated, connection, handle.clone()))
}

/// Whoever talks with this device, or rings on it, must hear that it has gone.
async fn depart(state: &AppState, actor: Actor, connection: ConnectionId) {
    if let Err(error) = state.service.calls.departed(actor, connection).await {
        // The lease ends the call, only later.
        tracing::warn!(%error, "a call could not be told that a device has gone");
    }
}

const fn subscription(membership: &Membership) -> Subscription {
    Subscription {
        chat: membership.chat,
        members: membership.member_count,
        visible_from: membership.visible_from,
    }
}

async fn listen(talk: &mut Talk, source: &mut Source) -> Parting {
    let settings = talk.socket_settings();
    let (patience, limit) = (settings.heartbeat * 2, settings.flood_limit);
    let mut flood = Flood::new(limit, Instant::now());
    loop {
        let silent_at = Instant::now() + patience;
        let token_ends_at = talk.token_ends_at();
        let next = tokio::time::timeout_at(silent_at.min(token_ends_at), source.next()).await;
        let text = match next {
            Ok(Some(Ok(Message::Text(text)))) => text,
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => continue,
            Ok(Some(Ok(Message::Binary(_) | Message::Frame(_)))) => {
                return Parting::Ours(CloseReason::Unsupported);
            }
            Ok(Some(Err(WireError::Capacity(_)))) => return Parting::Ours(CloseReason::TooBig),
            Ok(Some(Ok(Message::Close(_)) | Err(_)) | None) => return Parting::Peer,
            Err(_) if token_ends_at <= silent_at => return Parting::Ours(CloseReason::Unauthenticated),
            // Silent for two heartbeats: to come back and sync is what it has to do.
            Err(_) => return Parting::Ours(CloseReason::TooSlow),
        };
        let incoming = ClientFrame::parse(&text);
        let handled = match (flood.handle_frame(Instant::now()), incoming) {
            (Verdict::Close, _) => return Parting::Ours(CloseReason::Policy),
            (Verdict::Refuse(wait), incoming) => {
                let reference = incoming.map_or_else(|error| error.reference, |incoming| incoming.reference);
                talk.refuse(reference, ApiError::too_many_requests(wait)).await
            }
            // Boxed: an idle task must not be as large as the deepest use case.
            (Verdict::Pass, Ok(incoming)) => Box::pin(talk.handle(incoming)).await,
            (Verdict::Pass, Err(error)) => {
                talk.refuse(error.reference, ApiError::new(error.code, error.detail)).await
            }
        };
        // The writer closes for a reason of its own.
        if let Err(Closed) = handled {
            return Parting::Ours(CloseReason::TooSlow);
        }
    }
}
