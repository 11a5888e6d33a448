//! The program's own port under TLS, as a browser meets it.

use std::{path::Path, process::Command, sync::Arc};

use anyhow::Context as _;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, ServerName},
    },
};
use zvonilka_testkit::process::{ServerOptions, ServerProcess};

const PROGRAM: &str = env!("CARGO_BIN_EXE_zvonilka");

fn options(data_dir: &Path, settings: &[(&str, &str)]) -> ServerOptions {
    let mut options = ServerOptions::new(PROGRAM, data_dir);
    options.env.extend(settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    options
}

/// Shakes hands as a device that trusts only `authority`.
async fn shake(
    port: u16,
    authority: &[u8],
    name: &str,
    alpn: &[&[u8]],
) -> anyhow::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from(authority.to_vec()))?;
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = alpn.iter().map(|name| name.to_vec()).collect();
    let stream = TcpStream::connect(("127.0.0.1", port)).await?;
    let name = ServerName::try_from(name.to_owned())?;
    Ok(TlsConnector::from(Arc::new(config)).connect(name, stream).await?)
}

/// The whole answer to a request over TLS.
async fn ask(port: u16, authority: &[u8], name: &str, request: &str) -> anyhow::Result<String> {
    let mut stream = shake(port, authority, name, &[b"http/1.1"]).await?;
    let head = format!("{request}\r\nHost: {name}:{port}\r\nConnection: close\r\n");
    let head = if request.contains("\r\n\r\n") { request.to_owned() } else { format!("{head}\r\n") };
    stream.write_all(head.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.context("read the answer")?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

async fn authority_of(server: &ServerProcess) -> Vec<u8> {
    let answer =
        server.api().request(Method::GET, "/trust/zvonilka.crt").send().await.expect("over plain HTTP");
    assert_eq!(answer.headers()["content-type"], "application/x-x509-ca-cert");
    answer.bytes().await.expect("a certificate").to_vec()
}

#[tokio::test]
async fn a_home_network_gets_certificates_by_its_own_authority() {
    let place = tempfile::tempdir().expect("temporary directory");
    let settings = [("ZVONILKA_TLS_MODE", "self"), ("ZVONILKA_TLS_NAMES", "nas.lan,192.0.2.7")];
    let mut server = ServerProcess::start(options(place.path(), &settings)).await.expect("starts");
    let (port, authority) = (server.port(), authority_of(&server).await);
    for name in ["localhost", "127.0.0.1", "nas.lan", "192.0.2.7"] {
        let answer = ask(port, &authority, name, "GET /health HTTP/1.1").await.expect(name);
        assert!(answer.starts_with("HTTP/1.1 200"), "{name}: {answer}");
        // The order would hold for every other program under this name.
        assert!(!answer.contains("strict-transport-security"), "{name}: {answer}");
    }
    assert!(ask(port, &authority, "other.lan", "GET /health HTTP/1.1").await.is_err());
    let CertifiedKey { cert, .. } = generate_simple_self_signed(["localhost".to_owned()]).expect("made");
    assert!(ask(port, cert.der(), "localhost", "GET /health HTTP/1.1").await.is_err());
    let stream = shake(port, &authority, "localhost", &[b"h2"]).await.expect("HTTP/2");
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));

    // Devices were told to trust this one authority, so it outlives the program.
    server.stop().await.expect("stops");
    let server = server.restart().await.expect("starts again");
    assert_eq!(authority_of(&server).await, authority);
}

