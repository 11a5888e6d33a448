//! What whoever runs the server learns of how calls were, and what nobody else does.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use zvonilka_client::Api;
use zvonilka_protocol::Session;
use zvonilka_testkit::server::{TestServer, TestServerSettings};

use crate::wire::Wire;

async fn asked(api: &Api, path: &str) -> (u16, Value) {
    let answer = api.request(Method::GET, path).send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

/// Anna calls Boris, they talk, she hangs up, and each tells how it was.
async fn talk(server: &TestServer, anna: &Session, boris: &Session, told: [Option<&Value>; 2]) -> Value {
    let (mut caller, _) = Wire::signed_in(server, &anna.access_token).await.expect("opens");
    let (mut callee, _) = Wire::signed_in(server, &boris.access_token).await.expect("opens");
    let made = caller.ask("call:initiate", json!({"userId": boris.user.user.id})).await.expect("an answer");
    let id = made["data"]["call"]["id"].clone();
    let taken = callee.ask("call:accept", json!({"callId": id})).await.expect("an answer");
    assert_eq!(taken["type"], "ok", "{taken}");
    for wire in [&mut caller, &mut callee] {
        let flows = json!({"callId": id, "sending": true, "receiving": true});
        assert_eq!(wire.ask("call:media", flows).await.expect("an answer")["type"], "ok");
    }
    let ended = caller.ask("call:end", json!({"callId": id})).await.expect("an answer");
    assert_eq!(ended["type"], "ok", "{ended}");
    for (session, quality) in [anna, boris].into_iter().zip(told) {
        let Some(quality) = quality else { continue };
        let path = format!("/api/calls/{}/quality", id.as_str().expect("a text"));
        let api = server.api().with_token(session.access_token.clone());
        let kept = api.request(Method::PUT, &path).json(quality).send().await.expect("an answer");
        assert_eq!(kept.status(), 204);
    }
    id
}

#[tokio::test]
async fn an_admin_reads_how_everybodys_calls_were_and_a_member_does_not() {
    let server = TestServer::start(TestServerSettings::default()).await.expect("starts");
    let (admin, _) = server.register_admin("owner").await.expect("registers");
    let (member, anna) = server.register("anna").await.expect("registers");
    let (_, boris) = server.register("boris").await.expect("registers");
    assert_eq!(asked(&admin, "/api/admin/calls").await, (200, json!({"items": []})));

    let good = json!({"mark": "good", "lossIn": 0, "lossOut": 4, "rttMs": 38, "jitterMs": 2,
        "path": "direct", "transport": "udp"});
    let poor = json!({"mark": "poor", "cause": "lossIn", "lossIn": 123, "lossOut": 0, "rttMs": 80, "jitterMs": 9,
        "path": "relay", "transport": "tls"});
    let first = talk(&server, &anna, &boris, [Some(&good), Some(&poor)]).await;
    server.clock.advance(Duration::from_secs(60));
    let second = talk(&server, &boris, &anna, [None, Some(&good)]).await;
    talk(&server, &anna, &boris, [None, None]).await;

    let (status, all) = asked(&admin, "/api/admin/calls").await;
    assert_eq!(status, 200, "{all}");
    let ids: Vec<&Value> = all["items"].as_array().expect("a list").iter().map(|it| &it["callId"]).collect();
    assert_eq!(ids, [&second, &first], "the newest first, and none of which nothing was told");
    let side = |at: usize, which: usize| all["items"][at]["sides"][which].clone();
    let (caller, callee) = (side(1, 0), side(1, 1));
    assert_eq!((&caller["user"]["login"], &caller["quality"]), (&json!("anna"), &good));
    assert_eq!((&callee["user"]["login"], &callee["quality"]), (&json!("boris"), &poor));
    assert!(all["items"][1]["durationMs"].is_i64() && all["items"][1]["endReason"] == "hungUp", "{all}");
    assert_eq!(side(0, 0)["user"]["login"], "boris", "the caller comes first");
    assert!(side(0, 0).get("quality").is_none() && side(0, 1)["quality"] == good, "{all}");

    let (_, bad) = asked(&admin, "/api/admin/calls?mark=poor").await;
    assert_eq!(bad["items"], json!([all["items"][1]]));
    let (_, page) = asked(&admin, "/api/admin/calls?limit=1").await;
    assert_eq!(page["items"], json!([all["items"][0]]));
    let next = format!("/api/admin/calls?limit=1&cursor={}", page["cursor"].as_str().expect("there is more"));
    assert_eq!(asked(&admin, &next).await.1["items"], json!([all["items"][1]]));

    let (status, refused) = asked(&member, "/api/admin/calls").await;
    assert_eq!((status, &refused["code"]), (403, &json!("forbidden")));
}
