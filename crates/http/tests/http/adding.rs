//! Whom a group takes in: every setting of the person who is added, asked by each kind of person who adds.

use reqwest::Method;
use serde_json::{Value, json};

use crate::someone::{Someone, id, server};

const AUDIENCES: [&str; 3] = ["everybody", "contacts", "nobody"];

/// How somebody who adds stands to the one who is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Adder {
    Stranger,
    Contact,
    /// They block the one whom they add, which is no answer to the question whether that one lets them.
    Blocking,
    /// The one who is added blocks them.
    Blocked,
}

impl Adder {
    const ALL: [Self; 4] = [Self::Stranger, Self::Contact, Self::Blocking, Self::Blocked];

    fn is_let(self, audience: &str) -> bool {
        match self {
            Self::Stranger | Self::Blocking => audience == "everybody",
            Self::Contact => audience != "nobody",
            Self::Blocked => false,
        }
    }
}

async fn choose(olga: &Someone, audience: &str) {
    let body = json!({"privacy": {"groups": audience}});
    let (status, me) = olga.ask(Method::PATCH, "/api/users/me", body).await;
    assert_eq!((status, &me["privacy"]["groups"]), (200, &json!(audience)));
}

async fn become_contacts(one: &Someone, other: &Someone) {
    let path = "/api/contacts/requests";
    assert_eq!(one.ask(Method::POST, path, json!({"userId": other.id})).await.0, 201);
    assert_eq!(other.ask(Method::POST, path, json!({"userId": one.id})).await.0, 200);
}

async fn block(who: &Someone, whom: &Someone) {
    let path = format!("/api/users/{}/block", whom.id);
    assert_eq!(who.ask(Method::PUT, &path, Value::Null).await.0, 204);
}

/// The ids of the people in a list of members.
fn people(members: &Value) -> Vec<&str> {
    let members = members.as_array().expect("members").iter();
    members.map(|member| member["user"]["id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn a_group_takes_in_only_those_who_let_the_one_who_adds() {
    let server = server().await;
    let (mut olga, pyotr) = (Someone::new(&server, "olga").await, Someone::new(&server, "pyotr").await);
    let mut adders = Vec::new();
    for kind in Adder::ALL {
        let adder = Someone::new(&server, &format!("{kind:?}").to_lowercase()).await;
        match kind {
            Adder::Stranger => {}
            Adder::Contact => become_contacts(&adder, &olga).await,
            Adder::Blocking => block(&adder, &olga).await,
            Adder::Blocked => block(&olga, &adder).await,
        }
        adders.push((kind, adder));
    }
    for audience in AUDIENCES {
        choose(&olga, audience).await;
        for (kind, adder) in &adders {
            let what = format!("{audience} as {kind:?}");
            let is_let = kind.is_let(audience);
            olga.heard().await;

            // With a new group: it is made as it was asked for, or not at all.
            let made = json!({"kind": "group", "title": "Дача", "memberIds": [olga.id, pyotr.id]});
            let (status, answer) = adder.ask(Method::POST, "/api/chats", made).await;
            if is_let {
                assert_eq!(status, 201, "{what}: {answer}");
            } else {
                // The same words for everybody who is refused: a block is not told.
                assert_eq!((status, &answer["code"]), (403, &json!("privacy_forbids")), "{what}");
                assert_eq!(answer["errors"], json!({"memberIds": [olga.id]}), "{what}");
            }

            // Into a group that is there: whoever lets themselves be added is, whatever the others choose.
            let chat = id(&adder.group("Школа", &[]).await);
            let path = format!("/api/chats/{chat}");
            let body = json!({"userIds": [pyotr.id, olga.id]});
            let (status, added) = adder.ask(Method::POST, &format!("{path}/members"), body).await;
            assert_eq!(status, 200, "{what}: {added}");
            let refused = if is_let { Vec::new() } else { vec![&olga.id] };
            assert_eq!(added["refused"], json!(refused), "{what}");
            let came = people(&added["items"]);
            assert!(came.contains(&pyotr.id.as_str()), "{what}");
            assert_eq!(came.contains(&olga.id.as_str()), is_let, "{what}");
            let (_, members) = adder.ask(Method::GET, &format!("{path}/members"), Value::Null).await;
            assert_eq!(people(&members["items"]).contains(&olga.id.as_str()), is_let, "{what}");

            // Nothing of it reaches whoever was not added.
            let told = olga.heard_types().await;
            assert_eq!(
                told.iter().filter(|kind| *kind == "chat:new").count(),
                if is_let { 2 } else { 0 },
                "{what}"
            );
            assert!(is_let || told.is_empty(), "{what}: {told:?}");
            let status = olga.ask(Method::GET, &path, Value::Null).await.0;
            assert_eq!(status, if is_let { 200 } else { 404 }, "{what}");
        }
    }
}

#[tokio::test]
async fn what_somebody_chooses_later_takes_them_out_of_no_group_and_keeps_them_from_no_link() {
    let server = server().await;
    let (anna, olga) = (Someone::new(&server, "anna").await, Someone::new(&server, "olga").await);
    become_contacts(&anna, &olga).await;
    choose(&olga, "contacts").await;
    let first = id(&anna.group("Дача", &[&olga]).await);
    let second = id(&anna.group("Школа", &[]).await);
    let add = async |chat: &str| {
        let path = format!("/api/chats/{chat}/members");
        let (status, added) = anna.ask(Method::POST, &path, json!({"userIds": [olga.id]})).await;
        assert_eq!(status, 200, "{added}");
        added["refused"].clone()
    };

    // No contacts any more: not added again, and still where she was.
    let contact = format!("/api/contacts/{}", anna.id);
    assert_eq!(olga.ask(Method::DELETE, &contact, Value::Null).await.0, 204);
    assert_eq!(add(&second).await, json!([olga.id]));
    assert_eq!(olga.ask(Method::GET, &format!("/api/chats/{first}"), Value::Null).await.0, 200);

    // Whoever follows a link adds themselves.
    choose(&olga, "nobody").await;
    let (status, link) = anna.ask(Method::POST, &format!("/api/chats/{second}/links"), Value::Null).await;
    assert_eq!(status, 201, "{link}");
    let join = format!("/api/chat-links/{}/join", link["code"].as_str().expect("a code"));
    assert_eq!(olga.ask(Method::POST, &join, Value::Null).await.0, 200);

    // Out of it, she is not brought back, until she lets everybody.
    let member = format!("/api/chats/{second}/members/{}", olga.id);
    assert_eq!(olga.ask(Method::DELETE, &member, Value::Null).await.0, 204);
    assert_eq!(add(&second).await, json!([olga.id]));
    choose(&olga, "everybody").await;
    assert_eq!(add(&second).await, json!([]));
}
