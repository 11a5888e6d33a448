//! `POST /calls/initiate`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::{Actor, ConnectionId, Invalid};
use zvonilka_protocol::{Call, InitiateCall, Problem};
use zvonilka_service::{Callee, Calls, Initiated, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, SignedIn},
};

/// Calls somebody. When the two have a call already, it is that one: calling back takes a ringing call.
#[utoipa::path(post, path = "/calls/initiate", tag = "calls", request_body = InitiateCall,
    responses(
        (status = 200, body = Call, description = "The call that the two have already"),
        (status = 201, body = Call, description = "A new call"),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`privacy_forbids`: they do not take my calls; `forbidden`: the group keeps no audio room"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`call_busy`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn initiate_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<InitiateCall>,
) -> Result<(StatusCode, Json<Call>), ApiError> {
    let initiated = begin(&service.calls, actor, None, &body).await?;
    let status = if initiated.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json((&initiated.call).into())))
}

/// Begins what was asked for; also for the socket.
pub(crate) async fn begin(
    calls: &Calls,
    actor: Actor,
    connection: Option<ConnectionId>,
    body: &InitiateCall,
) -> Result<Initiated, ApiError> {
    let kind = body.kind.into();
    let initiated = match (callee(body)?, body.audio_room) {
        (callee, false) => calls.initiate(actor, connection, callee, kind).await?,
        (Callee::Chat(chat), true) => calls.drop_in(actor, connection, chat, kind).await?,
        (Callee::User(_), true) => return Err(ApiError::invalid("audioRoom", Invalid::Format)),
    };
    Ok(initiated)
}

/// Whom to call: exactly one of the two names.
fn callee(body: &InitiateCall) -> Result<Callee, ApiError> {
    match (body.user_id, body.chat_id) {
        (Some(user), None) => Ok(Callee::User(user)),
        (None, Some(chat)) => Ok(Callee::Chat(chat)),
        (None, None) => Err(ApiError::invalid("userId", Invalid::Empty)),
        (Some(_), Some(_)) => Err(ApiError::invalid("chatId", Invalid::Format)),
    }
}
