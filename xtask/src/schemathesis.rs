//! `cargo xtask schemathesis`: whether the server does what its own OpenAPI document says, asked with thousands of
//! requests that a machine thinks up. No answer may be a 5xx, and none may differ from the document.

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::{
    build, process, system,
    tree::{self, Profile},
};

/// Pinned, since a newer one may think of requests that stop an unrelated change.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// What ends the session with which all is asked, or takes the account away; and the pieces of uploads, whose media
/// type the tool cannot write (`tests/http/uploads.rs` speaks tus).
const NOT_ASKED: &str = "auth/(logout|sessions|password)|users/me$|files/uploads";

/// Requests thought up for each operation, besides those that cover the document's limits.
const EXAMPLES: &str = "20";

/// Runs it against a server of its own with fresh data.
pub(crate) fn run() -> Result<()> {
    let program = build::program(Profile::Dev)?;
    let tool = tool()?;
    let folder = tree::root().join("target").join("schemathesis");
    let data = folder.join("data");
    if data.exists() {
        fs::remove_dir_all(&data)?;
    }
    fs::create_dir_all(&data)?;
    let server = Server::start(&program, &data)?;
    let outcome = ask(&server, &tool, &folder);
    process::stop(server.child);
    outcome
}

fn ask(server: &Server, tool: &Path, folder: &Path) -> Result<()> {
    server.wait_until_ready()?;
    let mut invite = Command::new(&server.program);
    let invite =
        process::capture(invite.args(["invite", "create", "--admin", "--data-dir"]).arg(&server.data))?;
    let code = invite.lines().last().context("no invitation was printed")?;
    let newcomer = json!({"login": "anna", "password": "a password for machines", "inviteCode": code});
    let session = server.post("/api/auth/register", &newcomer)?;
    let token = session["accessToken"].as_str().context("no access token in the answer")?;
    process::run(
        Command::new(tool)
            .current_dir(folder)
            .args(["run", &format!("{}/api/openapi.json", server.url()), "--url", &server.url()])
            .args(["--header", &format!("Authorization: Bearer {token}")])
            .args(["--exclude-path-regex", NOT_ASKED])
            .args(["--phases", "coverage,fuzzing", "--max-examples", EXAMPLES, "--seed", "1"])
            .args(["--checks", "not_a_server_error,status_code_conformance"])
            .args(["--checks", "content_type_conformance,response_schema_conformance"])
            .args(["--continue-on-failure", "--warnings", "off", "--no-color"]),
    )
}

/// The tool in an environment of its own under `target`, installed when it is not there yet.
fn tool() -> Result<PathBuf> {
    let environment = tree::root().join("target").join("schemathesis").join(SCHEMATHESIS);
    let tool = environment.join("bin").join("schemathesis");
    if tool.is_file() {
        return Ok(tool);
    }
    let python = system::python()?;
    process::run(Command::new(python).args(["-m", "venv", "--clear"]).arg(&environment))?;
    let pip = environment.join("bin").join("pip");
    process::run(Command::new(pip).args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        SCHEMATHESIS,
    ]))?;
    ensure!(tool.is_file(), "schemathesis was installed, but its program is not where it is looked for");
    Ok(tool)
}

struct Server {
    program: PathBuf,
    data: PathBuf,
    port: u16,
    child: Child,
}

impl Server {
    fn start(program: &Path, data: &Path) -> Result<Self> {
        // Free again when the listener is dropped, and nobody else is given it so soon.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let log = fs::File::create(data.with_file_name("server.log"))?;
        let child = Command::new(program)
            .args(["serve", "--listen", &format!("127.0.0.1:{port}"), "--data-dir"])
            .arg(data)
            .env("ZVONILKA_LIMITS_ENABLED", "false")
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the server does not start")?;
        Ok(Self { program: program.to_owned(), data: data.to_owned(), port, child })
    }

    fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn wait_until_ready(&self) -> Result<()> {
        for _ in 0..600 {
            if self.exchange("GET", "/health/ready", "").is_ok_and(|(status, _)| status == 200) {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the server did not become ready within a minute: see target/schemathesis/server.log")
    }

    fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let (status, answer) = self.exchange("POST", path, &body.to_string())?;
        ensure!((200..300).contains(&status), "POST {path} was answered with {status}: {answer}");
        serde_json::from_str(&answer).context("the answer is not JSON")
    }

    /// One request over HTTP/1.0, so that the answer ends where the connection does.
    fn exchange(&self, method: &str, path: &str, body: &str) -> Result<(u16, String)> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let status = answer.split(' ').nth(1).and_then(|word| word.parse().ok()).context("not HTTP")?;
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        Ok((status, body.to_owned()))
    }
}
