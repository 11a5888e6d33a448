//! `DELETE /files/uploads/{id}`.

use axum::{extract::State, http::StatusCode};
use zvonilka_model::FileId;
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use super::headers::SameVersion;
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Gives up one's own upload and frees its space; also a finished one, unless a message carries it already.
#[utoipa::path(delete, path = "/files/uploads/{id}", tag = "files",
    params(("id" = FileId, Path), ("Tus-Resumable" = String, Header, description = "`1.0.0`")),
    responses(
        (status = 204),
        (status = 412, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_tus_version`"),
        (status = 423, body = Problem, content_type = "application/problem+json", description = "`upload_locked`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn give_up_upload(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    _: SameVersion,
    Id(id): Id<FileId>,
) -> Result<StatusCode, ApiError> {
    service.files.abandon_upload(actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
