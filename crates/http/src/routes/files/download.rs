//! `GET /files/{id}`.

use axum::{extract::State, http::HeaderMap, response::Response};
use zvonilka_model::FileId;
use zvonilka_protocol::Problem;
use zvonilka_service::Service;

use super::serve::{Lasting, Sending, send};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{FileReader, Id},
};

/// A file, or with `Range` one part of it. For its owner, and for whoever may read a message that carries it.
#[utoipa::path(get, path = "/files/{id}", tag = "files", security(("bearer" = []), ("fileCookie" = [])),
    params(("id" = FileId, Path), ("Range" = Option<String>, Header), ("If-None-Match" = Option<String>, Header),
        ("If-Range" = Option<String>, Header)),
    responses(
        (status = 200, content_type = "*/*", description = "The file, under its own type"),
        (status = 206, content_type = "*/*", description = "The part that was asked for"),
        (status = 304, description = "The same as the one that the client has"),
        (status = 416, body = Problem, content_type = "application/problem+json",
            description = "`range_not_satisfiable`"),
        problems::NeedsToken, problems::NamesThing, problems::Always,
    ))]
pub(super) async fn file(
    State(service): State<Service>,
    FileReader(actor): FileReader,
    Id(id): Id<FileId>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let readable = service.files.readable(actor, id).await?;
    let file = readable.file();
    let sending = Sending {
        bytes: readable.whole()?,
        mime: &file.mime,
        name: file.name.as_str(),
        lasting: Lasting::ForEver,
    };
    send(&service, &headers, sending).await
}
