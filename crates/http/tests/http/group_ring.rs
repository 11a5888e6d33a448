//! Asking people into calls over real sockets: a group that rings, and a call between two that takes others in.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_model::UserId;
use zvonilka_testkit::{
    push_service::{PushDevice, PushService},
    server::{TestServer, TestServerSettings},
};

use crate::{
    someone::{Someone, server},
    wire::Wire,
};

async fn ok(wire: &mut Wire, kind: &str, data: Value) -> Value {
    let answer = wire.ask(kind, data).await.expect("an answer");
    assert_eq!(answer["type"], "ok", "{answer}");
    answer["data"].clone()
}

async fn refused(wire: &mut Wire, kind: &str, data: Value) -> Value {
    wire.ask(kind, data).await.expect("an answer")["data"]["code"].clone()
}

async fn next(wire: &mut Wire, kind: &str) -> Value {
    wire.next_of(kind).await.expect("an event")["data"].clone()
}

fn state(call: &Value, who: &Someone) -> Value {
    let places = call["participants"].as_array().expect("places");
    let mine = places.iter().find(|place| place["userId"] == json!(who.id));
    mine.map_or(Value::Null, |place| place["state"].clone())
}

/// Waits until somebody stands so in the call.
async fn stands(wire: &mut Wire, who: &Someone, wanted: &str) -> Value {
    loop {
        let call = next(wire, "call:updated").await["call"].clone();
        if state(&call, who) == wanted {
            return call;
        }
    }
}

async fn people<const N: usize>(server: &TestServer, logins: [&str; N]) -> [Someone; N] {
    let mut all = Vec::new();
    for login in logins {
        all.push(Someone::new(server, login).await);
    }
    all.try_into().unwrap_or_else(|_| unreachable!("one for each login"))
}

#[tokio::test]
async fn a_call_rings_at_everybody_in_the_group_and_each_answer_is_seen() {
    let server = server().await;
    let [mut anna, mut boris, mut vera, gleb, dima] =
        people(&server, ["anna", "boris", "vera", "gleb", "dima"]).await;
    let chat = anna.group("Дача", &[&boris, &vera, &gleb, &dima]).await["id"].clone();
    // Gleb wants no noise from this chat, and Dima no calls from Anna.
    let path = format!("/api/chats/{}/mine", chat.as_str().expect("an id"));
    let mute = json!({"mutedUntil": "2100-01-01T00:00:00.000Z"});
    assert_eq!(gleb.ask(Method::PATCH, &path, mute).await.0, 200);
    let blocked = dima.ask(Method::PUT, &format!("/api/users/{}/block", anna.id), Value::Null).await;
    assert!(blocked.0 < 300, "{blocked:?}");

    let call =
        ok(&mut anna.wire, "call:initiate", json!({"chatId": chat, "kind": "video"})).await["call"].clone();
    let id = json!({"callId": call["id"]});
    let states = [&boris, &vera, &gleb, &dima].map(|who| state(&call, who));
    assert_eq!(states, [json!("invited"), json!("invited"), Value::Null, Value::Null]);
    for who in [&mut boris, &mut vera] {
        let rung = next(&mut who.wire, "call:incoming").await;
        assert_eq!((&rung["call"]["id"], &rung["from"]["id"]), (&call["id"], &json!(anna.id)));
    }
    ok(&mut boris.wire, "call:rings", json!({"callId": call["id"], "kind": "phone"})).await;
    stands(&mut anna.wire, &boris, "ringing").await;
    // A device that comes while it rings rings, too.
    let (mut late, _) = Wire::signed_in(&server, vera.api.token().expect("signed in")).await.expect("opens");
    assert_eq!(next(&mut late, "call:incoming").await["from"]["id"], json!(anna.id));
    let (_, active) = vera.ask(Method::GET, "/api/calls/active", Value::Null).await;
    assert_eq!(active["items"][0]["id"], call["id"]);

    ok(&mut vera.wire, "call:reject", id.clone()).await;
    stands(&mut anna.wire, &vera, "declined").await;
    let (_, active) = vera.ask(Method::GET, "/api/calls/active", Value::Null).await;
    assert_eq!(active["items"], json!([]));
    // To answer is to come in; the other devices hear that it was done.
    let (mut second, _) =
        Wire::signed_in(&server, boris.api.token().expect("signed in")).await.expect("opens");
    next(&mut second, "call:incoming").await;
    let come = ok(&mut boris.wire, "call:accept", id.clone()).await["call"].clone();
    assert_eq!(state(&come, &boris), "connecting");
    assert_eq!(next(&mut second, "call:taken").await["callId"], call["id"]);
    assert_eq!(refused(&mut boris.wire, "call:reject", id.clone()).await, "call_not_ringing");

    // Asked again too soon, and then not: nobody answers, and it is among the missed.
    let again = json!({"callId": call["id"], "userIds": [vera.id]});
    assert_eq!(refused(&mut boris.wire, "call:invite", again.clone()).await, "too_many_requests");
    for _ in 0..3 {
        server.clock.advance(Duration::from_secs(21));
        for wire in [&mut anna.wire, &mut boris.wire] {
            ok(wire, "call:renew", id.clone()).await;
        }
    }
    let asked = ok(&mut boris.wire, "call:invite", again).await["call"].clone();
    assert_eq!(state(&asked, &vera), "invited");
    let rung = next(&mut late, "call:incoming").await;
    assert_eq!(rung["from"]["id"], json!(boris.id), "whoever asks is the one who calls");
    for _ in 0..2 {
        server.clock.advance(Duration::from_secs(23));
        for wire in [&mut anna.wire, &mut boris.wire] {
            ok(wire, "call:renew", id.clone()).await;
        }
    }
    stands(&mut anna.wire, &vera, "missed").await;
    for who in [&mut anna, &mut boris] {
        ok(&mut who.wire, "call:leave", id.clone()).await;
    }
    let (_, past) = vera.ask(Method::GET, "/api/calls/history", Value::Null).await;
    assert_eq!((&past["items"][0]["id"], state(&past["items"][0], &vera)), (&call["id"], json!("missed")));
    let (_, past) = dima.ask(Method::GET, "/api/calls/history", Value::Null).await;
    assert_eq!(past["items"], json!([]));
}

