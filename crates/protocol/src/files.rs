//! Files.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use zvonilka_model as model;

/// A file that a message carries, or that was uploaded to be attached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// Its id.
    pub id: String,
    /// Its name, 1 to 255 bytes, without a path.
    pub name: String,
    /// Its type, found by looking at the content.
    pub mime: String,
    /// Its size in bytes.
    pub size: i64,
    /// Where it is.
    pub url: String,
    /// Where a small picture of it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// Of a picture or video, in pixels, upright.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Of a picture or video, in pixels, upright.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Of sound or video, in milliseconds, as the uploader said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Loudness over time of a voice message: at most 128 numbers from 0 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waveform: Option<Vec<u8>>,
    /// The picture blurred to a few bytes (ThumbHash, base64).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placeholder: Option<String>,
}

impl From<&model::File> for File {
    fn from(file: &model::File) -> Self {
        Self {
            id: file.id.to_string(),
            name: file.name.to_string(),
            mime: file.mime.clone(),
            size: i64::try_from(file.size).unwrap_or(i64::MAX),
            url: file_url(file.id),
            thumbnail_url: file.has_thumbnail.then(|| format!("{}/thumbnail", file_url(file.id))),
            width: file.width,
            height: file.height,
            duration_ms: file.duration_ms,
            waveform: file.waveform.as_ref().map(|waveform| waveform.numbers().to_vec()),
            placeholder: placeholder(file),
        }
    }
}

/// The blur of a picture as it is sent.
pub(crate) fn placeholder(file: &model::File) -> Option<String> {
    file.blur.as_ref().map(|blur| STANDARD.encode(blur))
}

/// Where a file is.
#[must_use]
pub fn file_url(id: model::FileId) -> String {
    format!("/api/files/{id}")
}
