//! The protocol's own headers.

use axum::{
    body::Body,
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::StreamExt as _;
use zvonilka_protocol::ErrorCode;
use zvonilka_service::{Checksum, ChecksumKind, Service, UploadState, UploadWriter};

use super::super::{details::to_metadata, form::in_time};
use crate::error::ApiError;

pub(super) const VERSION: &str = "1.0.0";
pub(super) const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const CHECKSUM: HeaderName = HeaderName::from_static("upload-checksum");
const PIECE: &str = "application/offset+octet-stream";

/// A client that speaks the same version.
pub(super) struct SameVersion;

impl<S: Send + Sync> FromRequestParts<S> for SameVersion {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        if parts.headers.get(RESUMABLE).is_some_and(|version| version == VERSION) {
            Ok(Self)
        } else {
            Err(ApiError::new(ErrorCode::UnsupportedTusVersion, "send Tus-Resumable: 1.0.0"))
        }
    }
}

/// `Upload-Length`, which has to be known from the beginning.
pub(super) fn length(headers: &HeaderMap) -> Result<u64, ApiError> {
    number(headers, &LENGTH)
}

/// `Upload-Offset`.
pub(super) fn offset(headers: &HeaderMap) -> Result<u64, ApiError> {
    number(headers, &OFFSET)
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, ApiError> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    let digits = text.filter(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()));
    let number = digits.and_then(|text| text.parse().ok());
    number.ok_or_else(|| ApiError::bad_request(format!("{name} must be a number of bytes")))
}

/// `Upload-Checksum`, if there is one.
pub(super) fn checksum(headers: &HeaderMap) -> Result<Option<Checksum>, ApiError> {
    let Some(header) = headers.get(CHECKSUM) else { return Ok(None) };
    let parsed = header.to_str().ok().and_then(|text| {
        let (name, sum) = text.split_once(' ')?;
        let (kind, _) = ChecksumKind::ALL.into_iter().find(|(_, known)| *known == name)?;
        let sum = STANDARD.decode(sum.trim()).ok().filter(|sum| sum.len() == kind.length())?;
        Some(Checksum { kind, sum })
    });
    parsed
        .map(Some)
        .ok_or_else(|| ApiError::bad_request("Upload-Checksum must be `sha1` or `sha256` and its base64"))
}

/// Whether the body is a piece of the upload.
pub(super) fn has_piece(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|mime| mime == PIECE)
}

/// Writes a body to the end of an upload. What came before a cut is kept, and counts when the client comes back.
pub(super) async fn take_in(mut writer: UploadWriter, body: Body) -> Result<UploadState, ApiError> {
    let mut pieces = body.into_data_stream();
    loop {
        let next = async { pieces.next().await.transpose() };
        match in_time(next).await {
            Ok(None) => return Ok(writer.settle().await?),
            Ok(Some(piece)) => writer.write(piece).await?,
            Err(cut) => {
                writer.settle().await?;
                return Err(cut);
            }
        }
    }
}

/// An answer that says how far the upload is.
pub(super) fn answer(status: StatusCode, state: &UploadState) -> Response {
    let mut response = status.into_response();
    let headers = response.headers_mut();
    headers.insert(OFFSET, state.offset.into());
    if let Some(expires_at) = state.expires_at {
        let seconds = u64::try_from(expires_at.seconds()).unwrap_or(0);
        let moment = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        if let Ok(value) = HeaderValue::from_str(&httpdate::fmt_http_date(moment)) {
            headers.insert("upload-expires", value);
        }
    }
    response
}

/// The same with everything that is known of it.
pub(super) fn full_answer(state: &UploadState) -> Response {
    let mut response = answer(StatusCode::OK, state);
    let headers = response.headers_mut();
    headers.insert(LENGTH, state.length.into());
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&to_metadata(&state.name, state.mime.as_deref())) {
        headers.insert("upload-metadata", value);
    }
    response
}

/// What this server can do.
pub(super) fn capabilities(service: &Service) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    let extensions = "creation,creation-with-upload,termination,expiration,checksum";
    headers.insert("tus-extension", HeaderValue::from_static(extensions));
    headers.insert("tus-checksum-algorithm", HeaderValue::from_static("sha1,sha256"));
    headers.insert("tus-max-size", service.files.limits().max_file_size.into());
    response
}