#[tokio::test]
async fn who_talks_elsewhere_is_shown_so_and_stays_there() {
    let server = server().await;
    let [mut anna, mut boris, mut vera] = people(&server, ["anna", "boris", "vera"]).await;
    let chat = anna.group("Дача", &[&boris]).await["id"].clone();
    let talk = ok(&mut vera.wire, "call:initiate", json!({"userId": boris.id})).await["call"].clone();
    ok(&mut boris.wire, "call:accept", json!({"callId": talk["id"]})).await;
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    assert_eq!(state(&call, &boris), "busy");
    assert_eq!(
        next(&mut boris.wire, "call:incoming").await["call"]["id"],
        call["id"],
        "he sees it all the same"
    );
    assert_eq!(refused(&mut boris.wire, "call:join", json!({"callId": call["id"]})).await, "call_busy");
    ok(&mut boris.wire, "call:end", json!({"callId": talk["id"]})).await;
    ok(&mut boris.wire, "call:join", json!({"callId": call["id"]})).await;
}

#[tokio::test]
async fn ringing_goes_on_after_a_restart_and_stops_with_the_call() {
    let server = server().await;
    let [mut anna, boris] = people(&server, ["anna", "boris"]).await;
    let chat = anna.group("Дача", &[&boris]).await["id"].clone();
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    let tokens = [&anna, &boris].map(|who| who.api.token().expect("signed in").to_owned());
    let server = server.restart().await.expect("starts again");
    let (mut boris_again, _) = Wire::signed_in(&server, &tokens[1]).await.expect("opens");
    let rung = next(&mut boris_again, "call:incoming").await;
    assert_eq!((&rung["call"]["id"], &rung["from"]["id"]), (&call["id"], &json!(anna.id)));
    let (mut anna_again, _) = Wire::signed_in(&server, &tokens[0]).await.expect("opens");
    ok(&mut anna_again, "call:leave", json!({"callId": call["id"]})).await;
    let over = next(&mut boris_again, "call:ended").await["call"].clone();
    assert_eq!(state(&over, &boris), "missed");
}

