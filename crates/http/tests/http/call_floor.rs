//! Hands, signs and hosts in calls of groups, over real sockets: who may, who is told, and what stays.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_testkit::server::TestServer;

use crate::{
    someone::{Someone, server},
    wire::Wire,
};

/// Anna owns the group, and the three are in its call.
struct Talk {
    server: TestServer,
    anna: Someone,
    boris: Someone,
    vera: Someone,
    chat: Value,
    call: Value,
}

async fn talk() -> Talk {
    let server = server().await;
    let mut anna = Someone::new(&server, "anna").await;
    let mut boris = Someone::new(&server, "boris").await;
    let mut vera = Someone::new(&server, "vera").await;
    let chat = anna.group("Дача", &[&boris, &vera]).await["id"].clone();
    let begun = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await;
    let call = begun["call"]["id"].clone();
    for person in [&mut boris, &mut vera] {
        ok(&mut person.wire, "call:join", json!({"callId": call})).await;
    }
    for person in [&mut anna, &mut boris, &mut vera] {
        ok(&mut person.wire, "call:offer", json!({"callId": call, "sdp": "v=0"})).await;
    }
    Talk { server, anna, boris, vera, chat, call }
}

async fn ok(wire: &mut Wire, kind: &str, data: Value) -> Value {
    let answer = wire.ask(kind, data).await.expect("an answer");
    assert_eq!(answer["type"], "ok", "{kind}: {answer}");
    answer["data"].clone()
}

async fn refused(wire: &mut Wire, kind: &str, data: Value) -> Value {
    wire.ask(kind, data).await.expect("an answer")["data"]["code"].clone()
}

/// The call as the chat shows it to this person.
async fn call_now(person: &Someone, chat: &Value) -> Value {
    let path = format!("/api/chats/{}", chat.as_str().expect("an id"));
    person.ask(Method::GET, &path, Value::Null).await.1["activeCall"].clone()
}

fn place_of<'a>(call: &'a Value, person: &Someone) -> &'a Value {
    let places = call["participants"].as_array().expect("places");
    places.iter().find(|place| place["userId"] == person.id.as_str()).expect("a place")
}

#[tokio::test]
async fn hands_are_seen_by_all_in_their_order_and_lowered_by_their_owner_or_a_host() {
    let Talk { server, mut anna, mut boris, mut vera, chat, call } = talk().await;
    let hand = |raised: bool| json!({"callId": call, "raised": raised});
    ok(&mut vera.wire, "call:hand", hand(true)).await;
    server.clock.advance(std::time::Duration::from_secs(1));
    ok(&mut boris.wire, "call:hand", hand(true)).await;
    let now = call_now(&anna, &chat).await;
    let since =
        |person: &Someone| place_of(&now, person)["handRaisedAt"].as_str().expect("raised").to_owned();
    assert!(since(&vera) < since(&boris), "the first is first");
    let his = json!({"callId": call, "userId": boris.id, "raised": false});
    assert_eq!(refused(&mut vera.wire, "call:hand", his.clone()).await, "forbidden");
    ok(&mut anna.wire, "call:hand", his).await;
    ok(&mut vera.wire, "call:hand", hand(false)).await;
    let now = call_now(&anna, &chat).await;
    assert!(place_of(&now, &boris).get("handRaisedAt").is_none());
    assert!(place_of(&now, &vera).get("handRaisedAt").is_none());
}

#[tokio::test]
async fn a_sign_goes_to_everybody_in_the_call_and_is_one_emoji() {
    let Talk { server: _server, mut anna, mut boris, mut vera, call, .. } = talk().await;
    let sign = |emoji: &str| json!({"callId": call, "emoji": emoji});
    ok(&mut boris.wire, "call:react", sign("👏")).await;
    for person in [&mut anna, &mut vera] {
        let told = person.wire.next_of("call:reacted").await.expect("an event");
        assert_eq!((&told["data"]["emoji"], &told["data"]["callId"]), (&json!("👏"), &call));
    }
    for odd in ["", "hello", "👏👏"] {
        assert_eq!(refused(&mut boris.wire, "call:react", sign(odd)).await, "validation_failed");
    }
}

