//! Reading a cookie.

use axum::http::{HeaderMap, header};

/// The value of a cookie that is there and not empty.
pub(crate) fn cookie_value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted && !value.is_empty()).then_some(value))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=b; wanted=t0ken; c=d"));
        assert_eq!(cookie_value(&headers, "wanted"), Some("t0ken"));
        headers.insert(header::COOKIE, HeaderValue::from_static("wanted="));
        assert_eq!(cookie_value(&headers, "wanted"), None);
    }
}
