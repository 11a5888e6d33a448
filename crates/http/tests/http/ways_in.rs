//! Codes and passkeys over the wire; the rules themselves are tested in `service`.

use reqwest::{Method, header};
use serde_json::{Value, json};
use zvonilka_model::Clock as _;
use zvonilka_testkit::{
    code_app::code,
    server::{TestServer, TestServerSettings},
    service::password_of,
};

use crate::someone::{Someone, server};

/// The server's answer to whoever came by this name, as a browser names it.
async fn at(
    server: &TestServer,
    host: &str,
    method: Method,
    path: &str,
    token: Option<&str>,
) -> (u16, Value) {
    let api = token.map_or_else(|| server.api(), |token| server.api().with_token(token));
    let body = json!({"password": password_of("anna")});
    let request = api.request(method.clone(), path).header(header::HOST, host);
    let request = if method == Method::GET { request } else { request.json(&body) };
    let answer = request.send().await.expect("the server answers");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

#[tokio::test]
async fn the_second_step_is_turned_on_asked_for_and_turned_off() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let password = password_of("anna");
    let path = "/api/auth/two-step";
    let off = json!({"on": false, "recoveryCodesLeft": 0});
    assert_eq!(anna.ask(Method::GET, path, Value::Null).await, (200, off.clone()));
    let (status, refusal) =
        anna.ask(Method::POST, "/api/auth/two-step/secret", json!({"password": "no"})).await;
    assert_eq!((status, &refusal["code"]), (401, &json!("wrong_credentials")));
    let (status, secret) =
        anna.ask(Method::POST, "/api/auth/two-step/secret", json!({"password": password})).await;
    assert_eq!(status, 200);
    let text = secret["secret"].as_str().expect("a secret");
    let address = secret["address"].as_str().expect("an address");
    assert!(address.starts_with("otpauth://totp/Zvonilka:anna?"), "{address}");
    assert!(address.contains(text));
    let (status, refusal) = anna.ask(Method::POST, path, json!({"code": "nonsense"})).await;
    assert_eq!((status, &refusal["errors"]), (401, &json!({"code": ["wrong_code"]})));
    let code = code(text, server.clock.now(), 0);
    let (status, codes) = anna.ask(Method::POST, path, json!({"code": code})).await;
    assert_eq!((status, codes["codes"].as_array().map(Vec::len)), (200, Some(10)));
    let recovery = |place: usize| codes["codes"][place].clone();

    let log_in = async |code: Value| {
        let body = json!({"login": "anna", "password": password, "code": code});
        let answer = server.api().request(Method::POST, "/api/auth/login").json(&body).send().await;
        let answer = answer.expect("the server answers");
        (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"))
    };
    assert_eq!(log_in(Value::Null).await.1["code"], "second_factor_required");
    let (status, refusal) = log_in(json!("nonsense")).await;
    assert_eq!((status, &refusal["code"]), (401, &json!("wrong_code")));
    let (status, session) = log_in(recovery(0)).await;
    assert_eq!(status, 200);
    let (_, sessions) = anna.ask(Method::GET, "/api/auth/sessions", Value::Null).await;
    let ways = |way: &str| {
        let items = sessions["items"].as_array().expect("items");
        items.iter().filter(|item| item["way"] == way).map(|item| item["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ways("password_code"), [session["sessionId"].clone()]);
    assert_eq!(ways("password").len(), 1);

    let both = |code: Value| json!({"password": password, "code": code});
    let (status, _) = anna.ask(Method::POST, "/api/auth/two-step/recovery-codes", both(recovery(0))).await;
    assert_eq!(status, 401);
    let (status, _) = anna.ask(Method::POST, "/api/auth/two-step/off", both(recovery(1))).await;
    assert_eq!(status, 204);
    assert_eq!(anna.ask(Method::GET, path, Value::Null).await, (200, off));
    let (status, refusal) = anna.ask(Method::POST, "/api/auth/two-step/off", both(recovery(2))).await;
    assert_eq!((status, &refusal["code"]), (409, &json!("conflict")));
}

#[tokio::test]
async fn passkeys_are_for_the_address_by_which_people_come() {
    let server = server().await;
    let (_, session) = server.register("anna").await.expect("registers");
    let token = Some(session.access_token.as_str());
    for (host, found) in [("chat.example.org", "chat.example.org"), ("localhost:3000", "localhost")] {
        let (_, info) = at(&server, host, Method::GET, "/api/info", None).await;
        assert_eq!(info["passkeyHost"], found);
        let (status, asked) = at(&server, host, Method::POST, "/api/auth/login/passkey/options", None).await;
        assert_eq!((status, &asked["host"]), (200, &json!(found)));
        let (status, plan) = at(&server, host, Method::POST, "/api/auth/passkeys/options", token).await;
        assert_eq!((status, &plan["host"], &plan["login"]), (200, &json!(found), &json!("anna")));
        assert_eq!(plan["known"], json!([]));
        assert_ne!(plan["challenge"], asked["challenge"]);
    }
    let (_, info) = at(&server, "192.0.2.1:3000", Method::GET, "/api/info", None).await;
    assert_eq!(info.get("passkeyHost"), None);
    for (path, token) in [("/api/auth/login/passkey/options", None), ("/api/auth/passkeys/options", token)] {
        let (status, refusal) = at(&server, "192.0.2.1:3000", Method::POST, path, token).await;
        assert_eq!((status, &refusal["code"]), (409, &json!("passkeys_unavailable")));
    }
}

#[tokio::test]
async fn the_public_address_is_the_one_for_passkeys() {
    let mut settings = TestServerSettings::default();
    settings.http.public_url = Some("https://chat.example.org".to_owned());
    let server = TestServer::start(settings).await.expect("starts");
    let (_, info) = at(&server, "localhost:3000", Method::GET, "/api/info", None).await;
    assert_eq!(info["passkeyHost"], "chat.example.org");
}

#[tokio::test]
async fn a_passkey_that_is_not_right_is_refused() {
    let server = server().await;
    let anna = Someone::new(&server, "anna").await;
    let made = |name: &str| json!({"name": name, "clientData": "e30", "authenticatorData": "AAAA", "publicKey": "AAAA", "algorithm": -7});
    let ask = async |path: &str, body: Value| {
        let request = anna.api.request(Method::POST, path).header(header::HOST, "chat.example.org");
        let answer = request.json(&body).send().await.expect("the server answers");
        (answer.status().as_u16(), answer.json::<Value>().await.expect("JSON"))
    };
    let (status, refusal) = ask("/api/auth/passkeys", made("")).await;
    assert_eq!((status, &refusal["errors"]["name"]), (422, &json!(["empty"])));
    let (status, refusal) = ask("/api/auth/passkeys", made("Телефон")).await;
    assert_eq!((status, &refusal["code"]), (401, &json!("passkey_refused")));
    let used = json!({
        "credential": "AAAA", "userHandle": "AAAA", "clientData": "e30", "authenticatorData": "AAAA",
        "signature": "AAAA",
    });
    let (status, refusal) = ask("/api/auth/login/passkey", used).await;
    assert_eq!((status, &refusal["code"]), (401, &json!("passkey_refused")));
}