/// Anna and Boris talk.
async fn talk(anna: &mut Someone, boris: &mut Someone) -> Value {
    let call = ok(&mut anna.wire, "call:initiate", json!({"userId": boris.id})).await["call"].clone();
    ok(&mut boris.wire, "call:accept", json!({"callId": call["id"]})).await["call"].clone()
}

#[tokio::test]
async fn a_call_between_two_takes_a_third_in_who_sees_the_call_and_nothing_of_the_chat() {
    let server = server().await;
    let [mut anna, mut boris, mut vera, mut gleb] = people(&server, ["anna", "boris", "vera", "gleb"]).await;
    let call = talk(&mut anna, &mut boris).await;
    let id = json!({"callId": call["id"]});
    let places = |call: &Value| -> Vec<Value> {
        let all = call["participants"].as_array().expect("places");
        all.iter().take(2).map(|place| place["participantId"].clone()).collect()
    };
    let add = json!({"callId": call["id"], "userIds": [vera.id]});
    assert_eq!(refused(&mut gleb.wire, "call:invite", add.clone()).await, "not_found");
    let grown = ok(&mut boris.wire, "call:invite", add).await["call"].clone();
    assert_eq!(
        (&grown["mode"], &grown["id"], &grown["chatId"]),
        (&json!("sfu"), &call["id"], &call["chatId"])
    );
    assert_eq!(places(&grown), places(&call), "both keep their places");
    assert_eq!(grown["answeredAt"], call["answeredAt"]);
    assert_eq!(stands(&mut anna.wire, &vera, "invited").await["mode"], "sfu");
    let rung = next(&mut vera.wire, "call:incoming").await;
    assert_eq!(rung["from"]["id"], json!(boris.id));

    // What is meant for the line between the two does not reach the room.
    let offer = json!({"callId": call["id"], "sdp": "v=0", "toParticipantId": places(&call)[1]});
    assert_eq!(refused(&mut anna.wire, "call:offer", offer).await, "conflict");
    assert!(server.rooms.lines().is_empty());
    ok(&mut vera.wire, "call:join", id.clone()).await;
    for wire in [&mut anna.wire, &mut boris.wire, &mut vera.wire] {
        ok(wire, "call:offer", json!({"callId": call["id"], "sdp": "v=0"})).await;
    }
    assert_eq!(server.rooms.lines().len(), 3);
    // She is in the call, and the chat is none of hers.
    let chat = call["chatId"].as_str().expect("an id").to_owned();
    assert_eq!(vera.ask(Method::GET, &format!("/api/chats/{chat}"), Value::Null).await.0, 404);
    assert_eq!(vera.ask(Method::GET, &format!("/api/chats/{chat}/messages"), Value::Null).await.0, 404);
    assert_eq!(
        vera.ask(Method::GET, &format!("/api/calls/{}", call["id"].as_str().expect("an id")), Value::Null)
            .await
            .0,
        200
    );
    // Whoever was not asked sees nothing of it.
    for kind in ["call:join", "call:leave", "call:renew", "call:accept", "call:reject"] {
        assert_eq!(refused(&mut gleb.wire, kind, id.clone()).await, "not_found", "{kind}");
    }
    // Anna goes, and comes back into the same call by calling Boris.
    ok(&mut anna.wire, "call:leave", id.clone()).await;
    let back = ok(&mut anna.wire, "call:initiate", json!({"userId": boris.id})).await["call"].clone();
    assert_eq!(back["id"], call["id"]);
    // One leaves and the others go on; with the last but one it is over for both.
    ok(&mut vera.wire, "call:leave", id.clone()).await;
    server.clock.advance(Duration::from_secs(5));
    ok(&mut boris.wire, "call:end", id.clone()).await;
    let over = next(&mut anna.wire, "call:ended").await["call"].clone();
    assert_eq!((&over["status"], &over["durationMs"]), (&json!("ended"), &json!(5_000)));
    assert!(server.rooms.lines().is_empty());
    let (_, past) = vera.ask(Method::GET, "/api/calls/history", Value::Null).await;
    assert_eq!(past["items"][0]["id"], call["id"]);
    let (_, card) = boris.ask(Method::GET, &format!("/api/chats/{chat}"), Value::Null).await;
    assert_eq!(card["lastMessage"]["kind"], "call");
}

