//! `GET|PUT|DELETE /users/{id}/simple-mode-proposal`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::UserId;
use zvonilka_protocol::{SimpleProposal, SimpleSetup};
use zvonilka_service::Service;

use super::proposal_to_wire;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Body, Id, SignedIn},
};

/// What I proposed to somebody, and what became of it. Only for who runs the server.
#[utoipa::path(get, path = "/users/{id}/simple-mode-proposal", tag = "simple mode",
    params(("id" = UserId, Path)),
    responses(
        (status = 200, body = SimpleProposal),
        (status = 403, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn simple_proposal(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
) -> Result<Json<SimpleProposal>, ApiError> {
    let proposal = service.simple_modes.proposal(actor, user).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(proposal_to_wire(&proposal, &view, service.presence())))
}

/// Proposes simple mode to somebody, in place of what I proposed to them before. Nothing holds until they agree. Only
/// for who runs the server.
#[utoipa::path(put, path = "/users/{id}/simple-mode-proposal", tag = "simple mode",
    params(("id" = UserId, Path)), request_body = SimpleSetup,
    responses(
        (status = 200, body = SimpleProposal),
        (status = 403, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "`forbidden`, or `privacy_forbids`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesJson, problems::Always,
    ))]
pub(super) async fn propose_simple_mode(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
    Body(body): Body<SimpleSetup>,
) -> Result<Json<SimpleProposal>, ApiError> {
    let proposal = service.simple_modes.propose(actor, user, &body.into()).await?;
    let view = service.people.viewpoint(actor).await?;
    Ok(Json(proposal_to_wire(&proposal, &view, service.presence())))
}

/// Takes back what I proposed to somebody. What they agreed to stays theirs. Only for who runs the server.
#[utoipa::path(delete, path = "/users/{id}/simple-mode-proposal", tag = "simple mode",
    params(("id" = UserId, Path)),
    responses(
        (status = 204),
        (status = 403, body = zvonilka_protocol::Problem, content_type = "application/problem+json",
            description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn withdraw_simple_proposal(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(user): Id<UserId>,
) -> Result<StatusCode, ApiError> {
    service.simple_modes.withdraw(actor, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
