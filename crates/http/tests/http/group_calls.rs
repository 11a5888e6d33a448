//! Calls of groups over real sockets: who may come in, and what everybody in the group hears.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_testkit::server::TestServer;

use crate::{
    someone::{Someone, server},
    wire::Wire,
};

struct Talk {
    server: TestServer,
    anna: Someone,
    boris: Someone,
    /// In no group with them.
    vera: Someone,
    chat: Value,
}

async fn talk() -> Talk {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let boris = Someone::new(&server, "boris").await;
    let vera = Someone::new(&server, "vera").await;
    let chat = anna.group("Дача", &[&boris]).await["id"].clone();
    Talk { server, anna, boris, vera, chat }
}

async fn ok(wire: &mut Wire, kind: &str, data: Value) -> Value {
    let answer = wire.ask(kind, data).await.expect("an answer");
    assert_eq!(answer["type"], "ok", "{answer}");
    answer["data"].clone()
}

async fn refused(wire: &mut Wire, kind: &str, data: Value) -> Value {
    wire.ask(kind, data).await.expect("an answer")["data"]["code"].clone()
}

fn seated(call: &Value) -> usize {
    let places = call["participants"].as_array().expect("places");
    places.iter().filter(|place| place.get("sessionId").is_some()).count()
}

#[tokio::test]
async fn members_come_and_go_and_the_last_one_ends_it() {
    let Talk { server, mut anna, mut boris, chat, .. } = talk().await;
    let call =
        ok(&mut anna.wire, "call:initiate", json!({"chatId": chat, "kind": "video"})).await["call"].clone();
    assert_eq!((&call["mode"], &call["status"]), (&json!("sfu"), &json!("answered")));
    let id = json!({"callId": call["id"]});
    // Boris sees that it goes on, at once and when he asks.
    let told = boris.wire.next_of("call:updated").await.expect("an event");
    assert_eq!(told["data"]["call"]["id"], call["id"]);
    let path = format!("/api/chats/{}", chat.as_str().expect("an id"));
    let (_, summary) = boris.ask(Method::GET, &path, Value::Null).await;
    assert_eq!(summary["activeCall"]["id"], call["id"]);

    let joined = ok(&mut boris.wire, "call:join", id.clone()).await["call"].clone();
    assert_eq!(seated(&joined), 2);
    // Whoever begins a call where one goes on comes into that one.
    let same = ok(&mut boris.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    assert_eq!((&same["id"], seated(&same)), (&call["id"], 2));

    // Lines: one for each, answered to the device that asked, and none for nonsense.
    for wire in [&mut anna.wire, &mut boris.wire] {
        // The answer comes before the `ok`.
        let offer = json!({"callId": call["id"], "sdp": "v=0"});
        wire.frame("call:offer", offer).await.expect("open");
        let answer = wire.next_of("call:answer").await.expect("an event");
        assert_eq!((&answer["data"]["callId"], &answer["data"]["sdp"]), (&call["id"], &json!("v=0 answer")));
    }
    assert_eq!(server.rooms.lines().len(), 2);
    let nonsense = json!({"callId": call["id"], "sdp": "nonsense"});
    assert_eq!(refused(&mut anna.wire, "call:offer", nonsense).await, "validation_failed");
    ok(&mut anna.wire, "call:state", json!({"callId": call["id"], "muted": true})).await;
    ok(&mut anna.wire, "call:media", json!({"callId": call["id"], "sending": true, "receiving": true})).await;

    let left = ok(&mut anna.wire, "call:leave", id.clone()).await["call"].clone();
    assert_eq!((seated(&left), &left["status"]), (1, &json!("answered")));
    assert_eq!(server.rooms.lines().len(), 1, "who leaves has no line");
    ok(&mut boris.wire, "call:leave", id.clone()).await;
    let ended = anna.wire.next_of("call:ended").await.expect("an event");
    assert_eq!(ended["data"]["call"]["status"], "ended");
    assert!(server.rooms.lines().is_empty());
    let (_, summary) = boris.ask(Method::GET, &path, Value::Null).await;
    assert!(summary.get("activeCall").is_none(), "{summary}");
    assert_eq!(summary["lastMessage"]["kind"], "call", "its card is in the chat");
    assert_eq!(refused(&mut anna.wire, "call:join", id).await, "call_over");
}

#[tokio::test]
async fn who_is_not_in_the_group_learns_nothing_and_who_is_removed_is_out() {
    let Talk { server, mut anna, mut boris, mut vera, chat } = talk().await;
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    let id = json!({"callId": call["id"]});
    assert_eq!(refused(&mut vera.wire, "call:initiate", json!({"chatId": chat})).await, "not_found");
    for kind in ["call:join", "call:leave", "call:renew"] {
        assert_eq!(refused(&mut vera.wire, kind, id.clone()).await, "not_found", "{kind}");
    }
    let offer = json!({"callId": call["id"], "sdp": "v=0"});
    assert_eq!(refused(&mut vera.wire, "call:offer", offer.clone()).await, "not_found");
    // A member who has not come in has no line either.
    assert_eq!(refused(&mut boris.wire, "call:offer", offer.clone()).await, "conflict");
    ok(&mut boris.wire, "call:join", id.clone()).await;
    ok(&mut boris.wire, "call:offer", offer).await;
    assert_eq!(server.rooms.lines().len(), 1);

    let him = boris.id;
    let path = format!("/api/chats/{}/members/{him}", chat.as_str().expect("an id"));
    assert_eq!(anna.ask(Method::DELETE, &path, Value::Null).await.0, 204);
    assert_eq!(refused(&mut boris.wire, "call:renew", id.clone()).await, "not_found");
    assert!(server.rooms.lines().is_empty(), "with the next sign of life the line is gone");
    assert_eq!(refused(&mut boris.wire, "call:join", id).await, "not_found");
}

#[tokio::test]
async fn one_call_at_a_time_and_a_page_that_is_gone_leaves_it() {
    let Talk { server, mut anna, mut boris, chat, .. } = talk().await;
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    let place = call["participants"][0]["participantId"].clone();
    assert_eq!(refused(&mut anna.wire, "call:initiate", json!({"userId": boris.id})).await, "call_busy");
    // A device that comes later hears of it, and takes the place over.
    let claim = json!({"callId": call["id"], "participantId": place, "fresh": true});
    let resumed = ok(&mut anna.wire, "call:resume", claim).await["call"].clone();
    assert!(resumed["participants"][0]["participantId"] != place);
    boris.wire.next_of("call:updated").await.expect("an event");
    let (mut late, _) = Wire::signed_in(&server, boris.api.token().expect("signed in")).await.expect("opens");
    let told = late.next_of("call:updated").await.expect("an event");
    assert_eq!(told["data"]["call"]["id"], call["id"]);
    // Nobody renews any more: the call ends by itself.
    server.clock.advance(Duration::from_secs(46));
    let ended = boris.wire.next_of("call:ended").await.expect("an event");
    assert_eq!(ended["data"]["call"]["endReason"], "leaseLapsed");
}
