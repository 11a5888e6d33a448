//! Groups, saved messages and one's own side of a chat, through real sockets.

use reqwest::Method;
use serde_json::{Value, json};

use crate::someone::{Someone, id, server};

#[tokio::test]
async fn members_hear_of_a_new_group_and_of_each_change_of_it_in_order() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let vera = Someone::new(&server, "vera").await;
    let (_, _) = (anna.heard().await, boris.heard().await);
    let group = anna.group("Дача", &[&boris]).await;
    let chat = id(&group);
    assert_eq!((&group["kind"], &group["role"]), (&json!("group"), &json!("owner")));
    assert_eq!((&group["historyForNewcomers"], &group["membersMayAdd"]), (&json!(true), &json!(true)));
    assert_eq!(group["lastMessage"]["system"], json!({"type": "created", "title": "Дача"}));
    assert_eq!(boris.heard_types().await, ["chat:new", "message:new"]);

    let path = format!("/api/chats/{chat}");
    let edit = json!({"title": "Дом", "description": "Что где лежит", "membersMayAdd": false});
    let (status, edited) = anna.ask(Method::PATCH, &path, edit).await;
    assert_eq!(
        (status, &edited["title"], &edited["description"]),
        (200, &json!("Дом"), &json!("Что где лежит"))
    );
    let heard = boris.heard().await;
    let told: Vec<(&str, i64)> = heard
        .iter()
        .map(|f| (f["type"].as_str().expect("a type"), f["data"]["seq"].as_i64().expect("a place")))
        .collect();
    assert_eq!(told, [("message:new", 2), ("message:new", 3), ("chat:updated", 4)]);
    assert_eq!(heard[0]["data"]["message"]["system"], json!({"type": "renamed", "title": "Дом"}));
    assert_eq!(heard[2]["data"]["chat"]["membersMayAdd"], false);

    let members = format!("{path}/members");
    let (status, _) = boris.ask(Method::POST, &members, json!({"userIds": [vera.id]})).await;
    assert_eq!(status, 403, "the group does not let members add");
    let (status, added) = anna.ask(Method::POST, &members, json!({"userIds": [vera.id, boris.id]})).await;
    assert_eq!(
        (status, added["items"].as_array().map(Vec::len), &added["refused"]),
        (200, Some(2), &json!([]))
    );
    let heard = boris.heard().await;
    assert_eq!(heard[0]["data"]["message"]["system"], json!({"type": "membersAdded", "userIds": [vera.id]}));
    assert_eq!(heard[1]["data"]["members"][0]["user"]["id"], vera.id);
    assert_eq!(heard[1]["data"]["chat"]["memberCount"], 3);

    let (status, member) =
        anna.ask(Method::PATCH, &format!("{members}/{}", boris.id), json!({"role": "admin"})).await;
    assert_eq!((status, &member["role"]), (200, &json!("admin")));
    let heard = boris.heard().await;
    let note = json!({"type": "roleChanged", "userIds": [boris.id], "role": "admin"});
    assert_eq!(heard[0]["data"]["message"]["system"], note);
    assert_eq!(heard[1]["data"]["members"][0]["role"], "admin");
    let (status, listed) = vera.ask(Method::GET, &format!("{members}?limit=2"), Value::Null).await;
    assert_eq!((status, listed["items"].as_array().map(Vec::len)), (200, Some(2)));
    let cursor = listed["cursor"].as_str().expect("there is more");
    let (_, rest) = vera.ask(Method::GET, &format!("{members}?limit=2&cursor={cursor}"), Value::Null).await;
    assert_eq!((rest["items"].as_array().map(Vec::len), rest.get("cursor")), (Some(1), None));
}

