//! Query strings.

use axum::{
    extract::{FromRequestParts, Query as AxumQuery},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use zvonilka_model::limits::{PAGE_DEFAULT, PAGE_MAX};

use crate::error::ApiError;

/// A typed query string; a wrong type or a missing parameter is 400.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        AxumQuery::<T>::from_request_parts(parts, state)
            .await
            .map(|AxumQuery(query)| Self(query))
            .map_err(|rejection| ApiError::bad_request(rejection.body_text()))
    }
}

/// The page size to use for what the client wished: 1 to 200, 50 by default.
pub(crate) fn page_size(wished: Option<u32>) -> u32 {
    wished.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX)
}
