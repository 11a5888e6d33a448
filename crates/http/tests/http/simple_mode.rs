//! Simple mode through a running server: one's own choice, what somebody proposes, and what each of the two hears.

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_model::{Admin, Login};
use zvonilka_testkit::server::TestServer;

use crate::someone::{Someone, server};

const MINE: &str = "/api/simple-mode";

fn setup(people: &[&Someone]) -> Value {
    let one = |person: &&Someone| json!({"userId": person.id, "call": "video", "answer": "sound"});
    json!({"enabled": true, "people": people.iter().map(one).collect::<Vec<_>>()})
}

async fn chief(server: &TestServer, login: &str) -> Someone {
    let someone = Someone::new(server, login).await;
    make(server, login, Admin::Yes).await;
    someone
}

async fn make(server: &TestServer, login: &str, admin: Admin) {
    let login = Login::parse(login).expect("a login");
    server.service.auth.set_admin(&login, admin).await.expect("made");
}

fn proposals_to(someone: &Someone) -> String {
    format!("/api/users/{}/simple-mode-proposal", someone.id)
}

async fn propose(by: &Someone, to: &Someone, people: &[&Someone]) -> String {
    let (status, proposal) = by.ask(Method::PUT, &proposals_to(to), setup(people)).await;
    assert_eq!((status, &proposal["state"]), (200, &json!("open")), "{proposal}");
    assert_eq!(proposal["user"]["id"], *to.id);
    proposal["id"].as_str().expect("an id").to_owned()
}

async fn answer(by: &Someone, id: &str, word: &str) -> (u16, Value) {
    by.ask(Method::POST, &format!("{MINE}/proposals/{id}/{word}"), Value::Null).await
}

async fn mine(someone: &Someone) -> Value {
    let (status, mode) = someone.ask(Method::GET, MINE, Value::Null).await;
    assert_eq!(status, 200, "{mode}");
    mode
}

/// Whose simple mode a device heard about.
async fn heard(someone: &mut Someone) -> Vec<String> {
    let frames = someone.heard().await;
    let about = |frame: &Value| frame["data"]["userId"].as_str().unwrap_or_default().to_owned();
    frames.iter().filter(|frame| frame["type"] == "simple:changed").map(about).collect()
}

#[tokio::test]
async fn what_one_chooses_is_on_all_devices_and_is_taken_back() {
    let server = server().await;
    let (mut anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    assert_eq!(mine(&anna).await, json!({"enabled": false, "people": [], "proposals": []}));
    let (status, mode) = anna.ask(Method::PUT, MINE, setup(&[&boris])).await;
    assert_eq!((status, &mode["enabled"]), (200, &json!(true)), "{mode}");
    assert_eq!(mode["people"][0]["user"]["login"], "boris");
    assert_eq!(
        (&mode["people"][0]["call"], &mode["people"][0]["answer"]),
        (&json!("video"), &json!("sound"))
    );
    assert_eq!(mode.get("setBy"), None);
    assert_eq!(heard(&mut anna).await, [anna.id.clone()]);
    assert_eq!(mine(&anna).await, mode);
    assert_eq!(mine(&boris).await["enabled"], false);

    assert_eq!(anna.ask(Method::DELETE, MINE, Value::Null).await.0, 204);
    assert_eq!(heard(&mut anna).await, [anna.id.clone()]);
    assert_eq!(mine(&anna).await, json!({"enabled": false, "people": [], "proposals": []}));
}

#[tokio::test]
async fn a_setup_has_few_people_each_of_them_once_and_not_oneself() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let boris = Someone::new(&server, "boris").await;
    let mut crowd = Vec::new();
    for number in 0..9 {
        crowd.push(Someone::new(&server, &format!("guest{number}")).await);
    }
    let crowd: Vec<&Someone> = crowd.iter().collect();
    for refused in [setup(&crowd), setup(&[&boris, &boris]), setup(&[&anna])] {
        let (status, problem) = anna.ask(Method::PUT, MINE, refused).await;
        assert_eq!((status, &problem["code"]), (422, &json!("validation_failed")), "{problem}");
        assert!(problem["errors"]["people"].is_array(), "{problem}");
    }
    assert_eq!(anna.ask(Method::PUT, MINE, setup(&crowd[..8])).await.0, 200);
    let wrong =
        json!({"enabled": true, "people": [{"userId": boris.id, "call": "video", "answer": "always"}]});
    assert_eq!(anna.ask(Method::PUT, MINE, wrong).await.0, 400);
}

