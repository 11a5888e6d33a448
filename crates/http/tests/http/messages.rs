//! What happens to a message after it was sent, as clients see it.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use zvonilka_client::{Api, ClientError};
use zvonilka_model::ChatId;
use zvonilka_protocol::{ErrorCode, Message, SyncRequest};
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::Wire;

struct Two {
    server: TestServer,
    anna: Api,
    boris: Api,
    chat: ChatId,
}

async fn two() -> Two {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (anna, _) = server.register("anna").await.expect("registers");
    let (boris, session) = server.register("boris").await.expect("registers");
    let chat = anna.open_direct(session.user.user.id).await.expect("opens").shared.id;
    Two { server, anna, boris, chat }
}

async fn wire(two: &Two, api: &Api) -> Wire {
    Wire::signed_in(&two.server, api.token().expect("signed in")).await.expect("opens").0
}

#[track_caller]
fn refused<T: std::fmt::Debug>(outcome: Result<T, ClientError>) -> ErrorCode {
    match outcome {
        Err(ClientError::Refused(problem)) => problem.code,
        other => panic!("not refused: {other:?}"),
    }
}

async fn delete(api: &Api, message: &Message, whom: &str) -> Result<StatusCode, ClientError> {
    let path = format!("/api/messages/{}?for={whom}", message.id);
    api.command(Method::DELETE, &path, None::<&()>).await
}

async fn edit(api: &Api, message: &Message, text: &str) -> Result<Message, ClientError> {
    let path = format!("/api/messages/{}", message.id);
    api.json(Method::PATCH, &path, Some(&json!({ "text": text }))).await.map(|answer| answer.body)
}

async fn react(api: &Api, message: &Message, emoji: &str, method: Method) -> Result<StatusCode, ClientError> {
    let emoji: String = emoji.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let path = format!("/api/messages/{}/reactions/{emoji}", message.id);
    api.command(method, &path, None::<&()>).await
}

#[tokio::test]
async fn an_edit_is_told_to_everybody_and_shows_in_the_history() {
    let two = two().await;
    let mut heard = wire(&two, &two.boris).await;
    let message = two.anna.send(two.chat, "m1", "first").await.expect("sent");
    let edited = edit(&two.anna, &message, "second").await.expect("edited");
    assert_eq!((edited.text.as_deref(), edited.rev), (Some("second"), 2));
    assert!(edited.edited_at.is_some());
    let told = heard.next_of("message:updated").await.expect("told");
    assert_eq!(told["data"]["seq"], 2);
    assert_eq!(told["data"]["message"]["text"], "second");
    assert_eq!(two.boris.whole_history(two.chat).await.expect("read")[0].text.as_deref(), Some("second"));
    // The same words again are nothing; nothing at all is refused.
    assert_eq!(edit(&two.anna, &message, "second").await.expect("nothing").rev, 2);
    assert_eq!(refused(edit(&two.anna, &message, " ").await), ErrorCode::ValidationFailed);
    assert_eq!(refused(edit(&two.anna, &message, &"x".repeat(16_385)).await), ErrorCode::ValidationFailed);
    let next = two.anna.send(two.chat, "m2", "third").await.expect("sent");
    assert_eq!(next.seq, 3, "no place was burnt");
}

#[tokio::test]
async fn a_deleted_message_is_an_empty_place_for_everybody() {
    let two = two().await;
    let mut heard = wire(&two, &two.boris).await;
    let message = two.anna.send(two.chat, "m1", "secret").await.expect("sent");
    react(&two.boris, &message, "👍", Method::PUT).await.expect("given");
    assert_eq!(refused(delete(&two.boris, &message, "everyone").await), ErrorCode::Forbidden);
    for _ in 0..2 {
        assert_eq!(delete(&two.anna, &message, "everyone").await.expect("deleted"), 204);
    }
    let told = heard.next_of("message:deleted").await.expect("told");
    assert_eq!((&told["data"]["seq"], &told["data"]["messageId"]), (&json!(3), &json!(message.id)));
    let left = &two.boris.whole_history(two.chat).await.expect("read")[0];
    assert_eq!((left.text.as_deref(), left.reactions.len(), left.rev), (None, 0, 3));
    assert_eq!(json!(left.deleted_at), told["data"]["deletedAt"]);
    assert_eq!(refused(edit(&two.anna, &message, "again").await), ErrorCode::Conflict);
    assert_eq!(refused(react(&two.boris, &message, "👍", Method::PUT).await), ErrorCode::Conflict);
    react(&two.boris, &message, "👍", Method::DELETE).await.expect("it is gone anyway");
    // Sending it again brings nothing back.
    let again = two.anna.send(two.chat, "m1", "secret").await.expect("known");
    assert_eq!((again.seq, again.text), (1, None));
    let chat: Value = two.boris.get(&format!("/api/chats/{}", two.chat)).await.expect("read");
    assert_eq!((&chat["unreadCount"], &chat["lastSeq"]), (&json!(0), &json!(3)));
}

