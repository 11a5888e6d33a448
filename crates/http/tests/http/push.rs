//! Telling devices of things: sealed by a real server, sent to a push service that checks and a device that reads.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_model::{ChatId, UserId};
use zvonilka_protocol::{Call, PushKey, PushState, socket::ServerEvent};
use zvonilka_testkit::{
    push_service::{PushDevice, PushService, Pushed},
    server::{TestServer, TestServerSettings},
};

use crate::pictures;

struct Scene {
    server: TestServer,
    service: PushService,
    device: PushDevice,
    anna: Api,
    anna_id: UserId,
    /// Has no page open, and a phone that can be told things.
    boris: Api,
    boris_id: UserId,
    chat: ChatId,
}

impl Scene {
    async fn open() -> Self {
        let mut settings = TestServerSettings::default();
        settings.service.push.enabled = true;
        settings.service.push.private_endpoints = true;
        settings.service.push.subject = Some("mailto:owner@chat.example".to_owned());
        let server = TestServer::start(settings).await.expect("starts");
        let service = PushService::start().await.expect("starts");
        let device = PushDevice::default();
        let (anna, is_anna) = server.register("anna").await.expect("registers");
        let (boris, is_boris) = server.register("boris").await.expect("registers");
        let (anna_id, boris_id) = (is_anna.user.user.id, is_boris.user.user.id);
        let chat = anna.open_direct(boris_id).await.expect("opens").shared.id;
        let scene = Self { server, service, device, anna, anna_id, boris, boris_id, chat };
        scene.subscribe(&scene.boris, "/boris").await;
        scene
    }

    async fn subscribe(&self, who: &Api, path: &str) {
        let body = self.device.subscription(&format!("{}{path}", self.service.origin()));
        who.command(Method::POST, "/api/push/subscriptions", Some(&body)).await.expect("subscribes");
    }

    /// The next push, and what the device reads in it.
    async fn pushed(&self) -> (Pushed, Value) {
        let pushed = self.service.next().await.expect("pushed");
        let read = self.device.read(&pushed).expect("for this device");
        (pushed, read)
    }

    async fn call(&self) -> Call {
        let body = json!({"userId": self.boris_id});
        self.anna.json(Method::POST, "/api/calls/initiate", Some(&body)).await.expect("calls").body
    }

    async fn answer(&self, ticket: &Value, answer: &str) -> StatusCode {
        let body = json!({"ticket": ticket, "answer": answer});
        let request = self.server.api().request(Method::POST, "/api/push/answers").json(&body);
        request.send().await.expect("answers").status()
    }
}

#[tokio::test]
async fn a_message_reaches_a_device_that_only_it_can_read() {
    let scene = Scene::open().await;
    scene.anna.send(scene.chat, "1", "Борщ готов, ||сюрприз||!").await.expect("sent");
    let (pushed, read) = scene.pushed().await;
    assert_eq!(pushed.path, "/boris");
    assert_eq!((pushed.header("ttl"), pushed.header("urgency")), ("604800", "normal"));
    let topic = pushed.header("topic").to_owned();
    assert_eq!(topic.len(), 22);
    let (claims, key) = pushed.vapid().expect("signed");
    let ours: PushKey = scene.boris.get("/api/push/key").await.expect("read");
    assert_eq!(ours.key, Some(key));
    assert_eq!(
        (claims["aud"].as_str(), claims["sub"].as_str()),
        (Some(scene.service.origin().as_str()), Some("mailto:owner@chat.example"),)
    );
    let shown = &read["notification"];
    assert_eq!((read["web_push"].clone(), read["mutable"].clone()), (json!(8030), json!(true)));
    assert_eq!((shown["title"].clone(), shown["body"].clone()), (json!("anna"), json!("Борщ готов, …!")));
    assert_eq!(shown["navigate"], format!("https://chat.example/chats/{}", scene.chat));
    assert_eq!((shown["data"]["kind"].clone(), shown["data"]["seq"].clone()), (json!("message"), json!(1)));
    // The next one of the chat takes its place.
    scene.anna.send(scene.chat, "2", "Где ты?").await.expect("sent");
    let (next, read) = scene.pushed().await;
    assert_eq!(next.header("topic"), topic);
    assert_eq!(read["notification"]["body"], "Где ты?");
    assert_ne!(next.body, pushed.body);
}

