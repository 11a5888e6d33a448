//! What browsers are told to refuse, and which pages may come.

use reqwest::{Method, Response, header};
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::{NotUpgraded, Wire};

async fn get(server: &TestServer, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = server.api().request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.expect("the server answers")
}

fn text<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().expect("text"))
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    for path in ["/health", "/api/users/me", "/api/nothing", "/nothing.js", "/api-docs", "/"] {
        let answer = get(&server, path, &[]).await;
        let policy = text(&answer, "content-security-policy");
        assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
        assert!(
            policy.contains(&format!("connect-src 'self' ws://{}", server.address())),
            "{path}: {policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(text(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(text(&answer, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(text(&answer, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(text(&answer, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(text(&answer, "permissions-policy").contains("microphone=(self)"), "{path}");
        assert!(!text(&answer, "x-request-id").is_empty(), "{path}");
        assert_eq!(text(&answer, "strict-transport-security"), "", "{path}: plain HTTP");
    }
    assert_eq!(text(&get(&server, "/api/nothing", &[]).await, "cache-control"), "no-store");
}

#[tokio::test]
async fn over_https_browsers_are_told_to_stay_there() {
    let mut settings = TestServerSettings::default();
    settings.http.public_url = Some("https://chat.example.org".to_owned());
    let server = TestServer::start(settings).await.expect("starts");
    let answer = get(&server, "/health", &[]).await;
    assert!(text(&answer, "strict-transport-security").starts_with("max-age="));
    assert!(text(&answer, "content-security-policy").contains("connect-src 'self' wss://chat.example.org;"));
}

#[tokio::test]
async fn only_pages_of_allowed_origins_may_call_the_api() {
    let mut settings = TestServerSettings::default();
    settings.http.allowed_origins = vec!["https://app.example.org".to_owned()];
    let server = TestServer::start(settings).await.expect("starts");
    let allowed = get(&server, "/health", &[("origin", "https://app.example.org")]).await;
    assert_eq!(text(&allowed, "access-control-allow-origin"), "https://app.example.org");
    assert_eq!(text(&allowed, "access-control-allow-credentials"), "true");
    let other = get(&server, "/health", &[("origin", "https://evil.example.org")]).await;
    assert_eq!(text(&other, "access-control-allow-origin"), "");
    let closed = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let none = get(&closed, "/health", &[("origin", "https://app.example.org")]).await;
    assert_eq!(text(&none, "access-control-allow-origin"), "");
}

#[tokio::test]
async fn only_our_own_pages_may_open_the_socket() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let open = async |origin: &str| {
        Wire::open(&server, &[("origin", origin.to_owned())]).await.expect("an answer").map(|_| ())
    };
    assert_eq!(open(&format!("http://{}", server.address())).await, Ok(()));
    let refused = Err(NotUpgraded { status: 403, code: "origin_not_allowed".to_owned() });
    assert_eq!(open("https://evil.example.org").await, refused);
    assert_eq!(open("null").await, refused);
    let port = server.address().port();
    assert_eq!(
        open(&format!("http://127.0.0.1:{}", port ^ 1)).await,
        refused,
        "another port is another origin"
    );
}

#[tokio::test]
async fn a_screen_of_the_page_is_served_to_browsers_and_a_missing_file_is_missing() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let screen =
        get(&server, "/chats/018f3c1e-0000-7000-8000-000000000001", &[("accept", "text/html")]).await;
    assert!(text(&screen, "content-type").starts_with("text/html"), "{screen:?}");
    let script = get(&server, "/assets/missing.js", &[("accept", "*/*")]).await;
    assert_eq!(script.status(), 404);
    assert_eq!(text(&script, "content-type"), "application/problem+json");
}

#[tokio::test]
async fn the_docs_need_nothing_from_elsewhere() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let page = get(&server, "/api-docs", &[]).await.text().await.expect("a page");
    assert!(!page.contains("http://") && !page.contains("https://"), "{page}");
    assert!(page.contains("/favicon.svg"));
    for file in ["swagger-ui.css", "swagger-ui-bundle.js", "start.js"] {
        let answer = get(&server, &format!("/api-docs/{file}"), &[]).await;
        assert_eq!(answer.status(), 200, "{file}");
        assert!(!answer.bytes().await.expect("a body").is_empty(), "{file}");
    }
    let document = get(&server, "/api/openapi.json", &[]).await;
    assert_eq!(document.headers()[header::CONTENT_TYPE], "application/json");
    assert_eq!(document.text().await.expect("a body"), zvonilka_http::openapi());
}

#[tokio::test]
async fn health_is_open_to_everybody() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    for path in ["/health", "/health/ready"] {
        assert_eq!(get(&server, path, &[]).await.text().await.expect("a body"), r#"{"status":"ok"}"#);
    }
}