#[tokio::test]
async fn who_takes_no_calls_is_not_added_and_neither_is_nobody() {
    let server = server().await;
    let [mut anna, mut boris, vera] = people(&server, ["anna", "boris", "vera"]).await;
    let call = talk(&mut anna, &mut boris).await;
    assert!(vera.ask(Method::PUT, &format!("/api/users/{}/block", anna.id), Value::Null).await.0 < 300);
    let add = |people: Value| json!({"callId": call["id"], "userIds": people});
    assert_eq!(refused(&mut anna.wire, "call:invite", add(json!([vera.id]))).await, "privacy_forbids");
    for (people, code) in [
        (json!([]), "validation_failed"),
        (json!([anna.id]), "validation_failed"),
        (json!(vec![vera.id.clone(); 17]), "validation_failed"),
        (json!([call["id"]]), "not_found"),
    ] {
        assert_eq!(refused(&mut anna.wire, "call:invite", add(people)).await, code);
    }
    let (_, still) = boris.ask(Method::GET, "/api/calls/active", Value::Null).await;
    assert_eq!(still["items"][0]["mode"], "p2p");
}

#[tokio::test]
async fn nobody_is_brought_together_with_whom_they_block_and_it_is_not_said_who_blocks() {
    let server = server().await;
    let [mut anna, mut boris, mut vera, gleb] = people(&server, ["anna", "boris", "vera", "gleb"]).await;
    let block = async |who: &Someone, whom: &Someone, method: Method| {
        let path = format!("/api/users/{}/block", whom.id);
        assert!(who.ask(method, &path, Value::Null).await.0 < 300);
    };
    let call = talk(&mut anna, &mut boris).await;
    let add = |people: &[&Someone]| {
        let ids: Vec<_> = people.iter().map(|one| &one.id).collect();
        json!({"callId": call["id"], "userIds": ids})
    };
    let refusal = async |wire: &mut Wire, data: Value| {
        let answer = wire.ask("call:invite", data).await.expect("an answer")["data"].clone();
        (answer["code"].clone(), answer["message"].clone())
    };
    // Boris blocks Vera, then Vera blocks Boris: Anna hears the same, and the same as when Vera takes no calls of hers.
    block(&boris, &vera, Method::PUT).await;
    let first = refusal(&mut anna.wire, add(&[&vera])).await;
    assert_eq!(first.0, "privacy_forbids");
    block(&boris, &vera, Method::DELETE).await;
    block(&vera, &boris, Method::PUT).await;
    assert_eq!(refusal(&mut anna.wire, add(&[&vera])).await, first);
    block(&vera, &boris, Method::DELETE).await;
    block(&vera, &anna, Method::PUT).await;
    assert_eq!(refusal(&mut anna.wire, add(&[&vera])).await, first);
    block(&vera, &anna, Method::DELETE).await;
    // Nor two who are asked at once; and nothing of all that made it a call of several.
    block(&gleb, &vera, Method::PUT).await;
    assert_eq!(refusal(&mut anna.wire, add(&[&vera, &gleb])).await, first);
    let (_, still) = boris.ask(Method::GET, "/api/calls/active", Value::Null).await;
    assert_eq!(still["items"][0]["mode"], "p2p");
    assert!(!vera.heard_types().await.contains(&"call:incoming".to_owned()));
    // Whom I block I may ask in all the same: I know what I do. And one by one they come, until they would meet.
    block(&anna, &vera, Method::PUT).await;
    ok(&mut anna.wire, "call:invite", add(&[&vera])).await;
    assert_eq!(refusal(&mut boris.wire, add(&[&gleb])).await, first, "Vera is asked in");
    ok(&mut vera.wire, "call:reject", json!({"callId": call["id"]})).await;
    ok(&mut boris.wire, "call:invite", add(&[&gleb])).await;

    // In a group they are together anyway.
    for who in [&mut anna, &mut boris] {
        who.wire.ask("call:leave", json!({"callId": call["id"]})).await.expect("an answer");
    }
    let chat = anna.group("Дача", &[&boris]).await["id"].clone();
    let members = format!("/api/chats/{}/members", chat.as_str().expect("an id"));
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    ok(&mut boris.wire, "call:join", json!({"callId": call["id"]})).await;
    block(&boris, &vera, Method::PUT).await;
    let add = json!({"callId": call["id"], "userIds": [vera.id]});
    assert_eq!(refusal(&mut anna.wire, add.clone()).await, first, "from outside the group");
    assert!(anna.ask(Method::POST, &members, json!({"userIds": [vera.id]})).await.0 < 300);
    ok(&mut anna.wire, "call:invite", add).await;
}

