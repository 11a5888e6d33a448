//! `/api/files`, and photos of people and groups.

mod avatar;
mod details;
mod download;
mod export;
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
        .routes(routes!(export::export))
        .routes(routes!(thumbnail::thumbnail, poster::set_poster))
        .routes(routes!(avatar::set_my_avatar, avatar::remove_my_avatar))
        .routes(routes!(avatar::set_chat_avatar, avatar::remove_chat_avatar))
        // The rules bound what comes, piece by piece.
        .layer(DefaultBodyLimit::disable())
        .merge(uploads::routes())
}
