//! `zvonilka relay`: the relay alone on another machine.

use std::{path::Path, process::Stdio, time::Duration};

use tokio::{
    io::{AsyncBufReadExt as _, BufReader, Lines},
    net::UdpSocket,
    process::{ChildStderr, Command},
    time::timeout,
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_zvonilka");
/// Nothing here takes long; what takes this long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// A binding request (RFC 8489 §5).
const ASK: [u8; 20] = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

fn relay(data_dir: &Path, secret: Option<&str>) -> Command {
    let mut command = Command::new(PROGRAM);
    command.arg("relay").arg("--data-dir").arg(data_dir).stderr(Stdio::piped()).kill_on_drop(true);
    command.env("ZVONILKA_TURN_LISTEN", "127.0.0.1:0").env("ZVONILKA_TURN_PUBLIC_ADDRESS", "203.0.113.5");
    if let Some(secret) = secret {
        command.env("ZVONILKA_TURN_SECRET", secret);
    }
    command
}

/// Everything it says until it has told what to write at home, and the port it took.
async fn greeting(lines: &mut Lines<BufReader<ChildStderr>>) -> (String, u16) {
    let mut said = String::new();
    while let Some(line) = lines.next_line().await.expect("text") {
        said.push_str(&line);
        said.push('\n');
        if line.contains("secret = ") {
            break;
        }
    }
    let port = said.split_once("\"stun:203.0.113.5:").and_then(|(_, rest)| rest.split_once('"'));
    let port = port.and_then(|(port, _)| port.parse().ok()).unwrap_or_else(|| panic!("no port in:\n{said}"));
    (said, port)
}

#[tokio::test]
async fn it_serves_stun_and_turn_and_tells_what_to_write_at_home() {
    let place = tempfile::tempdir().expect("temporary directory");
    let mut child = relay(place.path(), Some("a long random text")).spawn().expect("starts");
    // Kept to the end: a program whose words nobody takes fails.
    let mut lines = BufReader::new(child.stderr.take().expect("stderr is piped")).lines();
    let (said, port) = timeout(PATIENCE, greeting(&mut lines)).await.expect("it starts in time");
    assert!(said.contains(&format!("turn:203.0.113.5:{port}?transport=tcp")), "{said}");
    assert!(!said.contains("a long random text"), "{said}");
    let asking = UdpSocket::bind("127.0.0.1:0").await.expect("a port");
    asking.send_to(&ASK, ("127.0.0.1", port)).await.expect("sent");
    let mut answer = [0; 64];
    let (length, _) =
        timeout(PATIENCE, asking.recv_from(&mut answer)).await.expect("in time").expect("answered");
    assert_eq!((length, &answer[..2]), (32, &[1, 1][..]));
    // It keeps nothing: no database, no files of people.
    assert!(!place.path().join("zvonilka.db").exists());
    let pid = child.id().expect("it runs").to_string();
    Command::new("kill").args(["-TERM", &pid]).status().await.expect("asked to stop");
    let status = timeout(PATIENCE, child.wait()).await.expect("it stops in time").expect("it stops");
    assert!(status.success(), "{status}");
}

#[tokio::test]
async fn without_a_good_secret_it_does_not_start() {
    let place = tempfile::tempdir().expect("temporary directory");
    for secret in [None, Some("short")] {
        let output = timeout(PATIENCE, relay(place.path(), secret).output()).await.expect("in time");
        let output = output.expect("starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && said.contains("[turn] secret (or ZVONILKA_TURN_SECRET)"),
            "{said}"
        );
    }
}
