//! Query strings.

use axum::{
    extract::{FromRequestParts, Query as AxumQuery},
    http::request::Parts,
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;
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

/// Which part of a list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// The `cursor` of the page before.
    pub(crate) cursor: Option<String>,
    /// Items on the page: 50 if absent; anything outside 1 to 200 is brought inside.
    pub(crate) limit: Option<u32>,
}

/// The page size to use for what the client wished: 1 to 200, 50 by default.
pub(crate) fn page_size(wished: Option<u32>) -> u32 {
    wished.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX)
}
