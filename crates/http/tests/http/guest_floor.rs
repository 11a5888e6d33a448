//! Hosts, hands, signs and the lock, as guests of a call have part in them.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_model::ParticipantId;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::{
    guest_door::{Door, answer, door, door_of, said, stands, until},
    someone::Someone,
    wire::Wire,
};

/// Anna leads the call, Boris is in it, and so is a guest with a line.
struct Talk {
    door: Door,
    call: Value,
    guest: Wire,
    pass: String,
    /// The guest's place, which their page knows as theirs.
    place: String,
}

async fn talk(door: Door) -> Talk {
    let mut door = door;
    let (_, token) = door.link().await;
    let call = door.begin().await;
    ok(&mut door.boris.wire, "call:join", json!({"callId": call["id"]})).await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let mut guest = door.socket(&pass).await;
    let knocked = door.knock(&call).await;
    assert_eq!(answer(&door.anna, &call, "admit", &knocked).await.0, 200);
    until(&mut guest, "in").await;
    assert_eq!(said(&mut guest, "call:join", json!({"callId": call["id"]})).await["type"], "ok");
    guest.frame("call:offer", json!({"callId": call["id"], "sdp": "v=0"})).await.expect("open");
    let answered = guest.next_of("call:answer").await.expect("an event");
    let place = answered["data"]["fromParticipantId"].as_str().expect("a place").to_owned();
    Talk { door, call, guest, pass, place }
}

async fn ok(wire: &mut Wire, kind: &str, data: Value) {
    let answer = wire.ask(kind, data).await.expect("an answer");
    assert_eq!(answer["type"], "ok", "{kind}: {answer}");
}

async fn refused(wire: &mut Wire, kind: &str, data: Value) -> Value {
    wire.ask(kind, data).await.expect("an answer")["data"]["code"].clone()
}

async fn next(wire: &mut Wire, kind: &str) -> Value {
    wire.next_of(kind).await.expect("an event")["data"].clone()
}

async fn call_now(who: &Someone, call: &Value) -> Value {
    let path = format!("/api/calls/{}", call["id"].as_str().expect("an id"));
    who.ask(Method::GET, &path, Value::Null).await.1
}

fn place_of<'a>(call: &'a Value, user: &Value) -> &'a Value {
    let places = call["participants"].as_array().expect("places");
    places.iter().find(|place| &place["userId"] == user).expect("a place")
}

#[tokio::test]
async fn a_host_switches_a_guest_s_microphone_off_and_the_guest_switches_it_on_again() {
    let Talk { mut door, call, mut guest, place, .. } = talk(door().await).await;
    let id = json!({"callId": call["id"]});
    let hers = json!({"callId": call["id"], "participantId": place});
    let muted = |door: &Door| {
        let place: ParticipantId = place.parse().expect("an id");
        door.server.rooms.state(place).muted
    };
    assert_eq!(refused(&mut door.boris.wire, "call:mute", hers.clone()).await, "forbidden");
    let both = json!({"callId": call["id"], "participantId": place, "userId": door.boris.id});
    assert_eq!(refused(&mut door.anna.wire, "call:mute", both).await, "validation_failed");
    let nobody = json!({"callId": call["id"], "participantId": call["id"]});
    assert_eq!(refused(&mut door.anna.wire, "call:mute", nobody).await, "not_found");

    let seen = call_now(&door.anna, &call).await;
    let host = place_of(&seen, &json!(door.anna.id))["participantId"].clone();
    for whom in [hers, id.clone()] {
        ok(&mut door.anna.wire, "call:mute", whom).await;
        // By what stands for her, and never by who she is.
        let told = next(&mut guest, "call:muted").await;
        assert_eq!((&told["callId"], &told["byUserId"]), (&call["id"], &host));
        assert_eq!(muted(&door), Some(true), "the room passes nothing on");
        ok(&mut guest, "call:state", json!({"callId": call["id"], "muted": false})).await;
        assert_eq!(muted(&door), Some(false), "she speaks again");
    }
    // With everybody else; the host speaks on.
    assert_eq!(next(&mut door.boris.wire, "call:muted").await["byUserId"], json!(door.anna.id));
    assert!(!door.anna.heard_types().await.contains(&"call:muted".to_owned()));
    // What members may do to each other is none of a guest's.
    for kind in ["call:mute", "call:lock", "call:remove", "call:let-in"] {
        let data = json!({"callId": call["id"], "userId": host, "locked": true});
        assert_eq!(refused(&mut guest, kind, data).await, "forbidden", "{kind}");
    }
}