#[tokio::test]
async fn a_host_mutes_removes_and_locks_and_nobody_else_does() {
    let Talk { server, mut anna, mut boris, mut vera, chat, call } = talk().await;
    let mut gleb = Someone::new(&server, "gleb").await;
    let whom = |person: &Someone| json!({"callId": call, "userId": person.id});
    let lock = |locked: bool| json!({"callId": call, "locked": locked});
    let id = json!({"callId": call});
    let now = call_now(&boris, &chat).await;
    assert_eq!((&place_of(&now, &anna)["host"], place_of(&now, &boris).get("host")), (&json!(true), None));
    for (kind, data) in [
        ("call:mute", whom(&vera)),
        ("call:mute", id.clone()),
        ("call:remove", whom(&vera)),
        ("call:remove", whom(&anna)),
        ("call:lock", lock(true)),
    ] {
        assert_eq!(refused(&mut boris.wire, kind, data.clone()).await, "forbidden", "{kind}");
        // Not in the group: there is no such call.
        assert_eq!(refused(&mut gleb.wire, kind, data).await, "not_found", "{kind}");
    }

    ok(&mut anna.wire, "call:mute", whom(&vera)).await;
    let told = vera.wire.next_of("call:muted").await.expect("an event");
    assert_eq!(told["data"]["byUserId"], anna.id.as_str());
    let hers = place_of(&now, &vera)["participantId"].as_str().expect("an id").parse().expect("an id");
    assert_eq!(server.rooms.state(hers).muted, Some(true), "the room passes nothing on");
    ok(&mut vera.wire, "call:state", json!({"callId": call, "muted": false})).await;
    assert_eq!(server.rooms.state(hers).muted, Some(false), "she may speak again");

    assert_eq!(server.rooms.lines().len(), 3);
    ok(&mut anna.wire, "call:remove", whom(&vera)).await;
    assert_eq!(server.rooms.lines().len(), 2, "her line is closed at once");
    let told = vera.wire.next_of("call:removed").await.expect("an event");
    assert_eq!(told["data"]["byUserId"], anna.id.as_str());
    assert_eq!(refused(&mut vera.wire, "call:join", id.clone()).await, "call_removed");
    assert_eq!(refused(&mut vera.wire, "call:initiate", json!({"chatId": chat})).await, "call_removed");
    assert_eq!(
        refused(&mut vera.wire, "call:hand", json!({"callId": call, "raised": true})).await,
        "not_found"
    );
    assert_eq!(refused(&mut boris.wire, "call:let-in", whom(&vera)).await, "forbidden");
    ok(&mut anna.wire, "call:let-in", whom(&vera)).await;
    ok(&mut vera.wire, "call:join", id.clone()).await;

    ok(&mut anna.wire, "call:lock", lock(true)).await;
    assert_eq!(call_now(&boris, &chat).await["locked"], true);
    let members = format!("/api/chats/{}/members", chat.as_str().expect("an id"));
    let added = anna.ask(Method::POST, &members, json!({"userIds": [gleb.id]})).await;
    assert!(added.0 < 300, "{added:?}");
    assert_eq!(refused(&mut gleb.wire, "call:join", id.clone()).await, "call_locked");
    // Whoever was in it comes back, as after a broken network.
    ok(&mut boris.wire, "call:leave", id.clone()).await;
    ok(&mut boris.wire, "call:join", id.clone()).await;
    ok(&mut anna.wire, "call:lock", lock(false)).await;
    ok(&mut gleb.wire, "call:join", id.clone()).await;

    // Who is no member any more does nothing, though the place is there until the next sign of life.
    let path = format!("{members}/{}", boris.id);
    assert_eq!(anna.ask(Method::DELETE, &path, Value::Null).await.0, 204);
    assert_eq!(
        refused(&mut boris.wire, "call:react", json!({"callId": call, "emoji": "👍"})).await,
        "not_found"
    );
}

