//! Calls and their signalling.

use serde::Serialize;
use zvonilka_model::{
    Invalid,
    call::{self as model, MediaReport, MediaState, RingingDevice, floor::Whom},
};
use zvonilka_protocol::{
    Call, InitiateCall,
    socket::{
        CallHand, CallLock, CallMediaFrame, CallMute, CallPerson, CallReact, CallRef, CallStateFrame,
        CandidateFrame, InviteToCall, ResumeCall, RingReceipt, SdpFrame,
    },
};
use zvonilka_realtime::Closed;
use zvonilka_service::{Claim, IncomingSignal, IncomingSignalBody, ServiceError};

use super::super::dispatch::{Done, Talk};
use crate::{error::ApiError, routes::begin_call};

type Answered = Result<(), Closed>;

#[derive(Serialize)]
struct CallData {
    call: Call,
}

/// `call:initiate`.
pub(in super::super) async fn initiate(
    talk: &mut Talk,
    reference: Option<String>,
    frame: InitiateCall,
) -> Answered {
    let (calls, from) = (&talk.state.service.calls, Some(talk.connection));
    match begin_call(calls, talk.actor, from, &frame).await {
        Ok(initiated) => with_call(talk, reference, Ok(initiated.call)).await,
        Err(refusal) => talk.refuse(reference, refusal).await,
    }
}

/// `call:accept`.
pub(in super::super) async fn accept(talk: &mut Talk, reference: Option<String>, frame: CallRef) -> Answered {
    let calls = &talk.state.service.calls;
    let outcome = calls.accept(talk.actor, Some(talk.connection), frame.call_id).await;
    with_call(talk, reference, outcome).await
}

/// `call:reject`.
pub(in super::super) async fn reject(talk: &mut Talk, reference: Option<String>, frame: CallRef) -> Answered {
    let outcome = talk.state.service.calls.reject(talk.actor, frame.call_id).await;
    with_call(talk, reference, outcome).await
}

/// `call:join`.
pub(in super::super) async fn join(talk: &mut Talk, reference: Option<String>, frame: CallRef) -> Answered {
    let (calls, from) = (&talk.state.service.calls, Some(talk.connection));
    let outcome = calls.join(talk.actor, from, frame.call_id).await;
    with_call(talk, reference, outcome).await
}

/// `call:invite`.
pub(in super::super) async fn invite(
    talk: &mut Talk,
    reference: Option<String>,
    frame: InviteToCall,
) -> Answered {
    let outcome = talk.state.service.calls.invite(talk.actor, frame.call_id, &frame.user_ids).await;
    with_call(talk, reference, outcome).await
}

/// `call:end`, `call:cancel` and `call:leave`.
pub(in super::super) async fn end(talk: &mut Talk, reference: Option<String>, frame: CallRef) -> Answered {
    let outcome = talk.state.service.calls.end(talk.actor, frame.call_id).await;
    with_call(talk, reference, outcome).await
}

/// `call:hand`.
pub(in super::super) async fn hand(talk: &mut Talk, reference: Option<String>, frame: CallHand) -> Answered {
    let calls = &talk.state.service.calls;
    let (id, actor) = (frame.call_id, talk.actor);
    let outcome = match (frame.user_id, frame.participant_id) {
        (of, None) => calls.hand(actor, id, of, frame.raised).await,
        (None, Some(guest)) if !frame.raised => calls.lower_guest(actor, id, guest).await,
        (_, Some(_)) => Err(not_one()),
    };
    done(talk, reference, outcome).await
}

/// `call:react`.
pub(in super::super) async fn react(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CallReact,
) -> Answered {
    let outcome = talk.state.service.calls.react(talk.actor, frame.call_id, &frame.emoji).await;
    done(talk, reference, outcome).await
}

/// `call:mute`.
pub(in super::super) async fn mute(talk: &mut Talk, reference: Option<String>, frame: CallMute) -> Answered {
    let whom = match (frame.user_id, frame.participant_id) {
        (None, None) => Ok(Whom::Everybody),
        (Some(user), None) => Ok(Whom::Member(user)),
        (None, Some(guest)) => Ok(Whom::Guest(guest)),
        (Some(_), Some(_)) => Err(not_one()),
    };
    let outcome = match whom {
        Ok(whom) => talk.state.service.calls.silence(talk.actor, frame.call_id, whom).await,
        Err(error) => Err(error),
    };
    done(talk, reference, outcome).await
}

/// `call:remove`.
pub(in super::super) async fn remove(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CallPerson,
) -> Answered {
    let outcome = talk.state.service.calls.remove(talk.actor, frame.call_id, frame.user_id).await;
    done(talk, reference, outcome).await
}

