//! `POST /calls/{id}/guests`.

use axum::{Json, extract::State};
use zvonilka_model::{CallId, Invalid};
use zvonilka_protocol::{AnswerGuests, Call, GuestAnswer, Problem};
use zvonilka_service::{self as service, Service, ServiceError};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Guests that one request may name.
const MOST_NAMED: usize = 50;

/// Lets guests into a group call, turns them away, or takes them out. Whoever is in the call may.
#[utoipa::path(post, path = "/calls/{id}/guests", tag = "calls", params(("id" = CallId, Path)),
    request_body = AnswerGuests,
    responses(
        (status = 200, body = Call),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict` when one is not in the call, `call_over` or `call_full`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn answer_guests(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<CallId>,
    Body(body): Body<AnswerGuests>,
) -> Result<Json<Call>, ApiError> {
    if body.participant_ids.len() > MOST_NAMED {
        let problem = Invalid::TooLong;
        return Err(ServiceError::Invalid { field: "participantIds", problem }.into());
    }
    let answer = match body.action {
        GuestAnswer::Admit => service::GuestAnswer::Admit,
        GuestAnswer::Decline => service::GuestAnswer::Decline,
        GuestAnswer::Remove => service::GuestAnswer::Remove,
    };
    let call = service.guests.answer(actor, id, answer, body.participant_ids).await?;
    Ok(Json((&call).into()))
}