/// Networks that let out nothing but HTTPS.
#[tokio::test]
async fn turn_is_spoken_on_the_page_s_own_port() {
    // A binding request (RFC 8489 §5), and the beginning of its answer.
    const ASK: [u8; 20] = [0, 1, 0, 0, 0x21, 0x12, 0xA4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    let place = tempfile::tempdir().expect("temporary directory");
    let server =
        ServerProcess::start(options(place.path(), &[("ZVONILKA_TLS_MODE", "self")])).await.expect("starts");
    let authority = authority_of(&server).await;
    // By its name in the handshake, and by its first bytes alone, however they are cut.
    for (protocols, pieces) in [(&[&b"stun.turn"[..]][..], 20), (&[], 20), (&[], 3)] {
        let mut stream =
            shake(server.port(), &authority, "localhost", protocols).await.expect("shakes hands");
        for piece in ASK.chunks(pieces) {
            stream.write_all(piece).await.expect("sent");
            stream.flush().await.expect("sent");
        }
        let mut answer = [0; 20];
        stream.read_exact(&mut answer).await.expect("answered");
        assert_eq!((&answer[..2], &answer[4..]), (&[1, 1][..], &ASK[4..]));
    }
    // What only begins like STUN is HTTP, and bad.
    let mut stream = shake(server.port(), &authority, "localhost", &[]).await.expect("shakes hands");
    stream.write_all(&[0; 20]).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    assert!(answer.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn clients_are_told_of_the_way_through_the_page_s_port() {
    let place = tempfile::tempdir().expect("temporary directory");
    let server =
        ServerProcess::start(options(place.path(), &[("ZVONILKA_TLS_MODE", "self")])).await.expect("starts");
    let (port, authority) = (server.port(), authority_of(&server).await);
    let body = r#"{"login":"anna","password":"anna likes tea"}"#;
    let request = format!(
        "POST /api/auth/register HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: \
         close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = ask(port, &authority, "localhost", &request).await.expect("answers");
    let token = answer
        .split_once("\"accessToken\":\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .expect("a token")
        .0;
    let request = format!("GET /api/calls/ice-servers HTTP/1.1\r\nAuthorization: Bearer {token}");
    let answer = ask(port, &authority, "127.0.0.1", &request).await.expect("answers");
    for way in ["turn:127.0.0.1", &format!("\"turns:127.0.0.1:{port}?transport=tcp\"")] {
        assert!(answer.contains(way), "{answer}");
    }
}

#[tokio::test]
async fn without_encryption_there_is_only_what_leads_to_it() {
    let place = tempfile::tempdir().expect("temporary directory");
    let server =
        ServerProcess::start(options(place.path(), &[("ZVONILKA_TLS_MODE", "self")])).await.expect("starts");
    let client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client");
    let port = server.port();
    let get = async |path: &str, language: &str| {
        let request =
            client.get(format!("http://127.0.0.1:{port}{path}")).header("accept-language", language);
        request.send().await.expect("answers")
    };
    for path in ["/", "/chats/1?x=y", "/api/users/me", "/trusted"] {
        let answer = get(path, "ru").await;
        assert_eq!(answer.status(), 307, "{path}");
        assert_eq!(answer.headers()["location"], format!("https://127.0.0.1:{port}{path}").as_str());
    }
    let page = get("/trust", "ru").await.text().await.expect("a page");
    assert!(page.contains("Доверие к вашей Звонилке") && page.contains("<svg"), "{page}");
    let page = get("/trust", "en-GB").await.text().await.expect("a page");
    assert!(page.contains("Trust your Zvonilka"), "{page}");
    let page = get("/trust?lang=ru", "en-GB").await.text().await.expect("a page");
    assert!(page.contains("Доверие к вашей Звонилке"), "{page}");
}

#[tokio::test]
async fn the_owners_files_are_used_and_browsers_are_told_to_stay() {
    let place = tempfile::tempdir().expect("temporary directory");
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("made");
    std::fs::write(place.path().join("cert.pem"), cert.pem()).expect("written");
    std::fs::write(place.path().join("key.pem"), signing_key.serialize_pem()).expect("written");
    let settings = [
        ("ZVONILKA_TLS_MODE", "files"),
        ("ZVONILKA_TLS_CERTIFICATE", "cert.pem"),
        ("ZVONILKA_TLS_KEY", "key.pem"),
    ];
    let server = ServerProcess::start(options(place.path(), &settings)).await.expect("starts");
    let port = server.port();
    let answer = ask(port, cert.der(), "localhost", "GET /health HTTP/1.1").await.expect("answers");
    assert!(answer.contains("strict-transport-security: max-age=31536000"), "{answer}");
    // There is nothing to trust by hand.
    let answer = ask(port, cert.der(), "localhost", "GET /trust HTTP/1.1").await.expect("answers");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    // No page named itself; that the connection is ours and encrypted is enough for a Secure cookie.
    let body = r#"{"login":"anna","password":"anna likes tea"}"#;
    let request = format!(
        "POST /api/auth/register HTTP/1.1\r\nHost: localhost\r\nX-Zvonilka-Client: web\r\nContent-Type: \
         application/json\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = ask(port, cert.der(), "localhost", &request).await.expect("answers");
    let cookies: Vec<&str> = answer.lines().filter(|line| line.starts_with("set-cookie:")).collect();
    assert_eq!(cookies.len(), 2, "{answer}");
    assert!(cookies.iter().all(|cookie| cookie.contains("Secure")), "{cookies:?}");
}

#[test]
fn a_certificate_that_cannot_be_used_stops_the_start() {
    let place = tempfile::tempdir().expect("temporary directory");
    let start = || {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data-dir"]).arg(place.path());
        command.envs([
            ("ZVONILKA_TLS_MODE", "files"),
            ("ZVONILKA_TLS_CERTIFICATE", "c"),
            ("ZVONILKA_TLS_KEY", "k"),
        ]);
        let output = command.output().expect("the program starts");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(start().contains("cannot use"));
    std::fs::write(place.path().join("c"), "nonsense").expect("written");
    std::fs::write(place.path().join("k"), "nonsense").expect("written");
    assert!(start().contains("holds no certificate in PEM form"));
}