#[tokio::test]
async fn a_proposal_is_told_and_holds_only_by_a_yes() {
    let server = server().await;
    let mut chief = chief(&server, "chief").await;
    let (mut anna, mut boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    for someone in [&mut chief, &mut anna, &mut boris] {
        someone.heard().await;
    }
    let id = propose(&chief, &anna, &[&chief, &boris]).await;
    assert_eq!(heard(&mut anna).await, [anna.id.clone()]);
    assert_eq!(heard(&mut chief).await, [anna.id.clone()]);
    assert!(heard(&mut boris).await.is_empty(), "it is nobody else's");
    let before = mine(&anna).await;
    assert_eq!((&before["enabled"], &before["people"]), (&json!(false), &json!([])));
    assert_eq!(before["proposals"][0]["id"], *id);
    assert_eq!(before["proposals"][0]["user"]["login"], "chief");
    assert_eq!(before["proposals"][0]["people"][1]["user"]["login"], "boris");

    // Neither whoever proposes nor anybody else says yes in her place.
    for other in [&chief, &boris] {
        assert_eq!(answer(other, &id, "accept").await.0, 404);
    }
    assert_eq!(mine(&anna).await, before);
    let (status, taken) = answer(&anna, &id, "accept").await;
    assert_eq!((status, &taken["enabled"], &taken["setBy"]["login"]), (200, &json!(true), &json!("chief")));
    assert_eq!(taken["proposals"], json!([]));
    assert_eq!(heard(&mut chief).await, [anna.id.clone()]);
    let (_, told) = chief.ask(Method::GET, &proposals_to(&anna), Value::Null).await;
    assert_eq!(told["state"], "taken");
    assert_eq!(answer(&anna, &id, "accept").await.0, 404, "once");

    let id = propose(&chief, &anna, &[]).await;
    assert_eq!(answer(&anna, &id, "refuse").await.0, 204);
    assert_eq!(mine(&anna).await["people"], taken["people"], "a no changes nothing");
    let (_, told) = chief.ask(Method::GET, &proposals_to(&anna), Value::Null).await;
    assert_eq!(told["state"], "refused");
    assert_eq!(anna.ask(Method::DELETE, MINE, Value::Null).await.0, 204, "taken back at any time");
    assert_eq!(mine(&anna).await.get("setBy"), None);
}

#[tokio::test]
async fn only_who_runs_the_server_proposes_and_only_what_stands_is_agreed_to() {
    let server = server().await;
    let chief = chief(&server, "chief").await;
    let (anna, boris) = (Someone::new(&server, "anna").await, Someone::new(&server, "boris").await);
    // Somebody always runs the server.
    let _other = self::chief(&server, "other").await;
    let (status, problem) = boris.ask(Method::PUT, &proposals_to(&anna), setup(&[&boris])).await;
    assert_eq!((status, &problem["code"]), (403, &json!("forbidden")));
    let oneself = chief.ask(Method::PUT, &proposals_to(&chief), setup(&[&boris])).await;
    assert_eq!(oneself.0, 422);
    assert_eq!(chief.ask(Method::PUT, &proposals_to(&anna), setup(&[&anna])).await.0, 422);

    let withdrawn = propose(&chief, &anna, &[&chief]).await;
    assert_eq!(chief.ask(Method::DELETE, &proposals_to(&anna), Value::Null).await.0, 204);
    assert_eq!(chief.ask(Method::DELETE, &proposals_to(&anna), Value::Null).await.0, 404);
    let replaced = propose(&chief, &anna, &[&chief]).await;
    let demoted = propose(&chief, &anna, &[&boris]).await;
    make(&server, "chief", Admin::No).await;
    for id in [withdrawn, replaced, demoted] {
        assert_eq!(answer(&anna, &id, "accept").await.0, 404);
    }
    let now = mine(&anna).await;
    assert_eq!((&now["enabled"], &now["proposals"]), (&json!(false), &json!([])));
    make(&server, "chief", Admin::Yes).await;

    let block = format!("/api/users/{}/block", chief.id);
    assert_eq!(anna.ask(Method::PUT, &block, Value::Null).await.0, 204);
    assert_eq!(mine(&anna).await["proposals"], json!([]));
    let (status, problem) = chief.ask(Method::PUT, &proposals_to(&anna), setup(&[&boris])).await;
    assert_eq!((status, &problem["code"]), (403, &json!("privacy_forbids")));
}
