//! `/api/push`.

mod answer;
mod key;
mod resubscribe;
mod settings;
mod state;
mod subscribe;
mod test;
mod test_call;
mod unsubscribe;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use settings::push_settings;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(key::push_key))
        .routes(routes!(
            state::push_state,
            subscribe::subscribe_to_push,
            resubscribe::resubscribe_to_push,
            unsubscribe::unsubscribe_from_push
        ))
        .routes(routes!(settings::push_settings, settings::set_push_settings))
        .routes(routes!(test::test_push))
        .routes(routes!(test_call::test_call))
        .routes(routes!(answer::answer_push))
}