/// Anna is in a group with Boris, who has no page open and is told of things on his device.
struct Pushed {
    server: TestServer,
    service: PushService,
    device: PushDevice,
    anna: Someone,
    boris: (Api, UserId),
    chat: String,
}

async fn pushed_to() -> Pushed {
    let mut settings = TestServerSettings::default();
    settings.service.push.enabled = true;
    settings.service.push.private_endpoints = true;
    let server = TestServer::start(settings).await.expect("starts");
    let service = PushService::start().await.expect("starts");
    let device = PushDevice::default();
    let anna = Someone::new(&server, "anna").await;
    let (boris, session) = server.register("boris").await.expect("registers");
    let id = session.user.user.id;
    let body = device.subscription(&format!("{}/boris", service.origin()));
    boris.command(Method::POST, "/api/push/subscriptions", Some(&body)).await.expect("subscribes");
    let group = json!({"kind": "group", "title": "Дача", "memberIds": [id]});
    let made = anna.ask(Method::POST, "/api/chats", group).await.1;
    let chat = made["id"].as_str().expect("an id").to_owned();
    Pushed { server, service, device, anna, boris: (boris, id), chat }
}

#[tokio::test]
async fn a_ringing_group_wakes_devices_up_and_says_what_became_of_it() {
    let Pushed { server, service, device, mut anna, boris: (_, boris), chat } = pushed_to().await;
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();

    let pushed = service.next().await.expect("pushed");
    assert_eq!((pushed.header("ttl"), pushed.header("urgency")), ("45", "high"));
    let shown = device.read(&pushed).expect("for this device")["notification"].clone();
    assert_eq!((&shown["title"], &shown["body"]), (&json!("Дача"), &json!("anna: Звонит вам")));
    assert_eq!(shown["data"]["path"], format!("/call/{}", call["id"].as_str().expect("an id")));
    let answer = async |word: &str| {
        let body = json!({"ticket": shown["data"]["ticket"], "answer": word});
        let request = server.api().request(Method::POST, "/api/push/answers").json(&body);
        request.send().await.expect("answers").status().as_u16()
    };
    assert_eq!(answer("rings").await, 204);
    loop {
        let told = next(&mut anna.wire, "call:updated").await["call"].clone();
        if told["participants"][1]["state"] == "ringing" {
            break;
        }
    }
    assert_eq!(answer("decline").await, 204);
    let over = service.next().await.expect("pushed");
    assert_eq!(over.header("topic"), pushed.header("topic"), "in the place of what rang");
    let quiet = device.read(&over).expect("for this device")["notification"].clone();
    assert_eq!((&quiet["data"]["kind"], &quiet["silent"]), (&json!("over"), &json!(true)));

    // Asked again, nobody answers, and the call ends meanwhile.
    server.clock.advance(Duration::from_secs(30));
    ok(&mut anna.wire, "call:renew", json!({"callId": call["id"]})).await;
    server.clock.advance(Duration::from_secs(31));
    let again = json!({"callId": call["id"], "userIds": [boris]});
    ok(&mut anna.wire, "call:invite", again).await;
    service.next().await.expect("rings again");
    ok(&mut anna.wire, "call:leave", json!({"callId": call["id"]})).await;
    let missed = device.read(&service.next().await.expect("pushed")).expect("for this device");
    let shown = &missed["notification"];
    assert_eq!(
        (&shown["body"], &shown["data"]["kind"]),
        (&json!("anna: Пропущенный звонок"), &json!("missed"))
    );
}

