//! `PUT` and `DELETE /messages/{id}/reactions/{emoji}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::{Emoji, MessageId};
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Ids, SignedIn},
};

/// Answers a message with one emoji of Unicode: at most 3 a person, at most 20 different ones a message. Again is
/// nothing.
#[utoipa::path(put, path = "/messages/{id}/reactions/{emoji}", tag = "messages",
    params(("id" = MessageId, Path), ("emoji" = String, Path)),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`forbidden`: not written by a member"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`too_many_reactions`, or `conflict`: it was deleted"),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "Not one emoji"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn set_reaction(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(id, text): Ids<MessageId, String>,
) -> Result<StatusCode, ApiError> {
    service.messages.react(actor, id, &emoji(&text)?, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a sign back. Again is nothing.
#[utoipa::path(delete, path = "/messages/{id}/reactions/{emoji}", tag = "messages",
    params(("id" = MessageId, Path), ("emoji" = String, Path)),
    responses(
        (status = 204),
        (status = 422, body = Problem, content_type = "application/problem+json", description = "Not one emoji"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn unset_reaction(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Ids(id, text): Ids<MessageId, String>,
) -> Result<StatusCode, ApiError> {
    service.messages.react(actor, id, &emoji(&text)?, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Checks a sign; also for the socket.
pub(crate) fn emoji(text: &str) -> Result<Emoji, ApiError> {
    Emoji::parse(text).map_err(|problem| ApiError::invalid("emoji", problem))
}
