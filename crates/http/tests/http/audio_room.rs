//! The audio room of a group over real sockets: anybody drops in, nothing rings, nothing is left in the chat.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    someone::{Someone, server},
    wire::Wire,
};

async fn ask(wire: &mut Wire, kind: &str, data: Value) -> (Value, Value) {
    let answer = wire.ask(kind, data).await.expect("an answer");
    (answer["type"].clone(), answer["data"].clone())
}

/// The next of these events, whichever it is; others are passed over.
async fn first_of(wire: &mut Wire, kinds: &[&str]) -> Value {
    loop {
        let frame = wire.next().await.expect("open");
        if kinds.iter().any(|kind| frame["type"] == *kind) {
            return frame;
        }
    }
}

#[tokio::test]
async fn people_drop_in_to_an_audio_room_while_nothing_rings_and_no_card_is_left() {
    let server = server().await;
    let mut anna = Someone::new(&server, "anna").await;
    let mut boris = Someone::new(&server, "boris").await;
    let chat = anna.group("Дача", &[&boris]).await["id"].clone();
    let path = format!("/api/chats/{}", chat.as_str().expect("an id"));
    let enter = json!({"chatId": chat, "kind": "audio", "audioRoom": true});

    let (kind, refused) = ask(&mut boris.wire, "call:initiate", enter.clone()).await;
    assert_eq!((kind, &refused["code"]), (json!("error"), &json!("forbidden")), "the group keeps no room");
    assert_eq!(boris.ask(Method::PATCH, &path, json!({"audioRoom": true})).await.0, 403, "only admins");
    let (status, group) = anna.ask(Method::PATCH, &path, json!({"audioRoom": true})).await;
    assert_eq!((status, &group["audioRoom"]), (200, &json!(true)));
    let changed = first_of(&mut boris.wire, &["chat:updated"]).await;
    assert_eq!(changed["data"]["chat"]["audioRoom"], json!(true));

    let (_, call) = ask(&mut anna.wire, "call:initiate", enter.clone()).await;
    let call = call["call"].clone();
    assert_eq!((&call["audioRoom"], &call["mode"]), (&json!(true), &json!("sfu")));
    let heard = first_of(&mut boris.wire, &["call:incoming", "call:updated"]).await;
    assert_eq!(heard["type"], "call:updated", "nothing rings");
    assert_eq!(heard["data"]["call"]["audioRoom"], json!(true));
    let (_, same) = ask(&mut boris.wire, "call:initiate", enter.clone()).await;
    assert_eq!(same["call"]["id"], call["id"]);

    for who in [&mut anna, &mut boris] {
        let (kind, answer) = ask(&mut who.wire, "call:leave", json!({"callId": call["id"]})).await;
        assert_eq!(kind, "ok", "{answer}");
    }
    first_of(&mut anna.wire, &["call:ended"]).await;
    let (_, page) = anna.ask(Method::GET, &format!("{path}/messages"), Value::Null).await;
    let kinds: Vec<&Value> = page["items"].as_array().expect("messages").iter().map(|m| &m["kind"]).collect();
    assert!(!kinds.contains(&&json!("call")), "{kinds:?}");

    // The room is still there, and whoever calls the group from it rings at the others.
    let (_, again) = ask(&mut anna.wire, "call:initiate", enter).await;
    assert_ne!(again["call"]["id"], call["id"]);
    let (_, called) = ask(&mut anna.wire, "call:initiate", json!({"chatId": chat, "kind": "audio"})).await;
    assert_eq!(called["call"]["id"], again["call"]["id"]);
    let rung = first_of(&mut boris.wire, &["call:incoming"]).await;
    assert_eq!(rung["data"]["call"]["id"], again["call"]["id"]);
}

#[tokio::test]
async fn strangers_and_direct_chats_have_no_audio_room() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let mut boris = Someone::new(&server, "boris").await;
    let group = anna.group("Дача", &[]).await["id"].clone();
    let path = format!("/api/chats/{}", group.as_str().expect("an id"));
    assert_eq!(anna.ask(Method::PATCH, &path, json!({"audioRoom": true})).await.0, 200);
    let (_, refused) =
        ask(&mut boris.wire, "call:initiate", json!({"chatId": group, "audioRoom": true})).await;
    assert_eq!(refused["code"], json!("not_found"));
    let person = json!({"userId": anna.id, "audioRoom": true});
    let (_, refused) = ask(&mut boris.wire, "call:initiate", person).await;
    assert_eq!(refused["code"], json!("validation_failed"));
}

#[tokio::test]
async fn the_lock_and_a_removal_hold_at_the_door_of_the_room_and_only_hosts_call_from_a_locked_one() {
    let server = server().await;
    let mut anna = Someone::new(&server, "anna").await;
    let mut boris = Someone::new(&server, "boris").await;
    let mut vera = Someone::new(&server, "vera").await;
    let chat = anna.group("Дача", &[&boris, &vera]).await["id"].clone();
    let path = format!("/api/chats/{}", chat.as_str().expect("an id"));
    assert_eq!(anna.ask(Method::PATCH, &path, json!({"audioRoom": true})).await.0, 200);
    let enter = json!({"chatId": chat, "kind": "audio", "audioRoom": true});
    let calls = json!({"chatId": chat, "kind": "audio"});

    let (_, call) = ask(&mut anna.wire, "call:initiate", enter.clone()).await;
    let id = json!({"callId": call["call"]["id"]});
    assert_eq!(ask(&mut boris.wire, "call:initiate", enter.clone()).await.0, "ok");
    let whom = json!({"callId": id["callId"], "userId": boris.id});
    assert_eq!(ask(&mut anna.wire, "call:remove", whom.clone()).await.0, "ok");
    for data in [&enter, &calls] {
        let (kind, refused) = ask(&mut boris.wire, "call:initiate", data.clone()).await;
        assert_eq!((kind, &refused["code"]), (json!("error"), &json!("call_removed")));
    }
    assert_eq!(ask(&mut anna.wire, "call:let-in", whom).await.0, "ok");
    assert_eq!(ask(&mut boris.wire, "call:initiate", enter.clone()).await.0, "ok");

    let lock = json!({"callId": id["callId"], "locked": true});
    assert_eq!(ask(&mut anna.wire, "call:lock", lock).await.0, "ok");
    for (kind, data) in [("call:initiate", &enter), ("call:initiate", &calls), ("call:join", &id)] {
        let (answer, refused) = ask(&mut vera.wire, kind, data.clone()).await;
        assert_eq!((answer, &refused["code"]), (json!("error"), &json!("call_locked")), "{kind}");
    }
    // Whoever was in the room comes back, and cannot call the others to where nobody is let in: that is said, and he is
    // not left in a room that he did not ask for.
    assert_eq!(ask(&mut boris.wire, "call:leave", id.clone()).await.0, "ok");
    let (kind, refused) = ask(&mut boris.wire, "call:initiate", calls.clone()).await;
    assert_eq!((kind, &refused["code"]), (json!("error"), &json!("call_locked")));
    assert_eq!(ask(&mut boris.wire, "call:renew", id.clone()).await.0, "error", "he is not in it");
    assert_eq!(ask(&mut boris.wire, "call:initiate", enter).await.0, "ok");
    assert!(!vera.heard_types().await.contains(&"call:incoming".to_owned()));
    // A host calls, and whoever is called is let in.
    assert_eq!(ask(&mut anna.wire, "call:initiate", calls).await.0, "ok");
    first_of(&mut vera.wire, &["call:incoming"]).await;
    assert_eq!(ask(&mut vera.wire, "call:join", id).await.0, "ok");
}
