//! `/api/files`.

mod details;
mod download;
mod form;
mod poster;
mod range;
mod serve;
mod thumbnail;
mod upload;
mod uploads;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::AppState;

pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(upload::upload_file))
        .routes(routes!(download::file))
        .routes(routes!(thumbnail::thumbnail, poster::set_poster))
        // The rules bound what comes, piece by piece.
        .layer(DefaultBodyLimit::disable())
        .merge(uploads::routes())
}