#[tokio::test]
async fn what_i_delete_for_me_leaves_my_devices_only() {
    let two = two().await;
    let message = two.anna.send(two.chat, "m1", "first").await.expect("sent");
    two.anna.send(two.chat, "m2", "second").await.expect("sent");
    let (mut mine, mut theirs) = (wire(&two, &two.boris).await, wire(&two, &two.anna).await);
    let before = mine.ask("sync", json!({})).await.expect("answers")["data"]["cursor"].clone();
    for _ in 0..2 {
        assert_eq!(delete(&two.boris, &message, "me").await.expect("hidden"), 204);
    }
    let told = mine.next_of("message:hidden").await.expect("told");
    assert_eq!(told["data"], json!({"chatId": two.chat, "messageIds": [message.id]}));
    let seqs = |history: Vec<Message>| history.iter().map(|message| message.seq).collect::<Vec<_>>();
    assert_eq!(seqs(two.boris.whole_history(two.chat).await.expect("read")), [2]);
    assert_eq!(seqs(two.anna.whole_history(two.chat).await.expect("read")), [1, 2]);

    let request = json!({"since": before, "chats": {two.chat.to_string(): 2}});
    let synced = mine.ask("sync", request).await.expect("answers");
    assert_eq!(synced["data"]["chats"][0]["hidden"], json!([message.id]));
    assert_eq!(synced["data"]["chats"][0]["chat"]["unreadCount"], 1);
    // The other side has heard nothing of it when the next thing is told.
    react(&two.anna, &message, "👍", Method::PUT).await.expect("given");
    loop {
        let frame = theirs.next().await.expect("a frame");
        assert_ne!(frame["type"], "message:hidden");
        if frame["type"] == "reaction:updated" {
            break;
        }
    }
}

