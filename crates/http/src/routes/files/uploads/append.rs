//! `PATCH /files/uploads/{id}`.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use zvonilka_model::FileId;
use zvonilka_protocol::{ErrorCode, Problem};
use zvonilka_service::Service;

use super::headers::{SameVersion, answer, checksum, has_piece, offset, take_in};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Writes the next piece at the end of one's own upload; the last one makes it a file. What came before a cut stays.
#[utoipa::path(patch, path = "/files/uploads/{id}", tag = "files",
    params(
        ("id" = FileId, Path),
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Offset" = u64, Header, description = "How much is there, as the client knows it"),
        ("Upload-Checksum" = Option<String>, Header, description = "Of the body: `sha1` or `sha256` and its base64"),
    ),
    request_body(content = String, content_type = "application/offset+octet-stream"),
    responses(
        (status = 204, description = "`Upload-Offset` says how much is there now"),
        (status = 409, body = Problem, content_type = "application/problem+json",
            description = "`conflict`: another number of bytes is there; ask with `HEAD`. `quota_exceeded`"),
        (status = 412, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_tus_version`"),
        (status = 413, body = Problem, content_type = "application/problem+json",
            description = "`file_too_large`: more than was announced"),
        (status = 415, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_media_type`, or, for the last piece, `unsupported_image`"),
        (status = 423, body = Problem, content_type = "application/problem+json", description = "`upload_locked`"),
        (status = 460, body = Problem, content_type = "application/problem+json", description = "`checksum_mismatch`"),
        (status = 503, body = Problem, content_type = "application/problem+json",
            description = "`storage_full`, `unavailable`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn append_to_upload(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    _: SameVersion,
    Id(id): Id<FileId>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    if !has_piece(&headers) {
        let detail = "send application/offset+octet-stream";
        return Err(ApiError::new(ErrorCode::UnsupportedMediaType, detail));
    }
    let (offset, checksum) = (offset(&headers)?, checksum(&headers)?);
    let writer = service.files.write_upload(actor, id, offset, checksum).await?;
    Ok(answer(StatusCode::NO_CONTENT, &take_in(writer, body).await?))
}
