//! `POST /calls/initiate`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::Invalid;
use zvonilka_protocol::{Call, InitiateCall, Problem};
use zvonilka_service::{Callee, Service};

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
            description = "`privacy_forbids`: they do not take my calls"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`call_busy`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn initiate_call(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<InitiateCall>,
) -> Result<(StatusCode, Json<Call>), ApiError> {
    let initiated = service.calls.initiate(actor, None, callee(&body)?, body.kind.into()).await?;
    let status = if initiated.created { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json((&initiated.call).into())))
}

/// Whom to call: exactly one of the two names; also for the socket.
pub(crate) fn callee(body: &InitiateCall) -> Result<Callee, ApiError> {
    match (body.user_id, body.chat_id) {
        (Some(user), None) => Ok(Callee::User(user)),
        (None, Some(chat)) => Ok(Callee::Chat(chat)),
        (None, None) => Err(ApiError::invalid("userId", Invalid::Empty)),
        (Some(_), Some(_)) => Err(ApiError::invalid("chatId", Invalid::Format)),
    }
}
