//! Guests of group calls over real sockets: how they come in, what they hear, and that nothing else is open to them.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_protocol::socket::ClientFrame;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::{
    guest_door::{answer, door, door_of, said, stands, until},
    wire::Wire,
};

#[tokio::test]
async fn a_guest_knocks_is_let_in_and_has_a_line_like_the_others() {
    let mut door = door().await;
    let (call, mut guest, place) = door.at_the_door().await;
    let offer = json!({"callId": call["id"], "sdp": "v=0"});
    assert_eq!(said(&mut guest, "call:offer", offer.clone()).await["data"]["code"], "not_found");
    assert!(door.server.rooms.lines().is_empty(), "who waits has no line");

    assert_eq!(answer(&door.anna, &call, "admit", &place).await.0, 200);
    let stand = until(&mut guest, "in").await;
    let seen = &stand["call"];
    assert_eq!(seen["people"].as_array().expect("people").len(), 2);
    let names: Vec<_> = seen["people"].as_array().expect("people").iter().map(|one| &one["name"]).collect();
    assert!(names.contains(&&json!("anna")) && names.contains(&&json!("Тётя Оля")), "{names:?}");
    let text = stand.to_string();
    for secret in [&door.anna.id, &door.boris.id, &door.chat] {
        assert!(!text.contains(secret.as_str()), "{text}");
    }

    let joined = said(&mut guest, "call:join", json!({"callId": call["id"]})).await;
    assert_eq!(joined["type"], "ok", "{joined}");
    guest.frame("call:offer", offer).await.expect("open");
    let answered = guest.next_of("call:answer").await.expect("an event");
    assert_eq!(answered["data"]["sdp"], "v=0 answer");
    assert_eq!(door.server.rooms.lines().len(), 1);
    let flows = json!({"callId": call["id"], "sending": true, "receiving": true});
    assert_eq!(said(&mut guest, "call:media", flows).await["type"], "ok");
    let state = json!({"callId": call["id"], "muted": true});
    assert_eq!(said(&mut guest, "call:state", state).await["type"], "ok");
    assert_eq!(said(&mut guest, "call:renew", json!({"callId": call["id"]})).await["type"], "ok");

    // Taken out: the line is closed at once, and the door stays shut.
    let place = seen["me"].clone();
    let (_, now) = door
        .anna
        .ask(Method::GET, &format!("/api/calls/{}", call["id"].as_str().expect("id")), Value::Null)
        .await;
    let place_now = now["guests"][0]["participantId"].as_str().expect("a place").to_owned();
    assert_ne!(json!(place_now), place, "a new line has a new place");
    assert_eq!(answer(&door.anna, &call, "remove", &place_now).await.0, 200);
    assert!(door.server.rooms.lines().is_empty());
    assert_eq!(until(&mut guest, "over").await["reason"], "removed");
    assert_eq!(guest.close_code().await.expect("closed"), 4002);

    // The history has the guest by name, and so has nobody else.
    assert_eq!(
        door.anna.wire.ask("call:leave", json!({"callId": call["id"]})).await.expect("left")["type"],
        "ok"
    );
    let (_, history) = door.anna.ask(Method::GET, "/api/calls/history", Value::Null).await;
    assert_eq!(history["items"][0]["guests"][0]["name"], "Тётя Оля", "{history}");
}

#[tokio::test]
async fn only_members_in_the_call_answer_the_door() {
    let mut door = door().await;
    let (call, mut guest, place) = door.at_the_door().await;
    assert_eq!(answer(&door.vera, &call, "admit", &place).await.0, 404, "not of this group");
    let (status, problem) = answer(&door.boris, &call, "admit", &place).await;
    assert_eq!((status, &problem["code"]), (409, &json!("conflict")), "in the group, not in the call");
    assert_eq!(answer(&door.anna, &call, "decline", &place).await.0, 200);
    assert_eq!(until(&mut guest, "over").await["reason"], "declined");
    let (_, now) = door
        .anna
        .ask(Method::GET, &format!("/api/calls/{}", call["id"].as_str().expect("id")), Value::Null)
        .await;
    assert!(now.get("guests").is_none(), "who was turned away was never there: {now}");
}

#[tokio::test]
async fn who_was_turned_away_does_not_knock_again() {
    let mut door = door().await;
    let (_, token) = door.link().await;
    let call = door.begin().await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let mut guest = door.socket(&pass).await;
    let place = door.knock(&call).await;
    assert_eq!(answer(&door.anna, &call, "decline", &place).await.0, 200);
    assert_eq!(until(&mut guest, "over").await["reason"], "declined");
    let mut again = door.socket(&pass).await;
    assert_eq!(stands(&mut again).await["reason"], "declined");
}

