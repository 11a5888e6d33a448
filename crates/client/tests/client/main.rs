//! The client that stays connected, against the real server over lines that break.

#![expect(clippy::unwrap_used, reason = "a test may fail this way")]

mod line;

use std::{collections::BTreeMap, time::Duration};

use futures_util::future::join_all;
use zvonilka_client::{Api, Client, ClientError, Pauses, Update, Updates};
use zvonilka_model::ChatId;
use zvonilka_protocol::{Session, socket::ServerEvent};
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::line::Line;

/// Long enough for any machine; nothing waits for it to pass.
const PATIENCE: Duration = Duration::from_secs(120);
const PAUSES: Pauses = Pauses { first: Duration::from_millis(5), longest: Duration::from_millis(50) };

struct Pair {
    server: TestServer,
    anna: (Api, Session),
    boris: (Api, Session),
    chat: ChatId,
}

impl Pair {
    async fn meet() -> Self {
        let server = TestServer::start(TestServerSettings::default()).await.unwrap();
        let anna = server.register("anna").await.unwrap();
        let boris = server.register("boris").await.unwrap();
        let chat = anna.0.open_direct(boris.1.user.user.id).await.unwrap().shared.id;
        Self { server, anna, boris, chat }
    }
}

fn client(line: &Line, session: &Session) -> (Client, Updates) {
    Client::start_with(&Api::new(format!("http://{}", line.address)), session, PAUSES)
}

async fn next(updates: &mut Updates) -> Update {
    tokio::time::timeout(PATIENCE, updates.next())
        .await
        .expect("an update in time")
        .expect("the client lives")
}

async fn online(updates: &mut Updates) {
    while !matches!(next(updates).await, Update::Online) {}
}

/// The texts of new messages of a chat, with their places, until there are so many.
async fn texts(updates: &mut Updates, chat: ChatId, count: usize) -> Vec<(i64, String)> {
    let mut heard = Vec::new();
    while heard.len() < count {
        match next(updates).await {
            Update::Event(event) => {
                if let ServerEvent::MessageNew { chat_id, seq, message } = *event
                    && chat_id == chat
                {
                    heard.push((seq, message.text.unwrap()));
                }
            }
            Update::Behind(chat) => panic!("{chat} is behind"),
            Update::Ended(error) => panic!("ended: {error}"),
            Update::Online | Update::Offline | Update::Restored | Update::Chat(_) | Update::Removed(_) => {}
        }
    }
    heard
}

fn numbered(count: usize) -> Vec<(i64, String)> {
    (1_i64..).zip((0..count).map(|n| n.to_string())).collect()
}

async fn stored(api: &Api, chat: ChatId) -> Vec<(i64, String)> {
    let all = api.whole_history(chat).await.unwrap();
    all.into_iter().map(|message| (message.seq, message.text.unwrap())).collect()
}

#[tokio::test]
async fn over_lines_that_break_in_mid_send_nothing_is_lost_doubled_or_out_of_order() {
    const COUNT: usize = 60;
    let pair = Pair::meet().await;
    // Acknowledgements and events break off in the middle of a frame, each time a little later.
    let anna_line = Line::with_budget(pair.server.address(), 3_000, 1_500).await;
    let boris_line = Line::with_budget(pair.server.address(), 4_000, 1_700).await;
    let (_boris, mut heard) = client(&boris_line, &pair.boris.1);
    online(&mut heard).await;
    let (anna, own) = client(&anna_line, &pair.anna.1);
    drop(own);
    let sends = join_all((0..COUNT).map(|n| anna.send(pair.chat, n.to_string())));
    let (sent, heard) = tokio::join!(sends, texts(&mut heard, pair.chat, COUNT));
    let acknowledged: Vec<_> =
        sent.into_iter().map(|sent| sent.unwrap()).map(|m| (m.seq, m.text.unwrap())).collect();
    assert_eq!(acknowledged, numbered(COUNT));
    assert_eq!(heard, numbered(COUNT));
    assert_eq!(stored(&pair.anna.0, pair.chat).await, numbered(COUNT));
    pair.server.stop().await;
}

#[tokio::test]
async fn a_restart_of_the_server_loses_and_doubles_nothing() {
    const COUNT: usize = 40;
    let Pair { server, anna, boris, chat } = Pair::meet().await;
    let line = Line::to(server.address()).await;
    let (_boris, mut heard) = client(&line, &boris.1);
    online(&mut heard).await;
    let (sender, mut own) = client(&line, &anna.1);
    online(&mut own).await;
    drop(own);
    let sends = join_all((0..COUNT).map(|n| sender.send(chat, n.to_string())));
    let restart = async {
        let before = texts(&mut heard, chat, COUNT / 4).await;
        let server = server.restart().await.unwrap();
        line.lead_to(server.address());
        (before, texts(&mut heard, chat, COUNT - COUNT / 4).await, server)
    };
    let (sent, (mut all, after, server)) = tokio::join!(sends, restart);
    assert!(sent.iter().all(Result::is_ok));
    all.extend(after);
    assert_eq!(all, numbered(COUNT));
    let api = server.api().with_token(sender.api().token().unwrap());
    assert_eq!(stored(&api, chat).await, numbered(COUNT));
    server.stop().await;
}

