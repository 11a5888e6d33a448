//! `DELETE /chats/{id}`.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::ChatId;
use zvonilka_protocol::{DeleteFor, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Query, SignedIn},
};

/// For whom.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Whom {
    /// `me` (if absent) hides the chat until the next message; `everyone` ends it with all that it holds.
    #[serde(rename = "for")]
    #[param(rename = "for", inline)]
    whom: Option<DeleteFor>,
}

/// Deletes a chat for oneself, or for everybody: a group by its owner, a direct chat by either side, saved messages
/// by their owner.
#[utoipa::path(delete, path = "/chats/{id}", tag = "chats", params(("id" = ChatId, Path), Whom),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn delete_chat(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<ChatId>,
    Query(Whom { whom }): Query<Whom>,
) -> Result<StatusCode, ApiError> {
    match whom {
        None | Some(DeleteFor::Me) => service.mine.hide(actor, id).await?,
        Some(DeleteFor::Everyone) => service.groups.delete_for_everyone(actor, id).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
