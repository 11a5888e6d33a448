//! `HEAD /files/uploads/{id}`.

use axum::{extract::State, response::Response};
use zvonilka_model::FileId;
use zvonilka_service::Service;

use super::headers::{SameVersion, full_answer};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// How much of one's own upload is there: `Upload-Offset` of `Upload-Length`.
#[utoipa::path(head, path = "/files/uploads/{id}", tag = "files",
    params(("id" = FileId, Path), ("Tus-Resumable" = String, Header, description = "`1.0.0`")),
    responses((status = 200), (status = 412, description = "`unsupported_tus_version`"),
        problems::NeedsToken, problems::NamesThing, problems::Always))]
pub(super) async fn upload_progress(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    _: SameVersion,
    Id(id): Id<FileId>,
) -> Result<Response, ApiError> {
    Ok(full_answer(&service.files.upload_state(actor, id).await?))
}
