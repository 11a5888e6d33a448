//! `GET /files/{id}/thumbnail`.

use axum::{extract::State, http::HeaderMap, response::Response};
use zvonilka_model::FileId;
use zvonilka_service::Service;

use super::serve::{Lasting, Sending, send};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{FileReader, Id},
};

/// The small copy of a picture or video, a JPEG; of somebody's photo, 128 pixels wide.
#[utoipa::path(get, path = "/files/{id}/thumbnail", tag = "files", security(("bearer" = []), ("fileCookie" = [])),
    params(("id" = FileId, Path), ("If-None-Match" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "image/jpeg", description = "The small copy"),
        (status = 304, description = "The same as the one that the client has"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn thumbnail(
    State(service): State<Service>,
    FileReader(actor): FileReader,
    Id(id): Id<FileId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let readable = service.files.readable(actor, id).await?;
    // A picture's own small copy never changes; the one of a video is given by its owner.
    let lasting =
        if readable.file().mime.starts_with("image/") { Lasting::ForEver } else { Lasting::ForAMinute };
    let sending =
        Sending { bytes: readable.thumbnail()?, mime: "image/jpeg", name: "thumbnail.jpg", lasting };
    send(&service, &headers, sending).await
}
