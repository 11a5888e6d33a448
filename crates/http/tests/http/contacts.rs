//! Contacts and blocks through a running server: answers, events, and what they change at once.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::Wire;

struct Someone {
    api: Api,
    id: String,
    wire: Wire,
}

impl Someone {
    async fn new(server: &TestServer, login: &str) -> Self {
        let (api, session) = server.register(login).await.expect("registers");
        let (mut wire, _) = Wire::signed_in(server, &session.access_token).await.expect("opens");
        heard(&mut wire).await;
        Self { api, id: session.user.user.id.to_string(), wire }
    }

    async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.api.request(method, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    async fn request(&self, other: &Self) -> (u16, Value) {
        self.ask(Method::POST, "/api/contacts/requests", json!({"userId": other.id})).await
    }

    async fn contacts(&self) -> Value {
        self.api.get("/api/contacts").await.expect("read")
    }

    /// What was heard of how one stands to `other` since the last look.
    async fn states(&mut self, other: &str) -> Vec<String> {
        let frames = heard(&mut self.wire).await;
        let of_other = |f: &&Value| f["type"] == "contact:updated" && f["data"]["userId"] == *other;
        let state = |f: &Value| f["data"]["state"].as_str().unwrap_or_default().to_owned();
        frames.iter().filter(of_other).map(state).collect()
    }
}

/// Everything that a socket heard until now.
async fn heard(wire: &mut Wire) -> Vec<Value> {
    let reference = wire.frame("ping", json!({})).await.expect("sent");
    let mut frames = Vec::new();
    loop {
        let frame = wire.next().await.expect("a frame");
        if frame["ref"] == reference {
            return frames;
        }
        frames.push(frame);
    }
}

async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

#[tokio::test]
async fn a_request_is_told_and_answered() {
    let server = server().await;
    let mut anna = Someone::new(&server, "anna").await;
    let mut boris = Someone::new(&server, "boris").await;
    heard(&mut anna.wire).await;
    let (status, request) = anna.request(&boris).await;
    assert_eq!((status, &request["user"]["login"]), (201, &json!("boris")));
    for (who, direction, other) in [(&mut boris, "incoming", "anna"), (&mut anna, "outgoing", "boris")] {
        let told = who.wire.next_of("contact:request").await.expect("told");
        assert_eq!(told["data"]["direction"], direction);
        assert_eq!(told["data"]["request"]["id"], request["id"]);
        assert_eq!(told["data"]["request"]["user"]["login"], other);
        assert_eq!(who.wire.next_of("contact:updated").await.expect("told")["data"]["state"], direction);
    }
    let (status, again) = anna.request(&boris).await;
    assert_eq!((status, &again["id"]), (201, &request["id"]), "asking again changes nothing");
    assert!(boris.states(&anna.id).await.is_empty());
    assert_eq!(anna.contacts().await["outgoing"][0]["id"], request["id"]);
    assert_eq!(boris.contacts().await["incoming"][0]["id"], request["id"]);

    let path = format!("/api/contacts/requests/{}/accept", request["id"].as_str().expect("an id"));
    assert_eq!(anna.ask(Method::POST, &path, Value::Null).await.0, 404, "not one's own");
    let (status, contact) = boris.ask(Method::POST, &path, Value::Null).await;
    assert_eq!((status, &contact["user"]["isContact"]), (200, &json!(true)));
    assert_eq!(anna.states(&boris.id).await, ["contact"]);
    assert_eq!(boris.states(&anna.id).await, ["contact"]);
    let circle = anna.contacts().await;
    assert_eq!((&circle["items"][0]["user"]["login"], &circle["outgoing"]), (&json!("boris"), &json!([])));
    assert_eq!(anna.request(&boris).await.0, 200, "they are contacts already");

    let path = format!("/api/contacts/{}", anna.id);
    assert_eq!(boris.ask(Method::DELETE, &path, Value::Null).await.0, 204);
    assert_eq!(boris.ask(Method::DELETE, &path, Value::Null).await.0, 404);
    assert_eq!(anna.states(&boris.id).await, ["none"]);
    assert_eq!(anna.contacts().await["items"], json!([]));
}

#[tokio::test]
async fn either_side_ends_a_request_and_asking_back_agrees() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    for by_anna in [true, false] {
        let (_, request) = anna.request(&boris).await;
        let path = format!("/api/contacts/requests/{}/decline", request["id"].as_str().expect("an id"));
        let dropper = if by_anna { &anna } else { &boris };
        assert_eq!(dropper.ask(Method::POST, &path, Value::Null).await.0, 204);
        assert_eq!(dropper.ask(Method::POST, &path, Value::Null).await.0, 404);
        assert_eq!(anna.states(&boris.id).await, ["outgoing", "none"]);
        assert_eq!(boris.states(&anna.id).await, ["incoming", "none"]);
    }
    anna.request(&boris).await;
    let (status, contact) = boris.request(&anna).await;
    assert_eq!((status, &contact["user"]["login"]), (200, &json!("anna")));
    assert_eq!(anna.states(&boris.id).await, ["outgoing", "contact"]);
}

