//! Messages and receipts.

use std::sync::Arc;

use serde::Serialize;
use zvonilka_protocol::{
    Message,
    socket::{ChatMessage, ReadMark},
};
use zvonilka_realtime::Closed;

use super::super::dispatch::{Done, Talk, respond};
use crate::routes::outgoing;

#[derive(Serialize)]
struct Sent {
    message: Message,
}

/// `message:send`. The answer comes when the message is durable; meanwhile the next frames are taken, so that
/// many messages of one client share a disk flush. They enter the log in the order in which they came.
pub(in super::super) async fn send(
    talk: &mut Talk,
    reference: Option<String>,
    frame: ChatMessage,
) -> Result<(), Closed> {
    let new = match outgoing(frame.message) {
        Ok(new) => new,
        Err(refusal) => return talk.refuse(reference, refusal).await,
    };
    // All places taken: wait, and so slow down this client alone.
    let place = Arc::clone(&talk.sends).acquire_owned().await.map_err(|_| Closed)?;
    let queued = match talk.state.service.messages.enqueue(talk.actor, frame.chat_id, new).await {
        Ok(queued) => queued,
        Err(refusal) => return talk.refuse(reference, refusal.into()).await,
    };
    let handle = talk.handle_for_later();
    talk.state.tasks.spawn(async move {
        let outcome = queued.stored().await;
        let outcome = outcome.map(|sent| Sent { message: (&sent.message).into() }).map_err(Into::into);
        // A client that has gone learns by `sync` that its message is stored.
        let _ = respond(&handle, reference, outcome).await;
        drop(place);
    });
    Ok(())
}

/// `message:read`.
pub(in super::super) async fn read(
    talk: &mut Talk,
    reference: Option<String>,
    mark: ReadMark,
) -> Result<(), Closed> {
    let outcome = talk.state.service.messages.mark_read(talk.actor, mark.chat_id, mark.seq).await;
    talk.answer(reference, outcome.map(|()| Done {}).map_err(Into::into)).await
}

/// `message:delivered`.
pub(in super::super) async fn delivered(
    talk: &mut Talk,
    reference: Option<String>,
    mark: ReadMark,
) -> Result<(), Closed> {
    let outcome = talk.state.service.messages.mark_delivered(talk.actor, mark.chat_id, mark.seq).await;
    talk.answer(reference, outcome.map(|()| Done {}).map_err(Into::into)).await
}
