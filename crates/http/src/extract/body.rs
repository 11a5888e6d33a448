//! JSON bodies.

use std::time::Duration;

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use zvonilka_protocol::ErrorCode;

use crate::error::ApiError;

/// Bytes of a body at most, as of a socket frame: four times the longest message.
const MAX_BYTES: usize = 64 * 1024;
/// How long a client may take to send a body, so that nobody holds a place by trickling.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// A JSON body.
pub(crate) struct Body<T>(pub(crate) T);

/// A JSON body that may be left out.
pub(crate) struct OptionalBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::new(ErrorCode::UnsupportedMediaType, "send application/json"));
        }
        parse(&read(request).await?).map(Self)
    }
}

impl<T: DeserializeOwned + Default, S: Send + Sync> FromRequest<S> for OptionalBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        let json = is_json(request.headers());
        let bytes = read(request).await?;
        if bytes.is_empty() {
            Ok(Self(T::default()))
        } else if json {
            parse(&bytes).map(Self)
        } else {
            Err(ApiError::new(ErrorCode::UnsupportedMediaType, "send application/json"))
        }
    }
}

async fn read(request: Request) -> Result<Bytes, ApiError> {
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse().ok());
    if announced.is_some_and(|length: u64| length > MAX_BYTES as u64) {
        return Err(too_large());
    }
    match tokio::time::timeout(READ_TIMEOUT, to_bytes(request.into_body(), MAX_BYTES)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        // `to_bytes` fails for a body beyond the limit, or when the client went away and hears nothing anyway.
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(ApiError::bad_request("the body did not arrive in time")),
    }
}

fn too_large() -> ApiError {
    ApiError::new(ErrorCode::TooLarge, "the body is larger than 64 KiB")
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| ApiError::bad_request(format!("bad body: {error}")))
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(value) = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()) else { return false };
    let mime = value.split(';').next().unwrap_or_default().trim();
    mime.eq_ignore_ascii_case("application/json")
}