#[tokio::test]
async fn nobody_asks_or_blocks_themselves_or_somebody_who_is_not_there() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let nobody = zvonilka_model::UserId::generate(server.service.now()).to_string();
    assert_eq!(anna.request(&anna).await.0, 422);
    let (status, _) = anna.ask(Method::POST, "/api/contacts/requests", json!({"userId": nobody})).await;
    assert_eq!(status, 404);
    for (method, id, expected) in [
        (Method::PUT, &anna.id, 422),
        (Method::PUT, &nobody, 404),
        (Method::DELETE, &anna.id, 422),
        (Method::DELETE, &nobody, 404),
    ] {
        let path = format!("/api/users/{id}/block");
        assert_eq!(anna.ask(method, &path, Value::Null).await.0, expected);
    }
}

#[tokio::test]
async fn a_block_works_at_once_and_says_nothing_to_the_one_who_is_blocked() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    anna.request(&boris).await;
    boris.request(&anna).await;
    heard(&mut boris.wire).await;
    heard(&mut anna.wire).await;
    let path = format!("/api/users/{}/block", boris.id);
    assert_eq!(anna.ask(Method::PUT, &path, Value::Null).await.0, 204);
    assert_eq!(anna.ask(Method::PUT, &path, Value::Null).await.0, 204, "again changes nothing");

    let frames = heard(&mut boris.wire).await;
    let present = frames.iter().rev().find(|f| f["type"] == "presence:state").expect("a new picture");
    let sees =
        |id: &str| present["data"]["present"].as_array().expect("people").iter().any(|p| p["userId"] == *id);
    assert!(!sees(&anna.id), "{present}");
    assert!(frames.iter().any(|f| f["type"] == "user:updated" && f["data"]["user"]["partial"] == true));
    let states: Vec<_> =
        frames.iter().filter(|f| f["type"] == "contact:updated").map(|f| &f["data"]["state"]).collect();
    assert_eq!(states, [&json!("none")]);
    assert!(!frames.iter().any(|f| f.to_string().contains("blocked")), "{frames:?}");
    assert_eq!(anna.states(&boris.id).await, ["blocked", "blocked"]);

    let theirs: Value = boris.api.get(&format!("/api/users/{}", anna.id)).await.expect("read");
    assert_eq!((&theirs["online"], theirs.get("isBlocked")), (&json!(false), None));
    let mine: Value = anna.api.get(&format!("/api/users/{}", boris.id)).await.expect("read");
    assert_eq!((&mine["online"], &mine["isBlocked"]), (&json!(true), &json!(true)));
    let (status, problem) = boris.request(&anna).await;
    assert_eq!((status, &problem["code"]), (403, &json!("privacy_forbids")));
    assert_eq!(anna.request(&boris).await.0, 409, "first the block has to go");
    let circle = anna.contacts().await;
    assert_eq!((&circle["items"], &circle["blocked"][0]["login"]), (&json!([]), &json!("boris")));

    assert_eq!(anna.ask(Method::DELETE, &path, Value::Null).await.0, 204);
    let frames = heard(&mut boris.wire).await;
    let present = frames.iter().find(|f| f["type"] == "presence:state").expect("a new picture");
    assert_eq!(present["data"]["present"][0]["userId"], *anna.id);
    assert_eq!(anna.states(&boris.id).await, ["none"]);
    assert_eq!(boris.request(&anna).await.0, 201);
}

#[tokio::test]
async fn requests_are_limited_in_rate() {
    let mut settings = TestServerSettings::default();
    settings.service.limits = zvonilka_service::LimitSettings::Enabled;
    let server = TestServer::start(settings).await.expect("starts");
    let (anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let mut last = (0, Value::Null);
    for _ in 0..21 {
        last = anna.request(&boris).await;
    }
    assert_eq!((last.0, &last.1["code"]), (429, &json!("too_many_requests")));
}
