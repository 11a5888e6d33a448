//! Those who came by an invitation settle in, and whoever invited them sees how far they are.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_model::InviteCode;
use zvonilka_protocol::Session;
use zvonilka_service::NewInvite;
use zvonilka_testkit::{
    server::{TestServer, TestServerSettings},
    service::password_of,
};

use crate::{someone::Someone, wire::Wire};

/// Somebody who registers with an invitation, as the page does it.
async fn come(server: &TestServer, login: &str, code: &str, settings: Value) -> (u16, Value) {
    let body = json!({
        "login": login, "password": password_of(login), "inviteCode": code, "settings": settings,
    });
    let answer =
        server.api().request(Method::POST, "/api/auth/register").json(&body).send().await.expect("answers");
    (answer.status().as_u16(), answer.json().await.expect("a body"))
}

/// Somebody who may invite.
async fn boss(server: &TestServer, login: &str) -> Someone {
    let new = NewInvite { admin: true, ..NewInvite::default() };
    let invite = server.service.invites.create_as_owner(new).await.expect("made");
    let (status, session) = come(server, login, invite.code.as_str(), json!({})).await;
    assert_eq!(status, 201, "{session}");
    someone(server, session).await
}

async fn someone(server: &TestServer, session: Value) -> Someone {
    let session: Session = serde_json::from_value(session).expect("a session");
    let api: Api = server.api().with_token(session.access_token.clone());
    let (wire, _) = Wire::signed_in(server, &session.access_token).await.expect("opens");
    Someone { api, id: session.user.user.id.to_string(), wire }
}

async fn invite(by: &Someone) -> String {
    let (status, invite) = by.ask(Method::POST, "/api/invites", json!({"maxUses": null})).await;
    assert_eq!((status, &invite["openedAt"]), (201, &Value::Null));
    invite["code"].as_str().expect("a code").to_owned()
}

/// The codes of the invitations of which somebody heard news.
async fn news(who: &mut Someone) -> Vec<String> {
    let frames = who.heard().await;
    let told = frames.iter().filter(|frame| frame["type"] == "invite:progress");
    told.map(|frame| frame["data"]["code"].as_str().expect("a code").to_owned()).collect()
}

#[tokio::test]
async fn whoever_invited_hears_of_every_step_and_nobody_else_does() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (mut anna, mut other) = (boss(&server, "anna").await, boss(&server, "boris").await);
    let code = invite(&anna).await;
    let look = format!("/api/invites/{code}");
    news(&mut anna).await;
    for _ in 0..2 {
        let info: Value = server.api().get(&look).await.expect("open to everybody");
        assert_eq!(info["usable"], true);
    }
    assert_eq!(news(&mut anna).await, [code.as_str()], "the first look is news, the second is not");

    let (status, session) = come(&server, "vera", &code, json!({"welcome": "profile"})).await;
    assert_eq!((status, &session["user"]["settings"]["welcome"]), (201, &json!("profile")));
    let mut vera = someone(&server, session).await;
    assert_eq!(news(&mut anna).await, [code.as_str()]);
    for step in ["microphone", "testCall", "microphone"] {
        let (status, _) = vera.ask(Method::POST, "/api/newcomers/me/steps", json!({"step": step})).await;
        assert_eq!(status, 204);
    }
    assert_eq!(news(&mut anna).await.len(), 2);

    let (_, list) = anna.ask(Method::GET, "/api/newcomers", Value::Null).await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "{list}");
    let newcomer = &list["items"][0];
    assert_eq!((&newcomer["code"], &newcomer["user"]["login"]), (&json!(code), &json!("vera")));
    assert_eq!(newcomer["steps"], json!(["microphone", "testCall"]));
    let (_, mine) = vera.ask(Method::GET, "/api/newcomers/me", Value::Null).await;
    assert_eq!(mine["invitedBy"]["login"], "anna");
    assert_eq!(mine["steps"], json!(["microphone", "testCall"]));

    // Another admin manages the invitation, and sees nothing of who came by it.
    let (_, theirs) = other.ask(Method::GET, "/api/newcomers", Value::Null).await;
    assert_eq!(theirs["items"], json!([]));
    let opened = async |who: &Someone| {
        let (_, invites) = who.ask(Method::GET, "/api/invites", Value::Null).await;
        let items = invites["items"].as_array().expect("a list").clone();
        items.iter().find(|one| one["code"] == json!(code)).expect("listed")["openedAt"].clone()
    };
    assert!(opened(&anna).await.is_string());
    assert_eq!(opened(&other).await, Value::Null);
    assert!(news(&mut other).await.is_empty());
    assert!(news(&mut vera).await.is_empty());
}

#[tokio::test]
async fn an_invitation_that_was_taken_back_keeps_its_newcomers() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let mut anna = boss(&server, "anna").await;
    let code = invite(&anna).await;
    let (_, session) = come(&server, "vera", &code, json!({})).await;
    let vera = someone(&server, session).await;
    let (status, _) = anna.ask(Method::DELETE, &format!("/api/invites/{code}"), Value::Null).await;
    assert_eq!(status, 204);
    news(&mut anna).await;
    vera.ask(Method::POST, "/api/newcomers/me/steps", json!({"step": "profile"})).await;
    assert_eq!(news(&mut anna).await, [code.as_str()]);
    // Whoever looks at it now is no news: nobody can come by it.
    let used = InviteCode::parse(&code).expect("valid");
    assert!(!server.service.invites.look_up(&used, "192.0.2.1").await.expect("known").0);
    assert!(news(&mut anna).await.is_empty());
}

#[tokio::test]
async fn a_registration_refuses_settings_that_a_profile_refuses() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let anna = boss(&server, "anna").await;
    let code = invite(&anna).await;
    for settings in [json!({"much": "x".repeat(5_000)}), json!({"nul": "\u{0}"}), json!("no object")] {
        let (status, problem) = come(&server, "vera", &code, settings).await;
        assert!((400..500).contains(&status), "{status} {problem}");
    }
    let (status, problem) = anna.ask(Method::POST, "/api/newcomers/me/steps", json!({"step": "fly"})).await;
    assert!((400..500).contains(&status), "{status} {problem}");
    let (status, _) = come(&server, "vera", &code, json!({})).await;
    assert_eq!(status, 201, "no refusal used anything up");
}
