//! What an uploader says of a file: fields of a form, or the metadata of a resumable upload.

use axum::http::HeaderMap;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use zvonilka_model::{DURATION_MAX_MS, FileName, Invalid, Waveform};
use zvonilka_service::FileDetails;

use crate::error::{ApiError, Fields};

/// As the client wrote it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub(super) name: Option<String>,
    pub(super) mime: Option<String>,
    pub(super) duration_ms: Option<String>,
    pub(super) waveform: Option<String>,
}

/// Bytes of the metadata at most: a name, a type and 128 numbers in base64.
const METADATA_MAX: usize = 4 * 1024;

impl Given {
    /// Reads `Upload-Metadata`: pairs of a key and, in base64, its value, separated by commas. Unknown keys are ignored.
    pub(super) fn from_metadata(headers: &HeaderMap) -> Result<Self, ApiError> {
        let Some(header) = headers.get("upload-metadata") else { return Ok(Self::default()) };
        let text = header.to_str().ok().filter(|text| text.len() <= METADATA_MAX);
        text.and_then(metadata).ok_or_else(|| ApiError::bad_request("Upload-Metadata cannot be read"))
    }

    /// Checks everything together.
    pub(super) fn check(self) -> Result<FileDetails, ApiError> {
        let mut fields = Fields::default();
        let duration = fields.check_optional("durationMs", self.duration_ms.as_deref().map(duration));
        let waveform = fields.check_optional("waveform", self.waveform.as_deref().map(waveform));
        let (duration_ms, waveform) = fields.finish(duration.zip(waveform))?;
        let name = FileName::lossy(self.name.as_deref().unwrap_or_default());
        Ok(FileDetails { name, mime: self.mime, duration_ms, waveform })
    }
}

fn metadata(text: &str) -> Option<Given> {
    let mut given = Given::default();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let value = String::from_utf8(STANDARD.decode(value.trim()).ok()?).ok()?;
        match key {
            "filename" => given.name = Some(value),
            "filetype" => given.mime = Some(value),
            "durationMs" => given.duration_ms = Some(value),
            "waveform" => given.waveform = Some(value),
            _ => {}
        }
    }
    Some(given)
}

/// `Upload-Metadata` of a name and a type.
pub(super) fn to_metadata(name: &FileName, mime: Option<&str>) -> String {
    let filename = format!("filename {}", STANDARD.encode(name.as_str()));
    match mime {
        Some(mime) => format!("{filename},filetype {}", STANDARD.encode(mime)),
        None => filename,
    }
}

fn duration(text: &str) -> Result<i64, Invalid> {
    let ms: i64 = text.trim().parse().map_err(|_| Invalid::Format)?;
    match ms {
        ..0 => Err(Invalid::Format),
        0..=DURATION_MAX_MS => Ok(ms),
        _ => Err(Invalid::TooLong),
    }
}

fn waveform(text: &str) -> Result<Waveform, Invalid> {
    let numbers: Vec<u8> = serde_json::from_str(text).map_err(|_| Invalid::Format)?;
    match numbers.len() {
        0 => Err(Invalid::Empty),
        n if n > Waveform::MAX_LENGTH => Err(Invalid::TooLong),
        _ => Waveform::new(numbers).ok_or(Invalid::Format),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn metadata_is_pairs_of_a_key_and_base64() {
        let given =
            metadata("filename 0YTQvtGC0L4uanBn, is_confidential ,filetype aW1hZ2UvanBlZw==").expect("reads");
        assert_eq!(given.name.as_deref(), Some("фото.jpg"));
        assert_eq!(given.mime.as_deref(), Some("image/jpeg"));
        assert_eq!(metadata("filename ???"), None);
        assert_eq!(metadata(""), Some(Given::default()));
    }

    #[test]
    fn numbers_are_bounded() {
        let check = |duration_ms: &str, waveform: &str| {
            let given = Given {
                duration_ms: Some(duration_ms.to_owned()),
                waveform: Some(waveform.to_owned()),
                ..Given::default()
            };
            given.check().is_ok()
        };
        assert!(check("0", "[0,31]"));
        for (duration, waveform) in [
            ("-1", "[1]"),
            ("1.5", "[1]"),
            ("86400001", "[1]"),
            ("1", "[]"),
            ("1", "[32]"),
            ("1", "[256]"),
            ("1", "1"),
        ] {
            assert!(!check(duration, waveform), "{duration} {waveform}");
        }
    }

    proptest! {
        #[test]
        fn whatever_name_and_type_are_written_are_read_back(name in "\\PC{1,40}", mime in "[a-z]{1,8}/[a-z]{1,8}") {
            let name = FileName::lossy(&name);
            let given = metadata(&to_metadata(&name, Some(&mime))).expect("our own");
            prop_assert_eq!(given.name.as_deref(), Some(name.as_str()));
            prop_assert_eq!(given.mime, Some(mime));
        }

        #[test]
        fn no_metadata_makes_the_reader_fail_otherwise_than_by_refusing(text in "\\PC{0,200}") {
            if let Some(given) = metadata(&text) {
                let _ = given.check();
            }
        }
    }
}
