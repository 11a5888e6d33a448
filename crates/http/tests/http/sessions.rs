//! Tokens in JSON and in the cookie; sessions.

use reqwest::{Method, RequestBuilder, Response, header};
use serde_json::{Value, json};
use zvonilka_testkit::{
    server::{TestServer, TestServerSettings},
    service::password_of,
};

const WEB: (&str, &str) = ("x-zvonilka-client", "web");

async fn send(request: RequestBuilder) -> Response {
    request.send().await.expect("the server answers")
}

fn log_in(server: &TestServer) -> RequestBuilder {
    let body = json!({"login": "anna", "password": password_of("anna")});
    server.api().request(Method::POST, "/api/auth/login").json(&body)
}

/// The `Set-Cookie` header and the bare `name=value` of it.
fn cookie(answer: &Response) -> (String, String) {
    let header = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    let pair = header.split(';').next().expect("a pair").to_owned();
    (header, pair)
}

#[tokio::test]
async fn a_browser_gets_its_refresh_token_in_a_cookie_only() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    server.register("anna").await.expect("registers");
    let answer = send(log_in(&server).header(WEB.0, WEB.1)).await;
    let (header, pair) = cookie(&answer);
    for part in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/api/auth", "Max-Age=2592000"] {
        assert!(header.contains(part), "{part} in {header}");
    }
    let session: Value = answer.json().await.expect("JSON");
    assert!(session.get("refreshToken").is_none());

    let refresh = || server.api().request(Method::POST, "/api/auth/refresh").header(header::COOKIE, &pair);
    // A form on another page can make a browser send the cookie, but not this header.
    assert_eq!(send(refresh()).await.status(), 401);
    let renewed = send(refresh().header(WEB.0, WEB.1)).await;
    assert_eq!(renewed.status(), 200);
    let (_, next) = cookie(&renewed);
    assert_ne!(next, pair, "the token rotates");
    let session: Value = renewed.json().await.expect("JSON");
    assert!(session.get("refreshToken").is_none());

    let token = session["accessToken"].as_str().expect("a token");
    let out = send(server.api().with_token(token).request(Method::POST, "/api/auth/logout")).await;
    assert_eq!(out.status(), 204);
    assert!(cookie(&out).0.contains("Max-Age=0"));
    let late = server.api().request(Method::POST, "/api/auth/refresh").header(header::COOKIE, &next);
    let late = send(late.header(WEB.0, WEB.1)).await;
    assert_eq!(late.status(), 401);
    assert_eq!(late.json::<Value>().await.expect("JSON")["code"], "session_ended");
}

#[tokio::test]
async fn other_clients_get_theirs_in_json() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    server.register("anna").await.expect("registers");
    let answer = send(log_in(&server)).await;
    assert!(!answer.headers().contains_key(header::SET_COOKIE));
    let session: Value = answer.json().await.expect("JSON");
    let token = session["refreshToken"].as_str().expect("in JSON").to_owned();
    // A browser's request never takes a token from the body: a page's script has none to give.
    let body = json!({"refreshToken": token});
    let refresh = || server.api().request(Method::POST, "/api/auth/refresh").json(&body);
    assert_eq!(send(refresh().header(WEB.0, WEB.1)).await.status(), 401);
    let renewed = send(refresh()).await;
    assert_eq!(renewed.status(), 200);
    assert_ne!(renewed.json::<Value>().await.expect("JSON")["refreshToken"], token.as_str());
    let forged = json!({"refreshToken": token.chars().rev().collect::<String>()});
    let forged = send(server.api().request(Method::POST, "/api/auth/refresh").json(&forged)).await;
    assert_eq!(forged.json::<Value>().await.expect("JSON")["code"], "unauthenticated");
}

#[tokio::test]
async fn a_session_is_listed_and_ended_by_its_owner() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, first) = server.register("anna").await.expect("registers");
    let second: Value = send(log_in(&server)).await.json().await.expect("JSON");
    let list: Value = anna.get("/api/auth/sessions").await.expect("lists");
    let items = list["items"].as_array().expect("items");
    assert_eq!(items.len(), 2);
    let mine = items.iter().find(|item| item["current"] == true).expect("the one that asks");
    assert_eq!(mine["id"], first.session_id.to_string());
    assert_eq!((&mine["deviceName"], &mine["address"]), (&json!("test"), &json!("127.0.0.1")));

    let path = format!("/api/auth/sessions/{}", second["sessionId"].as_str().expect("an id"));
    anna.command(Method::DELETE, &path, None::<&()>).await.expect("ends it");
    let other = anna.with_token(second["accessToken"].as_str().expect("a token"));
    let answer = send(other.request(Method::GET, "/api/users/me")).await;
    assert_eq!(answer.json::<Value>().await.expect("JSON")["code"], "session_ended");
    let again = send(anna.request(Method::DELETE, &path)).await;
    assert_eq!(again.status(), 404);
}

#[tokio::test]
async fn a_forwarded_address_counts_only_behind_a_trusted_proxy() {
    for (trusted, expected) in [(vec![], "127.0.0.1"), (vec!["127.0.0.0/8"], "203.0.113.9")] {
        let mut settings = TestServerSettings::default();
        settings.http.trusted_proxies =
            trusted.into_iter().map(|net| net.parse().expect("a network")).collect();
        let server = TestServer::start(settings).await.expect("starts");
        server.register("anna").await.expect("registers");
        let answer = send(log_in(&server).header("x-forwarded-for", "192.0.2.1, 203.0.113.9")).await;
        let session: Value = answer.json().await.expect("JSON");
        let api = server.api().with_token(session["accessToken"].as_str().expect("a token"));
        let list: Value = api.get("/api/auth/sessions").await.expect("lists");
        let items = list["items"].as_array().expect("items");
        let mine = items.iter().find(|item| item["current"] == true).expect("the one that asks");
        assert_eq!(mine["address"], expected);
    }
}