#[tokio::test]
async fn before_the_call_a_guest_waits_and_comes_to_its_door_by_themselves() {
    let mut door = door().await;
    let (_, token) = door.link().await;
    let (_, told) = door.open("/api/guests/look", json!({"token": token})).await;
    assert_eq!(told, json!({"title": "Дача", "invitedBy": "anna", "callGoesOn": false}));
    let mut guest = door.socket(&door.pass(&token, "Тётя Оля").await).await;
    assert_eq!(stands(&mut guest).await["state"], "noCall");
    let call = door.begin().await;
    assert_eq!(stands(&mut guest).await["state"], "waiting");
    let place = door.knock(&call).await;
    assert_eq!(answer(&door.anna, &call, "admit", &place).await.0, 200);
    until(&mut guest, "in").await;
    // With the last member the call is over for guests, too.
    door.anna.wire.ask("call:leave", json!({"callId": call["id"]})).await.expect("left");
    assert_eq!(until(&mut guest, "over").await["reason"], "ended");
}

#[tokio::test]
async fn a_reload_keeps_the_place_and_a_second_tab_takes_it() {
    let mut door = door().await;
    let (_, token) = door.link().await;
    let call = door.begin().await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let mut first = door.socket(&pass).await;
    let place = door.knock(&call).await;
    assert_eq!(answer(&door.anna, &call, "admit", &place).await.0, 200);
    until(&mut first, "in").await;
    let mut second = door.socket(&pass).await;
    assert_eq!(stands(&mut second).await["state"], "in", "nobody is asked again");
    assert_eq!(until(&mut first, "over").await["reason"], "elsewhere");
    assert_eq!(first.close_code().await.expect("closed"), 4002);
    drop(first);
    // The old socket's end takes nothing from the new one.
    assert_eq!(said(&mut second, "call:join", json!({"callId": call["id"]})).await["type"], "ok");
    assert_eq!(said(&mut second, "call:leave", json!({"callId": call["id"]})).await["type"], "ok");
    assert_eq!(until(&mut second, "over").await["reason"], "lapsed");
}

#[tokio::test]
async fn a_link_that_is_taken_back_closes_the_door_and_the_line_at_once() {
    let mut door = door().await;
    let (link, token) = door.link().await;
    let call = door.begin().await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let mut guest = door.socket(&pass).await;
    let place = door.knock(&call).await;
    assert_eq!(answer(&door.anna, &call, "admit", &place).await.0, 200);
    until(&mut guest, "in").await;
    guest.frame("call:offer", json!({"callId": call["id"], "sdp": "v=0"})).await.expect("open");
    guest.next_of("call:answer").await.expect("an event");
    assert_eq!(door.server.rooms.lines().len(), 1);
    door.revoke(&link).await;
    assert!(door.server.rooms.lines().is_empty());
    assert_eq!(until(&mut guest, "over").await["reason"], "linkClosed");
    for (path, body) in [
        ("/api/guests/look", json!({"token": token})),
        ("/api/guests", json!({"token": token, "name": "Оля"})),
        ("/api/guests/look", json!({"token": "none"})),
    ] {
        let (status, problem) = door.open(path, body).await;
        assert_eq!((status, &problem["code"]), (404, &json!("guest_link_closed")), "{path}");
    }
    let mut wire = Wire::open_at(&door.server, "/ws/guest", &[]).await.expect("opens").expect("opens");
    wire.frame("auth", json!({"token": pass})).await.expect("open");
    assert_eq!(until(&mut wire, "over").await["reason"], "linkClosed");
}

#[tokio::test]
async fn links_are_made_by_those_who_may_and_never_told_twice() {
    let door = door().await;
    let (id, token) = door.link().await;
    let (_, links) = door.boris.ask(Method::GET, &door.path, Value::Null).await;
    assert_eq!((links["items"][0]["id"].as_str(), links["items"][0].get("url")), (Some(id.as_str()), None));
    assert!(!links.to_string().contains(&token));
    let (status, _) = door.boris.ask(Method::DELETE, &format!("{}/{id}", door.path), Value::Null).await;
    assert_eq!(status, 403, "neither its maker nor an admin of the group");
    for seconds in [json!(0), json!(40 * 24 * 3600)] {
        let (status, _) = door.anna.ask(Method::POST, &door.path, json!({"expiresInSeconds": seconds})).await;
        assert_eq!(status, 422);
    }
    for name in [json!(""), json!("\u{200b}\u{202e}"), json!("я".repeat(41))] {
        let (status, problem) = door.open("/api/guests", json!({"token": token, "name": name})).await;
        assert_eq!((status, &problem["code"]), (422, &json!("validation_failed")));
    }
    let group = format!("/api/chats/{}", door.chat);
    let rules = json!({"membersMayAdd": false});
    assert_eq!(door.anna.ask(Method::PATCH, &group, rules).await.0, 200);
    assert_eq!(door.boris.ask(Method::POST, &door.path, json!({})).await.0, 403);
}

