//! Taking one's data along: what is in the archive, who gets it, and how it breaks off.

use std::io::{Cursor, Read as _};

use reqwest::{Method, Response};
use serde_json::{Value, json};
use zip::ZipArchive;
use zvonilka_client::Api;
use zvonilka_service::LimitSettings;
use zvonilka_testkit::{
    postgres::PostgresDatabase,
    server::{TestServer, TestServerSettings},
    service::password_of,
};

use crate::{
    pictures,
    someone::{Someone, id, server},
};

type Archive = ZipArchive<Cursor<Vec<u8>>>;

impl Someone {
    async fn ask_export(&self, password: &str) -> (u16, Value) {
        self.ask(Method::POST, "/api/users/me/export", json!({"password": password})).await
    }

    async fn ticket(&self, login: &str) -> String {
        let (status, ticket) = self.ask_export(&password_of(login)).await;
        assert_eq!(status, 201, "{ticket}");
        ticket["url"].as_str().expect("an address").to_owned()
    }

    async fn export(&self, login: &str) -> Archive {
        let answer = get(&self.api, &self.ticket(login).await).await;
        assert_eq!(answer.status(), 200);
        let name = answer.headers()["content-disposition"].to_str().expect("text");
        assert!(name.starts_with("attachment; filename=\"zvonilka-20"), "{name}");
        assert_eq!(answer.headers()["cache-control"], "no-store");
        let bytes = answer.bytes().await.expect("to the end");
        ZipArchive::new(Cursor::new(bytes.to_vec())).expect("an archive")
    }

    async fn stage(&self) -> String {
        let (_, state) = self.ask(Method::GET, "/api/users/me/export", Value::Null).await;
        state["stage"].as_str().expect("a stage").to_owned()
    }

    /// Waits until the download is no longer there: the server hears of a cut after the client did it.
    async fn stage_after_running(&self) -> String {
        for _ in 0..200 {
            let stage = self.stage().await;
            if stage != "running" {
                return stage;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        "running for ever".to_owned()
    }

    async fn upload(&self, name: &str, bytes: Vec<u8>) -> Value {
        let form = pictures::form(name, bytes);
        let request = self.api.request(Method::POST, "/api/files").multipart(form);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 201);
        answer.json().await.expect("a file")
    }

    async fn send_file(&self, chat: &str, client_id: &str, file: &Value) -> Value {
        let path = format!("/api/chats/{chat}/messages");
        let body = json!({"clientId": client_id, "text": "look", "attachments": [file["id"]]});
        let (status, message) = self.ask(Method::POST, &path, body).await;
        assert_eq!(status, 201, "{message}");
        message
    }
}

async fn get(api: &Api, path: &str) -> Response {
    api.request(Method::GET, path).send().await.expect("the server answers")
}

async fn code(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let problem: Value = answer.json().await.expect("a problem");
    (status, problem["code"].as_str().unwrap_or_default().to_owned())
}

fn bytes(archive: &mut Archive, name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    archive.by_name(name).expect(name).read_to_end(&mut out).expect("whole, with the right checksum");
    out
}

fn read(archive: &mut Archive, name: &str) -> Value {
    serde_json::from_slice(&bytes(archive, name)).expect("JSON")
}

/// Removes what has this many bytes, as a bad disk does; gives the number of files.
fn remove_files_of(length: u64, folder: &std::path::Path) -> u32 {
    let mut removed = 0;
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let about = entry.metadata().expect("known");
        if about.is_dir() {
            removed += remove_files_of(length, &entry.path());
        } else if about.len() == length {
            std::fs::remove_file(entry.path()).expect("removed");
            removed += 1;
        }
    }
    removed
}

/// Content that does not repeat, so that a piece in the wrong place shows.
fn noise(length: u32) -> Vec<u8> {
    (0..length).map(|n| (n.wrapping_mul(2_654_435_761) >> 13).to_le_bytes()[0]).collect()
}

#[tokio::test]
async fn the_archive_holds_what_was_written_and_nothing_of_others() {
    holds_what_was_written(&server().await).await;
}

#[tokio::test]
async fn the_archive_is_the_same_out_of_postgresql() {
    let Some(database) = PostgresDatabase::create().await.expect("a database") else { return };
    let settings = TestServerSettings { database_url: Some(database.url().to_owned()), ..Default::default() };
    let server = TestServer::start(settings).await.expect("starts");
    holds_what_was_written(&server).await;
    server.stop().await;
}