#[tokio::test]
async fn signs_are_told_without_what_differs_by_viewer_and_shown_with_it() {
    let two = two().await;
    let mut heard = wire(&two, &two.anna).await;
    let message = two.anna.send(two.chat, "m1", "first").await.expect("sent");
    react(&two.boris, &message, "❤", Method::PUT).await.expect("given");
    let told = heard.next_of("reaction:updated").await.expect("told");
    assert_eq!(told["data"]["counts"], json!([{"emoji": "❤️", "count": 1}]));
    assert_eq!((&told["data"]["emoji"], &told["data"]["set"]), (&json!("❤️"), &json!(true)));
    for (api, mine) in [(&two.anna, false), (&two.boris, true)] {
        let shown = &api.whole_history(two.chat).await.expect("read")[0];
        assert_eq!((shown.reactions[0].count, shown.reactions[0].mine), (1, Some(mine)));
    }
    for emoji in ["👍", "😂"] {
        react(&two.boris, &message, emoji, Method::PUT).await.expect("given");
    }
    assert_eq!(refused(react(&two.boris, &message, "🔥", Method::PUT).await), ErrorCode::TooManyReactions);
    react(&two.boris, &message, "👍", Method::PUT).await.expect("given already");
    assert_eq!(refused(react(&two.boris, &message, "no", Method::PUT).await), ErrorCode::ValidationFailed);

    let path = format!("/api/messages/{}/reactions?limit=2", message.id);
    let first: Value = two.anna.get(&path).await.expect("read");
    assert_eq!(first["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(first["items"][0]["user"]["login"], "boris");
    let cursor: String =
        first["cursor"].as_str().expect("more").bytes().map(|b| format!("%{b:02X}")).collect();
    let second: Value = two.anna.get(&format!("{path}&cursor={cursor}")).await.expect("read");
    assert_eq!((second["items"].as_array().map(Vec::len), second.get("cursor")), (Some(1), None));
    let nonsense: Result<Value, _> = two.anna.get(&format!("{path}&cursor=nonsense")).await;
    assert_eq!(refused(nonsense), ErrorCode::ValidationFailed);
}

#[tokio::test]
async fn a_message_takes_twenty_different_signs_and_no_more() {
    const SIGNS: [&str; 21] = [
        "👍", "👎", "😂", "🔥", "🎉", "😢", "😮", "😡", "🙏", "👏", "🤔", "🤯", "🥰", "💯", "👀", "🤝", "🍓",
        "🍾", "💔", "🤨", "😐",
    ];
    let two = two().await;
    let family: Value = two.anna.get("/api/chats").await.expect("read");
    let family = family["items"].as_array().expect("chats").iter().find(|chat| chat["kind"] == "family");
    let family = family.expect("the family chat")["id"].as_str().expect("an id").parse().expect("an id");
    let message = two.anna.send(family, "m1", "first").await.expect("sent");
    let mut people = vec![two.anna.clone(), two.boris.clone()];
    for number in 0..5 {
        people.push(two.server.register(&format!("guest{number}")).await.expect("registers").0);
    }
    for (number, emoji) in SIGNS[..20].iter().enumerate() {
        react(&people[number / 3], &message, emoji, Method::PUT).await.expect("given");
    }
    assert_eq!(
        refused(react(&people[6], &message, SIGNS[20], Method::PUT).await),
        ErrorCode::TooManyReactions
    );
    react(&people[6], &message, SIGNS[0], Method::PUT).await.expect("one that is there");
}

#[tokio::test]
async fn the_same_is_done_over_the_socket_and_told_again_by_sync() {
    let two = two().await;
    let mut hers = wire(&two, &two.anna).await;
    let message = two.anna.send(two.chat, "m1", "first").await.expect("sent");
    let edited =
        hers.ask("message:edit", json!({"messageId": message.id, "text": "second"})).await.expect("answers");
    assert_eq!(edited["data"]["message"]["text"], "second");
    for kind in ["reaction:set", "reaction:unset", "reaction:set"] {
        let answer = hers.ask(kind, json!({"messageId": message.id, "emoji": "👍"})).await.expect("answers");
        assert_eq!(answer, json!({"type": "ok", "ref": answer["ref"], "data": {}}));
    }
    let last = two.anna.send(two.chat, "m2", "gone").await.expect("sent");
    let answer =
        hers.ask("message:delete", json!({"messageId": last.id, "for": "everyone"})).await.expect("answers");
    assert_eq!(answer["type"], "ok");

    let (socket, _events) = two.boris.socket().await.expect("opens");
    let request = SyncRequest { since: None, chats: [(two.chat, 0)].into() };
    let synced = socket.sync(&request).await.expect("answers");
    let chat = synced.chats.into_iter().find(|one| one.chat.shared.id == two.chat).expect("named");
    let events = serde_json::to_value(chat.events.expect("few enough")).expect("JSON");
    let told: Vec<(i64, &str)> = events
        .as_array()
        .expect("events")
        .iter()
        .map(|event| {
            (event["data"]["seq"].as_i64().expect("a place"), event["type"].as_str().expect("a type"))
        })
        .collect();
    let expected = [
        (1, "message:new"),
        (2, "message:updated"),
        (3, "reaction:updated"),
        (4, "reaction:updated"),
        (5, "reaction:updated"),
        (6, "message:new"),
        (7, "message:deleted"),
    ];
    assert_eq!(told, expected);
    assert_eq!(events[0]["data"]["message"]["text"], "second", "as it is now");
    assert!(!events.to_string().contains("gone"));
}

#[tokio::test]
async fn messages_are_read_by_their_ids() {
    let two = two().await;
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(two.anna.send(two.chat, &format!("m{number}"), "text").await.expect("sent").id.to_string());
    }
    let path = format!("/api/chats/{}/messages", two.chat);
    let read = async |ids: &str| two.boris.get::<Value>(&format!("{path}?ids={ids}")).await;
    let found = read(&format!("{},{}", ids[2], ids[0])).await.expect("read");
    let seqs: Vec<_> = found["items"].as_array().expect("items").iter().map(|item| &item["seq"]).collect();
    assert_eq!((seqs, &found["hasMore"]), (vec![&json!(1), &json!(3)], &json!(false)));
    assert_eq!(refused(read("nonsense").await), ErrorCode::ValidationFailed);
    assert_eq!(refused(read(&format!("{}&before=3", ids[0])).await), ErrorCode::ValidationFailed);
    assert_eq!(refused(read(&vec![ids[0].as_str(); 51].join(",")).await), ErrorCode::ValidationFailed);
    let (stranger, _) = two.server.register("vera").await.expect("registers");
    let foreign = stranger.get::<Value>(&format!("{path}?ids={}", ids[0])).await;
    assert_eq!(refused(foreign), ErrorCode::NotFound);
}

async fn send(api: &Api, chat: ChatId, body: Value) -> Result<Message, ClientError> {
    let path = format!("/api/chats/{chat}/messages");
    api.json(Method::POST, &path, Some(&body)).await.map(|answer| answer.body)
}

#[tokio::test]
async fn answers_and_forwards_are_sent_over_both_ways() {
    let two = two().await;
    let family: Value = two.anna.get("/api/chats").await.expect("read");
    let family = family["items"].as_array().expect("chats").iter().find(|chat| chat["kind"] == "family");
    let family: ChatId =
        family.expect("the family chat")["id"].as_str().expect("an id").parse().expect("an id");
    let asked = two.anna.send(two.chat, "m1", "how are you?").await.expect("sent");
    let body = json!({"clientId": "m2", "text": "fine", "replyTo": asked.id});
    let answer = send(&two.boris, two.chat, body).await.expect("sent");
    assert_eq!(answer.reply_to, Some(asked.id));
    let (mut his, mut hers) = (wire(&two, &two.boris).await, wire(&two, &two.anna).await);
    let data = json!({"chatId": family, "clientId": "f1", "forwardOf": asked.id});
    let sent = his.ask("message:send", data).await.expect("answers");
    let message = &sent["data"]["message"];
    assert_eq!(
        (&message["text"], &message["forwardedFrom"]["displayName"]),
        (&json!("how are you?"), &json!("anna"))
    );
    let told = hers.next_of("message:new").await.expect("told");
    assert_eq!(&told["data"]["message"], message);
    let forwarded: Message = serde_json::from_value(message.clone()).expect("a message");
    assert_eq!(refused(edit(&two.boris, &forwarded, "mine").await), ErrorCode::Forbidden);

    let foreign = two.anna.send(family, "m3", "elsewhere").await.expect("sent");
    let (stranger, session) = two.server.register("vera").await.expect("registers");
    let with_vera = two.anna.open_direct(session.user.user.id).await.expect("opens").shared.id;
    for (field, body) in [
        ("replyTo", json!({"clientId": "x", "text": "?", "replyTo": foreign.id})),
        ("forwardOf", json!({"clientId": "x", "forwardOf": asked.id})),
        ("forwardOf", json!({"clientId": "x", "text": "and", "forwardOf": foreign.id})),
    ] {
        match send(&stranger, with_vera, body).await {
            Err(ClientError::Refused(problem)) => {
                assert_eq!(problem.errors.keys().collect::<Vec<_>>(), [field]);
            }
            other => panic!("not refused: {other:?}"),
        }
    }
}

#[tokio::test]
async fn whoever_is_named_sees_it_in_their_list() {
    let two = two().await;
    let sent = two.anna.send(two.chat, "m1", "@boris and `@anna`").await.expect("sent");
    let boris: Value = two.boris.get("/api/users/me").await.expect("read");
    assert_eq!(json!(sent.mentions), json!([boris["id"]]));
    let chat: Value = two.boris.get(&format!("/api/chats/{}", two.chat)).await.expect("read");
    assert_eq!((&chat["unreadCount"], &chat["unreadMentions"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn pins_are_told_listed_and_bounded() {
    let two = two().await;
    let mut heard = wire(&two, &two.boris).await;
    let pin = async |api: &Api, method: Method, message: &Message| {
        let path = format!("/api/chats/{}/pins/{}", message.chat_id, message.id);
        api.command(method, &path, None::<&()>).await
    };
    let mut sent = Vec::new();
    for number in 0..51 {
        sent.push(two.anna.send(two.chat, &format!("m{number}"), "text").await.expect("sent"));
    }
    for message in &sent[..50] {
        pin(&two.boris, Method::PUT, message).await.expect("pinned");
    }
    let told = heard.next_of("chat:updated").await.expect("told");
    assert_eq!(
        (&told["data"]["seq"], &told["data"]["chat"]["pinnedIds"]),
        (&json!(52), &json!([sent[0].id]))
    );
    assert_eq!(refused(pin(&two.anna, Method::PUT, &sent[50]).await), ErrorCode::TooManyPins);
    pin(&two.anna, Method::PUT, &sent[3]).await.expect("again is nothing");
    delete(&two.anna, &sent[49], "everyone").await.expect("deleted");
    assert_eq!(refused(pin(&two.anna, Method::PUT, &sent[49]).await), ErrorCode::Conflict);
    pin(&two.anna, Method::DELETE, &sent[48]).await.expect("unpinned");
    let listed: Value = two.anna.get(&format!("/api/chats/{}/pins", two.chat)).await.expect("read");
    let ids: Vec<_> =
        listed["items"].as_array().expect("items").iter().map(|item| item["id"].clone()).collect();
    let expected: Vec<_> = sent[..48].iter().rev().map(|message| json!(message.id)).collect();
    assert_eq!(ids, expected);
    let chat: Value = two.boris.get(&format!("/api/chats/{}", two.chat)).await.expect("read");
    assert_eq!(chat["pinnedIds"], json!(expected));
}
