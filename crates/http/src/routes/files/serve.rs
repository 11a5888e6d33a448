//! Sending bytes: parts of them, only when they are not there already, and so that a browser does nothing with them but
//! show them.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use zvonilka_protocol::ErrorCode;
use zvonilka_service::{FileBytes, Service};

use super::range::{Part, part};
use crate::error::ApiError;

/// Content never changes under its id. Never in a cache that many people share, and not for the next person at the same
/// browser (`Vary`).
const FOR_EVER: &str = "private, max-age=31536000, immutable";
/// For a small copy that its owner may give anew.
const FOR_A_MINUTE: &str = "private, max-age=60";

/// If a document is opened by itself, it runs nothing and loads nothing.
const POLICY: &str =
    "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";

/// How to send bytes.
pub(super) struct Sending<'a> {
    pub(super) bytes: FileBytes,
    pub(super) mime: &'a str,
    pub(super) name: &'a str,
    pub(super) lasting: Lasting,
}

/// How long a browser may keep what it got.
pub(super) enum Lasting {
    ForEver,
    ForAMinute,
}

/// The answer to a `GET` or `HEAD`.
pub(super) async fn send(
    service: &Service,
    request: &HeaderMap,
    sending: Sending<'_>,
) -> Result<Response, ApiError> {
    let Sending { bytes, mime, name, lasting } = sending;
    let size = bytes.size;
    // The whole digest would tell whoever sees it whether somebody has a known document.
    let etag = format!("\"{}\"", &bytes.key.to_string()[..32]);
    let mut headers = HeaderMap::new();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    set(header::ETAG, &etag);
    set(header::VARY, "Cookie");
    set(
        header::CACHE_CONTROL,
        match lasting {
            Lasting::ForEver => FOR_EVER,
            Lasting::ForAMinute => FOR_A_MINUTE,
        },
    );
    if text(request, header::IF_NONE_MATCH).is_some_and(|tags| names(tags, &etag)) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    set(header::ACCEPT_RANGES, "bytes");
    set(header::CONTENT_TYPE, mime);
    set(header::CONTENT_DISPOSITION, &disposition(mime, name));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    let still_the_same = text(request, header::IF_RANGE).is_none_or(|tag| tag == etag);
    let wished = text(request, header::RANGE).filter(|_| still_the_same);
    let (status, range) = match part(wished, size) {
        Part::Whole => (StatusCode::OK, 0..size),
        Part::Some(range) => {
            set(header::CONTENT_RANGE, &format!("bytes {}-{}/{size}", range.start, range.end - 1));
            (StatusCode::PARTIAL_CONTENT, range)
        }
        Part::Beyond => {
            let mut refusal = ApiError::new(ErrorCode::RangeNotSatisfiable, "this part lies beyond the end")
                .into_response();
            let value =
                HeaderValue::from_str(&format!("bytes */{size}")).map_err(|_| ApiError::not_found())?;
            refusal.headers_mut().insert(header::CONTENT_RANGE, value);
            return Ok(refusal);
        }
    };
    set(header::CONTENT_LENGTH, &(range.end - range.start).to_string());
    let stream = service.files.read(&bytes, range).await?;
    Ok((status, headers, Body::from_stream(stream)).into_response())
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

/// Whether the list of `If-None-Match` holds this tag.
fn names(tags: &str, etag: &str) -> bool {
    tags.split(',').map(str::trim).any(|tag| tag == "*" || tag.trim_start_matches("W/") == etag)
}

/// Whether a page may show it where it stands; anything else is saved. A document (HTML, SVG, PDF) that opens by itself
/// would be shown under our own name.
fn is_shown(mime: &str) -> bool {
    let picture = ["image/jpeg", "image/png", "image/webp", "image/gif"].contains(&mime);
    picture || mime.starts_with("audio/") || mime.starts_with("video/")
}

/// RFC 6266: the name in plain characters for old clients, and as it is.
fn disposition(mime: &str, name: &str) -> String {
    let kind = if is_shown(mime) { "inline" } else { "attachment" };
    let plain: String = name
        .chars()
        .map(|c| if (c.is_ascii_graphic() || c == ' ') && !"\"\\%/;".contains(c) { c } else { '_' })
        .collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("image/png", "a\"; x=\"é.png"),
            "inline; filename=\"a__ x=__.png\"; filename*=UTF-8''a%22%3B%20x%3D%22%C3%A9.png"
        );
        assert!(disposition("text/html", "a.html").starts_with("attachment; "));
        assert!(disposition("image/svg+xml", "a.svg").starts_with("attachment; "));
        assert!(disposition("application/pdf", "a.pdf").starts_with("attachment; "));
    }

    #[test]
    fn a_known_tag_is_found_in_a_list() {
        assert!(names("\"a\", W/\"b\"", "\"b\""));
        assert!(names("*", "\"b\""));
        assert!(!names("\"ab\"", "\"b\""));
    }
}