#[tokio::test]
async fn a_new_admin_is_a_host_at_once_and_without_any_whoever_began_it_is() {
    let Talk { server: _server, mut anna, mut boris, mut vera, chat, call } = talk().await;
    let lock = json!({"callId": call, "locked": true});
    assert_eq!(refused(&mut vera.wire, "call:lock", lock.clone()).await, "forbidden");
    let path = format!("/api/chats/{}/members/{}", chat.as_str().expect("an id"), vera.id);
    assert_eq!(anna.ask(Method::PATCH, &path, json!({"role": "admin"})).await.0, 200);
    ok(&mut vera.wire, "call:lock", lock).await;
    // Hosts do not take each other out.
    let her = json!({"callId": call, "userId": vera.id});
    assert_eq!(refused(&mut anna.wire, "call:remove", her).await, "forbidden");

    for person in [&mut anna, &mut boris, &mut vera] {
        ok(&mut person.wire, "call:leave", json!({"callId": call})).await;
    }
    let again = ok(&mut boris.wire, "call:initiate", json!({"chatId": chat})).await["call"]["id"].clone();
    ok(&mut boris.wire, "call:lock", json!({"callId": again, "locked": true})).await;
    // An admin comes into a locked call, and leads it from then on.
    ok(&mut anna.wire, "call:join", json!({"callId": again})).await;
    assert_eq!(
        refused(&mut boris.wire, "call:lock", json!({"callId": again, "locked": false})).await,
        "forbidden"
    );
}

#[tokio::test]
async fn who_was_muted_while_their_socket_was_gone_hears_of_it_when_it_is_back() {
    let Talk { server, mut anna, boris, call, chat, .. } = talk().await;
    let now = call_now(&anna, &chat).await;
    let place = place_of(&now, &boris)["participantId"].clone();
    let Someone { api, id, wire } = boris;
    let token = api.token().expect("signed in").to_owned();
    drop(wire);
    ok(&mut anna.wire, "call:mute", json!({"callId": call, "userId": id})).await;
    let again = json!({"callId": call, "participantId": place});
    let (mut wire, _) = Wire::signed_in(&server, &token).await.expect("opens");
    // It may come before the answer.
    wire.frame("call:resume", again.clone()).await.expect("open");
    let told = wire.next_of("call:muted").await.expect("an event");
    assert_eq!(told["data"]["byUserId"], anna.id.as_str());
    // Once they have spoken it is over.
    ok(&mut wire, "call:state", json!({"callId": call, "muted": false})).await;
    let mut boris = Someone { api, id, wire };
    boris.wire.frame("call:resume", again).await.expect("open");
    assert!(!boris.heard_types().await.contains(&"call:muted".to_owned()));
}

#[tokio::test]
async fn who_was_muted_is_so_after_the_server_was_started_anew_and_hears_of_it_until_they_speak() {
    let Talk { server, mut anna, boris, vera, call, chat } = talk().await;
    let now = call_now(&anna, &chat).await;
    let place = place_of(&now, &boris)["participantId"].clone();
    let tokens = [&boris, &vera].map(|who| who.api.token().expect("signed in").to_owned());
    drop(boris.wire);
    ok(&mut anna.wire, "call:mute", json!({"callId": call})).await;

    let server = server.restart().await.expect("starts again");
    let (mut wire, _) = Wire::signed_in(&server, &tokens[0]).await.expect("opens");
    let again = json!({"callId": call, "participantId": place, "fresh": true});
    wire.frame("call:resume", again).await.expect("open");
    let told = wire.next_of("call:muted").await.expect("an event");
    assert_eq!(told["data"]["byUserId"], anna.id.as_str());
    ok(&mut wire, "call:offer", json!({"callId": call, "sdp": "v=0"})).await;
    let his = server.rooms.lines()[0].1;
    assert_eq!(server.rooms.state(his).muted, Some(true), "the room passes nothing on");
    ok(&mut wire, "call:state", json!({"callId": call, "muted": false})).await;
    assert_eq!(server.rooms.state(his).muted, Some(false));

    // Vera's page was loaded anew meanwhile, and comes in like anybody.
    let (mut hers, _) = Wire::signed_in(&server, &tokens[1]).await.expect("opens");
    hers.frame("call:join", json!({"callId": call})).await.expect("open");
    assert_eq!(hers.next_of("call:muted").await.expect("an event")["data"]["callId"], call);

    // Once he has spoken it is over, however often the server starts.
    let server = server.restart().await.expect("starts again");
    let (wire, _) = Wire::signed_in(&server, &tokens[0]).await.expect("opens");
    let mut boris = Someone { api: boris.api, id: boris.id, wire };
    boris.wire.frame("call:join", json!({"callId": call})).await.expect("open");
    assert!(!boris.heard_types().await.contains(&"call:muted".to_owned()));
}
