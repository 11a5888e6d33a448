//! Who loads a file: by token, or, in a browser whose `<img>` can send none, by cookie.

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{Method, header, request::Parts},
};
use zvonilka_model::Actor;
use zvonilka_service::{Service, ServiceError};

use super::{SignedIn, cookie_value};
use crate::error::ApiError;

/// The cookie with which a browser loads files: for their paths only, and good for nothing but reading.
pub(crate) const FILE_COOKIE: &str = "zvonilka_files";

/// The person who reads. Only for `GET` and `HEAD`: a cookie comes along with requests that nobody meant.
pub(crate) struct FileReader(pub(crate) Actor);

impl<S> FromRequestParts<S> for FileReader
where
    Service: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let reads = parts.method == Method::GET || parts.method == Method::HEAD;
        if !reads || parts.headers.contains_key(header::AUTHORIZATION) {
            let SignedIn(actor) = SignedIn::from_request_parts(parts, state).await?;
            return Ok(Self(actor));
        }
        let token = cookie_value(&parts.headers, FILE_COOKIE).ok_or(ServiceError::Unauthenticated)?;
        Ok(Self(Service::from_ref(state).auth.authenticate_reader(token).await?))
    }
}
