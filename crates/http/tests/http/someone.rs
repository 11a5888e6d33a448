//! Somebody with a device that listens, and what they do in groups.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_protocol::Session;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::Wire;

/// Somebody with a device that listens.
pub(crate) struct Someone {
    pub(crate) api: Api,
    pub(crate) id: String,
    pub(crate) wire: Wire,
}

impl Someone {
    pub(crate) async fn new(server: &TestServer, login: &str) -> Self {
        let (api, session): (Api, Session) = server.register(login).await.expect("registers");
        let (wire, _) = Wire::signed_in(server, &session.access_token).await.expect("opens");
        Self { api, id: session.user.user.id.to_string(), wire }
    }

    /// Sends a request; gives the status and the body, if there is one.
    pub(crate) async fn ask(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.api.request(method, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("the server answers");
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    pub(crate) async fn group(&self, title: &str, members: &[&Self]) -> Value {
        let ids: Vec<&str> = members.iter().map(|member| member.id.as_str()).collect();
        let body = json!({"kind": "group", "title": title, "memberIds": ids});
        let (status, chat) = self.ask(Method::POST, "/api/chats", body).await;
        assert_eq!(status, 201, "{chat}");
        chat
    }

    pub(crate) async fn say(&self, chat: &str, text: &str) -> Value {
        let path = format!("/api/chats/{chat}/messages");
        let client_id: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
        let body = json!({"clientId": client_id, "text": text});
        let (status, message) = self.ask(Method::POST, &path, body).await;
        assert_eq!(status, 201, "{message}");
        message
    }

    /// Everything that this device has heard up to now, without presence.
    pub(crate) async fn heard(&mut self) -> Vec<Value> {
        let after = self.wire.frame("ping", json!({})).await.expect("open");
        let mut heard = Vec::new();
        loop {
            let frame = self.wire.next().await.expect("open");
            if frame["ref"] == after {
                return heard;
            }
            let kind = frame["type"].as_str().unwrap_or_default();
            if !kind.starts_with("user:") && !kind.starts_with("presence:") {
                heard.push(frame);
            }
        }
    }

    pub(crate) async fn heard_types(&mut self) -> Vec<String> {
        let heard = self.heard().await;
        heard.iter().map(|frame| frame["type"].as_str().unwrap_or_default().to_owned()).collect()
    }
}

pub(crate) async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

pub(crate) fn id(chat: &Value) -> String {
    chat["id"].as_str().expect("an id").to_owned()
}
