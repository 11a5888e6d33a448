//! `POST /simple-mode/proposals/{id}/accept|refuse`.

use axum::{Json, extract::State, http::StatusCode};
use zvonilka_model::SimpleProposalId;
use zvonilka_protocol::SimpleMode;
use zvonilka_service::{ProposalAnswer, Service};

use super::mine;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Agrees to what is proposed to me: it holds from now on, in place of what held before.
#[utoipa::path(post, path = "/simple-mode/proposals/{id}/accept", tag = "simple mode",
    params(("id" = SimpleProposalId, Path)),
    responses((status = 200, body = SimpleMode), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn take_simple_proposal(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<SimpleProposalId>,
) -> Result<Json<SimpleMode>, ApiError> {
    service.simple_modes.answer(actor, id, ProposalAnswer::Take).await?;
    Ok(Json(mine(&service, actor).await?))
}

/// Says no to what is proposed to me: nothing changes.
#[utoipa::path(post, path = "/simple-mode/proposals/{id}/refuse", tag = "simple mode",
    params(("id" = SimpleProposalId, Path)),
    responses((status = 204), problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn refuse_simple_proposal(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<SimpleProposalId>,
) -> Result<StatusCode, ApiError> {
    service.simple_modes.answer(actor, id, ProposalAnswer::Refuse).await?;
    Ok(StatusCode::NO_CONTENT)
}