/// What a device reads in the next push.
async fn pushed(service: &PushService, device: &PushDevice) -> Value {
    let pushed = service.next().await.expect("pushed");
    device.read(&pushed).expect("for this device")["notification"].clone()
}

#[tokio::test]
async fn a_muted_group_and_a_large_one_are_told_plainly_and_a_small_one_rings_until_it_is_heard() {
    let Pushed { server, service, device, mut anna, boris: (boris, boris_s), chat } = pushed_to().await;

    // Rung at once, and again while no device has said that it rings.
    let call = ok(&mut anna.wire, "call:initiate", json!({"chatId": chat})).await["call"].clone();
    let first = pushed(&service, &device).await;
    assert_eq!(first["data"]["kind"], "ring");
    let mut again = None;
    for turn in 0..3 {
        // Whatever is queued lets the queue look; what is due by now comes with it, before or after.
        server.clock.advance(Duration::from_secs(12));
        ok(&mut anna.wire, "call:renew", json!({"callId": call["id"]})).await;
        anna.say(&chat, &format!("turn {turn}")).await;
        loop {
            let told = pushed(&service, &device).await;
            match told["data"]["kind"].as_str() {
                Some("ring") => again = Some(told),
                Some("message") => break,
                kind => panic!("{kind:?}"),
            }
        }
        if again.is_some() {
            break;
        }
    }
    let again = again.expect("it rings again");
    assert_eq!((&again["data"]["callId"], &again["tag"]), (&call["id"], &first["tag"]));
    ok(&mut anna.wire, "call:leave", json!({"callId": call["id"]})).await;
    assert_eq!(pushed(&service, &device).await["data"]["kind"], "missed");

    // Who muted the group is told in one plain word, which leads into the chat and rings at nobody's.
    let mine = json!({"mutedUntil": "2100-01-01T00:00:00.000Z"});
    let path = format!("/api/chats/{chat}/mine");
    boris.command(Method::PATCH, &path, Some(&mine)).await.expect("mutes");
    let plain = async |call: &Value| {
        let told = pushed(&service, &device).await;
        assert_eq!((&told["title"], &told["data"]["kind"]), (&json!("Дача"), &json!("message")), "{told}");
        assert_eq!(told["body"], "anna: видеозвонок в группе");
        assert_eq!(told["data"]["path"], format!("/chats/{}", call["chatId"].as_str().expect("an id")));
        assert!(told["data"].get("ticket").is_none(), "{told}");
    };
    let call =
        ok(&mut anna.wire, "call:initiate", json!({"chatId": chat, "kind": "video"})).await["call"].clone();
    plain(&call).await;
    ok(&mut anna.wire, "call:leave", json!({"callId": call["id"]})).await;

    // So is everybody in a group of more than 32.
    let mut ids = vec![json!(boris_s)];
    for number in 0..31 {
        ids.push(json!(server.register(&format!("person{number}")).await.expect("registers").1.user.user.id));
    }
    let group = json!({"kind": "group", "title": "Дача", "memberIds": ids});
    let large = anna.ask(Method::POST, "/api/chats", group).await.1["id"].clone();
    let call =
        ok(&mut anna.wire, "call:initiate", json!({"chatId": large, "kind": "video"})).await["call"].clone();
    assert_eq!(call["participants"].as_array().expect("places").len(), 1, "it rings at nobody's");
    plain(&call).await;
    // Nobody was called, so nobody missed it: the next thing told is another.
    ok(&mut anna.wire, "call:leave", json!({"callId": call["id"]})).await;
    anna.say(large.as_str().expect("an id"), "hello").await;
    assert_eq!(pushed(&service, &device).await["body"], "anna: hello");
}
