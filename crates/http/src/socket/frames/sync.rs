//! What a client missed.

use std::sync::Arc;

use zvonilka_model::{Invalid, Viewpoint, limits::SYNC_CHATS_MAX};
use zvonilka_protocol::{ChatSync, SyncAnswer, SyncRequest};
use zvonilka_realtime::{Closed, wire};
use zvonilka_service::{Service, SyncedChat};

use super::super::dispatch::{SENDS_MAX, Talk};
use crate::{error::ApiError, routes::chat_to_wire};

/// `sync`.
pub(in super::super) async fn sync(
    talk: &mut Talk,
    reference: Option<String>,
    request: SyncRequest,
) -> Result<(), Closed> {
    if request.chats.len() > SYNC_CHATS_MAX {
        return talk.refuse(reference, ApiError::invalid("chats", Invalid::TooLong)).await;
    }
    // What this client has sent before stands in the answer: every place is free once all of it is stored.
    drop(talk.sends.acquire_many(SENDS_MAX).await.map_err(|_| Closed)?);
    let service = &talk.state.service;
    let page = service.messages.sync(talk.actor, request.since.as_deref(), &request.chats).await;
    let view = match talk.state.hub.view_of(talk.actor.user) {
        Some(view) => Ok(view),
        None => service.people.viewpoint(talk.actor).await.map(Arc::new),
    };
    let outcome = page.and_then(|page| {
        let view = view?;
        Ok(SyncAnswer {
            chats: page.chats.iter().map(|chat| to_wire(service, &view, chat)).collect(),
            removed: page.removed,
            cursor: page.cursor,
            more: page.more,
        })
    });
    talk.answer(reference, outcome.map_err(ApiError::from)).await
}

fn to_wire(service: &Service, view: &Viewpoint, synced: &SyncedChat) -> ChatSync {
    let (events, complete) = match &synced.missed {
        None => (None, None),
        Some(None) => (None, Some(false)),
        Some(Some(entries)) => (Some(entries.iter().map(wire::log_entry).collect()), Some(true)),
    };
    ChatSync {
        chat: chat_to_wire(service, view, &synced.summary),
        events,
        complete,
        hidden: synced.hidden.clone(),
    }
}
