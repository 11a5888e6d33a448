//! `POST /push/answers`.

use axum::{extract::State, http::StatusCode};
use zvonilka_protocol::{AnswerPush, Problem, PushAnswer};
use zvonilka_service::{CallAnswer, Service};

use crate::{docs::problems, error::ApiError, extract::Body};

/// A device that was woken up for a call says that it rings there, or that it was declined. Open: the worker of a page has
/// no token; it shows the ticket that came with the call, for its eyes only.
#[utoipa::path(post, path = "/push/answers", tag = "push", security(()), request_body = AnswerPush,
    responses(
        (status = 204),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`call_not_ringing` or `call_over`"),
        problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn answer_push(
    State(service): State<Service>,
    Body(body): Body<AnswerPush>,
) -> Result<StatusCode, ApiError> {
    let answer = match body.answer {
        PushAnswer::Rings => CallAnswer::Rings,
        PushAnswer::Decline => CallAnswer::Decline,
    };
    service.push.answer(&body.ticket, answer).await?;
    Ok(StatusCode::NO_CONTENT)
}
