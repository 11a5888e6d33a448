//! Swagger UI at `/api-docs`, with everything it needs inside the binary.

use std::sync::Arc;

use axum::{
    body::Body,
    http::header,
    response::{Html, IntoResponse, Response},
};

use crate::{error::ApiError, extract::PathText};

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Zvonilka API</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api-docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api-docs/swagger-ui-bundle.js"></script>
<script src="/api-docs/start.js"></script>
</body>
</html>
"#;

// `validatorUrl: null`: otherwise the page would ask a service on the internet.
const START: &str = r##"window.ui = SwaggerUIBundle({
  url: "/api/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
"##;

/// The page.
pub(crate) async fn page() -> Html<&'static str> {
    Html(PAGE)
}

/// The files it loads.
pub(crate) async fn file(PathText(name): PathText) -> Result<Response, ApiError> {
    if name == "start.js" {
        return Ok(([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], START).into_response());
    }
    let offered = ["swagger-ui.css", "swagger-ui-bundle.js"].contains(&name.as_str());
    let config = Arc::new(utoipa_swagger_ui::Config::from("/api/openapi.json"));
    let found = if offered { utoipa_swagger_ui::serve(&name, config).ok().flatten() } else { None };
    let found = found.ok_or_else(ApiError::not_found)?;
    let mut response = Body::from(found.bytes.into_owned()).into_response();
    if let Ok(mime) = found.content_type.parse() {
        response.headers_mut().insert(header::CONTENT_TYPE, mime);
    }
    if found.gzpipped {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static("gzip"));
    }
    Ok(response)
}