#[tokio::test]
async fn whoever_is_removed_hears_nothing_more_and_finds_nothing() {
    let server = server().await;
    let (anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let mut vera = Someone::new(&server, "vera").await;
    let chat = id(&anna.group("Дача", &[&boris, &vera]).await);
    let cursor = boris.wire.ask("sync", json!({})).await.expect("an answer")["data"]["cursor"].clone();
    let (_, _) = (boris.heard().await, vera.heard().await);
    let member = |user: &Someone| format!("/api/chats/{chat}/members/{}", user.id);

    assert_eq!(boris.ask(Method::DELETE, &member(&vera), Value::Null).await.0, 403);
    assert_eq!(boris.ask(Method::DELETE, &member(&anna), Value::Null).await.0, 403);
    assert_eq!(anna.ask(Method::DELETE, &member(&boris), Value::Null).await.0, 204);
    anna.say(&chat, "без него").await;
    let heard = boris.heard().await;
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert_eq!((&heard[0]["type"], &heard[0]["data"]), (&json!("chat:removed"), &json!({"chatId": chat})));
    assert_eq!(vera.heard_types().await, ["message:new", "chat:updated", "message:new"]);

    for (method, path, body) in [
        (Method::GET, format!("/api/chats/{chat}"), Value::Null),
        (Method::GET, format!("/api/chats/{chat}/messages"), Value::Null),
        (Method::GET, format!("/api/chats/{chat}/members"), Value::Null),
        (Method::POST, format!("/api/chats/{chat}/messages"), json!({"clientId": "m1", "text": "я тут"})),
        (Method::PUT, format!("/api/chats/{chat}/read"), json!({"seq": 1})),
        (Method::PATCH, format!("/api/chats/{chat}/mine"), json!({"pinned": true})),
    ] {
        assert_eq!(boris.ask(method, &path, body).await.0, 404, "{path}");
    }
    let synced = boris.wire.ask("sync", json!({"since": cursor, "chats": {chat.clone(): 1}})).await;
    assert_eq!(synced.expect("an answer")["data"]["removed"], json!([chat]));
    let listed = boris.ask(Method::GET, "/api/chats", Value::Null).await.1;
    assert!(listed["items"].as_array().expect("a list").iter().all(|c| c["id"] != chat.as_str()));

    // The owner goes last.
    let (status, problem) = anna.ask(Method::DELETE, &member(&anna), Value::Null).await;
    assert_eq!((status, &problem["code"]), (409, &json!("owner_must_hand_over")));
    assert_eq!(anna.ask(Method::PATCH, &member(&vera), json!({"role": "owner"})).await.0, 200);
    assert_eq!(anna.ask(Method::DELETE, &member(&anna), Value::Null).await.0, 204);
    assert_eq!(vera.ask(Method::DELETE, &member(&vera), Value::Null).await.0, 204);
    assert_eq!(vera.ask(Method::GET, &format!("/api/chats/{chat}"), Value::Null).await.0, 404);
}

#[tokio::test]
async fn a_newcomer_may_be_kept_from_what_was_said_before() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let chat = id(&anna.group("Дача", &[]).await);
    let path = format!("/api/chats/{chat}");
    assert_eq!(anna.ask(Method::PATCH, &path, json!({"historyForNewcomers": false})).await.0, 200);
    anna.say(&chat, "тайна").await;
    boris.heard().await;
    assert_eq!(
        anna.ask(Method::POST, &format!("{path}/members"), json!({"userIds": [boris.id]})).await.0,
        200
    );
    assert_eq!(boris.heard_types().await, ["chat:new", "message:new", "chat:updated"]);
    let kinds = |page: &Value| -> Vec<String> {
        let items = page["items"].as_array().expect("a page");
        items.iter().map(|m| m["kind"].as_str().expect("a kind").to_owned()).collect()
    };
    for query in ["", "?before=1000", "?after=0", "?around=1"] {
        let (_, page) = boris.ask(Method::GET, &format!("{path}/messages{query}"), Value::Null).await;
        assert_eq!(kinds(&page), ["system"], "{query}");
    }
    let (_, page) = anna.ask(Method::GET, &format!("{path}/messages"), Value::Null).await;
    assert_eq!(kinds(&page), ["system", "text", "system"]);
    let synced = boris.wire.ask("sync", json!({"chats": {chat.clone(): 0}})).await.expect("an answer");
    let told =
        synced["data"]["chats"].as_array().expect("chats").iter().find(|c| c["chat"]["id"] == chat.as_str());
    assert_eq!(told.expect("his").get("events").and_then(Value::as_array).map(Vec::len), Some(2));
    anna.heard().await;
}