#[tokio::test]
async fn a_pass_opens_nothing_but_the_guests_socket() {
    let mut door = door().await;
    let (call, mut guest, place) = door.at_the_door().await;
    let (_, token) = door.link().await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let api = door.server.api().with_token(pass.clone());
    let document: Value = serde_json::from_str(&zvonilka_http::openapi()).expect("the document is JSON");
    let mut asked = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            // Open to everybody, whatever token comes with it; and the one that is for guests in a call.
            let is_open = operation
                .get("security")
                .is_some_and(|security| security[0] == json!({}) || security == &json!([]));
            if is_open || path.starts_with("/health") || path == "/api/guests/ice-servers" {
                continue;
            }
            let id = call["id"].as_str().expect("an id");
            let filled: String = path
                .split('/')
                .map(|part| if part.starts_with('{') { id } else { part })
                .collect::<Vec<_>>()
                .join("/");
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            let answer = api.request(method.clone(), &filled).json(&json!({})).send().await.expect("answers");
            assert_eq!(answer.status().as_u16(), 401, "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked}");
    let mut members = Wire::silent(&door.server).await.expect("opens");
    assert_eq!(
        members.ask("auth", json!({"token": pass})).await.expect("an answer")["data"]["code"],
        "unauthenticated"
    );

    // And at the guests' socket nothing of what members can say; before they are let in not even that.
    for kind in ClientFrame::TYPES {
        if matches!(*kind, "ping" | "call:leave" | "call:end" | "call:renew") {
            continue;
        }
        let data = json!({"callId": call["id"], "chatId": door.chat, "participantId": place, "fresh": true, "sdp": "v=0",
            "clientId": "c1", "text": "hello", "sending": true, "receiving": true, "kind": "audio", "token": pass,
            "messageId": place, "emoji": "👍", "seq": 1, "state": "online", "candidate": null, "for": "me"});
        let heard = said(&mut guest, kind, data).await;
        let code = heard["data"]["code"].as_str().unwrap_or_default().to_owned();
        assert_eq!(heard["type"], "error", "{kind}: {heard}");
        assert!(matches!(code.as_str(), "forbidden" | "not_found" | "bad_request"), "{kind}: {code}");
    }
    let answer = api.request(Method::GET, "/api/guests/ice-servers").send().await.expect("answers");
    assert_eq!(answer.status().as_u16(), 403, "no relay before one is let in");

    // A member's token opens no guest's socket.
    let token = door.anna.api.token().expect("signed in").to_owned();
    let mut wire = Wire::open_at(&door.server, "/ws/guest", &[]).await.expect("opens").expect("opens");
    assert_eq!(said(&mut wire, "auth", json!({"token": token})).await["data"]["code"], "unauthenticated");
    assert_eq!(wire.close_code().await.expect("closed"), 4001);
}

#[tokio::test]
async fn names_are_given_slowly_and_who_closes_the_page_waits_no_longer() {
    let mut settings = TestServerSettings::default();
    settings.service.limits = zvonilka_service::LimitSettings::Enabled;
    let mut door = door_of(TestServer::start(settings).await.expect("starts")).await;
    let (_, token) = door.link().await;
    door.begin().await;
    let pass = door.pass(&token, "Тётя Оля").await;
    let mut refused = None;
    for _ in 0..30 {
        let (status, problem) = door.open("/api/guests", json!({"token": token, "name": "Оля"})).await;
        if status == 429 {
            refused = Some(problem);
            break;
        }
    }
    assert_eq!(refused.expect("too many names from one address")["code"], "too_many_requests");
    // Whoever has a pass comes in all the same.
    let mut guest = door.socket(&pass).await;
    assert_eq!(stands(&mut guest).await["state"], "waiting");
    drop(guest);
    // Whoever waits and closes the page is not there any more.
    let told = tokio::time::timeout(Duration::from_secs(10), async {
        loop {
            let told = door.anna.wire.next_of("call:updated").await.expect("an event");
            if told["data"]["call"].get("guests").is_none() {
                return;
            }
        }
    });
    told.await.expect("nobody waits any more");
}

#[tokio::test]
async fn where_the_owner_wants_no_guests_nobody_comes() {
    let mut settings = TestServerSettings::default();
    settings.service.guests = false;
    let door = door_of(TestServer::start(settings).await.expect("starts")).await;
    let (status, problem) = door.anna.ask(Method::POST, &door.path, json!({})).await;
    assert_eq!((status, &problem["code"]), (403, &json!("forbidden")));
    let (status, problem) = door.open("/api/guests/look", json!({"token": "any"})).await;
    assert_eq!((status, &problem["code"]), (404, &json!("guest_link_closed")));
    let (_, info) = door.anna.ask(Method::GET, "/api/info", Value::Null).await;
    assert_eq!(info["guests"], false);
}
