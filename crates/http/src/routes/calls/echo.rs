//! `POST /calls/echo` and `DELETE /calls/echo/{id}`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::EchoId;
use zvonilka_protocol::{CallEcho, EchoCall};
use zvonilka_service::{ECHO_LONGEST, Service};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// Calls the echo contact, which says back what it hears a second later. One call a person: another ends the first. The
/// offer has one place for sound and nothing else; candidates need not be in it. It is over when the browser's connection
/// closes, by `DELETE`, or after `longest` seconds. 404: it does not answer on this server.
#[utoipa::path(post, path = "/calls/echo", tag = "calls", request_body = CallEcho,
    responses(
        (status = 201, body = EchoCall),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn call_echo(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Body(body): Body<CallEcho>,
) -> Result<(StatusCode, Json<EchoCall>), ApiError> {
    let answer = service.calls.call_echo(actor, &body.sdp)?;
    let call = EchoCall { id: answer.id, sdp: answer.sdp, longest: ECHO_LONGEST.as_secs() };
    Ok((StatusCode::CREATED, Json(call)))
}

/// Ends a call with the echo contact. One that is over already stays so.
#[utoipa::path(delete, path = "/calls/echo/{id}", tag = "calls", params(("id" = EchoId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn end_echo(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<EchoId>,
) -> StatusCode {
    service.calls.end_echo(actor, id);
    StatusCode::NO_CONTENT
}
