//! `/api/simple-mode`, and what is proposed about it.

mod answer;
mod own;
mod proposal;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::{self as model, Actor, Presence, Viewpoint};
use zvonilka_protocol::{SimpleMode, SimplePerson, SimpleProposal};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{AppState, error::ApiError};

pub(crate) use own::simple_mode;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(own::simple_mode, own::choose_simple_mode, own::clear_simple_mode))
        .routes(routes!(answer::take_simple_proposal))
        .routes(routes!(answer::refuse_simple_proposal))
        .routes(routes!(
            proposal::simple_proposal,
            proposal::propose_simple_mode,
            proposal::withdraw_simple_proposal
        ))
}

/// What `GET` answers, also after each change.
async fn mine(service: &Service, actor: Actor) -> Result<SimpleMode, ApiError> {
    let (mode, proposals) = service.simple_modes.own(actor).await?;
    let view = service.people.viewpoint(actor).await?;
    let presence = service.presence();
    Ok(SimpleMode {
        enabled: mode.enabled,
        people: people(&mode.people, &view, presence),
        set_by: mode.set_by.map(|person| wire::user(&person, &view, presence)),
        set_at: mode.set_at,
        proposals: proposals.iter().map(|one| proposal_to_wire(one, &view, presence)).collect(),
    })
}

fn proposal_to_wire(
    proposal: &model::SimpleProposal,
    view: &Viewpoint,
    presence: &dyn Presence,
) -> SimpleProposal {
    SimpleProposal {
        id: proposal.id,
        user: wire::user(&proposal.other, view, presence),
        enabled: proposal.enabled,
        people: people(&proposal.people, view, presence),
        proposed_at: proposal.proposed_at,
        state: proposal.state.into(),
    }
}

fn people(chosen: &[model::SimplePerson], view: &Viewpoint, presence: &dyn Presence) -> Vec<SimplePerson> {
    let one = |chosen: &model::SimplePerson| SimplePerson {
        user: wire::user(&chosen.person, view, presence),
        call: chosen.call.into(),
        answer: chosen.answer.into(),
    };
    chosen.iter().map(one).collect()
}
