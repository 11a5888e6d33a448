//! Where links lead: looked up by a real server on a real site, told to everybody, and its picture read by them only.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::json;
use zvonilka_client::{Api, Events};
use zvonilka_model::ChatId;
use zvonilka_protocol::{LinkPreview, Message, socket::ServerEvent};
use zvonilka_testkit::{
    server::{TestServer, TestServerSettings},
    site::{Served, Site, answer, html},
};

use crate::pictures;

const PAGE: &str = "<!doctype html><title>Кухня — борщ</title><meta property='og:title' content='Борщ'>
    <meta property='og:description' content='Как у бабушки'><meta property='og:site_name' content='Кухня'>
    <meta property='og:image' content='/borsch'>";

struct Scene {
    server: TestServer,
    site: Site,
    anna: Api,
    boris: Api,
    /// What Boris hears.
    heard: Events,
    _socket: zvonilka_client::Socket,
    chat: ChatId,
}

impl Scene {
    async fn open(pages: impl IntoIterator<Item = (&'static str, Served)>) -> Self {
        let mut settings = TestServerSettings::default();
        settings.service.link_previews = true;
        // The clock is set on by days here.
        settings.service.access_ttl = Duration::from_secs(7 * 24 * 3_600);
        let server = TestServer::start(settings).await.expect("starts");
        let site = Site::start(pages).await.expect("starts");
        let (anna, _) = server.register("anna").await.expect("registers");
        let (boris, is) = server.register("boris").await.expect("registers");
        let chat = anna.open_direct(is.user.user.id).await.expect("opens").shared.id;
        let (socket, heard) = boris.socket().await.expect("opens");
        Self { server, site, anna, boris, heard, _socket: socket, chat }
    }

    /// Sends a link; gives the message as Boris hears it once it shows where the link leads.
    async fn shown(&mut self, client_id: &str, path: &str) -> (Message, LinkPreview) {
        let sent = self.anna.send(self.chat, client_id, &self.site.url(path)).await.expect("sent");
        assert_eq!(sent.preview, None, "nobody waits for the look");
        self.updated(&sent).await
    }

    async fn updated(&mut self, sent: &Message) -> (Message, LinkPreview) {
        loop {
            let event = self.heard.next().await.expect("open");
            if let ServerEvent::MessageUpdated { message, seq, .. } = event
                && message.id == sent.id
                && let Some(preview) = message.preview.clone()
            {
                assert_eq!((message.rev, message.edited_at), (seq, None));
                return (message, preview);
            }
        }
    }
}

fn picture(mime: &str, bytes: &[u8]) -> Served {
    answer("200 OK", &[("Content-Type", mime)], bytes)
}

async fn status(api: &Api, path: &str) -> StatusCode {
    api.request(Method::GET, path).send().await.expect("an answer").status()
}

#[tokio::test]
async fn everybody_in_the_chat_sees_where_a_link_leads_and_nobody_else_the_picture() {
    let photo = pictures::jpeg_with_place(1600, 800);
    let mut scene = Scene::open([("/", html(PAGE)), ("/borsch", picture("image/jpeg", &photo))]).await;
    let (message, preview) = scene.shown("1", "/").await;
    assert_eq!(preview.url, scene.site.url("/"));
    assert_eq!(preview.title.as_deref(), Some("Борщ"));
    assert_eq!(preview.description.as_deref(), Some("Как у бабушки"));
    assert_eq!(preview.site_name.as_deref(), Some("Кухня"));
    // It lay on its side, and is kept small.
    assert_eq!((preview.image_width, preview.image_height), (Some(320), Some(640)));
    assert!(preview.placeholder.is_some());
    let history = scene.anna.whole_history(scene.chat).await.expect("read");
    let last = history.last().expect("a message");
    assert_eq!((last.id, last.rev, last.preview.as_ref()), (message.id, message.rev, Some(&preview)));

    let image = preview.image_url.expect("a picture");
    let (vera, _) = scene.server.register("vera").await.expect("registers");
    let answer = scene.boris.request(Method::GET, &image).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    let bytes = answer.bytes().await.expect("whole");
    assert!(bytes.starts_with(&[0xFF, 0xD8]) && !bytes.windows(6).any(|part| part == b"secret"));
    assert_eq!(status(&vera, &image).await, StatusCode::NOT_FOUND);
    assert_eq!(status(&scene.server.api(), &image).await, StatusCode::UNAUTHORIZED);
    // It is nobody's own: it cannot be attached, and goes with the message for the sender too.
    let id = image.rsplit('/').next().expect("an id");
    let attach = json!({"clientId": "2", "attachments": [id]});
    let path = format!("/api/chats/{}/messages", scene.chat);
    let refused = scene.anna.request(Method::POST, &path).json(&attach).send().await.expect("an answer");
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let path = format!("/api/messages/{}?for=everyone", message.id);
    scene.anna.command(Method::DELETE, &path, None::<&()>).await.expect("deleted");
    assert_eq!(status(&scene.boris, &image).await, StatusCode::NOT_FOUND);
    assert_eq!(status(&scene.anna, &image).await, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pictures_that_do_harm_or_show_nothing_are_left_out() {
    let og = |place: &str| html(&format!("<title>Борщ</title><meta property='og:image' content='{place}'>"));
    let mut scene = Scene::open([
        ("/a", og("/bomb")),
        ("/bomb", picture("image/png", &pictures::bomb())),
        ("/b", og("/dot")),
        ("/dot", picture("image/png", &pictures::png(1, 1))),
        ("/c", og("/none")),
        ("/none", picture("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>")),
        ("/d", og("/cut")),
        ("/cut", picture("image/png", &pictures::png(64, 64)[..200])),
    ])
    .await;
    for path in ["/a", "/b", "/c", "/d"] {
        let (_, preview) = scene.shown(&path[1..], path).await;
        assert_eq!((preview.title.as_deref(), preview.image_url), (Some("Борщ"), None), "{path}");
    }
    assert_eq!(scene.site.asked().len(), 8, "each page and each picture once");
}

#[tokio::test]
async fn the_same_link_is_looked_at_once_a_day() {
    let mut scene =
        Scene::open([("/", html(PAGE)), ("/borsch", picture("image/png", &pictures::png(64, 64)))]).await;
    let (_, first) = scene.shown("1", "/").await;
    let (_, again) = scene.shown("2", "/#elsewhere").await;
    assert_eq!((&again.title, &again.image_url), (&first.title, &first.image_url));
    assert_eq!(scene.site.asked().len(), 2, "the page and its picture");
    scene.server.clock.advance(Duration::from_secs(24 * 3_600));
    let (_, later) = scene.shown("3", "/").await;
    assert_eq!(scene.site.asked().len(), 4);
    assert_ne!(later.image_url, first.image_url);
}

#[tokio::test]
async fn an_edit_to_another_link_shows_the_other_page() {
    let mut scene = Scene::open([("/", html(PAGE)), ("/other", html("<title>Щи</title>"))]).await;
    let (message, _) = scene.shown("1", "/").await;
    let path = format!("/api/messages/{}", message.id);
    let body = json!({"text": scene.site.url("/other")});
    let edited = scene.anna.json::<_, Message>(Method::PATCH, &path, Some(&body)).await.expect("edited").body;
    assert_eq!(edited.preview, None, "the old one is gone at once");
    loop {
        let event = scene.heard.next().await.expect("open");
        if let ServerEvent::MessageUpdated { message, .. } = event
            && let Some(preview) = &message.preview
            && preview.title.as_deref() == Some("Щи")
        {
            assert!(message.edited_at.is_some(), "it was edited, too");
            break;
        }
    }
}