#[tokio::test]
async fn a_request_to_become_contacts_and_a_mention_are_told() {
    let scene = Scene::open().await;
    let ask = json!({"userId": scene.boris_id});
    scene.anna.command(Method::POST, "/api/contacts/requests", Some(&ask)).await.expect("asks");
    let (pushed, read) = scene.pushed().await;
    assert_eq!(pushed.header("urgency"), "low");
    assert_eq!(read["notification"]["data"]["path"], format!("/people/{}", scene.anna_id));
    let group = json!({"kind": "group", "title": "Дача", "memberIds": [scene.boris_id]});
    let group: Value = scene.anna.json(Method::POST, "/api/chats", Some(&group)).await.expect("made").body;
    let group: ChatId = group["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    scene.anna.send(group, "1", "@boris приезжай").await.expect("sent");
    let (pushed, read) = scene.pushed().await;
    assert_eq!(pushed.header("urgency"), "high");
    let shown = &read["notification"];
    assert_eq!((shown["title"].clone(), shown["data"]["kind"].clone()), (json!("Дача"), json!("mention")));
    assert_eq!(shown["body"], "anna: @boris приезжай");
}

#[tokio::test]
async fn a_notification_names_the_photo_of_whom_it_is_from_if_the_person_may_see_it() {
    let scene = Scene::open().await;
    let give = async |path: &str| -> Value {
        let form = pictures::form("me.png", pictures::png(40, 30));
        let answer = scene.anna.request(Method::PUT, path).multipart(form).send().await.expect("an answer");
        answer.json::<Value>().await.expect("JSON")["avatarUrl"].clone()
    };
    let named =
        |read: &Value| read["notification"]["data"]["photo"].as_str().map(|id| format!("/api/files/{id}"));
    let face = give("/api/users/me/avatar").await;
    scene.anna.send(scene.chat, "1", "Привет").await.expect("sent");
    assert_eq!(json!(named(&scene.pushed().await.1)), face);
    let call = scene.call().await;
    let (_, rings) = scene.pushed().await;
    assert_eq!(
        (json!(named(&rings)), &rings["notification"]["data"]["kind"]),
        (face.clone(), &json!("ring"))
    );
    let end = format!("/api/calls/{}/end", call.id);
    scene.anna.command(Method::POST, &end, None::<&()>).await.expect("ends");
    assert_eq!(json!(named(&scene.pushed().await.1)), face, "of a missed call");

    // What is told of a group shows the group.
    let group = json!({"kind": "group", "title": "Дача", "memberIds": [scene.boris_id]});
    let group: Value = scene.anna.json(Method::POST, "/api/chats", Some(&group)).await.expect("made").body;
    let group: ChatId = group["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    scene.anna.send(group, "2", "Кто едет?").await.expect("sent");
    assert_eq!(named(&scene.pushed().await.1), None);
    let house = give(&format!("/api/chats/{group}/avatar")).await;
    scene.anna.send(group, "3", "Я").await.expect("sent");
    assert_eq!(json!(named(&scene.pushed().await.1)), house);

    let patch = json!({"privacy": {"photo": "contacts"}});
    scene.anna.command(Method::PATCH, "/api/users/me", Some(&patch)).await.expect("hidden");
    scene.anna.send(scene.chat, "4", "Пока").await.expect("sent");
    assert_eq!(named(&scene.pushed().await.1), None, "they are no contacts");
    scene.call().await;
    assert_eq!(named(&scene.pushed().await.1), None);
}

#[tokio::test]
async fn a_call_wakes_a_device_up_which_says_that_it_rings_and_then_what_became_of_it() {
    let scene = Scene::open().await;
    let (_socket, mut heard) = scene.anna.socket().await.expect("opens");
    let call = scene.call().await;
    let (pushed, read) = scene.pushed().await;
    assert_eq!((pushed.header("ttl"), pushed.header("urgency")), ("45", "high"));
    let data = &read["notification"]["data"];
    assert_eq!((data["kind"].clone(), data["callId"].clone()), (json!("ring"), json!(call.id)));
    assert_eq!(scene.answer(&data["ticket"], "rings").await, StatusCode::NO_CONTENT);
    let rings = loop {
        if let ServerEvent::CallRinging(rings) = heard.next().await.expect("told")
            && !rings.devices.is_empty()
        {
            break json!(rings.devices);
        }
    };
    assert_eq!(rings, json!([{"kind": "phone", "state": "ringing"}]));
    assert_eq!(scene.answer(&json!("forged"), "decline").await, StatusCode::NOT_FOUND);
    assert_eq!(scene.answer(&data["ticket"], "decline").await, StatusCode::NO_CONTENT);
    // A quiet word in the place of the one that rang.
    let (over, read) = scene.pushed().await;
    assert_eq!(over.header("topic"), pushed.header("topic"));
    let shown = &read["notification"];
    assert_eq!((shown["data"]["kind"].clone(), shown["silent"].clone()), (json!("over"), json!(true)));
    assert_eq!(scene.answer(&data["ticket"], "rings").await, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_call_that_nobody_took_is_told_in_the_place_of_its_ringing() {
    let scene = Scene::open().await;
    let call = scene.call().await;
    let (rang, _) = scene.pushed().await;
    let end = format!("/api/calls/{}/end", call.id);
    scene.anna.command(Method::POST, &end, None::<&()>).await.expect("ends");
    let (missed, read) = scene.pushed().await;
    assert_eq!(missed.header("topic"), rang.header("topic"));
    let shown = &read["notification"];
    assert_eq!(shown["body"], "Пропущенный звонок");
    assert_eq!((shown["data"]["kind"].clone(), shown["silent"].clone()), (json!("missed"), json!(false)));
    // The card of the call in the chat is no message of its own.
    scene.anna.send(scene.chat, "1", "Перезвони").await.expect("sent");
    assert_eq!(scene.pushed().await.1["notification"]["body"], "Перезвони");
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten_and_a_new_address_is_taken_from_the_device_only() {
    let scene = Scene::open().await;
    let origin = scene.service.origin();
    let (old, new) =
        (scene.device.subscription(&origin), scene.device.subscription(&format!("{origin}/new")));
    let mut body = json!({
        "oldEndpoint": format!("{origin}/boris"), "oldAuth": "AAAAAAAAAAAAAAAAAAAAAA",
        "endpoint": new["endpoint"], "keys": new["keys"],
    });
    let renew = async |body: &Value| {
        let request = scene.server.api().request(Method::PUT, "/api/push/subscriptions").json(body);
        request.send().await.expect("answers").status()
    };
    assert_eq!(renew(&body).await, StatusCode::NOT_FOUND);
    body["oldAuth"] = old["keys"]["auth"].clone();
    assert_eq!(renew(&body).await, StatusCode::NO_CONTENT);
    scene.boris.command(Method::POST, "/api/push/test", None::<&()>).await.expect("takes it");
    let (pushed, read) = scene.pushed().await;
    assert_eq!((pushed.path.as_str(), &read["notification"]["data"]["kind"]), ("/new", &json!("test")));

    scene.service.answer_next("410 Gone", "");
    scene.anna.send(scene.chat, "1", "Ау").await.expect("sent");
    scene.pushed().await;
    // The answer is on its way to the server.
    for _ in 0..600 {
        let state: PushState = scene.boris.get("/api/push/subscriptions").await.expect("read");
        if state.endpoint.is_none() {
            let test = scene.boris.request(Method::POST, "/api/push/test").send().await.expect("answers");
            assert_eq!(test.status(), StatusCode::NOT_FOUND);
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the subscription is still there");
}

#[tokio::test]
async fn a_test_call_rings_when_the_device_could_be_locked_and_answering_leads_to_the_echo() {
    let scene = Scene::open().await;
    scene.boris.command(Method::POST, "/api/push/test-call", None::<&()>).await.expect("takes it");
    // What is due at once overtakes it.
    scene.anna.send(scene.chat, "1", "Ау").await.expect("sent");
    assert_eq!(scene.pushed().await.1["notification"]["body"], "Ау");
    scene.server.clock.advance(Duration::from_secs(10));
    let (pushed, read) = scene.pushed().await;
    assert_eq!(pushed.header("urgency"), "high");
    let shown = &read["notification"];
    assert_eq!((&shown["body"], &shown["silent"]), (&json!("Проверочный звонок"), &json!(false)));
    let data = &shown["data"];
    assert_eq!(
        (&data["kind"], &data["rings"], &data["path"]),
        (&json!("test"), &json!(true), &json!("/call/echo"))
    );
}

#[tokio::test]
async fn what_is_no_address_or_key_is_refused() {
    let scene = Scene::open().await;
    let good = scene.device.subscription("https://push.example/1");
    let mut long = good.clone();
    long["endpoint"] = json!(format!("https://push.example/{}", "x".repeat(1_100)));
    let mut scheme = good.clone();
    scheme["endpoint"] = json!("ftp://push.example/1");
    let mut key = good.clone();
    key["keys"]["p256dh"] = json!("AAAA");
    let mut origin = good.clone();
    origin["origin"] = json!("javascript:alert(1)");
    for (body, status) in [(good, 204), (long, 422), (scheme, 422), (key, 422), (origin, 422)] {
        let request = scene.boris.request(Method::POST, "/api/push/subscriptions").json(&body);
        assert_eq!(request.send().await.expect("answers").status(), status, "{body}");
    }
    let late = json!({"hideText": true, "quietHours": {"from": 1440, "to": 0, "utcOffset": 0}});
    let request = scene.boris.request(Method::PUT, "/api/push/settings").json(&late);
    assert_eq!(request.send().await.expect("answers").status(), 422);
    let good = json!({"hideText": true, "quietHours": {"from": 1380, "to": 420, "utcOffset": 180}});
    scene.boris.command(Method::PUT, "/api/push/settings", Some(&good)).await.expect("kept");
    assert_eq!(scene.boris.get::<Value>("/api/push/settings").await.expect("read"), good);
}
