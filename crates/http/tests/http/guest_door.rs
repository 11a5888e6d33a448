//! Guests at the door of a group's calls, for the tests of what they may and may not.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_testkit::server::TestServer;

use crate::{
    someone::{Someone, server},
    wire::Wire,
};

/// A group whose calls guests may come to.
pub(crate) struct Door {
    pub(crate) server: TestServer,
    pub(crate) anna: Someone,
    pub(crate) boris: Someone,
    /// In no group with them.
    pub(crate) vera: Someone,
    pub(crate) chat: String,
    /// Where the links are.
    pub(crate) path: String,
}

pub(crate) async fn door() -> Door {
    door_of(server().await).await
}

pub(crate) async fn door_of(server: TestServer) -> Door {
    let anna = Someone::new(&server, "anna").await;
    let boris = Someone::new(&server, "boris").await;
    let vera = Someone::new(&server, "vera").await;
    let chat = anna.group("Дача", &[&boris]).await["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/chats/{chat}/guest-links");
    Door { server, anna, boris, vera, chat, path }
}

impl Door {
    /// A link of Anna's: its id, and what opens the door.
    pub(crate) async fn link(&self) -> (String, String) {
        let (status, link) = self.anna.ask(Method::POST, &self.path, json!({"expiresInSeconds": 3600})).await;
        assert_eq!(status, 201, "{link}");
        let token = link["url"].as_str().expect("told once").split_once("/guest#").expect("the form").1;
        (link["id"].as_str().expect("an id").to_owned(), token.to_owned())
    }

    pub(crate) async fn revoke(&self, link: &str) {
        let (status, body) =
            self.anna.ask(Method::DELETE, &format!("{}/{link}", self.path), Value::Null).await;
        assert_eq!(status, 204, "{body}");
    }

    pub(crate) async fn open(&self, path: &str, body: Value) -> (u16, Value) {
        let answer = self.server.api().request(Method::POST, path).json(&body).send().await.expect("answers");
        (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
    }

    pub(crate) async fn pass(&self, token: &str, name: &str) -> String {
        let (status, pass) = self.open("/api/guests", json!({"token": token, "name": name})).await;
        assert_eq!(status, 201, "{pass}");
        pass["token"].as_str().expect("a pass").to_owned()
    }

    pub(crate) async fn socket(&self, pass: &str) -> Wire {
        let mut wire = Wire::open_at(&self.server, "/ws/guest", &[]).await.expect("opens").expect("opens");
        let ready = wire.ask("auth", json!({"token": pass})).await.expect("an answer");
        assert_eq!(ready["type"], "ready", "{ready}");
        wire
    }

    /// A guest at the door of a call that Anna began.
    pub(crate) async fn at_the_door(&mut self) -> (Value, Wire, String) {
        let (_, token) = self.link().await;
        let call = self.begin().await;
        let mut guest = self.socket(&self.pass(&token, "Тётя Оля").await).await;
        assert_eq!(stands(&mut guest).await["state"], "waiting");
        let place = self.knock(&call).await;
        (call, guest, place)
    }

    pub(crate) async fn begin(&mut self) -> Value {
        let begun =
            self.anna.wire.ask("call:initiate", json!({"chatId": self.chat})).await.expect("an answer");
        begun["data"]["call"].clone()
    }

    /// The place of the one who waits, as Anna hears of it.
    pub(crate) async fn knock(&mut self, call: &Value) -> String {
        loop {
            let told = self.anna.wire.next_of("call:updated").await.expect("an event");
            let told = &told["data"]["call"];
            let guests = told["guests"].as_array().cloned().unwrap_or_default();
            if let Some(guest) = guests.iter().find(|guest| guest["state"] == "waiting") {
                assert_eq!((&guest["name"], &told["id"]), (&json!("Тётя Оля"), &call["id"]));
                return guest["participantId"].as_str().expect("an id").to_owned();
            }
        }
    }
}

pub(crate) async fn answer(who: &Someone, call: &Value, action: &str, place: &str) -> (u16, Value) {
    let path = format!("/api/calls/{}/guests", call["id"].as_str().expect("an id"));
    who.ask(Method::POST, &path, json!({"action": action, "participantIds": [place]})).await
}

pub(crate) async fn stands(guest: &mut Wire) -> Value {
    guest.next_of("guest:stands").await.expect("an event")["data"].clone()
}

/// What a guest hears once they stand so.
pub(crate) async fn until(guest: &mut Wire, state: &str) -> Value {
    loop {
        let stand = stands(guest).await;
        if stand["state"] == state {
            return stand;
        }
    }
}

pub(crate) async fn said(guest: &mut Wire, kind: &str, data: Value) -> Value {
    guest.ask(kind, data).await.expect("an answer")
}
