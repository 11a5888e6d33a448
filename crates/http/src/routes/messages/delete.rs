//! `DELETE /messages/{id}`.

use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::IntoParams;
use zvonilka_model::MessageId;
use zvonilka_protocol::{DeleteFor, Problem};
use zvonilka_service::Service;

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, Query, SignedIn},
};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Whom {
    /// `me` if absent.
    #[serde(rename = "for", default)]
    #[param(inline, required = false)]
    whom: DeleteFor,
}

/// Deletes a message. For everyone: by its sender or by an admin of the group; its place remains without content. For
/// me: it leaves my own view. Again is nothing.
#[utoipa::path(delete, path = "/messages/{id}", tag = "messages", params(("id" = MessageId, Path), Whom),
    responses(
        (status = 204),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`forbidden`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesQuery, problems::Always,
    ))]
pub(super) async fn delete_message(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<MessageId>,
    Query(Whom { whom }): Query<Whom>,
) -> Result<StatusCode, ApiError> {
    match whom {
        DeleteFor::Everyone => service.messages.delete_for_everyone(actor, id).await?,
        DeleteFor::Me => service.messages.delete_for_me(actor, id).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}
