//! `GET /admin/calls`.

use std::collections::HashMap;

use axum::{Json, extract::State};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::{CallId, Invalid, UserId, call as model};
use zvonilka_protocol::{CallReport, List, Problem, QualityMark, User};
use zvonilka_realtime::wire;
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Query, SignedIn, page_size},
};

/// Which calls.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only those that were so for at least one side.
    mark: Option<QualityMark>,
    /// The `cursor` of the page before.
    cursor: Option<String>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    limit: Option<u32>,
}

/// How the calls of everybody were, the newest first: those that are over and of which a side told it. For admins.
#[utoipa::path(get, path = "/admin/calls", tag = "admin", params(Wanted),
    responses(
        (status = 200, body = List<CallReport>),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn call_reports(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Query(wanted): Query<Wanted>,
) -> Result<Json<List<CallReport>>, ApiError> {
    // A cursor of ours is the last call of the page before it.
    let before: Option<CallId> = wanted
        .cursor
        .map(|text| text.parse().map_err(|_| ApiError::invalid("cursor", Invalid::Format)))
        .transpose()?;
    let limit = page_size(wanted.limit);
    let reports = service.calls.reports(actor, wanted.mark.map(Into::into), before, limit).await?;
    let full = u32::try_from(reports.len()).is_ok_and(|count| count >= limit);
    let cursor = full.then(|| reports.last().map(|report| report.call.id.to_string())).flatten();
    let mut ids: Vec<UserId> = reports.iter().flat_map(people).collect();
    ids.sort_unstable();
    ids.dedup();
    let view = service.people.viewpoint(actor).await?;
    let found = service.people.people(actor, &ids).await?;
    let users: HashMap<UserId, User> =
        found.iter().map(|person| (person.id, wire::user(person, &view, service.presence()))).collect();
    let to_wire = |report| CallReport::new(report, |id| users.get(&id).cloned());
    Ok(Json(List { items: reports.iter().map(to_wire).collect(), cursor }))
}

fn people(report: &model::CallReport) -> impl Iterator<Item = UserId> {
    report.call.participants.iter().map(|place| place.user)
}
