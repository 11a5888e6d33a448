//! What people hide and forbid, asked of a running server by a stranger, a contact and somebody who is blocked.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_protocol::Session;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::Wire;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Viewer {
    Stranger,
    Contact,
    Blocked,
}

const AUDIENCES: [&str; 3] = ["everybody", "contacts", "nobody"];

impl Viewer {
    const ALL: [Self; 3] = [Self::Stranger, Self::Contact, Self::Blocked];

    fn is_in(self, audience: &str) -> bool {
        match self {
            Self::Stranger => audience == "everybody",
            Self::Contact => audience != "nobody",
            Self::Blocked => false,
        }
    }
}

/// Somebody who chooses, and those who look, each with a direct chat with them.
struct World {
    server: TestServer,
    owner: Api,
    owner_session: Session,
    viewers: [(Viewer, Api, String); 3],
    family: String,
}

impl World {
    async fn new() -> Self {
        let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
        let (owner, owner_session) = server.register("owner").await.expect("registers");
        let owner_id = owner_session.user.user.id;
        let mut viewers = Vec::new();
        for viewer in Viewer::ALL {
            let login = format!("{viewer:?}").to_lowercase();
            let (api, session) = server.register(&login).await.expect("registers");
            let chat = api.open_direct(owner_id).await.expect("opened").shared.id.to_string();
            let viewer_id = session.user.user.id;
            match viewer {
                Viewer::Stranger => {}
                Viewer::Contact => {
                    ask(&api, Method::POST, "/api/contacts/requests", json!({"userId": owner_id})).await;
                    let path = "/api/contacts/requests";
                    let (status, _) = ask(&owner, Method::POST, path, json!({"userId": viewer_id})).await;
                    assert_eq!(status, 200, "they had asked");
                }
                Viewer::Blocked => {
                    let path = format!("/api/users/{viewer_id}/block");
                    assert_eq!(ask(&owner, Method::PUT, &path, Value::Null).await.0, 204);
                }
            }
            viewers.push((viewer, api, chat));
        }
        let chats = get(&owner, "/api/chats").await;
        let family = chats["items"].as_array().expect("chats").iter().find(|c| c["kind"] == "family");
        let family = family.expect("the family chat")["id"].as_str().expect("an id").to_owned();
        let viewers = viewers.try_into().unwrap_or_else(|_| unreachable!("three"));
        Self { server, owner, owner_session, viewers, family }
    }

    fn owner_id(&self) -> String {
        self.owner_session.user.user.id.to_string()
    }

    async fn choose(&self, setting: &str, audience: &str) {
        let body = json!({"privacy": {setting: audience}});
        let (status, me) = ask(&self.owner, Method::PATCH, "/api/users/me", body).await;
        assert_eq!((status, &me["privacy"][setting]), (200, &json!(audience)));
    }

    /// The owner as somebody sees them, in every answer in which they stand.
    async fn faces(&self, api: &Api, direct: &str) -> Vec<(String, Value)> {
        let id = self.owner_id();
        let mut faces = Vec::new();
        for path in ["/api/users", "/api/users/search?q=owner", &format!("/api/users/search?q={id}")] {
            let people = get(api, path).await;
            let found = people["items"].as_array().expect("people").iter().find(|p| p["id"] == *id);
            faces.push((path.to_owned(), found.expect("the owner").clone()));
        }
        let path = format!("/api/users/{id}");
        faces.push((path.clone(), get(api, &path).await));
        for path in [format!("/api/chats/{}/members", self.family), format!("/api/chats/{direct}/members")] {
            let members = get(api, &path).await;
            faces.push((path, member(&members["items"], &id)["user"].clone()));
        }
        for path in [format!("/api/chats/{direct}"), format!("/api/chats/{}", self.family)] {
            let chat = get(api, &path).await;
            faces.push((path, member(&chat["members"], &id)["user"].clone()));
        }
        for chat in get(api, "/api/chats").await["items"].as_array().expect("chats") {
            faces.push(("the list of chats".to_owned(), member(&chat["members"], &id)["user"].clone()));
        }
        let (mut wire, _) =
            Wire::signed_in(&self.server, api.token().expect("a token")).await.expect("opens");
        let synced = wire.ask("sync", json!({})).await.expect("an answer");
        for chat in synced["data"]["chats"].as_array().expect("chats") {
            faces.push(("sync".to_owned(), member(&chat["chat"]["members"], &id)["user"].clone()));
        }
        faces
    }
}

