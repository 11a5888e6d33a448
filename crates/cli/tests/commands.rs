//! The program as its owner meets it: what is printed, what is refused, and that commands reach a running server.

use std::{
    path::Path,
    process::{Command, Output},
};

use reqwest::Method;
use serde_json::json;
use zvonilka_client::ClientError;
use zvonilka_model::{Clock as _, SystemClock};
use zvonilka_protocol::{ErrorCode, InviteInfo, LogIn, Register};
use zvonilka_testkit::{
    code_app,
    process::{ServerOptions, ServerProcess},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_zvonilka");

fn run(data_dir: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(words).arg("--data-dir").arg(data_dir).output().expect("the program starts")
}

/// The lines on stdout of a command that must succeed.
fn lines(data_dir: &Path, words: &[&str]) -> Vec<String> {
    let output = run(data_dir, words);
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{words:?}: {err}");
    out.lines().map(str::to_owned).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

async fn serve(data_dir: &Path) -> ServerProcess {
    ServerProcess::start(ServerOptions::new(PROGRAM, data_dir)).await.expect("the server starts")
}

#[tokio::test]
async fn commands_take_effect_in_a_running_server_at_once() {
    let place = tempfile::tempdir().expect("temporary directory");
    let server = serve(place.path()).await;
    let (anna, _) = server.register("anna").await.expect("registers");
    let chosen = lines(
        place.path(),
        &["invite", "create", "--code", "бабушка", "--uses", "any", "--expires", "never"],
    );
    assert_eq!(chosen.last().map(String::as_str), Some("бабушка"));
    let code = lines(place.path(), &["invite", "create", "--uses", "3"]).pop().expect("the code is last");
    let path = format!("/api/invites/{code}");
    assert!(server.api().get::<InviteInfo>(&path).await.expect("known").usable);
    assert!(lines(place.path(), &["invite", "list"]).iter().any(|line| line.starts_with(&code)));
    lines(place.path(), &["invite", "revoke", &code]);
    assert!(!server.api().get::<InviteInfo>(&path).await.expect("known").usable);

    let (_socket, mut events) = anna.socket().await.expect("opens");
    lines(place.path(), &["user", "disable", "anna"]);
    let ended = loop {
        if let Err(ended) = events.next().await {
            break ended;
        }
    };
    assert_eq!(ended.code, Some(4002));
    assert!(matches!(
        anna.get::<serde_json::Value>("/api/users/me").await,
        Err(ClientError::Refused(problem)) if problem.code == ErrorCode::SessionEnded
    ));
    lines(place.path(), &["user", "enable", "anna"]);
    let password = lines(place.path(), &["user", "reset-password", "anna"]).pop().expect("it is last");
    let given = LogIn { login: "anna".to_owned(), password, code: None, device_name: None };
    server.api().log_in(&given).await.expect("the new password works");

    // A link does the same once, and the password is the person's own choice; no mail is needed.
    let link = lines(place.path(), &["user", "reset-link", "anna"]).pop().expect("it is last");
    let (_, token) = link.rsplit_once("/reset/").expect("a link");
    let reset = json!({"token": token, "newPassword": "drinks much coffee"});
    let path = "/api/auth/password/reset";
    server.api().command(Method::POST, path, Some(&reset)).await.expect("the link works");
    assert!(server.api().command(Method::POST, path, Some(&reset)).await.is_err());
    let given = LogIn { password: "drinks much coffee".to_owned(), ..given };
    let chosen = server.api().log_in(&given).await.expect("the chosen password works");

    // Codes are asked for, until the owner says that the person lost them.
    let anna = server.api().with_token(&chosen.access_token);
    let post = async |path: &str, body: serde_json::Value| {
        let answer = anna.request(Method::POST, path).json(&body).send().await.expect("the server answers");
        answer.json::<serde_json::Value>().await.expect("JSON")
    };
    let secret = post("/api/auth/two-step/secret", json!({"password": given.password})).await;
    let code = code_app::code(secret["secret"].as_str().expect("a secret"), SystemClock.now(), 0);
    assert!(post("/api/auth/two-step", json!({"code": code})).await["codes"].is_array());
    assert!(matches!(
        server.api().log_in(&given).await,
        Err(ClientError::Refused(problem)) if problem.code == ErrorCode::SecondFactorRequired
    ));
    lines(place.path(), &["user", "two-step-off", "anna"]);
    server.api().log_in(&given).await.expect("the password is enough again");
    let told = lines(place.path(), &["user", "two-step-off", "anna"]);
    assert_eq!(told, ["anna was not asked for codes"]);
}

#[tokio::test]
async fn without_a_server_commands_work_on_the_database_itself() {
    let place = tempfile::tempdir().expect("temporary directory");
    let data_dir = place.path().join("data");
    let code = lines(&data_dir, &["invite", "create", "--admin"]).pop().expect("the code is last");
    let password = lines(&data_dir, &["user", "create", "boris"]).pop().expect("it is last");
    lines(&data_dir, &["user", "set-admin", "boris"]);
    let last_admin = run(&data_dir, &["user", "unset-admin", "boris"]);
    assert!(!last_admin.status.success());
    assert!(text(&last_admin.stderr).contains("only admin"), "{}", text(&last_admin.stderr));

    let mut server = serve(&data_dir).await;
    let given = LogIn { login: "boris".to_owned(), password, code: None, device_name: None };
    assert!(server.api().log_in(&given).await.expect("the account is there").user.user.is_admin);
    let newcomer = Register {
        settings: None,
        login: "vera".to_owned(),
        password: "drinks much tea".to_owned(),
        display_name: None,
        email: None,
        invite_code: Some(code),
        device_name: None,
    };
    assert!(server.api().register(&newcomer).await.expect("the invitation works").user.user.is_admin);
    server.stop().await.expect("stops cleanly on SIGTERM");
    let users = lines(&data_dir, &["user", "list"]);
    assert_eq!(
        users.iter().map(|line| line.split('\t').next()).collect::<Vec<_>>(),
        [Some("boris"), Some("vera")]
    );
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused_and_a_killed_one_is_replaced() {
    let place = tempfile::tempdir().expect("temporary directory");
    let mut server = serve(place.path()).await;
    let second = run(place.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    assert!(text(&second.stderr).contains("in use by another zvonilka"), "{}", text(&second.stderr));
    server.kill().await.expect("killed");
    let server = server.restart().await.expect("takes over what the killed one left");
    lines(place.path(), &["invite", "list"]);
    drop(server);
}

#[test]
fn what_is_wrong_is_said_in_one_sentence() {
    let place = tempfile::tempdir().expect("temporary directory");
    let busy = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = busy.local_addr().expect("an address").to_string();
    let port = run(place.path(), &["serve", "--listen", &address]);
    assert_eq!(port.status.code(), Some(1));
    assert!(text(&port.stderr).contains("in use by another program"), "{}", text(&port.stderr));

    std::fs::write(place.path().join("zvonilka.toml"), "[auth]\nregistration = \"sometimes\"\n")
        .expect("writes");
    let setting = run(place.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(setting.status.code(), Some(2));
    let said = text(&setting.stderr);
    assert!(said.contains("[auth] registration") && said.lines().count() == 1, "{said}");

    let file = place.path().join("file");
    std::fs::write(&file, "").expect("writes");
    let unwritable = run(&file.join("data"), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(unwritable.status.code(), Some(1));
    assert!(
        text(&unwritable.stderr).contains("cannot make the data directory"),
        "{}",
        text(&unwritable.stderr)
    );
}

#[test]
fn the_api_description_is_printed_as_it_is() {
    let output = Command::new(PROGRAM).arg("openapi").output().expect("the program starts");
    assert!(output.status.success());
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["openapi"], "3.1.0");
}
