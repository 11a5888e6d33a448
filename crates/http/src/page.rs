//! The web app, inside the binary.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use zvonilka_protocol::ErrorCode;

use crate::error::ApiError;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Page;

const INDEX: &str = "index.html";
/// Where other apps share to. The page's worker takes that in; it comes to us where no worker runs yet.
const SHARE_TARGET: &str = "/share";

/// Everything that is no route: a file of the page, a screen of it (deep link), or nothing.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method == Method::POST && uri.path() == SHARE_TARGET {
        // The screen finds nothing, and says what to do.
        return Redirect::to(SHARE_TARGET).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return ApiError::not_found().into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { INDEX } else { path };
    if let Some(response) = file(path, &headers) {
        return response;
    }
    let wants_page = path == INDEX || accepts(&headers, header::ACCEPT, "text/html");
    if !wants_page {
        return ApiError::not_found().into_response();
    }
    file(INDEX, &headers).unwrap_or_else(not_built)
}

/// For what under `/api` is no route.
pub(crate) async fn no_such_endpoint() -> ApiError {
    ApiError::not_found()
}

/// For a route that does not take this method.
pub(crate) async fn no_such_method() -> ApiError {
    ApiError::new(ErrorCode::MethodNotAllowed, "this path does not take this method")
}

fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    // The compressed twins are reached only through their plain names.
    if path.ends_with(".br") || path.ends_with(".gz") {
        return None;
    }
    let plain = Page::get(path)?;
    let etag = etag(&plain);
    let cache = if path.starts_with("assets/") {
        // The build puts a hash of the content into these names.
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let mime = match mime.type_().as_str() {
        "text" => format!("{}; charset=utf-8", mime.essence_str()),
        _ => mime.essence_str().to_owned(),
    };
    let mut response = if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(path, plain, headers)
    };
    let out = response.headers_mut();
    out.insert(header::ETAG, etag);
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(mime) = HeaderValue::from_str(&mime) {
        out.insert(header::CONTENT_TYPE, mime);
    }
    Some(response)
}

fn body(path: &str, plain: EmbeddedFile, headers: &HeaderMap) -> Response {
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(headers, header::ACCEPT_ENCODING, encoding)
            && let Some(packed) = Page::get(&format!("{path}{suffix}"))
        {
            return ([(header::CONTENT_ENCODING, encoding)], Body::from(packed.data)).into_response();
        }
    }
    Body::from(plain.data).into_response()
}

fn etag(file: &EmbeddedFile) -> HeaderValue {
    let hash = file.metadata.sha256_hash();
    let hex: String = hash[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hex}\"")).expect("hex digits are valid in a header")
}

/// Whether a comma-separated header names something, and not with weight zero.
fn accepts(headers: &HeaderMap, name: header::HeaderName, wanted: &str) -> bool {
    headers.get_all(name).iter().filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(',')).any(
        |item| {
            let (value, weight) = item.split_once(';').unwrap_or((item, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.trim().parse() == Ok(0.0_f32));
            value.trim().eq_ignore_ascii_case(wanted) && !refused
        },
    )
}

fn not_built() -> Response {
    let page = "<!doctype html><html lang=\"ru\"><meta charset=\"utf-8\"><title>Звонилка</title>\
        <p>Сервер работает, но страница в него не встроена. Соберите её: <code>cargo xtask build</code>.\
        <p lang=\"en\">The server runs, but was built without its page. Build it: <code>cargo xtask build</code>.";
    (StatusCode::SERVICE_UNAVAILABLE, Html(page)).into_response()
}
