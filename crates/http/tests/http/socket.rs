//! The socket: opening, closing, and frames that are not as they should be.

use std::time::Duration;

use serde_json::json;
use tokio_tungstenite::tungstenite::Message;
use zvonilka_http::FloodLimit;
use zvonilka_realtime::CloseReason;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::{NotUpgraded, Wire};

async fn server() -> TestServer {
    TestServer::start(TestServerSettings::default()).await.expect("starts")
}

#[tokio::test]
async fn a_token_on_the_upgrade_opens_the_socket() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let bearer = |token: &str| vec![("authorization", format!("Bearer {token}"))];
    let opened = Wire::open(&server, &bearer(&session.access_token)).await.expect("an answer");
    let ready = opened.expect("upgraded").next().await.expect("a frame");
    assert_eq!(ready["type"], "ready");
    assert!(ready.get("ref").is_none());
    assert_eq!(ready["data"]["userId"], session.user.user.id.to_string());
    assert_eq!(ready["data"]["sessionId"], session.session_id.to_string());
    assert_eq!(ready["data"]["heartbeatMs"], 25_000);
    assert_eq!(ready["data"]["storeId"], server.service.store_id());
    let refused = Wire::open(&server, &bearer("nonsense")).await.expect("an answer").map(|_| ());
    assert_eq!(refused, Err(NotUpgraded { status: 401, code: "unauthenticated".to_owned() }));
}

#[tokio::test]
async fn the_first_frame_opens_it_too_and_a_later_one_prolongs_it() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let (_, other) = server.register("boris").await.expect("registers");
    let mut wire = Wire::silent(&server).await.expect("opens");
    let early = wire.ask("ping", json!({})).await.expect("an answer");
    assert_eq!(early["data"]["code"], "unauthenticated");
    let ready = wire.ask("auth", json!({"token": session.access_token})).await.expect("an answer");
    assert_eq!(ready["type"], "ready");
    let again = wire.ask("auth", json!({"token": session.access_token})).await.expect("an answer");
    assert_eq!(again["type"], "ok");
    let foreign = wire.ask("auth", json!({"token": other.access_token})).await.expect("an answer");
    assert_eq!((&foreign["type"], &foreign["data"]["code"]), (&json!("error"), &json!("forbidden")));
    assert_eq!(wire.ask("ping", json!({})).await.expect("still open")["type"], "ok");
}

#[tokio::test]
async fn whoever_does_not_say_who_they_are_is_closed_with_4001() {
    let mut settings = TestServerSettings::default();
    settings.http.socket.auth_timeout = Duration::from_millis(50);
    let server = TestServer::start(settings).await.expect("starts");
    let mut silent = Wire::silent(&server).await.expect("opens");
    assert_eq!(silent.close_code().await.expect("closes"), 4001);
}

#[tokio::test]
async fn a_refused_token_is_named_and_closed() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let mut forged = Wire::silent(&server).await.expect("opens");
    let answer = forged.ask("auth", json!({"token": "nonsense"})).await.expect("an answer");
    assert_eq!(answer["data"]["code"], "unauthenticated");
    assert_eq!(forged.close_code().await.expect("closes"), 4001);
    server.clock.advance(Duration::from_secs(25 * 3_600));
    let mut expired = Wire::silent(&server).await.expect("opens");
    let answer = expired.ask("auth", json!({"token": session.access_token})).await.expect("an answer");
    assert_eq!(answer["data"]["code"], "token_expired");
    assert_eq!(expired.close_code().await.expect("closes"), 4001);
}

#[tokio::test]
async fn a_socket_outlives_its_token_only_by_the_grace() {
    let mut settings = TestServerSettings::default();
    settings.http.socket.token_grace = Duration::ZERO;
    settings.service.access_ttl = Duration::from_secs(1);
    let server = TestServer::start(settings).await.expect("starts");
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    assert_eq!(wire.close_code().await.expect("closes"), 4001);
}

#[tokio::test]
async fn an_ended_session_closes_its_sockets_at_once() {
    let server = server().await;
    let (anna, session) = server.register("anna").await.expect("registers");
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    anna.command(reqwest::Method::POST, "/api/auth/logout", None::<&()>).await.expect("logs out");
    let told = wire.next_of("session:ended").await.expect("told");
    assert_eq!(told["data"]["reason"], "logged_out");
    assert_eq!(wire.close_code().await.expect("closes"), 4002);
    let mut late = Wire::silent(&server).await.expect("opens");
    let answer = late.ask("auth", json!({"token": session.access_token})).await.expect("an answer");
    assert_eq!(answer["data"]["code"], "session_ended");
    assert_eq!(late.close_code().await.expect("closes"), 4002);
}

#[tokio::test]
async fn binary_frames_and_large_ones_close_it_and_say_why() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut binary, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    binary.send_message(Message::binary(vec![1, 2, 3])).await.expect("sends");
    assert_eq!(binary.close_code().await.expect("closes"), 1003);
    for size in [64 * 1024 + 1, 100_000, 600_000] {
        let (mut large, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
        large.send("x".repeat(size)).await.expect("sends");
        assert_eq!(large.close_code().await.expect("closes"), 1009, "{size}");
    }
    let mut early = Wire::silent(&server).await.expect("opens");
    early.send("x".repeat(100_000)).await.expect("sends");
    assert_eq!(early.close_code().await.expect("closes"), 1009);
}

