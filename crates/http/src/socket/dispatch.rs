//! From a frame to its use case, and from its outcome to the answer.

use std::sync::Arc;

use serde::Serialize;
use tokio::{sync::Semaphore, time::Instant};
use zvonilka_model::{Actor, ConnectionId};
use zvonilka_protocol::socket::{ClientFrame, Incoming, answer, failure};
use zvonilka_realtime::{Closed, Handle};
use zvonilka_service::Authenticated;

use super::frames::{auth, calls, changes, messages, presence, sync};
use crate::{AppState, SocketSettings, error::ApiError};

/// Messages of one connection that may wait for the disk at once. More of them gather in one transaction.
pub(super) const SENDS_MAX: u32 = 64;

/// One client's side of the conversation.
pub(super) struct Talk {
    pub(super) state: AppState,
    pub(super) actor: Actor,
    pub(super) connection: ConnectionId,
    pub(super) sends: Arc<Semaphore>,
    handle: Handle,
    token_ends_at: Instant,
}

/// What a frame came to: an answer's data, or nothing to say.
pub(super) type Outcome<T> = Result<T, ApiError>;

/// The data of an answer that says no more than "done".
#[derive(Serialize)]
pub(super) struct Done {}

impl Talk {
    pub(super) fn new(
        state: AppState,
        authenticated: Authenticated,
        connection: ConnectionId,
        handle: Handle,
    ) -> Self {
        let sends = Arc::new(Semaphore::new(SENDS_MAX as usize));
        let actor = authenticated.actor;
        let mut talk = Self { state, actor, connection, sends, handle, token_ends_at: Instant::now() };
        talk.prolong(authenticated);
        talk
    }

    pub(super) fn socket_settings(&self) -> SocketSettings {
        self.state.settings.socket.clone()
    }

    /// Until when the connection may live without a newer token.
    pub(super) const fn token_ends_at(&self) -> Instant {
        self.token_ends_at
    }

    pub(super) fn prolong(&mut self, authenticated: Authenticated) {
        let left = authenticated.expires_at.since(self.state.service.now());
        self.token_ends_at = Instant::now() + left + self.state.settings.socket.token_grace;
        self.actor = authenticated.actor;
    }

    /// Handles one frame to its end, except that a message's answer may come after later frames were begun.
    pub(super) async fn handle(&mut self, incoming: Incoming) -> Result<(), Closed> {
        let Incoming { reference, frame } = incoming;
        match frame {
            ClientFrame::Ping => self.answer(reference, Ok(Done {})).await,
            ClientFrame::Auth(frame) => auth::again(self, reference, frame).await,
            ClientFrame::MessageSend(frame) => messages::send(self, reference, frame).await,
            ClientFrame::MessageEdit(frame) => changes::edit(self, reference, frame).await,
            ClientFrame::MessageDelete(frame) => changes::delete(self, reference, frame).await,
            ClientFrame::ReactionSet(frame) => changes::react(self, reference, frame, true).await,
            ClientFrame::ReactionUnset(frame) => changes::react(self, reference, frame, false).await,
            ClientFrame::MessageRead(frame) => messages::read(self, reference, frame).await,
            ClientFrame::MessageDelivered(frame) => messages::delivered(self, reference, frame).await,
            ClientFrame::TypingStart(frame) => presence::typing(self, reference, frame).await,
            ClientFrame::TypingStop(frame) => presence::typed(self, reference, frame).await,
            ClientFrame::PresenceSet(frame) => presence::set(self, reference, frame).await,
            ClientFrame::Sync(frame) => sync::sync(self, reference, frame).await,
            ClientFrame::CallInitiate(frame) => calls::initiate(self, reference, frame).await,
            ClientFrame::CallAccept(frame) => calls::accept(self, reference, frame).await,
            ClientFrame::CallReject(frame) => calls::reject(self, reference, frame).await,
            ClientFrame::CallJoin(frame) => calls::join(self, reference, frame).await,
            ClientFrame::CallInvite(frame) => calls::invite(self, reference, frame).await,
            ClientFrame::CallCancel(frame) | ClientFrame::CallEnd(frame) | ClientFrame::CallLeave(frame) => {
                calls::end(self, reference, frame).await
            }
            ClientFrame::CallHand(frame) => calls::hand(self, reference, frame).await,
            ClientFrame::CallReact(frame) => calls::react(self, reference, frame).await,
            ClientFrame::CallMute(frame) => calls::mute(self, reference, frame).await,
            ClientFrame::CallRemove(frame) => calls::remove(self, reference, frame).await,
            ClientFrame::CallLetIn(frame) => calls::let_in(self, reference, frame).await,
            ClientFrame::CallLock(frame) => calls::lock(self, reference, frame).await,
            ClientFrame::CallRings(frame) => calls::rings(self, reference, frame).await,
            ClientFrame::CallRenew(frame) => calls::renew(self, reference, frame).await,
            ClientFrame::CallResume(frame) => calls::resume(self, reference, frame).await,
            ClientFrame::CallOffer(frame) => calls::offer(self, reference, frame).await,
            ClientFrame::CallAnswer(frame) => calls::answer(self, reference, frame).await,
            ClientFrame::CallIceCandidate(frame) => calls::candidate(self, reference, frame).await,
            ClientFrame::CallMedia(frame) => calls::media(self, reference, frame).await,
            ClientFrame::CallState(frame) => calls::state(self, reference, frame).await,
        }
    }

    /// `ok` with the outcome's data, or `error`.
    pub(super) async fn answer<T: Serialize + Send>(
        &self,
        reference: Option<String>,
        outcome: Outcome<T>,
    ) -> Result<(), Closed> {
        respond(&self.handle, reference, outcome).await
    }

    /// `error`.
    pub(super) async fn refuse(&self, reference: Option<String>, refusal: ApiError) -> Result<(), Closed> {
        self.answer::<Done>(reference, Err(refusal)).await
    }

    /// For frames that have no answer: a refusal is told only to a client that gave the frame a `ref`.
    pub(super) async fn answer_refusal_only(
        &self,
        reference: Option<String>,
        outcome: Outcome<()>,
    ) -> Result<(), Closed> {
        match (reference, outcome) {
            (Some(reference), Err(refusal)) => self.refuse(Some(reference), refusal).await,
            (None, Err(_)) | (_, Ok(())) => Ok(()),
        }
    }

    pub(super) fn handle_for_later(&self) -> Handle {
        self.handle.clone()
    }
}

/// `ok` with the outcome's data, or `error`.
pub(super) async fn respond<T: Serialize + Send>(
    handle: &Handle,
    reference: Option<String>,
    outcome: Outcome<T>,
) -> Result<(), Closed> {
    let text = match outcome {
        Ok(data) => answer("ok", reference.as_deref(), &data),
        Err(refusal) => failure(reference.as_deref(), &refusal.into_socket_error()),
    };
    handle.answer(text).await
}
