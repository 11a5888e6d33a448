//! Bad input is answered with a problem of a stable code, and the server goes on.

use std::time::Duration;

use reqwest::{Method, header};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_model::RegistrationMode;
use zvonilka_protocol::CreateInvite;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

/// Sends a request and gives status and problem; checks the form of the problem on the way.
async fn refused(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("the server answers");
    let status = answer.status().as_u16();
    let kind = answer.headers()[header::CONTENT_TYPE].to_str().expect("text").to_owned();
    let text = answer.text().await.expect("a body");
    assert_eq!(kind, "application/problem+json", "{status} {text}");
    let problem: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(problem["status"], status);
    assert_eq!(problem["type"], "about:blank");
    assert!(problem["title"].is_string() && problem["detail"].is_string(), "{problem}");
    (status, problem)
}

async fn code(request: reqwest::RequestBuilder) -> (u16, String) {
    let (status, problem) = refused(request).await;
    (status, problem["code"].as_str().expect("a code").to_owned())
}

fn post(api: &Api, path: &str, body: &str) -> reqwest::RequestBuilder {
    api.request(Method::POST, path).header(header::CONTENT_TYPE, "application/json").body(body.to_owned())
}

#[tokio::test]
async fn bodies_that_are_not_what_they_should_be() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let api = server.api();
    let login = "/api/auth/login";
    assert_eq!(code(post(&api, login, "{not json")).await, (400, "bad_request".into()));
    assert_eq!(code(post(&api, login, r#"{"login":7,"password":"x"}"#)).await, (400, "bad_request".into()));
    assert_eq!(code(post(&api, login, r#"{"login":"anna"}"#)).await, (400, "bad_request".into()));
    assert_eq!(code(post(&api, login, "[]")).await, (400, "bad_request".into()));
    assert_eq!(code(post(&api, login, "")).await, (400, "bad_request".into()));
    let plain = api.request(Method::POST, login).header(header::CONTENT_TYPE, "text/plain").body("{}");
    assert_eq!(code(plain).await, (415, "unsupported_media_type".into()));
    let huge = format!(r#"{{"login":"{}","password":"x"}}"#, "a".repeat(70_000));
    assert_eq!(code(post(&api, login, &huge)).await, (413, "too_large".into()));
    server.register("anna").await.expect("the server still works");
}

#[tokio::test]
async fn all_unacceptable_fields_are_named_at_once() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let body = r#"{"login":"a","password":"short","displayName":"","email":"nobody","inviteCode":"x"}"#;
    let (status, problem) = refused(post(&server.api(), "/api/auth/register", body)).await;
    assert_eq!((status, &problem["code"]), (422, &json!("validation_failed")));
    let expected = json!({
        "login": ["too_short"], "password": ["too_short"], "displayName": ["empty"], "email": ["format"],
        "inviteCode": ["too_short"],
    });
    assert_eq!(problem["errors"], expected);
}

#[tokio::test]
async fn unknown_ids_paths_and_methods() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let somebody = "018f3c1e-0000-7000-8000-000000000001";
    for path in [
        "/api/users/not-an-id".to_owned(),
        format!("/api/users/{somebody}"),
        format!("/api/chats/{somebody}"),
        format!("/api/chats/{somebody}/messages?before=1"),
        format!("/api/calls/{somebody}"),
        "/api/chats/%00".to_owned(),
        "/api/invites/nobody-has-this".to_owned(),
        "/api/nothing/here".to_owned(),
    ] {
        let answer = code(anna.request(Method::GET, &path)).await;
        assert_eq!(answer, (404, "not_found".into()), "{path}");
    }
    assert_eq!(code(anna.request(Method::PUT, "/api/users/me")).await, (405, "method_not_allowed".into()));
    assert_eq!(code(anna.request(Method::POST, "/nowhere")).await, (404, "not_found".into()));
}

#[tokio::test]
async fn query_parameters() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let (_, boris) = server.register("boris").await.expect("registers");
    let chat = anna.open_direct(boris.user.user.id).await.expect("opens").shared.id;
    let get = |path: String| anna.request(Method::GET, &path);
    let messages = format!("/api/chats/{chat}/messages");
    assert_eq!(code(get(format!("{messages}?before=x"))).await, (400, "bad_request".into()));
    assert_eq!(code(get(format!("{messages}?before=1&after=2"))).await, (422, "validation_failed".into()));
    assert_eq!(code(get(format!("{messages}?date=yesterday"))).await, (422, "validation_failed".into()));
    assert_eq!(code(get("/api/users/search".into())).await, (400, "bad_request".into()));
    assert_eq!(code(get("/api/users/search?q=%20".into())).await, (422, "validation_failed".into()));
    assert_eq!(code(get("/api/users/search?q=%00".into())).await, (422, "validation_failed".into()));
    assert_eq!(code(get("/api/users?cursor=%00".into())).await, (422, "validation_failed".into()));
    assert_eq!(code(get("/api/admin/calls?mark=awful".into())).await, (400, "bad_request".into()));
    assert_eq!(code(get("/api/admin/calls?cursor=x".into())).await, (422, "validation_failed".into()));
    assert_eq!(code(get("/api/calls/history?cursor=x".into())).await, (422, "validation_failed".into()));
    let many: Value = anna.get("/api/users?limit=4000000").await.expect("brought inside the bounds");
    assert_eq!(many["items"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn messages_that_cannot_be_sent() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let (_, boris) = server.register("boris").await.expect("registers");
    let chat = anna.open_direct(boris.user.user.id).await.expect("opens").shared.id;
    let path = format!("/api/chats/{chat}/messages");
    for (body, field) in [
        (json!({"clientId": "1", "text": " "}), "text"),
        (json!({"clientId": "1"}), "text"),
        (json!({"clientId": "1", "text": "я".repeat(8_193)}), "text"),
        (json!({"clientId": "1", "text": "a\u{0}b"}), "text"),
        (json!({"clientId": "no blanks", "text": "x"}), "clientId"),
        (json!({"clientId": "1", "text": "x", "kind": "call"}), "kind"),
    ] {
        let (status, problem) = refused(post(&anna, &path, &body.to_string())).await;
        assert_eq!(status, 422, "{problem}");
        assert!(problem["errors"][field].is_array(), "{field}: {problem}");
    }
    let (status, problem) = refused(post(&anna, &path, r#"{"clientId":"1","kind":"poem"}"#)).await;
    assert_eq!((status, &problem["code"]), (400, &json!("bad_request")));
    assert_eq!(anna.send(chat, "1", "works").await.expect("nothing was lost").seq, 1);
}

#[tokio::test]
async fn tokens_that_are_expired_forged_or_of_an_ended_session() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, session) = server.register("anna").await.expect("registers");
    let me = |api: &Api| api.request(Method::GET, "/api/users/me");
    assert_eq!(code(me(&server.api())).await, (401, "unauthenticated".into()));
    assert_eq!(code(me(&anna.with_token("nonsense"))).await, (401, "unauthenticated".into()));
    let (head, mac) = session.access_token.rsplit_once('.').expect("a JWT");
    let forged = format!("{head}.{}", mac.chars().rev().collect::<String>());
    assert_eq!(code(me(&anna.with_token(forged))).await, (401, "unauthenticated".into()));
    let basic =
        server.api().request(Method::GET, "/api/users/me").header(header::AUTHORIZATION, "Basic YTpi");
    assert_eq!(code(basic).await, (401, "unauthenticated".into()));
    server.clock.advance(Duration::from_secs(25 * 3_600));
    assert_eq!(code(me(&anna)).await, (401, "token_expired".into()));
    let again = server.api().refresh(&session.refresh_token.expect("in JSON")).await.expect("refreshes");
    let anna = anna.with_token(again.access_token);
    anna.command(Method::POST, "/api/auth/logout", None::<&()>).await.expect("logs out");
    assert_eq!(code(me(&anna)).await, (401, "session_ended".into()));
}

#[tokio::test]
async fn invitations_that_do_not_work() {
    let mut settings = TestServerSettings::default();
    settings.service.registration = RegistrationMode::Invite;
    let server = TestServer::start(settings).await.expect("starts");
    let api = server.api();
    let invite = server
        .service
        .invites
        .create_as_owner(zvonilka_service::NewInvite { max_uses: Some(1), admin: true, ..Default::default() })
        .await
        .expect("makes an invitation");
    let register = |login: &str, code: Option<&str>| {
        let body = json!({"login": login, "password": "drinks much tea", "inviteCode": code});
        post(&api, "/api/auth/register", &body.to_string())
    };
    assert_eq!(code(register("anna", None)).await, (422, "invite_required".into()));
    assert_eq!(code(register("anna", Some("nobody-has-this"))).await, (422, "invite_unknown".into()));
    let answer = register("anna", Some(invite.code.as_str())).send().await.expect("answers");
    assert_eq!(answer.status(), 201);
    let session: Value = answer.json().await.expect("a session");
    assert_eq!(session["user"]["isAdmin"], true);
    assert_eq!(code(register("boris", Some(invite.code.as_str()))).await, (409, "invite_used_up".into()));

    let anna = api.with_token(session["accessToken"].as_str().expect("a token"));
    let wrong = json!({"maxUses": 0, "expiresInHours": 9_000, "code": "a b", "note": "x".repeat(141)});
    let (status, problem) = refused(post(&anna, "/api/invites", &wrong.to_string())).await;
    assert_eq!(
        (status, problem["errors"].as_object().map(serde_json::Map::len)),
        (422, Some(4)),
        "{problem}"
    );
    let word =
        CreateInvite { code: Some("бабушка".into()), max_uses: None, ..CreateInvite::default() };
    let made: Value =
        anna.json(Method::POST, "/api/invites", Some(&word)).await.map(|answer| answer.body).expect("makes");
    assert!(
        made["url"]
            .as_str()
            .is_some_and(|url| url.ends_with("/invite/%D0%B1%D0%B0%D0%B1%D1%83%D1%88%D0%BA%D0%B0"))
    );
    assert_eq!(
        code(post(&anna, "/api/invites", &json!({"code": "Бабушка"}).to_string())).await,
        (409, "invite_taken".into())
    );
    let open: Value = api.get("/api/invites/%D0%91%D0%B0%D0%B1%D1%83%D1%88%D0%BA%D0%B0").await.expect("open");
    assert_eq!((&open["usable"], &open["invitedBy"]), (&json!(true), &json!("anna")));
}

#[tokio::test]
async fn a_taken_login_names_its_field() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    server.register("anna").await.expect("registers");
    let body = json!({"login": "ANNA", "password": "drinks much tea"}).to_string();
    let (status, problem) = refused(post(&server.api(), "/api/auth/register", &body)).await;
    assert_eq!((status, &problem["code"]), (409, &json!("login_taken")));
    assert_eq!(problem["errors"], json!({"login": ["login_taken"]}));
}

#[tokio::test]
async fn who_guesses_passwords_is_told_when_to_come_back() {
    let mut settings = TestServerSettings::default();
    settings.service.limits = zvonilka_service::LimitSettings::Enabled;
    let server = TestServer::start(settings).await.expect("starts");
    server.register("anna").await.expect("registers");
    let guess = json!({"login": "anna", "password": "is it this one?"}).to_string();
    for _ in 0..11 {
        let answer = post(&server.api(), "/api/auth/login", &guess).send().await.expect("answers");
        if answer.status() == 429 {
            let wait = answer.headers()[header::RETRY_AFTER].to_str().expect("text").parse::<u64>();
            assert!(wait.is_ok_and(|seconds| (1..=20).contains(&seconds)));
            return;
        }
        assert_eq!(answer.status(), 401);
    }
    panic!("guessing was never limited");
}
