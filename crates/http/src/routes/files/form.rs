//! Forms with a file in them (`multipart/form-data`), read as they come: the file goes straight to the disk.

use std::{fmt::Display, time::Duration};

use axum::{
    extract::{FromRequest as _, Multipart, Request, multipart::Field},
    http::{HeaderMap, header},
};
use bytes::Bytes;
use zvonilka_protocol::ErrorCode;

use super::details::Given;
use crate::error::ApiError;

/// How long a client may be silent in the middle of a body.
pub(super) const SILENCE: Duration = Duration::from_secs(60);
/// Bytes of a field that is no file.
const FIELD_MAX: usize = 4 * 1024;
/// Fields of a form.
const FIELDS_MAX: usize = 16;
/// What a form needs beside the file.
const FORM_OVERHEAD: u64 = 64 * 1024;

/// A form, before it is read.
pub(super) struct Form(Multipart);

/// Where a form's file goes.
pub(super) trait Taking: Send {
    /// Takes in the next piece.
    fn take(&mut self, bytes: Bytes) -> impl Future<Output = Result<(), ApiError>> + Send;
}

/// Bytes that the file of a form has at least, from what the whole body is said to have.
pub(super) fn announced(headers: &HeaderMap) -> Option<u64> {
    let length: u64 = headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()?;
    Some(length.saturating_sub(FORM_OVERHEAD))
}

impl Form {
    pub(super) async fn open(request: Request) -> Result<Self, ApiError> {
        let multipart = Multipart::from_request(request, &()).await;
        multipart
            .map(Self)
            .map_err(|_| ApiError::new(ErrorCode::UnsupportedMediaType, "send multipart/form-data"))
    }

    /// Reads everything: the field `file` into `taking`, what is said of it into the answer.
    pub(super) async fn read(mut self, taking: &mut impl Taking) -> Result<Given, ApiError> {
        let mut given = Given::default();
        let mut has_file = false;
        for _ in 0..FIELDS_MAX {
            let Some(mut field) = in_time(self.0.next_field()).await? else {
                if has_file {
                    return Ok(given);
                }
                return Err(ApiError::bad_request("the field `file` is missing"));
            };
            match field.name() {
                Some("file") if has_file => return Err(ApiError::bad_request("one file at a time")),
                Some("file") => {
                    has_file = true;
                    given.name = field.file_name().map(str::to_owned);
                    given.mime = field.content_type().map(str::to_owned);
                    while let Some(piece) = in_time(field.chunk()).await? {
                        taking.take(piece).await?;
                    }
                }
                Some("durationMs") => given.duration_ms = Some(text(field).await?),
                Some("waveform") => given.waveform = Some(text(field).await?),
                // Passed over as it comes.
                Some(_) | None => while in_time(field.chunk()).await?.is_some() {},
            }
        }
        Err(ApiError::bad_request("too many fields"))
    }
}

async fn text(mut field: Field<'_>) -> Result<String, ApiError> {
    let mut bytes = Vec::new();
    while let Some(piece) = in_time(field.chunk()).await? {
        if bytes.len() + piece.len() > FIELD_MAX {
            return Err(ApiError::bad_request("a field is too long"));
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| ApiError::bad_request("a field is not text"))
}

/// Waits for the client, but not for ever.
pub(super) async fn in_time<T, E: Display>(
    coming: impl Future<Output = Result<T, E>> + Send,
) -> Result<T, ApiError> {
    match tokio::time::timeout(SILENCE, coming).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(ApiError::bad_request(format!("the body cannot be read: {error}"))),
        Err(_) => Err(ApiError::bad_request("the body did not arrive in time")),
    }
}
