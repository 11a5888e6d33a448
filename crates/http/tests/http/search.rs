//! Search through the real server.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

/// Finds messages in one's chats, asking with these parameters.
async fn search(api: &Api, parameters: &[(&str, &str)]) -> (u16, Value) {
    let url = reqwest::Url::parse_with_params("http://server/", parameters).expect("an address");
    let path = format!("/api/search/messages?{}", url.query().unwrap_or_default());
    let answer = api.request(Method::GET, &path).send().await.expect("the server answers");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

fn texts(page: &Value) -> Vec<&str> {
    let items = page["items"].as_array().expect("items");
    items.iter().map(|item| item["message"]["text"].as_str().expect("a text")).collect()
}

async fn say(api: &Api, chat: &str, text: &str) {
    let body = json!({"clientId": text.replace(|c: char| !c.is_ascii_alphanumeric(), "-"), "text": text});
    let request = api.request(Method::POST, &format!("/api/chats/{chat}/messages")).json(&body);
    let answer = request.send().await.expect("the server answers");
    assert_eq!(answer.status(), 201);
}

#[tokio::test]
async fn what_was_said_is_found_with_its_words_marked_a_page_at_a_time() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, session) = server.register("boris").await.expect("registers");
    let (eva, _) = server.register("eva").await.expect("registers");
    let chat = anna.open_direct(session.user.user.id).await.expect("opened").shared.id.to_string();
    for text in ["1 Встреча", "2 нет", "3 😀 о встрече https://example.org"] {
        say(&anna, &chat, text).await;
    }
    server.service.search.catch_up().await.expect("indexed");

    let (status, page) = search(&boris, &[("q", "встречи ")]).await;
    assert_eq!(status, 200);
    assert_eq!(texts(&page), ["3 😀 о встрече https://example.org", "1 Встреча"]);
    assert_eq!(page["items"][0]["highlights"], json!([[7, 14]]));
    assert_eq!(page["items"][0]["message"]["chatId"], json!(chat));
    assert!(page.get("cursor").is_none());

    let (_, first) = search(&boris, &[("q", "встречи "), ("limit", "1")]).await;
    let cursor = first["cursor"].as_str().expect("there is more");
    let (_, second) = search(&boris, &[("q", "встречи "), ("limit", "1"), ("cursor", cursor)]).await;
    assert_eq!(texts(&second), ["1 Встреча"]);
    assert!(second.get("cursor").is_none());

    let (_, links) = search(&boris, &[("has", "link"), ("chatId", &chat)]).await;
    assert_eq!(texts(&links), ["3 😀 о встрече https://example.org"]);
    let (_, none) = search(&boris, &[("q", "встреча"), ("before", "2001-01-01T00:00:00Z")]).await;
    assert_eq!(texts(&none), [""; 0]);
    assert_eq!(texts(&search(&eva, &[("q", "встреча")]).await.1), [""; 0], "it is not her chat");
    server.stop().await;
}

#[tokio::test]
async fn a_search_that_means_nothing_is_refused_with_the_name_of_what_is_wrong() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let long = "a".repeat(257);
    for (parameters, status, field) in [
        (vec![], 422, "q"),
        (vec![("q", " ")], 422, "q"),
        (vec![("q", long.as_str())], 422, "q"),
        (vec![("q", "a\0b")], 422, "q"),
        (vec![("q", "a"), ("after", "yesterday")], 422, "after"),
        (vec![("q", "a"), ("cursor", "v1.x")], 422, "cursor"),
        (vec![("q", "a"), ("cursor", "v1.-1")], 422, "cursor"),
    ] {
        let (heard, problem) = search(&anna, &parameters).await;
        assert_eq!(heard, status, "{parameters:?}");
        assert!(problem["errors"].get(field).is_some(), "{parameters:?}: {problem}");
    }
    for parameters in [[("q", "a"), ("has", "wings")], [("q", "a"), ("chatId", "1")]] {
        assert_eq!(search(&anna, &parameters).await.0, 400, "{parameters:?}");
    }
    let (status, page) = search(&anna, &[("q", "?!"), ("has", "link")]).await;
    assert_eq!((status, texts(&page)), (200, vec![]), "signs find nothing");
    server.stop().await;
}

#[tokio::test]
async fn what_is_said_is_found_without_being_asked_for() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let family: Value = anna.get("/api/chats").await.expect("listed");
    say(&anna, family["items"][0]["id"].as_str().expect("the family chat"), "hello").await;
    let found = async {
        while texts(&search(&anna, &[("q", "hello")]).await.1).is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), found).await.expect("found in the end");
    server.stop().await;
}