#[tokio::test]
async fn ones_own_side_of_a_chat_is_the_same_on_all_devices_and_nobody_elses_business() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let chat = id(&anna.group("Дача", &[&boris]).await);
    let (mine, read) = (format!("/api/chats/{chat}/mine"), format!("/api/chats/{chat}/read"));
    let said = anna.say(&chat, "m1").await;
    let (_, _) = (anna.heard().await, boris.heard().await);
    let draft = json!({"text": "начало", "replyTo": said["id"]});
    let patch = json!({"pinned": true, "archived": true, "mutedUntil": "2100-01-01T00:00:00.000Z",
        "markedUnread": true, "draft": draft});
    let (status, side) = boris.ask(Method::PATCH, &mine, patch).await;
    assert_eq!(status, 200, "{side}");
    assert_eq!(
        (&side["pinned"], &side["archived"], &side["unreadCount"]),
        (&json!(true), &json!(true), &json!(1))
    );
    assert_eq!((&side["draft"]["text"], &side["draft"]["replyTo"]), (&json!("начало"), &said["id"]));
    let heard = boris.heard().await;
    assert_eq!((&heard[0]["type"], &heard[0]["data"]), (&json!("chat:mine"), &side));
    assert!(anna.heard().await.is_empty());

    let chat_now = boris.ask(Method::GET, &format!("/api/chats/{chat}"), Value::Null).await.1;
    for field in ["pinned", "archived", "mutedUntil", "markedUnread", "draft"] {
        assert_eq!(chat_now[field], side[field], "{field}");
    }
    // Reading ends the mark; null ends the rest.
    assert_eq!(boris.ask(Method::PUT, &read, json!({"seq": said["seq"]})).await.0, 204);
    let heard = boris.heard().await;
    let told = heard.iter().find(|frame| frame["type"] == "chat:mine").expect("my devices hear");
    assert_eq!((&told["data"]["markedUnread"], &told["data"]["pinned"]), (&json!(false), &json!(true)));
    boris.ask(Method::PATCH, &mine, json!({"markedUnread": true})).await;
    assert_eq!(boris.ask(Method::PUT, &read, json!({"seq": said["seq"]})).await.0, 204);
    let (_, side) = boris.ask(Method::PATCH, &mine, json!({"mutedUntil": null, "draft": null})).await;
    assert_eq!(
        (side.get("mutedUntil"), side.get("draft"), &side["markedUnread"]),
        (None, None, &json!(false))
    );

    let foreign = json!({"draft": {"text": "x", "replyTo": "0190c000-0000-7000-8000-000000000000"}});
    assert_eq!(boris.ask(Method::PATCH, &mine, foreign).await.0, 422);
    let long = json!({"draft": {"text": "x".repeat(16_385)}});
    assert_eq!(boris.ask(Method::PATCH, &mine, long).await.0, 422);
}

#[tokio::test]
async fn ten_chats_may_be_kept_on_top() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    for n in 0..11 {
        let chat = id(&anna.group(&format!("Группа {n}"), &[]).await);
        let (status, answer) =
            anna.ask(Method::PATCH, &format!("/api/chats/{chat}/mine"), json!({"pinned": true})).await;
        if n < 10 {
            assert_eq!(status, 200, "{answer}");
        } else {
            assert_eq!((status, &answer["code"]), (409, &json!("too_many_pinned")));
        }
    }
}