async fn holds_what_was_written(server: &TestServer) {
    let (anna, boris) = (Someone::new(server, "anna").await, Someone::new(server, "boris").await);
    let vera = Someone::new(server, "vera").await;
    let body = json!({"kind": "direct", "userId": boris.id});
    let chat = id(&anna.ask(Method::POST, "/api/chats", body).await.1);
    // More than is read at once.
    for number in 0..230 {
        let who = if number % 2 == 0 { &anna } else { &boris };
        who.say(&chat, &format!("слово {number}")).await;
    }
    let film = noise(300_000);
    let sent = boris.upload("../дача: лето?.bin", film.clone()).await;
    let carried = boris.send_file(&chat, "film", &sent).await;
    let kept = anna.upload("never sent.bin", noise(5_000)).await;
    let react = format!("/api/messages/{}/reactions/👍", id(&carried));
    assert_eq!(anna.ask(Method::PUT, &react, Value::Null).await.0, 204);
    let hidden = id(&boris.say(&chat, "not for Anna's eyes any more").await);
    let hide = format!("/api/messages/{hidden}?for=me");
    assert_eq!(anna.ask(Method::DELETE, &hide, Value::Null).await.0, 204);
    let secret = id(&boris.group("Без Анны", &[&vera]).await);
    boris.say(&secret, "she must not know").await;
    boris.send_file(&secret, "theirs", &boris.upload("theirs.bin", noise(77)).await).await;
    assert_eq!(anna.ask(Method::POST, "/api/contacts/requests", json!({"userId": boris.id})).await.0, 201);

    assert_eq!(anna.stage().await, "none");
    let mut archive = anna.export("anna").await;
    assert_eq!(anna.stage_after_running().await, "done");

    let (_, me) = anna.ask(Method::GET, "/api/users/me", Value::Null).await;
    assert_eq!(read(&mut archive, "profile.json")["login"], me["login"]);
    let (_, contacts) = anna.ask(Method::GET, "/api/contacts", Value::Null).await;
    let ids = |contacts: &Value| contacts["outgoing"][0]["id"].clone();
    assert_eq!(ids(&read(&mut archive, "contacts.json")), ids(&contacts));
    assert!(!ids(&contacts).is_null());
    let simple = read(&mut archive, "simple-mode.json");
    assert_eq!(simple, json!({"enabled": false, "people": [], "proposals": []}));
    let sessions = read(&mut archive, "sessions.json");
    assert_eq!(sessions["items"].as_array().expect("a list").len(), 1);
    assert_eq!(read(&mut archive, "chats.json")["items"].as_array().expect("a list").len(), 2);
    assert_eq!(read(&mut archive, &format!("chats/{chat}/chat.json"))["id"], json!(chat));

    // Every message as the API gives it to the same person, in order.
    let mut expected = Vec::new();
    let mut after = 0;
    loop {
        let path = format!("/api/chats/{chat}/messages?after={after}&limit=200");
        let (_, page) = anna.ask(Method::GET, &path, Value::Null).await;
        let items = page["items"].as_array().expect("a list").clone();
        after = items.last().map_or(after, |m| m["seq"].as_i64().expect("a place"));
        expected.extend(items);
        if page["hasMore"] != true {
            break;
        }
    }
    let mut messages = read(&mut archive, &format!("chats/{chat}/messages-00001.json"));
    let messages = messages.as_array_mut().expect("a list");
    let place = messages[230]["attachments"][0]["file"].take();
    messages[230]["attachments"][0].as_object_mut().expect("a file").remove("file");
    assert_eq!(messages.len(), 231);
    assert_eq!(*messages, expected);
    assert_eq!(messages[230]["reactions"][0]["mine"], true);

    let place = place.as_str().expect("a place");
    assert!(place.ends_with("дача_ лето_.bin") && !place.contains(".."), "{place}");
    assert_eq!(bytes(&mut archive, place), film);
    let own = format!("files/{}-never sent.bin", id(&kept));
    assert_eq!(bytes(&mut archive, &own), noise(5_000));
    let people = read(&mut archive, "people.json");
    let logins: Vec<_> = people.as_array().expect("a list").iter().map(|p| p["login"].clone()).collect();
    // Vera said something, too: that she came into the family.
    assert!(logins.contains(&json!("boris")), "{logins:?}");
    let finished = read(&mut archive, "finished.json");
    assert_eq!((&finished["files"], &finished["missingCount"]), (&json!(2), &json!(0)));
    let readme = String::from_utf8(bytes(&mut archive, "README.txt")).expect("text");
    assert!(readme.contains("ваши данные") && readme.contains("your data"));

    let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(names.iter().all(|name| !name.contains(&secret)), "{names:?}");
    assert_eq!(names.iter().filter(|name| name.starts_with("files/")).count(), 2);
    let mut everything = String::new();
    for name in names.iter().filter(|name| name.ends_with(".json")) {
        everything.push_str(&String::from_utf8(bytes(&mut archive, name)).expect("text"));
    }
    for absent in ["she must not know", "not for Anna's eyes", "argon2", "refreshToken", "accessToken"] {
        assert!(!everything.contains(absent), "{absent}");
    }
}