fn member<'a>(members: &'a Value, id: &str) -> &'a Value {
    members.as_array().expect("members").iter().find(|m| m["user"]["id"] == *id).expect("a member")
}

async fn get(api: &Api, path: &str) -> Value {
    api.get(path).await.expect(path)
}

/// The status, and the body or the problem.
async fn ask(api: &Api, method: Method, path: &str, body: Value) -> (u16, Value) {
    let mut request = api.request(method, path);
    if !body.is_null() {
        request = request.json(&body);
    }
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
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

#[tokio::test]
async fn about_phone_and_presence_are_shown_only_to_their_audience() {
    let world = World::new().await;
    let profile = json!({"about": "о себе", "phone": "+7 900 000-00-00", "statusText": "на даче"});
    assert_eq!(ask(&world.owner, Method::PATCH, "/api/users/me", profile).await.0, 200);
    let token = world.owner.token().expect("a token");
    let (mut wire, _) = Wire::signed_in(&world.server, token).await.expect("opens");
    heard(&mut wire).await;
    world.server.hub.note_presence();
    let settings = [
        ("about", "about", json!("о себе"), Value::Null),
        ("phone", "phone", json!("+7 900 000-00-00"), Value::Null),
        ("lastSeen", "online", json!(true), json!(false)),
    ];
    for (setting, field, shown, hidden) in settings {
        for audience in AUDIENCES {
            world.choose(setting, audience).await;
            for (viewer, api, direct) in &world.viewers {
                let expected = if viewer.is_in(audience) { &shown } else { &hidden };
                for (place, face) in world.faces(api, direct).await {
                    let what = format!("{setting}={audience} as {viewer:?} in {place}: {face}");
                    assert_eq!(&face[field], expected, "{what}");
                    if setting == "lastSeen" {
                        assert_eq!(face.get("lastSeenAt").is_some(), viewer.is_in(audience), "{what}");
                    }
                    assert_eq!(face["isContact"] == true, *viewer == Viewer::Contact, "{what}");
                    assert_eq!(face.get("statusText").is_some(), *viewer != Viewer::Blocked, "{what}");
                }
            }
        }
        world.choose(setting, "everybody").await;
    }
}

#[tokio::test]
async fn whoever_hides_their_presence_from_everybody_sees_nobodys() {
    let world = World::new().await;
    let (_, contact, _) = &world.viewers[1];
    let (mut wire, _) =
        Wire::signed_in(&world.server, contact.token().expect("a token")).await.expect("opens");
    heard(&mut wire).await;
    let (_, session) = world.server.register("looked.at").await.expect("registers");
    let path = format!(
        "/api/users/{}",
        world.viewers[1].1.get::<Value>("/api/users/me").await.expect("me")["id"].as_str().expect("an id")
    );
    assert_eq!(get(&world.owner, &path).await["online"], true);
    world.choose("lastSeen", "nobody").await;
    assert_eq!(get(&world.owner, &path).await["online"], false);
    let theirs = world.server.api().with_token(&session.access_token);
    assert_eq!(get(&theirs, &path).await["online"], true, "others still do");
}

#[tokio::test]
async fn presence_is_told_only_to_its_audience() {
    let world = World::new().await;
    let id = world.owner_id();
    for audience in AUDIENCES {
        world.choose("lastSeen", audience).await;
        let mut wires = Vec::new();
        for (viewer, api, _) in &world.viewers {
            let (mut wire, _) =
                Wire::signed_in(&world.server, api.token().expect("a token")).await.expect("opens");
            heard(&mut wire).await;
            wires.push((*viewer, wire));
        }
        let token = world.owner.token().expect("a token");
        let (mut owner, _) = Wire::signed_in(&world.server, token).await.expect("opens");
        let told = heard(&mut owner).await;
        let state = told.iter().find(|f| f["type"] == "presence:state").expect("who is here");
        let expected = if audience == "nobody" { 0 } else { 3 };
        assert_eq!(state["data"]["present"].as_array().expect("people").len(), expected, "{audience}");
        for (viewer, wire) in &mut wires {
            let frames = heard(wire).await;
            let came = frames.iter().any(|f| f["type"] == "user:online" && f["data"]["userId"] == *id);
            // Somebody who is here already is not announced again within the linger.
            if audience == "everybody" {
                assert_eq!(came, viewer.is_in(audience), "{audience} to {viewer:?}: {frames:?}");
            }
        }
        for (viewer, api, _) in &world.viewers {
            let (mut wire, _) =
                Wire::signed_in(&world.server, api.token().expect("a token")).await.expect("opens");
            let frames = heard(&mut wire).await;
            let state = frames.iter().find(|f| f["type"] == "presence:state").expect("who is here");
            let present = state["data"]["present"].as_array().expect("people");
            let sees = present.iter().any(|p| p["userId"] == *id);
            assert_eq!(sees, viewer.is_in(audience), "{audience} as {viewer:?}");
        }
        let away = json!({"state": "away"});
        owner.frame("presence:set", away).await.expect("sent");
        heard(&mut owner).await;
        for (viewer, wire) in &mut wires {
            let frames = heard(wire).await;
            let heard_of_it = frames.iter().any(|f| f["data"]["userId"] == *id && f["data"]["away"] == true);
            assert_eq!(heard_of_it, viewer.is_in(audience), "{audience} to {viewer:?}: {frames:?}");
        }
        owner.frame("presence:set", json!({"state": "online"})).await.expect("sent");
        heard(&mut owner).await;
    }
}

#[tokio::test]
async fn calls_and_messages_are_taken_only_from_their_audience() {
    let world = World::new().await;
    let id = world.owner_id();
    let mut number = 0;
    for audience in AUDIENCES {
        world.choose("calls", audience).await;
        world.choose("messages", audience).await;
        for (viewer, api, direct) in &world.viewers {
            let what = format!("{audience} as {viewer:?}");
            let expected = |allowed| {
                if viewer.is_in(audience) {
                    (allowed, None)
                } else {
                    (403, Some("privacy_forbids".to_owned()))
                }
            };
            let outcome = |(status, body): (u16, Value)| (status, body["code"].as_str().map(str::to_owned));
            let face = get(api, &format!("/api/users/{id}")).await;
            let flags = (&face["mayCall"], &face["mayMessage"]);
            assert_eq!(flags, (&json!(viewer.is_in(audience)), &json!(viewer.is_in(audience))), "{what}");

            number += 1;
            let body = json!({"clientId": format!("n{number}"), "text": "привет"});
            let path = format!("/api/chats/{direct}/messages");
            assert_eq!(outcome(ask(api, Method::POST, &path, body).await), expected(201), "{what}");
            let (mut wire, _) =
                Wire::signed_in(&world.server, api.token().expect("a token")).await.expect("opens");
            let body = json!({"chatId": direct, "clientId": format!("w{number}"), "text": "привет"});
            let answer = wire.ask("message:send", body).await.expect("an answer");
            assert_eq!(answer["type"] == "ok", viewer.is_in(audience), "{what}: {answer}");
            let typing = wire.ask("typing:start", json!({"chatId": direct}));
            if !viewer.is_in(audience) {
                assert_eq!(typing.await.expect("refused")["data"]["code"], "privacy_forbids", "{what}");
            }
            // Groups are not affected.
            let path = format!("/api/chats/{}/messages", world.family);
            let body = json!({"clientId": format!("f{number}"), "text": "всем"});
            assert_eq!(ask(api, Method::POST, &path, body).await.0, 201, "{what}");

            for callee in [json!({"userId": id}), json!({"chatId": direct})] {
                let (status, body) = ask(api, Method::POST, "/api/calls/initiate", callee).await;
                assert_eq!(outcome((status, body.clone())), expected(201), "{what}");
                if let Some(call) = body["id"].as_str() {
                    ask(api, Method::POST, &format!("/api/calls/{call}/end"), Value::Null).await;
                }
            }
        }
        // Somebody new gets no chat out of it, but may answer a call of the owner's.
        let (api, session) = world.server.register(&format!("new.{audience}")).await.expect("registers");
        let allowed = audience == "everybody";
        let (status, call) = ask(&api, Method::POST, "/api/calls/initiate", json!({"userId": id})).await;
        assert_eq!(status, if allowed { 201 } else { 403 });
        if let Some(call) = call["id"].as_str() {
            ask(&api, Method::POST, &format!("/api/calls/{call}/end"), Value::Null).await;
        }
        let body = json!({"kind": "direct", "userId": id});
        let (status, _) = ask(&api, Method::POST, "/api/chats", body).await;
        assert_eq!(status, if allowed { 200 } else { 403 });
        if !allowed {
            let chats = get(&world.owner, "/api/chats").await;
            let newcomer = session.user.user.id.to_string();
            let of_newcomer = |c: &&Value| {
                c["kind"] == "direct"
                    && c["members"].as_array().expect("members").iter().any(|m| m["user"]["id"] == *newcomer)
            };
            assert_eq!(chats["items"].as_array().expect("chats").iter().filter(of_newcomer).count(), 0);
            let body = json!({"userId": newcomer});
            let (status, call) = ask(&world.owner, Method::POST, "/api/calls/initiate", body).await;
            assert_eq!(status, 201);
            let (status, same) = ask(&api, Method::POST, "/api/calls/initiate", json!({"userId": id})).await;
            assert_eq!((status, &same["id"]), (200, &call["id"]), "calling back takes the call");
            let path = format!("/api/calls/{}/end", call["id"].as_str().expect("an id"));
            ask(&api, Method::POST, &path, Value::Null).await;
        }
    }
}

#[tokio::test]
async fn read_marks_are_shown_only_to_their_audience() {
    let world = World::new().await;
    let id = world.owner_id();
    for audience in AUDIENCES {
        world.choose("receipts", audience).await;
        let mut wires = Vec::new();
        for (viewer, api, _) in &world.viewers {
            let (mut wire, _) =
                Wire::signed_in(&world.server, api.token().expect("a token")).await.expect("opens");
            heard(&mut wire).await;
            wires.push((*viewer, wire));
        }
        let path = format!("/api/chats/{}/messages", world.family);
        let body = json!({"clientId": format!("r-{audience}"), "text": "прочитай"});
        let (_, message) = ask(&world.viewers[0].1, Method::POST, &path, body).await;
        let seq = message["seq"].as_i64().expect("a place");
        let path = format!("/api/chats/{}/read", world.family);
        assert_eq!(ask(&world.owner, Method::PUT, &path, json!({"seq": seq})).await.0, 204);
        for (viewer, wire) in &mut wires {
            let frames = heard(wire).await;
            let told = frames.iter().any(|f| f["type"] == "message:read" && f["data"]["userId"] == *id);
            assert_eq!(told, viewer.is_in(audience), "{audience} to {viewer:?}: {frames:?}");
        }
        for (viewer, api, _) in &world.viewers {
            let what = format!("{audience} as {viewer:?}");
            let chat = get(api, &format!("/api/chats/{}", world.family)).await;
            let mark = &member(&chat["members"], &id)["readSeq"];
            assert_eq!(mark, &json!(if viewer.is_in(audience) { seq } else { 0 }), "{what}");
            // The writer has read it in any case; to the writer it says how far somebody else has.
            if *viewer == Viewer::Stranger {
                assert_eq!(chat["readSeq"] == seq, viewer.is_in(audience), "{what}: {}", chat["readSeq"]);
            }
        }
        let own = get(&world.owner, &format!("/api/chats/{}", world.family)).await;
        assert_eq!(own["myReadSeq"], seq);
    }
}

#[tokio::test]
async fn groups_take_only_whom_their_audience_adds() {
    let world = World::new().await;
    let owner = world.owner_session.user.user.id;
    for audience in AUDIENCES {
        world.choose("groups", audience).await;
        for (viewer, api, _) in &world.viewers {
            let token = api.token().expect("a token");
            let actor = world.server.service.auth.authenticate(token).await.expect("signed in").actor;
            let may = world.server.service.people.may_add_to_group(actor, owner).await.expect("there");
            assert_eq!(may, viewer.is_in(audience), "{audience} as {viewer:?}");
        }
    }
}

#[tokio::test]
async fn a_broadcast_says_only_what_everybody_may_see() {
    let world = World::new().await;
    let (_, contact, _) = &world.viewers[1];
    let (mut wire, _) =
        Wire::signed_in(&world.server, contact.token().expect("a token")).await.expect("opens");
    heard(&mut wire).await;
    let token = world.owner.token().expect("a token");
    let (mut owner, _) = Wire::signed_in(&world.server, token).await.expect("opens");
    heard(&mut owner).await;
    let patch = |body: Value| ask(&world.owner, Method::PATCH, "/api/users/me", body);
    assert_eq!(patch(json!({"statusText": "на даче", "phone": "12345"})).await.0, 200);
    let told = wire.next_of("user:updated").await.expect("told");
    let user = &told["data"]["user"];
    assert_eq!(user["partial"], true);
    // The owner blocked somebody, who hears this frame, too.
    assert!(user.get("statusText").is_none() && user.get("phone").is_none(), "{user}");
    let blocked = get(&world.owner, "/api/contacts").await["blocked"][0]["id"].clone();
    let path = format!("/api/users/{}/block", blocked.as_str().expect("an id"));
    assert_eq!(ask(&world.owner, Method::DELETE, &path, Value::Null).await.0, 204);
    assert_eq!(patch(json!({"phone": ""})).await.0, 200);
    wire.next_of("user:updated").await.expect("told");
    assert_eq!(patch(json!({"statusText": "дома"})).await.0, 200);
    let told = wire.next_of("user:updated").await.expect("told");
    assert_eq!(told["data"]["user"]["statusText"], "дома");
    assert!(told["data"]["user"].get("partial").is_none(), "nothing is hidden from anybody");
}

#[tokio::test]
async fn bad_profiles_are_refused_by_field() {
    let world = World::new().await;
    let body = json!({"about": "я".repeat(501), "phone": "позвони"});
    let (status, problem) = ask(&world.owner, Method::PATCH, "/api/users/me", body).await;
    assert_eq!((status, &problem["code"]), (422, &json!("validation_failed")));
    assert_eq!(problem["errors"], json!({"about": ["too_long"], "phone": ["format"]}));
    let (status, _) =
        ask(&world.owner, Method::PATCH, "/api/users/me", json!({"privacy": {"calls": "friends"}})).await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn last_seen_survives_a_crash() {
    let world = World::new().await;
    let token = world.owner.token().expect("a token");
    let (mut wire, _) = Wire::signed_in(&world.server, token).await.expect("opens");
    heard(&mut wire).await;
    world.server.clock.advance(std::time::Duration::from_secs(3_600));
    world.server.hub.note_presence();
    let now = serde_json::to_value(world.server.service.now()).expect("a time");
    // It is written when the database has time for it; not the time at which they came.
    while get(&world.owner, "/api/users/me").await["lastSeenAt"] != now {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
}