#[tokio::test]
async fn a_guest_who_was_muted_while_the_socket_was_gone_hears_of_it_when_it_is_back() {
    let Talk { mut door, call, guest, pass, place } = talk(door().await).await;
    drop(guest);
    // Her place is there, and nobody at it.
    loop {
        let told = next(&mut door.anna.wire, "call:updated").await;
        if told["call"]["guests"][0]["away"] == true {
            break;
        }
    }
    ok(&mut door.anna.wire, "call:mute", json!({"callId": call["id"]})).await;
    let mut guest = door.socket(&pass).await;
    let mine = json!({"callId": call["id"], "participantId": place});
    guest.frame("call:resume", mine).await.expect("open");
    let host = place_of(&call_now(&door.anna, &call).await, &json!(door.anna.id))["participantId"].clone();
    assert_eq!(next(&mut guest, "call:muted").await["byUserId"], host);
    // So does a page that needs a new line, and the room hears nothing of her meanwhile.
    guest.frame("call:join", json!({"callId": call["id"]})).await.expect("open");
    assert_eq!(next(&mut guest, "call:muted").await["byUserId"], host);
    guest.frame("call:offer", json!({"callId": call["id"], "sdp": "v=0"})).await.expect("open");
    let answered = next(&mut guest, "call:answer").await;
    let hers: ParticipantId =
        answered["fromParticipantId"].as_str().expect("a place").parse().expect("an id");
    assert_eq!(door.server.rooms.state(hers).muted, Some(true));
    assert_eq!(
        said(&mut guest, "call:state", json!({"callId": call["id"], "muted": false})).await["type"],
        "ok"
    );
    assert_eq!(door.server.rooms.state(hers).muted, Some(false));
}

#[tokio::test]
async fn a_guest_raises_a_hand_and_shows_signs_and_sees_those_of_others() {
    let Talk { mut door, call, mut guest, place, .. } = talk(door().await).await;
    let hand = |raised: bool| json!({"callId": call["id"], "raised": raised});
    ok(&mut guest, "call:hand", hand(true)).await;
    let stand = loop {
        let stand = until(&mut guest, "in").await;
        let raised = |one: &Value| one.get("handRaisedAt").is_some();
        if stand["call"]["call"]["participants"].as_array().expect("places").iter().any(raised) {
            break stand;
        }
    };
    let mine = &stand["call"]["me"];
    let places = stand["call"]["call"]["participants"].as_array().expect("places").clone();
    let raised: Vec<_> = places.iter().filter(|one| one.get("handRaisedAt").is_some()).collect();
    assert_eq!((raised.len(), &raised[0]["participantId"]), (1, mine));
    door.server.clock.advance(std::time::Duration::from_secs(1));
    ok(&mut door.boris.wire, "call:hand", hand(true)).await;
    let now = call_now(&door.anna, &call).await;
    let his = place_of(&now, &json!(door.boris.id))["handRaisedAt"].as_str().expect("raised").to_owned();
    let hers = now["guests"][0]["handRaisedAt"].as_str().expect("raised").to_owned();
    assert!(hers < his, "the first is first");

    // Of somebody else: not by a guest, by a host.
    let other = json!({"callId": call["id"], "raised": false, "userId": door.boris.id});
    assert_eq!(refused(&mut guest, "call:hand", other).await, "forbidden");
    let lower = json!({"callId": call["id"], "raised": false, "participantId": place});
    assert_eq!(refused(&mut door.boris.wire, "call:hand", lower.clone()).await, "forbidden");
    let raise = json!({"callId": call["id"], "raised": true, "participantId": place});
    assert_eq!(refused(&mut door.anna.wire, "call:hand", raise).await, "validation_failed");
    ok(&mut door.anna.wire, "call:hand", lower).await;
    assert!(call_now(&door.anna, &call).await["guests"][0].get("handRaisedAt").is_none());

    ok(&mut guest, "call:react", json!({"callId": call["id"], "emoji": "👏"})).await;
    for wire in [&mut door.anna.wire, &mut door.boris.wire] {
        let told = next(wire, "call:reacted").await;
        assert_eq!((&told["emoji"], &told["participantId"]), (&json!("👏"), &json!(place)));
        assert!(told.get("userId").is_none(), "{told}");
    }
    // Her own page knows it by what stands for herself.
    let told = next(&mut guest, "call:reacted").await;
    assert_eq!(
        told["userId"],
        places.iter().find(|one| &one["participantId"] == mine).expect("me")["userId"]
    );
    ok(&mut door.boris.wire, "call:react", json!({"callId": call["id"], "emoji": "🎉"})).await;
    let told = next(&mut guest, "call:reacted").await;
    assert_eq!(told["emoji"], "🎉");
    assert!(!told.to_string().contains(&door.boris.id), "{told}");
    for odd in ["", "hello", "👏👏"] {
        let sign = json!({"callId": call["id"], "emoji": odd});
        assert_eq!(refused(&mut guest, "call:react", sign).await, "validation_failed");
    }
}