#[tokio::test]
async fn frames_that_are_not_understood_leave_it_open() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    wire.send("{not json").await.expect("sends");
    assert_eq!(wire.next_of("error").await.expect("an answer")["data"]["code"], "bad_request");
    let unknown = wire.ask("call:teleport", json!({})).await.expect("an answer");
    assert_eq!(unknown["data"]["code"], "unknown_type");
    let bad = wire.ask("message:read", json!({"chatId": "x", "seq": "y"})).await.expect("an answer");
    assert_eq!(bad["data"]["code"], "bad_request");
    let invalid = wire
        .ask("message:send", json!({"chatId": session.session_id, "clientId": "a b", "text": ""}))
        .await
        .expect("an answer");
    assert_eq!(invalid["data"]["errors"], json!({"clientId": ["format"], "text": ["empty"]}));
    let candidate = json!({"callId": session.session_id, "candidate": "a=candidate"});
    assert_eq!(
        wire.ask("call:ice-candidate", candidate).await.expect("an answer")["data"]["code"],
        "bad_request"
    );
    assert_eq!(wire.ask("ping", json!({})).await.expect("still open")["type"], "ok");
}

#[tokio::test]
async fn flooding_is_refused_and_then_closed() {
    let mut settings = TestServerSettings::default();
    settings.http.socket.flood_limit = FloodLimit::Enabled;
    let server = TestServer::start(settings).await.expect("starts");
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    for _ in 0..2_000 {
        if wire.frame("ping", json!({})).await.is_err() {
            break;
        }
    }
    let refused = wire.next_of("error").await.expect("an answer");
    assert_eq!(refused["data"]["code"], "too_many_requests");
    assert!(refused["data"]["retryAfterMs"].as_u64().is_some_and(|wait| (1..=20).contains(&wait)));
    assert_eq!(wire.close_code().await.expect("closes"), 1008);
}

#[tokio::test]
async fn a_silent_peer_is_dropped() {
    let mut settings = TestServerSettings::default();
    settings.http.socket.heartbeat = Duration::from_millis(30);
    let server = TestServer::start(settings).await.expect("starts");
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut wire, ready) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    assert_eq!(ready["heartbeatMs"], 30);
    assert_eq!(wire.close_code().await.expect("closes"), 4003);
}

#[tokio::test]
async fn the_same_tab_replaces_its_older_socket() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let auth = json!({"token": session.access_token, "tabId": "tab-1"});
    let mut older = Wire::silent(&server).await.expect("opens");
    assert_eq!(older.ask("auth", auth.clone()).await.expect("an answer")["type"], "ready");
    let mut newer = Wire::silent(&server).await.expect("opens");
    assert_eq!(newer.ask("auth", auth).await.expect("an answer")["type"], "ready");
    assert_eq!(older.close_code().await.expect("closes"), 4004);
    assert_eq!(newer.ask("ping", json!({})).await.expect("open")["type"], "ok");
}

#[tokio::test]
async fn a_stopping_server_says_so() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    let mut unknown = Wire::silent(&server).await.expect("opens");
    let (first, second, ()) = tokio::join!(wire.close_code(), unknown.close_code(), server.stop());
    let codes = (first.expect("closes"), second.expect("closes"));
    let restarting = CloseReason::Restarting.code();
    assert_eq!(codes, (restarting, restarting));
}

#[tokio::test]
async fn messages_sent_in_a_row_keep_their_order_and_are_told_to_everybody() {
    const COUNT: i64 = 300;
    let server = server().await;
    let (anna, anna_session) = server.register("anna").await.expect("registers");
    let (boris, boris_session) = server.register("boris").await.expect("registers");
    let chat = anna.open_direct(boris_session.user.user.id).await.expect("opens").shared.id;
    let (mut sender, _) = Wire::signed_in(&server, &anna_session.access_token).await.expect("opens");
    let (mut listener, _) = Wire::signed_in(&server, &boris_session.access_token).await.expect("opens");
    for n in 1..=COUNT {
        let data = json!({"chatId": chat, "clientId": format!("c{n}"), "text": format!("{n}")});
        sender.frame("message:send", data).await.expect("sends");
    }
    // Its answer counts in everything that was sent before it.
    let synced = sender.ask("sync", json!({"chats": {chat.to_string(): 0}})).await.expect("an answer");
    let asked_for = synced["data"]["chats"]
        .as_array()
        .expect("chats")
        .iter()
        .find(|c| c["chat"]["id"] == chat.to_string());
    assert_eq!(asked_for.expect("the chat")["chat"]["lastSeq"], COUNT);
    for n in 1..=COUNT {
        let event = listener.next_of("message:new").await.expect("an event");
        assert_eq!(
            (&event["data"]["seq"], &event["data"]["message"]["text"]),
            (&json!(n), &json!(n.to_string()))
        );
    }
    let stored = boris.whole_history(chat).await.expect("reads");
    let texts: Vec<_> = stored.into_iter().filter_map(|message| message.text).collect();
    assert_eq!(texts, (1..=COUNT).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_message_answered_over_the_socket_is_the_stored_one() {
    let server = server().await;
    let (anna, session) = server.register("anna").await.expect("registers");
    let (_, boris) = server.register("boris").await.expect("registers");
    let chat = anna.open_direct(boris.user.user.id).await.expect("opens").shared.id;
    let (mut wire, _) = Wire::signed_in(&server, &session.access_token).await.expect("opens");
    let data = json!({"chatId": chat, "clientId": "once", "text": "привет"});
    let first = wire.ask("message:send", data.clone()).await.expect("an answer");
    let second = wire.ask("message:send", data).await.expect("an answer");
    assert_eq!(first["type"], "ok");
    assert_eq!(first["data"]["message"], second["data"]["message"], "sent twice, stored once");
    assert_eq!(anna.whole_history(chat).await.expect("reads").len(), 1);
}
