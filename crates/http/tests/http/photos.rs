//! Photos of people and groups: given, made anew, shown to whom they are meant for, taken away.

use reqwest::{Method, Response};
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::{pictures, wire::Wire};

async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

async fn put(api: &Api, path: &str, bytes: Vec<u8>) -> Response {
    let request = api.request(Method::PUT, path).multipart(pictures::form("me.png", bytes));
    request.send().await.expect("the server answers")
}

async fn ask(api: &Api, method: Method, path: &str, body: Value) -> (u16, Value) {
    let request = api.request(method, path);
    let request = if body.is_null() { request } else { request.json(&body) };
    let answer = request.send().await.expect("the server answers");
    (answer.status().as_u16(), answer.json().await.unwrap_or(Value::Null))
}

async fn status(api: &Api, path: &str) -> u16 {
    api.request(Method::GET, path).send().await.expect("the server answers").status().as_u16()
}

async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.expect("a problem");
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}

fn address(shown: &Value) -> String {
    shown["avatarUrl"].as_str().expect("an address").to_owned()
}

/// The first event of this type that comes.
async fn heard(wire: &mut Wire, kind: &str) -> Value {
    loop {
        let frame = wire.next().await.expect("open");
        if frame["type"] == kind {
            return frame["data"].clone();
        }
    }
}

#[tokio::test]
async fn a_photo_becomes_a_square_that_is_shown_to_whom_its_owner_chose() {
    let server = server().await;
    let (anna, me) = server.register("anna").await.expect("registers");
    let (boris, session) = server.register("boris").await.expect("registers");
    let (mut listening, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    // Whoever is here is known to those who are.
    let (_present, _) = Wire::signed_in(&server, &me.access_token).await.expect("opens");
    let mine = "/api/users/me/avatar";
    let given = put(&anna, mine, pictures::jpeg_with_place(900, 600)).await;
    assert_eq!(given.status(), 200);
    let photo = address(&given.json().await.expect("JSON"));
    let told = heard(&mut listening, "user:updated").await;
    assert_eq!(told["user"]["avatarUrl"], json!(photo), "{told}");

    let person = format!("/api/users/{}", me.user.user.id);
    let seen = async || {
        let (_, person) = ask(&boris, Method::GET, &person, Value::Null).await;
        (person["avatarUrl"].as_str().map(str::to_owned), status(&boris, &photo).await)
    };
    assert_eq!(seen().await, (Some(photo.clone()), 200));
    for (path, side) in [(photo.clone(), 512), (format!("{photo}/thumbnail"), 128)] {
        let answer = boris.request(Method::GET, &path).send().await.expect("an answer");
        let bytes = answer.bytes().await.expect("bytes");
        assert!(!bytes.windows(6).any(|part| part == b"secret"), "{path} tells nothing of its maker");
        let picture = image::load_from_memory(&bytes).expect("a picture");
        assert_eq!((picture.width(), picture.height()), (side, side), "{path}");
    }

    let show_to = async |audience: &str| {
        let patch = json!({"privacy": {"photo": audience}});
        assert_eq!(ask(&anna, Method::PATCH, "/api/users/me", patch).await.0, 200);
    };
    show_to("contacts").await;
    assert_eq!(seen().await, (None, 404));
    assert_eq!(status(&boris, &format!("{photo}/thumbnail")).await, 404);
    assert_eq!(status(&anna, &photo).await, 200, "one's own is always there");
    let told = heard(&mut listening, "user:updated").await;
    assert!(told["user"].get("avatarUrl").is_none(), "{told}");
    show_to("everybody").await;
    assert_eq!(seen().await, (Some(photo.clone()), 200));

    let (gone, after) = ask(&anna, Method::DELETE, mine, Value::Null).await;
    assert_eq!((gone, after.get("avatarUrl")), (200, None));
    assert_eq!(seen().await, (None, 404));
}

#[tokio::test]
async fn a_picture_that_cannot_be_a_photo_leaves_the_one_before() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let mine = "/api/users/me/avatar";
    let photo = address(&put(&anna, mine, pictures::png(40, 30)).await.json().await.expect("JSON"));
    let unsupported = (415, "unsupported_image".to_owned());
    assert_eq!(refusal(put(&anna, mine, b"no picture".to_vec()).await).await, unsupported);
    assert_eq!(refusal(put(&anna, mine, pictures::bomb()).await).await, unsupported);
    let large = put(&anna, mine, vec![0; 32 * 1024 * 1024 + 1]).await;
    assert_eq!(refusal(large).await, (413, "file_too_large".to_owned()));
    let bare = anna.request(Method::PUT, mine).body("hello").send().await.expect("an answer");
    assert_eq!(refusal(bare).await, (415, "unsupported_media_type".to_owned()));
    let (_, me) = ask(&anna, Method::GET, "/api/users/me", Value::Null).await;
    assert_eq!((address(&me), status(&anna, &photo).await), (photo.clone(), 200));
}

#[tokio::test]
async fn a_group_has_a_photo_that_its_members_see_and_its_log_tells_of() {
    let server = server().await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, session) = server.register("boris").await.expect("registers");
    let (vera, _) = server.register("vera").await.expect("registers");
    let plan = json!({"kind": "group", "title": "Дача", "memberIds": [session.user.user.id]});
    let (_, group) = ask(&anna, Method::POST, "/api/chats", plan).await;
    let chat = format!("/api/chats/{}", group["id"].as_str().expect("an id"));
    let path = format!("{chat}/avatar");
    let (mut listening, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");

    let by_member = put(&boris, &path, pictures::png(40, 40)).await;
    assert_eq!(refusal(by_member).await, (403, "forbidden".to_owned()));
    let given = put(&anna, &path, pictures::png(40, 30)).await;
    assert_eq!(given.status(), 200);
    let photo = address(&given.json().await.expect("JSON"));
    let note = heard(&mut listening, "message:new").await;
    assert_eq!(note["message"]["system"], json!({"type": "photoChanged"}), "{note}");
    let told = heard(&mut listening, "chat:updated").await;
    assert_eq!(told["chat"]["avatarUrl"], json!(photo), "{told}");
    assert_eq!(told["seq"].as_i64(), note["seq"].as_i64().map(|seq| seq + 1));
    assert_eq!((status(&boris, &photo).await, status(&vera, &photo).await), (200, 404));

    let (_, link) = ask(&anna, Method::POST, &format!("{chat}/links"), json!({})).await;
    let link = format!("/api/chat-links/{}", link["code"].as_str().expect("a code"));
    let (found, looked_up) = ask(&vera, Method::GET, &link, Value::Null).await;
    assert_eq!((found, looked_up.get("avatarUrl")), (200, None), "{looked_up}");

    let second = address(&put(&anna, &path, pictures::png(30, 30)).await.json().await.expect("JSON"));
    assert_eq!((status(&boris, &second).await, status(&boris, &photo).await), (200, 404));
    let (gone, after) = ask(&anna, Method::DELETE, &path, Value::Null).await;
    assert_eq!((gone, after.get("avatarUrl")), (200, None));
    assert_eq!(after["lastMessage"]["system"], json!({"type": "photoRemoved"}), "{after}");
    let (_, again) = ask(&anna, Method::DELETE, &path, Value::Null).await;
    assert_eq!(again["lastSeq"], after["lastSeq"], "what is not there is not taken away");
    assert_eq!(status(&boris, &second).await, 404);
}