#[tokio::test]
async fn signs_are_shown_as_often_as_is_applause_and_no_more() {
    let mut settings = TestServerSettings::default();
    settings.service.limits = zvonilka_service::LimitSettings::Enabled;
    let door = door_of(TestServer::start(settings).await.expect("starts")).await;
    let Talk { mut door, call, mut guest, .. } = talk(door).await;
    let sign = json!({"callId": call["id"], "emoji": "👏"});
    for wire in [&mut door.boris.wire, &mut guest] {
        let mut shown = 0;
        let refusal = loop {
            let answer = wire.ask("call:react", sign.clone()).await.expect("an answer");
            if answer["type"] == "error" {
                break answer["data"].clone();
            }
            shown += 1;
            assert!(shown < 200, "there is no limit");
        };
        assert!(shown >= 20, "{shown} are no applause");
        assert_eq!(refusal["code"], "too_many_requests");
        assert!(refusal["retryAfterMs"].as_u64().is_some_and(|wait| wait <= 1_000), "{refusal}");
    }
    // Who was too fast keeps nobody else from it.
    ok(&mut door.anna.wire, "call:react", sign).await;
}

#[tokio::test]
async fn a_locked_call_lets_no_guest_knock_and_whoever_was_in_it_come_back() {
    let Talk { mut door, call, mut guest, pass, .. } = talk(door().await).await;
    let lock = |locked: bool| json!({"callId": call["id"], "locked": locked});
    ok(&mut door.anna.wire, "call:lock", lock(true)).await;
    let (_, token) = door.link().await;
    let nina_s = door.pass(&token, "Нина").await;
    let mut nina = door.socket(&nina_s).await;
    assert_eq!(stands(&mut nina).await["state"], "locked");
    assert_eq!(call_now(&door.anna, &call).await["guests"].as_array().expect("guests").len(), 1);
    // A reload of who is in it is no new guest.
    let mut again = door.socket(&pass).await;
    assert_eq!(stands(&mut again).await["state"], "in");
    assert_eq!(until(&mut guest, "over").await["reason"], "elsewhere");

    ok(&mut door.anna.wire, "call:lock", lock(false)).await;
    assert_eq!(stands(&mut nina).await["state"], "waiting", "she knocks by herself");
    // And who waited when it was locked is still let in by those inside.
    ok(&mut door.anna.wire, "call:lock", lock(true)).await;
    let now = call_now(&door.anna, &call).await;
    let waits = now["guests"][1]["participantId"].as_str().expect("a place").to_owned();
    assert_eq!(answer(&door.anna, &call, "admit", &waits).await.0, 200);
    until(&mut nina, "in").await;
}

#[tokio::test]
async fn hands_and_the_lock_stand_over_a_restart_of_the_server() {
    let Talk { mut door, call, mut guest, pass, .. } = talk(door().await).await;
    let id = call["id"].clone();
    ok(&mut guest, "call:hand", json!({"callId": id, "raised": true})).await;
    door.server.clock.advance(std::time::Duration::from_secs(1));
    ok(&mut door.boris.wire, "call:hand", json!({"callId": id, "raised": true})).await;
    ok(&mut door.anna.wire, "call:lock", json!({"callId": id, "locked": true})).await;
    let before = call_now(&door.anna, &call).await;
    let token = door.anna.api.token().expect("signed in").to_owned();
    let Door { server, anna, boris, vera, chat, path } = door;
    let server = server.restart().await.expect("starts again");
    let (wire, _) = Wire::signed_in(&server, &token).await.expect("opens");
    let anna = Someone { api: server.api().with_token(token), id: anna.id, wire };
    let mut door = Door { server, anna, boris, vera, chat, path };

    let after = call_now(&door.anna, &call).await;
    assert_eq!(after["locked"], true);
    let his = |call: &Value| place_of(call, &json!(door.boris.id))["handRaisedAt"].clone();
    assert!(his(&after).is_string() && his(&after) == his(&before), "{after}");
    let hers = |call: &Value| call["guests"][0]["handRaisedAt"].clone();
    assert!(hers(&after).is_string() && hers(&after) == hers(&before), "{after}");
    // The guest comes back to their place, though the call is locked, and lowers it themselves.
    let mut guest = door.socket(&pass).await;
    assert_eq!(stands(&mut guest).await["state"], "in");
    ok(&mut guest, "call:hand", json!({"callId": id, "raised": false})).await;
    assert!(hers(&call_now(&door.anna, &call).await).is_null());
    let late = door.link().await.1;
    let mut nina = door.socket(&door.pass(&late, "Нина").await).await;
    assert_eq!(stands(&mut nina).await["state"], "locked");
    ok(&mut door.anna.wire, "call:hand", json!({"callId": id, "userId": door.boris.id, "raised": false}))
        .await;
}