#[tokio::test]
async fn what_was_missed_in_several_chats_is_told_in_order_before_the_client_says_online() {
    const EACH: usize = 15;
    let pair = Pair::meet().await;
    let mut chats = vec![pair.chat];
    for login in ["vera", "gleb"] {
        let (other, _) = pair.server.register(login).await.unwrap();
        chats.push(other.open_direct(pair.boris.1.user.user.id).await.unwrap().shared.id);
        other.send(chats[chats.len() - 1], "hello", "0").await.unwrap();
    }
    let line = Line::to(pair.server.address()).await;
    let (boris, mut updates) = client(&line, &pair.boris.1);
    online(&mut updates).await;
    line.break_off();
    while !matches!(next(&mut updates).await, Update::Offline) {}
    for n in 0..EACH {
        pair.anna.0.send(pair.chat, &format!("m{n}"), &n.to_string()).await.unwrap();
    }
    // A chat that is new to Boris is told with all that is in it.
    let (dina, _) = pair.server.register("dina").await.unwrap();
    let new = dina.open_direct(pair.boris.1.user.user.id).await.unwrap().shared.id;
    for n in 0..EACH {
        dina.send(new, &format!("m{n}"), &n.to_string()).await.unwrap();
    }
    line.mend();
    let mut heard: BTreeMap<ChatId, Vec<(i64, String)>> = BTreeMap::new();
    loop {
        match next(&mut updates).await {
            Update::Online => break,
            Update::Event(event) => {
                if let ServerEvent::MessageNew { chat_id, seq, message } = *event
                    && let Some(text) = message.text
                {
                    heard.entry(chat_id).or_default().push((seq, text));
                }
            }
            Update::Behind(chat) => panic!("{chat} is behind"),
            Update::Ended(error) => panic!("ended: {error}"),
            Update::Offline | Update::Restored | Update::Chat(_) | Update::Removed(_) => {}
        }
    }
    assert_eq!(heard, BTreeMap::from([(pair.chat, numbered(EACH)), (new, numbered(EACH))]));
    drop(boris);
    pair.server.stop().await;
}

#[tokio::test]
async fn a_chat_in_which_too_much_was_missed_is_said_to_be_behind_and_goes_on_from_there() {
    const MISSED: usize = 301;
    let pair = Pair::meet().await;
    let line = Line::to(pair.server.address()).await;
    let (_boris, mut updates) = client(&line, &pair.boris.1);
    online(&mut updates).await;
    line.break_off();
    while !matches!(next(&mut updates).await, Update::Offline) {}
    for n in 0..MISSED {
        pair.anna.0.send(pair.chat, &format!("m{n}"), "missed").await.unwrap();
    }
    line.mend();
    let mut behind = Vec::new();
    loop {
        match next(&mut updates).await {
            Update::Online => break,
            Update::Behind(chat) => behind.push(chat),
            Update::Event(_) | Update::Offline | Update::Restored => {}
            Update::Chat(_) | Update::Removed(_) | Update::Ended(_) => {}
        }
    }
    assert_eq!(behind, [pair.chat]);
    pair.anna.0.send(pair.chat, "after", "after").await.unwrap();
    let after = texts(&mut updates, pair.chat, 1).await;
    assert_eq!(after, [(i64::try_from(MISSED).unwrap() + 1, "after".to_owned())]);
    pair.server.stop().await;
}

#[tokio::test]
async fn a_token_that_has_lapsed_is_renewed() {
    let pair = Pair::meet().await;
    let line = Line::to(pair.server.address()).await;
    let (boris, mut updates) = client(&line, &pair.boris.1);
    online(&mut updates).await;
    let old = boris.api().token().unwrap().to_owned();
    pair.server.clock.advance(Duration::from_secs(25 * 3_600));
    line.cut();
    online(&mut updates).await;
    assert_ne!(boris.api().token().unwrap(), old);
    assert_eq!(boris.send(pair.chat, "back").await.unwrap().text.as_deref(), Some("back"));
    pair.server.stop().await;
}

#[tokio::test]
async fn when_the_sign_in_ends_the_client_says_so_and_sends_nothing_more() {
    let pair = Pair::meet().await;
    let line = Line::to(pair.server.address()).await;
    let (boris, mut updates) = client(&line, &pair.boris.1);
    online(&mut updates).await;
    pair.boris
        .0
        .command(reqwest::Method::POST, "/api/auth/logout", Some(&serde_json::json!({})))
        .await
        .unwrap();
    while !matches!(next(&mut updates).await, Update::Ended(_)) {}
    assert!(matches!(boris.send(pair.chat, "late").await, Err(ClientError::Closed { .. })));
    pair.server.stop().await;
}

#[tokio::test]
async fn a_refusal_reaches_the_sender_and_holds_up_nobody() {
    let pair = Pair::meet().await;
    let line = Line::to(pair.server.address()).await;
    let (anna, _updates) = client(&line, &pair.anna.1);
    let stranger: ChatId = "018f3c1e-0000-7000-8000-000000000001".parse().unwrap();
    let (refused, empty, sent) =
        tokio::join!(anna.send(stranger, "hello"), anna.send(pair.chat, ""), anna.send(pair.chat, "hello"));
    assert!(matches!(refused, Err(ClientError::SocketRefused(_))), "{refused:?}");
    assert!(matches!(empty, Err(ClientError::SocketRefused(_))), "{empty:?}");
    assert_eq!(sent.unwrap().seq, 1);
    pair.server.stop().await;
}
