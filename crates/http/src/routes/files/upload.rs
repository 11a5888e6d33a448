//! `POST /files`.

use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
};
use bytes::Bytes;
use utoipa::ToSchema;
use zvonilka_protocol::{File, Problem};
use zvonilka_service::{Receiving, Service};

use super::form::{Form, Taking, announced};
use crate::{docs::problems, error::ApiError, extract::SignedIn};

/// A file in one piece.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "only describes the form")]
pub(super) struct FileForm {
    /// The file; its name and type are taken from the part's head.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// Of sound or video, in milliseconds, up to a day.
    duration_ms: Option<i64>,
    /// Of a voice message: a JSON array of at most 128 numbers from 0 to 31.
    waveform: Option<String>,
}

/// A picture.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only describes the form")]
pub(crate) struct PictureForm {
    /// A JPEG, PNG, WebP or GIF.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

impl Taking for Receiving {
    async fn take(&mut self, bytes: Bytes) -> Result<(), ApiError> {
        Ok(self.write(bytes).await?)
    }
}

/// Takes in a file in one piece. Pictures lose what they tell about their maker, and get a small copy. What no message carries
/// after 24 hours goes.
#[utoipa::path(post, path = "/files", tag = "files",
    request_body(content = FileForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = File),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "`quota_exceeded`"),
        (status = 413, body = Problem, content_type = "application/problem+json", description = "`file_too_large`"),
        (status = 415, body = Problem, content_type = "application/problem+json",
            description = "`unsupported_image`: damaged or far too large; `unsupported_media_type`: no form"),
        (status = 503, body = Problem, content_type = "application/problem+json",
            description = "`storage_full`, `unavailable`"),
        problems::NeedsToken, problems::TakesFields, problems::Always,
    ))]
pub(super) async fn upload_file(
    State(service): State<Service>,
    SignedIn(actor): SignedIn,
    request: Request,
) -> Result<(StatusCode, Json<File>), ApiError> {
    let announced = announced(request.headers());
    let form = Form::open(request).await?;
    let mut receiving = service.files.receive(actor, announced).await?;
    let details = match form.read(&mut receiving).await.and_then(|given| given.check()) {
        Ok(details) => details,
        Err(refusal) => {
            receiving.discard().await;
            return Err(refusal);
        }
    };
    let file = receiving.finish(details).await?;
    Ok((StatusCode::CREATED, Json((&file).into())))
}
