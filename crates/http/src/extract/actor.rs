//! Who asks.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use zvonilka_model::Actor;
use zvonilka_service::{Service, ServiceError};

use crate::error::ApiError;

/// The person behind a valid `Authorization: Bearer` token.
pub(crate) struct SignedIn(pub(crate) Actor);

impl<S> FromRequestParts<S> for SignedIn
where
    Service: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let service = Service::from_ref(state);
        let token = bearer(&parts.headers).ok_or(ServiceError::Unauthenticated)?;
        Ok(Self(service.auth.authenticate(token).await?.actor))
    }
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