#[tokio::test]
async fn a_ticket_needs_the_password_and_opens_once_for_its_session_only() {
    let server = server().await;
    let (anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    assert_eq!(anna.ask_export("not it at all").await.1["code"], "wrong_credentials");
    assert_eq!(anna.stage().await, "none");
    let url = anna.ticket("anna").await;
    assert_eq!(anna.stage().await, "waiting");
    assert_eq!(code(get(&boris.api, &url).await).await, (404, "not_found".to_owned()));
    let stranger = server.api();
    assert_eq!(code(get(&stranger, &url).await).await, (401, "unauthenticated".to_owned()));
    let log_in = json!({"login": "anna", "password": password_of("anna")});
    let (_, session) = boris.ask(Method::POST, "/api/auth/login", log_in).await;
    let elsewhere = server.api().with_token(session["accessToken"].as_str().expect("a token").to_owned());
    assert_eq!(code(get(&elsewhere, &url).await).await, (404, "not_found".to_owned()));
    let looked = anna.api.request(Method::HEAD, &url).send().await.expect("an answer");
    assert_eq!(looked.status(), 404, "looking does not use it up");
    let answer = get(&anna.api, &url).await;
    assert_eq!(answer.status(), 200);
    answer.bytes().await.expect("to the end");
    assert_eq!(code(get(&anna.api, &url).await).await, (404, "not_found".to_owned()));
    // Whoever asks anew gets another ticket, and the one before is worth nothing.
    let old = anna.ticket("anna").await;
    let new = anna.ticket("anna").await;
    assert_eq!(get(&anna.api, &old).await.status(), 404);
    get(&anna.api, &new).await.bytes().await.expect("to the end");
}

#[tokio::test]
async fn whoever_asks_too_often_waits() {
    let mut settings = TestServerSettings::default();
    settings.service.limits = LimitSettings::Enabled;
    let server = TestServer::start(settings).await.expect("starts");
    let anna = Someone::new(&server, "anna").await;
    for _ in 0..5 {
        anna.ticket("anna").await;
    }
    let (status, refusal) = anna.ask_export(&password_of("anna")).await;
    assert_eq!((status, &refusal["code"]), (429, &json!("too_many_requests")));
}

/// More than fits into all buffers on the way, so that a receiver who waits holds the download open.
const FILM: u32 = 24 * 1024 * 1024;

#[tokio::test]
async fn one_runs_at_a_time_a_cut_is_told_and_it_may_be_tried_again() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    anna.upload("film.bin", noise(FILM)).await;
    let url = anna.ticket("anna").await;
    let mut running = get(&anna.api, &url).await;
    assert!(running.chunk().await.expect("it began").is_some());
    assert_eq!(anna.stage().await, "running");
    let (status, refusal) = anna.ask_export(&password_of("anna")).await;
    assert_eq!((status, &refusal["code"]), (409, &json!("export_running")));
    drop(running);
    assert_eq!(anna.stage_after_running().await, "broken");
    let mut archive = anna.export("anna").await;
    assert_eq!(read(&mut archive, "finished.json")["files"], 1);
}

#[tokio::test]
async fn a_download_ends_with_its_session_and_has_no_end() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    anna.upload("film.bin", noise(FILM)).await;
    let url = anna.ticket("anna").await;
    let mut running = get(&anna.api, &url).await;
    assert!(running.chunk().await.expect("it began").is_some());
    assert_eq!(anna.ask(Method::POST, "/api/auth/logout", Value::Null).await.0, 204);
    let mut received = 0;
    let broke = loop {
        match running.chunk().await {
            Ok(Some(chunk)) => received += chunk.len(),
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broke, "the connection breaks: {received} bytes would look like a whole archive");
    assert!(received < FILM as usize);
    let log_in = json!({"login": "anna", "password": password_of("anna")});
    let (_, session) = anna.ask(Method::POST, "/api/auth/login", log_in).await;
    let again = server.api().with_token(session["accessToken"].as_str().expect("a token").to_owned());
    let state: Value = get(&again, "/api/users/me/export").await.json().await.expect("JSON");
    assert_eq!(state["stage"], "broken");
}

#[tokio::test]
async fn a_file_whose_bytes_are_gone_is_named_as_missing() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let lost = anna.upload("lost.bin", noise(1_000)).await;
    anna.upload("there.bin", noise(2_000)).await;
    assert_eq!(remove_files_of(1_000, &server.files()), 1);
    let mut archive = anna.export("anna").await;
    let finished = read(&mut archive, "finished.json");
    assert_eq!((&finished["files"], &finished["missingCount"]), (&json!(1), &json!(1)));
    let missing = json!({"fileId": id(&lost), "name": "lost.bin", "reason": "unreadable"});
    assert_eq!(finished["missing"], json!([missing]));
}
