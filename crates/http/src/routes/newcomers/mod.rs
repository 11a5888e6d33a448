//! `/api/newcomers`.

mod list;
mod me;
mod step;

use utoipa_axum::{router::OpenApiRouter, routes};
use zvonilka_model::WelcomeSteps;
use zvonilka_protocol::WelcomeStep;

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_newcomers))
        .routes(routes!(me::my_arrival))
        .routes(routes!(step::take_step))
}

fn to_wire(steps: WelcomeSteps) -> Vec<WelcomeStep> {
    steps.iter().map(Into::into).collect()
}
