//! A group that hides from newcomers what was said before: what a newcomer's device hears and reads names none of it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::someone::{Someone, id, server};

fn types(heard: &[Value]) -> Vec<&str> {
    heard.iter().map(|frame| frame["type"].as_str().unwrap_or_default()).collect()
}

#[tokio::test]
async fn a_newcomer_hears_no_id_of_a_message_that_is_hidden_from_them() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let chat = id(&anna.group("Дача", &[]).await);
    let path = format!("/api/chats/{chat}");
    let (status, _) = anna.ask(Method::PATCH, &path, json!({"historyForNewcomers": false})).await;
    assert_eq!(status, 200);
    let (secret, doomed) = (id(&anna.say(&chat, "m1").await), id(&anna.say(&chat, "m2").await));
    let pin = |message: &str| format!("{path}/pins/{message}");
    let (status, answer) = anna.ask(Method::PUT, &pin(&secret), Value::Null).await;
    assert!((200..300).contains(&status), "{answer}");
    let add = json!({"userIds": [boris.id]});
    assert_eq!(anna.ask(Method::POST, &format!("{path}/members"), add).await.0, 200);
    let open = id(&anna.say(&chat, "m3").await);
    let mut heard = boris.heard().await;
    assert_eq!(types(&heard), ["chat:new", "message:new", "chat:updated", "message:new"]);
    anna.heard().await;

    let react = |message: &str| format!("/api/messages/{message}/reactions/%F0%9F%91%8D");
    for (method, path) in [
        (Method::PUT, pin(&doomed)),
        (Method::PUT, pin(&open)),
        (Method::PUT, react(&secret)),
        (Method::DELETE, react(&secret)),
        (Method::PUT, react(&open)),
        (Method::DELETE, format!("/api/messages/{doomed}?for=everyone")),
    ] {
        let (status, answer) = anna.ask(method, &path, Value::Null).await;
        assert!((200..300).contains(&status), "{path}: {status} {answer}");
    }
    let told = anna.heard().await;
    let all = [
        "chat:updated",
        "chat:updated",
        "reaction:updated",
        "reaction:updated",
        "reaction:updated",
        "message:deleted",
        "chat:updated",
    ];
    assert_eq!(types(&told), all);
    assert_eq!(told[1]["data"]["chat"]["pinnedIds"], json!([open, doomed, secret]));
    let his = boris.heard().await;
    assert_eq!(types(&his), ["chat:updated", "chat:updated", "reaction:updated", "chat:updated"]);
    assert_eq!(his[1]["data"]["chat"]["pinnedIds"], json!([open]));
    assert_eq!(his[2]["data"]["messageId"], json!(open));
    heard.extend(his);

    // What he missed he asks for: every place is there, and none of them says more.
    let synced = boris.wire.ask("sync", json!({"chats": {chat.clone(): 0}})).await.expect("an answer");
    let chats = synced["data"]["chats"].as_array().expect("chats");
    let his = chats.iter().find(|one| one["chat"]["id"] == chat.as_str()).expect("his");
    let seqs: Vec<i64> = his["events"]
        .as_array()
        .expect("events")
        .iter()
        .map(|event| event["data"]["seq"].as_i64().expect("a place"))
        .collect();
    let last = his["chat"]["lastSeq"].as_i64().expect("a place");
    assert_eq!(seqs, (seqs[0]..=last).collect::<Vec<_>>(), "no place is missing");
    heard.push(synced);
    for path in ["/api/chats".to_owned(), path.clone(), format!("{path}/messages"), format!("{path}/pins")] {
        let (status, answer) = boris.ask(Method::GET, &path, Value::Null).await;
        assert_eq!(status, 200, "{path}");
        heard.push(answer);
    }
    let everything = Value::Array(heard).to_string();
    assert!(everything.contains(&open));
    for hidden in [secret, doomed] {
        assert!(!everything.contains(&hidden), "{hidden} in {everything}");
    }
}
