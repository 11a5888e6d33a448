//! Files in messages: who may attach which, and who may read them by that.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_protocol::Session;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::pictures;

struct Scene {
    anna: Api,
    boris: (Api, Session),
    vera: (Api, Session),
    /// Of Anna and Boris.
    chat: String,
    _server: TestServer,
}

impl Scene {
    async fn open() -> Self {
        let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
        let (anna, _) = server.register("anna").await.expect("registers");
        let boris = server.register("boris").await.expect("registers");
        let vera = server.register("vera").await.expect("registers");
        let chat = anna.open_direct(boris.1.user.user.id).await.expect("opens").shared.id.to_string();
        Self { anna, boris, vera, chat, _server: server }
    }
}

async fn upload(api: &Api, bytes: Vec<u8>) -> String {
    let form = pictures::form("sent", bytes);
    let answer = api.request(Method::POST, "/api/files").multipart(form).send().await.expect("an answer");
    let file: Value = answer.json().await.expect("JSON");
    file["id"].as_str().expect("an id").to_owned()
}

/// Sends a message; gives it, or why it was refused.
async fn send(api: &Api, chat: &str, client_id: &str, mut body: Value) -> Result<Value, (u16, Value)> {
    body["clientId"] = json!(client_id);
    let path = format!("/api/chats/{chat}/messages");
    let answer = api.request(Method::POST, &path).json(&body).send().await.expect("an answer");
    let status = answer.status();
    let body: Value = answer.json().await.expect("JSON");
    if status.is_success() { Ok(body) } else { Err((status.as_u16(), body["errors"].clone())) }
}

async fn status(api: &Api, method: Method, path: &str) -> u16 {
    api.request(method, path).send().await.expect("an answer").status().as_u16()
}

async fn reads(api: &Api, file: &str) -> bool {
    let whole = status(api, Method::GET, &format!("/api/files/{file}")).await;
    let small = status(api, Method::GET, &format!("/api/files/{file}/thumbnail")).await;
    assert_eq!(whole, small, "the small copy is for the same people");
    whole == 200
}

#[tokio::test]
async fn a_file_is_read_by_whoever_may_read_a_message_that_carries_it() {
    let Scene { anna, boris: (boris, _), vera: (vera, vera_is), chat, _server } = &Scene::open().await;
    let file = upload(anna, pictures::png(8, 6)).await;
    assert!(reads(anna, &file).await && !reads(boris, &file).await, "nothing carries it yet");
    let sent = send(anna, chat, "1", json!({"attachments": [file], "text": "на даче"})).await.expect("sent");
    assert_eq!((&sent["kind"], &sent["text"]), (&json!("media"), &json!("на даче")));
    assert_eq!(sent["attachments"][0]["id"], *file);
    assert_eq!((&sent["attachments"][0]["width"], &sent["attachments"][0]["height"]), (&json!(8), &json!(6)));
    assert!(reads(boris, &file).await && !reads(vera, &file).await);
    let again =
        send(anna, chat, "1", json!({"attachments": [file], "text": "на даче"})).await.expect("the same");
    assert_eq!(again, sent, "sent again, it is the same message with its files");
    let page: Value = boris.get(&format!("/api/chats/{chat}/messages")).await.expect("a page");
    assert_eq!(page["items"][0]["attachments"], sent["attachments"]);

    // Sent on, it is read by whoever may read that; hidden or deleted, by nobody through this message.
    let with_vera = boris.open_direct(vera_is.user.user.id).await.expect("opens").shared.id.to_string();
    let on = send(boris, &with_vera, "2", json!({"forwardOf": sent["id"]})).await.expect("sent on");
    assert_eq!((&on["kind"], &on["attachments"]), (&json!("media"), &sent["attachments"]));
    assert!(reads(vera, &file).await);
    let path = format!("/api/messages/{}", on["id"].as_str().expect("an id"));
    assert_eq!(status(vera, Method::DELETE, &format!("{path}?for=me")).await, 204);
    assert!(!reads(vera, &file).await, "deleted for oneself");
    assert!(reads(boris, &file).await);
    assert_eq!(status(boris, Method::DELETE, &format!("{path}?for=everyone")).await, 204);
    let path = format!("/api/messages/{}", sent["id"].as_str().expect("an id"));
    assert_eq!(status(anna, Method::DELETE, &format!("{path}?for=everyone")).await, 204);
    assert!(!reads(boris, &file).await && reads(anna, &file).await, "it is its owner's still");
}

#[tokio::test]
async fn only_ones_own_or_visible_files_can_be_attached_and_few_at_a_time() {
    let Scene { anna, boris: (boris, _), vera: (vera, vera_is), chat, _server } = &Scene::open().await;
    let file = upload(anna, b"words".to_vec()).await;
    let with_vera = boris.open_direct(vera_is.user.user.id).await.expect("opens").shared.id.to_string();
    let refused = Err((422, json!({"attachments": ["format"]})));
    let body = json!({"attachments": [file]});
    assert_eq!(send(boris, &with_vera, "1", body.clone()).await, refused, "somebody else's");
    let sent = send(anna, chat, "1", body.clone()).await.expect("one's own");
    assert_eq!((&sent["kind"], sent.get("text")), (&json!("file"), None));
    send(boris, &with_vera, "2", body).await.expect("one that he sees");
    assert!(status(vera, Method::GET, &format!("/api/files/{file}")).await == 200);
    for wrong in ["", "not-an-id", "0198c0de-0000-7000-8000-000000000000"] {
        assert_eq!(send(anna, chat, "3", json!({"attachments": [wrong]})).await, refused, "{wrong}");
    }
    let twice = json!({"attachments": [file, file]});
    assert_eq!(send(anna, chat, "4", twice).await, refused);
    let many: Vec<&str> = vec![&file; 11];
    let too_many = send(anna, chat, "5", json!({"attachments": many})).await;
    assert_eq!(too_many, Err((422, json!({"attachments": ["too_long"]}))));
    assert_eq!(send(anna, chat, "6", json!({})).await, Err((422, json!({"text": ["empty"]}))));
}

#[tokio::test]
async fn a_voice_message_is_one_sound_and_an_album_is_only_pictures_and_videos() {
    let Scene { anna, chat, _server, .. } = &Scene::open().await;
    let mut ogg = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0OpusHead".to_vec();
    ogg.resize(300, 0);
    let (voice, photo, video) = (
        upload(anna, ogg).await,
        upload(anna, pictures::png(3, 3)).await,
        upload(anna, pictures::video()).await,
    );
    let kind = async |client_id: &str, body: Value| {
        send(anna, chat, client_id, body).await.map(|message| message["kind"].as_str().map(str::to_owned))
    };
    let named = |kind: &str| Ok(Some(kind.to_owned()));
    assert_eq!(kind("1", json!({"kind": "voice", "attachments": [voice]})).await, named("voice"));
    assert_eq!(kind("2", json!({"attachments": [voice]})).await, named("file"));
    assert_eq!(kind("3", json!({"attachments": [photo, video]})).await, named("media"));
    assert_eq!(kind("4", json!({"attachments": [photo, voice]})).await, named("file"));
    let refused = Err((422, json!({"kind": ["format"]})));
    assert_eq!(kind("5", json!({"kind": "voice", "attachments": [photo]})).await, refused);
    assert_eq!(kind("6", json!({"kind": "voice", "text": "la la"})).await, refused);
    assert_eq!(kind("7", json!({"kind": "system", "attachments": [photo]})).await, refused);
}
