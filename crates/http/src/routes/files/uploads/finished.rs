//! `GET /files/uploads/{id}`.

use axum::{Json, extract::State};
use zvonilka_model::FileId;
use zvonilka_protocol::{File, Problem};
use zvonilka_service::{Service, ServiceError};

use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// The file that one's own upload has become.
#[utoipa::path(get, path = "/files/uploads/{id}", tag = "files", params(("id" = FileId, Path)),
    responses(
        (status = 200, body = File),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`upload_incomplete`: not everything is there yet"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn finished_upload(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<FileId>,
) -> Result<Json<File>, ApiError> {
    let state = service.files.upload_state(actor, id).await?;
    let file = state.file.ok_or(ServiceError::UploadIncomplete)?;
    Ok(Json((&file).into()))
}