#[tokio::test]
async fn a_chat_deleted_for_oneself_is_hidden_until_something_is_said() {
    let server = server().await;
    let (mut anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let chat = id(&anna.group("Дача", &[&boris]).await);
    let said = boris.say(&chat, "m1").await;
    let path = format!("/api/chats/{chat}");
    let listed = async |who: &Someone| {
        let list = who.ask(Method::GET, "/api/chats", Value::Null).await.1;
        list["items"].as_array().expect("a list").iter().any(|c| c["id"] == chat.as_str())
    };
    anna.heard().await;
    assert_eq!(anna.ask(Method::DELETE, &path, Value::Null).await.0, 204);
    let heard = anna.heard().await;
    let told = heard.last().expect("my devices hear");
    assert_eq!((&told["type"], &told["data"]["hiddenSeq"]), (&json!("chat:mine"), &said["seq"]));
    assert!(!listed(&anna).await && listed(&boris).await);
    assert_eq!(anna.ask(Method::GET, &path, Value::Null).await.0, 200, "she is still in it");
    boris.say(&chat, "m2").await;
    assert!(listed(&anna).await);
}

#[tokio::test]
async fn a_chat_deleted_for_everybody_is_gone_for_everybody() {
    let server = server().await;
    let (anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let direct = async |who: &Someone, with: &Someone| {
        who.ask(Method::POST, "/api/chats", json!({"kind": "direct", "userId": with.id})).await
    };
    let (_, first) = direct(&anna, &boris).await;
    let first = id(&first);
    anna.say(&first, "m1").await;
    boris.heard().await;
    let everyone = |chat: &str| format!("/api/chats/{chat}?for=everyone");
    assert_eq!(anna.ask(Method::DELETE, &everyone(&first), Value::Null).await.0, 204);
    assert_eq!(boris.heard_types().await, ["chat:removed"]);
    for who in [&anna, &boris] {
        let path = format!("/api/chats/{first}/messages");
        assert_eq!(who.ask(Method::GET, &path, Value::Null).await.0, 404);
    }
    let (status, second) = direct(&boris, &anna).await;
    assert_eq!(status, 201, "another one can be begun");
    assert_ne!(id(&second), first);
    assert_eq!((&second["lastSeq"], second.get("lastMessage")), (&json!(0), None));

    let group = id(&anna.group("Дача", &[&boris]).await);
    assert_eq!(boris.ask(Method::DELETE, &everyone(&group), Value::Null).await.0, 403);
    assert_eq!(anna.ask(Method::DELETE, &everyone(&group), Value::Null).await.0, 204);
    assert_eq!(boris.ask(Method::GET, &format!("/api/chats/{group}"), Value::Null).await.0, 404);
    let odd = format!("/api/chats/{group}?for=nobody");
    assert_eq!(anna.ask(Method::DELETE, &odd, Value::Null).await.0, 400);
}

#[tokio::test]
async fn saved_messages_are_one_chat_with_oneself() {
    let server = server().await;
    let (mut anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    anna.heard().await;
    let (status, saved) = anna.ask(Method::POST, "/api/chats", json!({"kind": "saved"})).await;
    assert_eq!((status, &saved["kind"], &saved["memberCount"]), (201, &json!("saved"), &json!(1)));
    assert_eq!(anna.heard_types().await, ["chat:new"]);
    let (status, again) = anna.ask(Method::POST, "/api/chats", json!({"kind": "saved"})).await;
    assert_eq!((status, id(&again)), (200, id(&saved)));
    anna.say(&id(&saved), "купить хлеб").await;
    let (_, chat) = anna.ask(Method::GET, &format!("/api/chats/{}", id(&saved)), Value::Null).await;
    assert_eq!((&chat["unreadCount"], &chat["lastMessage"]["text"]), (&json!(0), &json!("купить хлеб")));
    assert_eq!(boris.ask(Method::GET, &format!("/api/chats/{}", id(&saved)), Value::Null).await.0, 404);
    let (_, his) = boris.ask(Method::POST, "/api/chats", json!({"kind": "saved"})).await;
    assert_ne!(id(&his), id(&saved));
}

#[tokio::test]
async fn a_group_that_cannot_be_is_refused_by_name() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let ask = async |body: Value| {
        let (status, problem) = anna.ask(Method::POST, "/api/chats", body).await;
        (status, problem["errors"].clone())
    };
    let nobody = "0190c000-0000-7000-8000-000000000000";
    let made = json!({"kind": "group", "title": " ", "description": "x".repeat(501)});
    assert_eq!(ask(made).await, (422, json!({"title": ["empty"], "description": ["too_long"]})));
    let made = json!({"kind": "group", "title": "Дача", "memberIds": [nobody]});
    assert_eq!(ask(made).await, (422, json!({"memberIds": ["format"]})));
    let made = json!({"kind": "group", "title": "Дача", "memberIds": vec![nobody; 1_000]});
    assert_eq!(ask(made).await, (422, json!({"memberIds": ["too_long"]})));
    assert_eq!(ask(json!({"kind": "club", "title": "Дача"})).await.0, 400);
}

#[tokio::test]
async fn a_link_lets_as_many_in_as_it_says() {
    let server = server().await;
    let (mut anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let (mut vera, gleb) = (Someone::new(&server, "vera").await, Someone::new(&server, "gleb").await);
    let chat = id(&anna.group("Дача", &[&boris]).await);
    let links = format!("/api/chats/{chat}/links");
    let (status, link) =
        boris.ask(Method::POST, &links, json!({"maxUses": 1, "expiresInSeconds": 3_600})).await;
    assert_eq!((status, &link["uses"], &link["maxUses"]), (201, &json!(0), &json!(1)), "{link}");
    let code = link["code"].as_str().expect("a code").to_owned();
    assert!(link["url"].as_str().expect("an address").ends_with(&format!("/join/{code}")));
    let (info, join) = (format!("/api/chat-links/{code}"), format!("/api/chat-links/{code}/join"));

    let (status, seen) = vera.ask(Method::GET, &info, Value::Null).await;
    assert_eq!(status, 200);
    assert_eq!(seen, json!({"title": "Дача", "memberCount": 2, "joined": false}));
    // Whoever is in it already uses nothing up.
    let (status, joined) = boris.ask(Method::POST, &join, Value::Null).await;
    assert_eq!((status, id(&joined)), (200, chat.clone()));
    let (_, _) = (anna.heard().await, vera.heard().await);
    let (status, joined) = vera.ask(Method::POST, &join, Value::Null).await;
    assert_eq!((status, id(&joined), &joined["memberCount"]), (200, chat.clone(), &json!(3)));
    assert_eq!(vera.heard_types().await, ["chat:new", "message:new", "chat:updated"]);
    let heard = anna.heard().await;
    let note = &heard[0]["data"]["message"];
    assert_eq!((&note["system"], &note["senderId"]), (&json!({"type": "joinedByLink"}), &json!(vera.id)));
    for (method, path) in [(Method::GET, &info), (Method::POST, &join)] {
        assert_eq!(gleb.ask(method, path, Value::Null).await.0, 404, "it is used up");
    }
    let (_, listed) = anna.ask(Method::GET, &links, Value::Null).await;
    assert_eq!(listed["items"], json!([]), "and listed no more");

    let (_, link) = anna.ask(Method::POST, &links, Value::Null).await;
    let code = link["code"].as_str().expect("a code").to_owned();
    let (_, listed) = boris.ask(Method::GET, &links, Value::Null).await;
    assert_eq!(listed["items"], json!([link]));
    let one = format!("{links}/{code}");
    assert_eq!(boris.ask(Method::DELETE, &one, Value::Null).await.0, 403, "it is not his");
    assert_eq!(anna.ask(Method::DELETE, &one, Value::Null).await.0, 204);
    assert_eq!(anna.ask(Method::DELETE, &one, Value::Null).await.0, 404);
    let join = format!("/api/chat-links/{code}/join");
    assert_eq!(gleb.ask(Method::POST, &join, Value::Null).await.0, 404);

    let (_, link) = anna.ask(Method::POST, &links, json!({"expiresInSeconds": 60})).await;
    let info = format!("/api/chat-links/{}", link["code"].as_str().expect("a code"));
    assert_eq!(gleb.ask(Method::GET, &info, Value::Null).await.0, 200);
    server.clock.advance(std::time::Duration::from_secs(60));
    assert_eq!(gleb.ask(Method::GET, &info, Value::Null).await.0, 404);
    let (status, problem) =
        anna.ask(Method::POST, &links, json!({"maxUses": 0, "expiresInSeconds": 0})).await;
    let both = json!({"maxUses": ["too_short"], "expiresInSeconds": ["too_short"]});
    assert_eq!((status, &problem["errors"]), (422, &both));
    let closed = json!({"membersMayAdd": false});
    assert_eq!(anna.ask(Method::PATCH, &format!("/api/chats/{chat}"), closed).await.0, 200);
    assert_eq!(boris.ask(Method::GET, &links, Value::Null).await.0, 403);
}