/// `call:let-in`.
pub(in super::super) async fn let_in(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CallPerson,
) -> Answered {
    let outcome = talk.state.service.calls.let_in(talk.actor, frame.call_id, frame.user_id).await;
    done(talk, reference, outcome).await
}

/// `call:lock`.
pub(in super::super) async fn lock(talk: &mut Talk, reference: Option<String>, frame: CallLock) -> Answered {
    let outcome = talk.state.service.calls.lock(talk.actor, frame.call_id, frame.locked).await;
    done(talk, reference, outcome).await
}

/// `call:rings`.
pub(in super::super) async fn rings(
    talk: &mut Talk,
    reference: Option<String>,
    frame: RingReceipt,
) -> Answered {
    let state = if frame.waiting { model::RingState::Waiting } else { model::RingState::Ringing };
    let device = RingingDevice { connection: talk.connection, kind: Some(frame.kind.into()), state };
    let outcome = talk.state.service.calls.rings(talk.actor, frame.call_id, device).await;
    done(talk, reference, outcome).await
}

/// `call:renew`.
pub(in super::super) async fn renew(talk: &mut Talk, reference: Option<String>, frame: CallRef) -> Answered {
    let outcome = talk.state.service.calls.renew(talk.actor, frame.call_id).await;
    done(talk, reference, outcome).await
}

/// `call:resume`.
pub(in super::super) async fn resume(
    talk: &mut Talk,
    reference: Option<String>,
    frame: ResumeCall,
) -> Answered {
    let (calls, from) = (&talk.state.service.calls, Some(talk.connection));
    let claim = if frame.fresh { Claim::FreshLine } else { Claim::SameLine };
    let outcome = calls.resume(talk.actor, from, frame.call_id, frame.participant_id, claim).await;
    with_call(talk, reference, outcome).await
}

/// `call:offer`.
pub(in super::super) async fn offer(talk: &mut Talk, reference: Option<String>, frame: SdpFrame) -> Answered {
    let SdpFrame { call_id, to_participant_id, sdp } = frame;
    let body = IncomingSignalBody::Offer(sdp);
    signal(talk, reference, IncomingSignal { call: call_id, to: to_participant_id, body }).await
}

/// `call:answer`.
pub(in super::super) async fn answer(
    talk: &mut Talk,
    reference: Option<String>,
    frame: SdpFrame,
) -> Answered {
    let SdpFrame { call_id, to_participant_id, sdp } = frame;
    let body = IncomingSignalBody::Answer(sdp);
    signal(talk, reference, IncomingSignal { call: call_id, to: to_participant_id, body }).await
}

/// `call:ice-candidate`.
pub(in super::super) async fn candidate(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CandidateFrame,
) -> Answered {
    let CandidateFrame { call_id, to_participant_id, candidate } = frame;
    if !candidate.is_object() && !candidate.is_null() {
        let refusal = ApiError::bad_request("bad data: `candidate` is an object or null");
        return talk.refuse(reference, refusal).await;
    }
    let body = IncomingSignalBody::Candidate(candidate.to_string());
    signal(talk, reference, IncomingSignal { call: call_id, to: to_participant_id, body }).await
}

/// `call:media`.
pub(in super::super) async fn media(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CallMediaFrame,
) -> Answered {
    let report = MediaReport { sending: frame.sending, receiving: frame.receiving };
    let outcome = talk.state.service.calls.media(talk.actor, frame.call_id, report).await;
    done(talk, reference, outcome).await
}

/// `call:state`.
pub(in super::super) async fn state(
    talk: &mut Talk,
    reference: Option<String>,
    frame: CallStateFrame,
) -> Answered {
    let CallStateFrame { call_id, muted, camera, screen, hold } = frame;
    let body = IncomingSignalBody::State(MediaState { muted, camera, screen, hold });
    signal(talk, reference, IncomingSignal { call: call_id, to: None, body }).await
}

async fn signal(talk: &Talk, reference: Option<String>, signal: IncomingSignal) -> Answered {
    let outcome = talk.state.service.calls.signal(talk.actor, Some(talk.connection), signal).await;
    done(talk, reference, outcome).await
}

async fn with_call(
    talk: &Talk,
    reference: Option<String>,
    outcome: Result<model::Call, ServiceError>,
) -> Answered {
    let outcome = outcome.map(|call| CallData { call: (&call).into() }).map_err(Into::into);
    talk.answer(reference, outcome).await
}

async fn done(talk: &Talk, reference: Option<String>, outcome: Result<(), ServiceError>) -> Answered {
    talk.answer(reference, outcome.map(|()| Done {}).map_err(Into::into)).await
}

/// A member and a guest at once, or a hand that only its guest raises.
const fn not_one() -> ServiceError {
    ServiceError::Invalid { field: "participantId", problem: Invalid::Format }
}
