//! `PUT /files/{id}/thumbnail`.

use axum::{
    Json,
    extract::{Request, State},
};
use zvonilka_model::FileId;
use zvonilka_protocol::{File, Problem};
use zvonilka_service::Service;

use super::{
    form::{Form, announced},
    upload::PictureForm,
};
use crate::{
    docs::problems,
    error::ApiError,
    extract::{Id, SignedIn},
};

/// Gives one's own video a picture, which the server does not make of it: at most 2 MiB, made anew. It also tells the shape of
/// the video.
#[utoipa::path(put, path = "/files/{id}/thumbnail", tag = "files", params(("id" = FileId, Path)),
    request_body(content = PictureForm, content_type = "multipart/form-data"),
    responses(
        (status = 200, body = File),
        (status = 403, body = Problem, content_type = "application/problem+json",
            description = "`forbidden`: the file is no video"),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "`file_too_large`"),
        (status = 415, body = Problem, content_type = "application/problem+json", description = "`unsupported_image`"),
        problems::NeedsToken, problems::NamesThing, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn set_poster(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    Id(id): Id<FileId>,
    request: Request,
) -> Result<Json<File>, ApiError> {
    let mut receiving = service.files.receive_poster(actor, id, announced(request.headers())).await?;
    let read = match Form::open(request).await {
        Ok(form) => form.read(&mut receiving).await,
        Err(refusal) => Err(refusal),
    };
    if let Err(refusal) = read {
        receiving.discard().await;
        return Err(refusal);
    }
    Ok(Json((&receiving.finish_poster(id).await?).into()))
}
