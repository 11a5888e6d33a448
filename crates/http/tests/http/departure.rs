//! Deleting one's own account through a running server: what the one who goes hears, and what those who stay do.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_testkit::service::password_of;

use crate::{
    someone::{Someone, id, server},
    wire::Wire,
};

impl Someone {
    async fn delete_account(&self, password: &str) -> (u16, Value) {
        self.ask(Method::DELETE, "/api/users/me", json!({"password": password})).await
    }
}

#[tokio::test]
async fn an_account_goes_at_once_and_the_others_keep_what_they_received() {
    let server = server().await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let (_, chat) = anna.ask(Method::POST, "/api/chats", json!({"kind": "direct", "userId": boris.id})).await;
    let chat = id(&chat);
    anna.say(&chat, "remember me").await;
    anna.heard().await;
    boris.heard().await;
    assert_eq!(anna.delete_account("not it at all").await.1["code"], "wrong_credentials");
    let (status, answer) = anna.delete_account(&password_of("anna")).await;
    assert_eq!((status, answer), (204, Value::Null));
    assert_eq!(anna.wire.next_of("session:ended").await.expect("told")["data"]["reason"], "account_deleted");
    assert_eq!(anna.wire.close_code().await.expect("closed"), 4002);
    assert_eq!(anna.ask(Method::GET, "/api/users/me", Value::Null).await.1["code"], "session_ended");
    let again = json!({"login": "anna", "password": password_of("anna")});
    assert_eq!(boris.ask(Method::POST, "/api/auth/login", again).await.1["code"], "wrong_credentials");

    // What the other one heard makes of their old state what is there now.
    let updated = boris.wire.next_of("user:updated").await.expect("told");
    let user = &updated["data"]["user"];
    assert_eq!((&user["deleted"], &user["login"]), (&json!(true), &json!("")));
    assert!(!user.to_string().contains("anna"), "{user}");
    let (_, now) = boris.ask(Method::GET, &format!("/api/users/{}", anna.id), Value::Null).await;
    assert_eq!((&now["deleted"], &now["displayName"]), (&json!(true), &user["displayName"]));
    assert_eq!((&now["mayCall"], &now["mayMessage"]), (&json!(false), &json!(false)));
    let messages = format!("/api/chats/{chat}/messages");
    let (_, history) = boris.ask(Method::GET, &messages, Value::Null).await;
    assert_eq!(history["items"][0]["text"], "remember me");
    let words = json!({"clientId": "late", "text": "are you there?"});
    assert_eq!(boris.ask(Method::POST, &messages, words).await.1["code"], "privacy_forbids");
    let family = boris.wire.next_of("chat:updated").await.expect("told");
    assert_eq!(family["data"]["leftIds"], json!([anna.id]));

    // Nothing of the old account is in the new one with the same login.
    let newcomer = Someone::new(&server, "anna").await;
    assert_ne!(newcomer.id, anna.id);
    let (_, chats) = newcomer.ask(Method::GET, "/api/chats", Value::Null).await;
    assert_eq!(chats["items"].as_array().expect("a list").len(), 1, "the family chat: {chats}");
}

#[tokio::test]
async fn whoever_is_not_here_goes_as_well_and_a_call_ends() {
    let server = server().await;
    let (anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let call = json!({"userId": boris.id, "kind": "audio"});
    assert_eq!(anna.ask(Method::POST, "/api/calls/initiate", call).await.0, 201);
    boris.wire.next_of("call:incoming").await.expect("it rings");
    // Another device, with a page of the same person that was closed.
    assert_eq!(anna.delete_account(&password_of("anna")).await.0, 204);
    boris.wire.next_of("call:ended").await.expect("it stops");
    let (_, history) = boris.ask(Method::GET, "/api/calls/history", Value::Null).await;
    assert_eq!(history["items"].as_array().expect("a list").len(), 1, "{history}");
    let (mut listener, _) =
        Wire::signed_in(&server, boris.api.token().expect("signed in")).await.expect("opens");
    listener.ask("sync", json!({})).await.expect("in order");
}

#[tokio::test]
async fn an_owner_hears_which_groups_to_hand_over_and_the_last_admin_stays() {
    let server = server().await;
    let (anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    let group = id(&anna.group("Дача", &[&boris]).await);
    let (status, refusal) = anna.delete_account(&password_of("anna")).await;
    assert_eq!((status, &refusal["code"]), (409, &json!("owner_must_hand_over")));
    assert_eq!(refusal["errors"]["groupIds"], json!([group]));
    let path = format!("/api/chats/{group}/members/{}", boris.id);
    assert_eq!(anna.ask(Method::PATCH, &path, json!({"role": "owner"})).await.0, 200);
    assert_eq!(anna.delete_account(&password_of("anna")).await.0, 204);

    let (admin, _) = server.register_admin("chief").await.expect("registers");
    let body = json!({"password": password_of("chief")});
    let answer = admin.request(Method::DELETE, "/api/users/me").json(&body).send().await.expect("an answer");
    let problem: Value = answer.json().await.expect("a problem");
    assert_eq!(problem["code"], "last_admin");
}
