//! `/api/messages`.

mod delete;
mod edit;
mod pins;
mod react;
mod reactions;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(crate) use edit::edited_text;
pub(crate) use react::emoji;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(edit::edit_message, delete::delete_message))
        .routes(routes!(pins::list_pins))
        .routes(routes!(pins::pin_message, pins::unpin_message))
        .routes(routes!(reactions::list_reactions))
        .routes(routes!(react::set_reaction, react::unset_reaction))
}
