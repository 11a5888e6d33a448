//! The figures of a running program, and that they cost nobody the start.

use std::{net::TcpListener, path::Path};

use reqwest::{Method, header};
use serde_json::json;
use zvonilka_protocol::CreateChat;
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

const PROGRAM: &str = env!("CARGO_BIN_EXE_zvonilka");

async fn serve(data_dir: &Path, metrics: &str) -> ServerProcess {
    let mut options = ServerOptions::new(PROGRAM, data_dir);
    options.env.push(("ZVONILKA_METRICS_LISTEN".to_owned(), metrics.to_owned()));
    options.env.push(("ZVONILKA_TURN_PUBLIC_ADDRESS".to_owned(), "127.0.0.1".to_owned()));
    ServerProcess::start(options).await.expect("the server starts")
}

fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").to_string()
}

async fn page(address: &str) -> String {
    let answer = reqwest::get(format!("http://{address}/metrics")).await.expect("an answer");
    assert_eq!(answer.status(), 200);
    let kind = answer.headers()[header::CONTENT_TYPE].to_str().expect("a type").to_owned();
    assert!(kind.starts_with("application/openmetrics-text; version=1.0.0"), "{kind}");
    answer.text().await.expect("a text")
}

fn figure(page: &str, row: &str) -> f64 {
    let found = page.lines().find_map(|line| line.strip_prefix(row)?.strip_prefix(' '));
    found.unwrap_or_else(|| panic!("{row} is not in:\n{page}")).parse().expect("a number")
}

#[tokio::test]
async fn what_people_do_is_counted_and_nobody_is_named() {
    let place = tempfile::tempdir().expect("temporary directory");
    let address = free_address();
    let server = serve(place.path(), &address).await;
    let before = page(&address).await;
    assert_eq!(figure(&before, "zvonilka_messages_total"), 0.0);
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, session) = server.register("boris").await.expect("registers");
    let him = session.user.user.id;
    let chat = anna.open_direct(him).await.expect("opens").shared.id;
    let (anna_socket, _anna_events) = anna.socket().await.expect("opens");
    let (_boris_socket, _boris_events) = boris.socket().await.expect("opens");
    for number in 0..3 {
        anna_socket.send(chat, &format!("m{number}"), "a secret word").await.expect("stored");
    }
    anna_socket.send(chat, "m0", "a secret word").await.expect("stored before");
    let ringing = anna_socket.request("call:initiate", json!({"chatId": chat})).await.expect("rings");
    let missing = boris.get::<serde_json::Value>("/api/chats/not-an-id").await;
    assert!(missing.is_err());

    let after = page(&address).await;
    for (row, expected) in [
        ("zvonilka_messages_total", 3.0),
        ("zvonilka_sockets", 2.0),
        ("zvonilka_people_online", 2.0),
        ("zvonilka_calls{kind=\"ringing\"}", 1.0),
        ("zvonilka_calls{kind=\"group\"}", 0.0),
        ("zvonilka_http_requests_total{method=\"POST\",route=\"/api/auth/register\",status=\"2xx\"}", 2.0),
        ("zvonilka_http_requests_total{method=\"GET\",route=\"/ws\",status=\"1xx\"}", 2.0),
        ("zvonilka_http_requests_total{method=\"GET\",route=\"/api/chats/{id}\",status=\"4xx\"}", 1.0),
        ("zvonilka_rooms", 0.0),
        ("zvonilka_turn_allocations{transport=\"udp\"}", 0.0),
    ] {
        assert_eq!(figure(&after, row), expected, "{row}");
    }
    assert!(figure(&after, "zvonilka_http_request_seconds_count") >= 6.0);
    assert!(figure(&after, "process_resident_memory_bytes") > 1e6);

    // A call of a group, without media: it is counted by the rules, and there is no room yet.
    let group = CreateChat::Group { title: "Дача".to_owned(), description: None, member_ids: vec![him] };
    let group: zvonilka_protocol::Chat =
        anna.json(Method::POST, "/api/chats", Some(&group)).await.expect("made").body;
    anna_socket.request("call:end", json!({"callId": ringing["call"]["id"]})).await.expect("ended");
    anna_socket.request("call:initiate", json!({"chatId": group.shared.id})).await.expect("begins");
    let now = page(&address).await;
    assert_eq!(figure(&now, "zvonilka_calls{kind=\"group\"}"), 1.0);
    assert_eq!(figure(&now, "zvonilka_group_call_people{kind=\"member\"}"), 1.0);

    for personal in ["anna", "boris", "secret", "Дача", &him.to_string(), &chat.to_string(), "127.0.0.1"]
    {
        assert!(!now.contains(personal), "{personal} is in:\n{now}");
    }
    // They are on a port of their own, and it has nothing else.
    let elsewhere = server.api().request(Method::GET, "/metrics").send().await.expect("an answer");
    assert!(!elsewhere.text().await.expect("a text").contains("zvonilka_messages"));
    let nothing = reqwest::get(format!("http://{address}/api/info")).await.expect("an answer");
    assert_eq!(nothing.status(), 404);
}

#[tokio::test]
async fn a_port_that_is_taken_costs_the_figures_and_nothing_else() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let place = tempfile::tempdir().expect("temporary directory");
    let mut server = serve(place.path(), &address).await;
    server.register("anna").await.expect("works");
    let log = std::fs::read_to_string(place.path().join("server.log")).unwrap_or_default();
    assert!(log.contains(&format!("{address} is in use by another program")), "{log}");
    server.stop().await.expect("stops");
}
