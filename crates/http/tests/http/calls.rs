//! Calls over real sockets: what the two sides hear when a device rings, goes and comes back.

use serde_json::{Value, json};
use zvonilka_protocol::LogIn;
use zvonilka_testkit::{
    server::{TestServer, TestServerSettings},
    service::password_of,
};

use crate::wire::Wire;

struct Talk {
    server: TestServer,
    anna: Wire,
    boris: Wire,
    /// Of another sign-in of Boris's.
    phone: Wire,
    /// For a new socket of Boris's page.
    boris_token: String,
    call: Value,
}

/// Anna has called Boris, who rings on his page and on his phone.
async fn ringing() -> Talk {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (_, anna) = server.register("anna").await.expect("registers");
    let (_, boris) = server.register("boris").await.expect("registers");
    let given = LogIn {
        code: None,
        login: "boris".to_owned(),
        password: password_of("boris"),
        device_name: Some("phone".to_owned()),
    };
    let phone = server.api().log_in(&given).await.expect("logs in");
    let (mut anna, _) = Wire::signed_in(&server, &anna.access_token).await.expect("opens");
    let (boris_wire, _) = Wire::signed_in(&server, &boris.access_token).await.expect("opens");
    let (phone, _) = Wire::signed_in(&server, &phone.access_token).await.expect("opens");
    let made = anna.ask("call:initiate", json!({"userId": boris.user.user.id})).await.expect("an answer");
    let call = made["data"]["call"].clone();
    Talk { server, anna, boris: boris_wire, phone, boris_token: boris.access_token, call }
}

impl Talk {
    fn id(&self) -> Value {
        self.call["id"].clone()
    }

    /// Boris's page closes without a word.
    async fn boris_closes(&mut self) {
        self.boris = Wire::silent(&self.server).await.expect("opens");
    }

    /// Boris takes it on his page, and media flow.
    async fn connect(&mut self) {
        let id = self.id();
        let taken = self.boris.ask("call:accept", json!({"callId": id})).await.expect("an answer");
        assert_eq!(taken["type"], "ok", "{taken}");
        for wire in [&mut self.anna, &mut self.boris] {
            let report = json!({"callId": id, "sending": true, "receiving": true});
            let told = wire.ask("call:media", report).await.expect("an answer");
            assert_eq!(told["type"], "ok", "{told}");
        }
    }

    /// Waits until Anna hears that just these devices ring.
    async fn anna_hears_ring(&mut self, devices: Value) {
        loop {
            let told = self.anna.next_of("call:ringing").await.expect("an event");
            if told["data"]["devices"] == devices {
                return;
            }
        }
    }

    /// The next word to Anna about the call of which this holds.
    async fn anna_hears(&mut self, holds: impl Fn(&Value) -> bool) -> Value {
        loop {
            let call = self.anna.next_of("call:updated").await.expect("an event")["data"]["call"].clone();
            if holds(&call) {
                return call;
            }
        }
    }
}

#[tokio::test]
async fn the_caller_hears_on_what_it_rings() {
    let mut talk = ringing().await;
    let id = talk.id();
    let said = talk.phone.ask("call:rings", json!({"callId": id, "kind": "phone"})).await.expect("an answer");
    assert_eq!(said["type"], "ok", "{said}");
    talk.anna_hears_ring(json!([{"state": "delivered"}, {"kind": "phone", "state": "ringing"}])).await;
    talk.boris_closes().await;
    talk.anna_hears_ring(json!([{"kind": "phone", "state": "ringing"}])).await;
}

#[tokio::test]
async fn a_page_that_closes_and_opens_again_is_away_and_back_on_a_fresh_line() {
    let mut talk = ringing().await;
    talk.connect().await;
    let connected = talk.anna_hears(|call| call["connectedAt"].is_string()).await;
    assert_eq!(connected["participants"][1]["media"], json!({"sending": true, "receiving": true}));
    let old = connected["participants"][1]["participantId"].clone();

    let (mut page, _) = {
        talk.boris_closes().await;
        let (anna_hears, opened) = tokio::join!(
            async {
                loop {
                    let told = talk.anna.next_of("call:updated").await.expect("an event");
                    if told["data"]["call"]["participants"][1]["away"] == json!(true) {
                        return told["data"]["call"]["participants"][1]["state"].clone();
                    }
                }
            },
            Wire::signed_in(&talk.server, &talk.boris_token),
        );
        assert_eq!(anna_hears, "reconnecting");
        opened.expect("opens")
    };
    let claim = json!({"callId": talk.call["id"], "participantId": old, "fresh": true});
    let back = page.ask("call:resume", claim.clone()).await.expect("an answer");
    let place = &back["data"]["call"]["participants"][1];
    assert!(place["participantId"] != old && place.get("away").is_none(), "{back}");
    let told = talk.anna.next_of("call:updated").await.expect("an event");
    assert_eq!(told["data"]["call"]["participants"][1]["participantId"], place["participantId"]);

    // What Anna says to the old place reaches nobody; to the new one it does.
    let id = &talk.call["id"];
    let late = talk.anna.ask("call:offer", json!({"callId": id, "toParticipantId": old, "sdp": "v=0"}));
    assert_eq!(late.await.expect("an answer")["data"]["code"], "not_found");
    let to = &place["participantId"];
    let fresh = talk.anna.ask("call:offer", json!({"callId": id, "toParticipantId": to, "sdp": "v=1"}));
    assert_eq!(fresh.await.expect("an answer")["type"], "ok");
    assert_eq!(page.next_of("call:offer").await.expect("an event")["data"]["sdp"], "v=1");
    let again = page.ask("call:resume", claim).await.expect("an answer");
    assert_eq!(again["data"]["code"], "not_found", "the old place is gone");
}

#[tokio::test]
async fn a_call_goes_over_to_another_device_of_the_same_person() {
    let mut talk = ringing().await;
    talk.connect().await;
    let connected = talk.anna_hears(|call| call["connectedAt"].is_string()).await;
    let place = &connected["participants"][1]["participantId"];
    let claim = json!({"callId": talk.call["id"], "participantId": place, "fresh": true});
    let moved = talk.phone.ask("call:resume", claim).await.expect("an answer");
    assert_eq!(moved["type"], "ok", "{moved}");
    assert_eq!(talk.boris.next_of("call:taken").await.expect("an event")["data"]["callId"], talk.call["id"]);
    let id = talk.id();
    let stale = talk.boris.ask("call:renew", json!({"callId": id})).await.expect("an answer");
    assert_eq!(stale["data"]["code"], "conflict");
    // The page that gave it away may close: the call goes on.
    talk.boris_closes().await;
    let report = json!({"callId": id, "sending": true, "receiving": true});
    let told = talk.phone.ask("call:media", report).await.expect("an answer");
    assert_eq!(told["type"], "ok", "{told}");
    let flows = |call: &Value| {
        let place = &call["participants"][1];
        place["state"] == "connected" && place.get("away").is_none()
    };
    talk.anna_hears(flows).await;
}
