//! `POST /files/uploads`.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use zvonilka_protocol::Problem;
use zvonilka_service::{NewUpload, Service, UploadState};

use super::{
    super::details::Given,
    headers::{SameVersion, answer, checksum, has_piece, length, take_in},
};
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// Begins an upload; the body may hold its first piece, or all of it. `Location` is where it goes on; the last part of it is the
/// id of the file to come. It is given up after 24 hours.
#[utoipa::path(post, path = "/files/uploads", tag = "files",
    params(
        ("Tus-Resumable" = String, Header, description = "`1.0.0`"),
        ("Upload-Length" = u64, Header, description = "Bytes in all"),
        ("Upload-Metadata" = Option<String>, Header,
            description = "`filename`, `filetype`, `durationMs` and `waveform` (a JSON array), each with its value in base64"),
        ("Upload-Checksum" = Option<String>, Header, description = "Of the body: `sha1` or `sha256` and its base64"),
    ),
    request_body(content = Option<String>, content_type = "application/offset+octet-stream"),
    responses(
        (status = 201, description = "Begun; `Upload-Offset` says how much of it is there"),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`quota_exceeded`"),
        (status = 412, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_tus_version`"),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "`file_too_large`"),
        (status = 415, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_image`, when that was all of it"),
        (status = 460, body = Problem, content_type = "application/problem+json", description = "`checksum_mismatch`"),
        (status = 503, body = Problem, content_type = "application/problem+json",
            description = "`storage_full`, `unavailable`"),
        problems::NeedsToken, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn begin_upload(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    _: SameVersion,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, ApiError> {
    let length = length(&headers)?;
    let checksum = checksum(&headers)?;
    let details = Given::from_metadata(&headers)?.check()?;
    let id = service.files.begin_upload(actor, NewUpload { length, details }).await?;
    let state: Result<UploadState, ApiError> = if has_piece(&headers) {
        match service.files.write_upload(actor, id, 0, checksum).await {
            Ok(writer) => take_in(writer, body).await,
            Err(refusal) => Err(refusal.into()),
        }
    } else {
        // One without any bytes is finished by this.
        service.files.upload_state(actor, id).await.map_err(Into::into)
    };
    let state = match state {
        Ok(state) => state,
        Err(refusal) => {
            // The client never hears of its id. What is over already is no longer there.
            let _ = service.files.abandon_upload(actor, id).await;
            return Err(refusal);
        }
    };
    let mut response = answer(StatusCode::CREATED, &state);
    if let Ok(place) = HeaderValue::from_str(&format!("/api/files/uploads/{id}")) {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}
