//! A mail server on this machine (RFC 5321) that takes what it is given, answers what a test tells it to, and notes what it
//! was told; written from the standards and not from our own sender.

use std::{collections::VecDeque, io, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use parking_lot::Mutex;
use rcgen::generate_simple_self_signed;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};
pub use zvonilka_jobs::{Roots, SmtpSecurity, SmtpServer};

/// How long a test waits at most; only a broken server makes it wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running mail server. It ends when it is dropped.
pub struct MailServer {
    address: SocketAddr,
    certificate: Vec<u8>,
    inside: Arc<Inside>,
    letters: tokio::sync::Mutex<mpsc::Receiver<Letter>>,
    talks: tokio::sync::Mutex<mpsc::Receiver<Vec<String>>>,
    _end: DropGuard,
}

struct Inside {
    way: MailWay,
    acceptor: TlsAcceptor,
    answers: Mutex<VecDeque<String>>,
    letters: mpsc::Sender<Letter>,
    talks: mpsc::Sender<Vec<String>>,
}

/// How it speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailWay {
    /// Without encryption, to anybody.
    Plain,
    /// Encrypted from the first byte, to `chat` with the password `s3cret & more`.
    Tls,
    /// Encrypted after `STARTTLS`, to the same.
    StartTls,
}

/// What it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// From which address, by the envelope.
    pub from: String,
    /// To which.
    pub to: Vec<String>,
    /// All of it.
    pub source: String,
}

impl MailServer {
    /// Starts one on a free port; under TLS it is `localhost` by a certificate of its own.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(way: MailWay) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (certificate, acceptor) = encryption();
        let (letters, given) = mpsc::channel(256);
        let (talks, ended) = mpsc::channel(256);
        let inside = Arc::new(Inside { way, acceptor, answers: Mutex::default(), letters, talks });
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let (until, connections, shared) = (stop.clone(), tasks.clone(), Arc::clone(&inside));
        tasks.spawn(until.clone().run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serve = serve(stream, Arc::clone(&shared));
                connections.spawn(until.clone().run_until_cancelled_owned(serve));
            }
        }));
        Ok(Self {
            address,
            certificate,
            inside,
            letters: tokio::sync::Mutex::new(given),
            talks: tokio::sync::Mutex::new(ended),
            _end: stop.drop_guard(),
        })
    }

    /// How to reach it.
    #[must_use]
    pub fn reached(&self) -> SmtpServer {
        let (security, known) = match self.inside.way {
            MailWay::Plain => (SmtpSecurity::Off, false),
            MailWay::Tls => (SmtpSecurity::Tls, true),
            MailWay::StartTls => (SmtpSecurity::StartTls, true),
        };
        SmtpServer {
            host: "localhost".to_owned(),
            port: self.address.port(),
            security,
            credentials: known.then(|| (USER.to_owned(), PASSWORD.to_owned())),
            from_name: Some("Звонилка".to_owned()),
            from_address: "chat@chat.example".to_owned(),
        }
    }

    /// What vouches for it (DER).
    #[must_use]
    pub fn certificate(&self) -> Vec<u8> {
        self.certificate.clone()
    }

    /// Answers the next recipient with this line.
    pub fn answer_next(&self, line: &str) {
        self.inside.answers.lock().push_back(line.to_owned());
    }

    /// The next letter.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next(&self) -> anyhow::Result<Letter> {
        let next = async { self.letters.lock().await.recv().await };
        timeout(PATIENCE, next).await.context("no letter came")?.context("the mail server ended")
    }

    /// What was said in the next conversation that ended, without its letters.
    ///
    /// # Errors
    /// When none ends.
    pub async fn next_talk(&self) -> anyhow::Result<Vec<String>> {
        let next = async { self.talks.lock().await.recv().await };
        timeout(PATIENCE, next).await.context("nobody talked")?.context("the mail server ended")
    }

    /// Whether it was given a letter that nobody looked at.
    pub async fn is_idle(&self) -> bool {
        self.letters.lock().await.is_empty()
    }
}

const USER: &str = "chat";
const PASSWORD: &str = "s3cret & more";

fn encryption() -> (Vec<u8>, TlsAcceptor) {
    let made = generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
    let certificate = made.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider knows them")
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(certificate.clone())], key)
        .expect("they fit");
    (certificate, TlsAcceptor::from(Arc::new(config)))
}

async fn serve(stream: TcpStream, inside: Arc<Inside>) {
    let mut said = Vec::new();
    // Whoever talks may go at any time: that is theirs to decide.
    let _ = match inside.way {
        MailWay::Plain => talk(stream, &inside, &mut said, Offer::Everything).await.map(|_| ()),
        MailWay::Tls => match inside.acceptor.accept(stream).await {
            Ok(stream) => talk(stream, &inside, &mut said, Offer::LogIn).await.map(|_| ()),
            Err(error) => Err(error),
        },
        MailWay::StartTls => start_tls(stream, &inside, &mut said).await,
    };
    let _ = inside.talks.send(said).await;
}

async fn start_tls(stream: TcpStream, inside: &Inside, said: &mut Vec<String>) -> io::Result<()> {
    if let Some(stream) = talk(stream, inside, said, Offer::StartTls).await? {
        let stream = inside.acceptor.accept(stream).await?;
        talk(stream, inside, said, Offer::LogInAgain).await?;
    }
    Ok(())
}

/// What may be done here.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    Everything,
    StartTls,
    LogIn,
    /// The same after `STARTTLS`: nobody greets again.
    LogInAgain,
}

/// Talks until the other side goes; gives the stream back when it wants to encrypt it.
async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    inside: &Inside,
    said: &mut Vec<String>,
    offer: Offer,
) -> io::Result<Option<S>> {
    let mut stream = BufReader::new(stream);
    let mut known = offer == Offer::Everything;
    let (mut from, mut to) = (String::new(), Vec::new());
    if offer != Offer::LogInAgain {
        stream.write_all(b"220 localhost ready\r\n").await?;
    }
    loop {
        let Some(line) = read_line(&mut stream).await? else { return Ok(None) };
        said.push(line.clone());
        let upper = line.to_ascii_uppercase();
        let answer = if upper.starts_with("EHLO") {
            match offer {
                Offer::Everything => "250-localhost\r\n250 8BITMIME".to_owned(),
                Offer::StartTls => "250-localhost\r\n250 STARTTLS".to_owned(),
                Offer::LogIn | Offer::LogInAgain => "250-localhost\r\n250 AUTH PLAIN".to_owned(),
            }
        } else if upper == "STARTTLS" && offer == Offer::StartTls {
            stream.write_all(b"220 go on\r\n").await?;
            return Ok(Some(stream.into_inner()));
        } else if let Some(given) = line.strip_prefix("AUTH PLAIN ") {
            known = given == STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
            if known { "235 welcome" } else { "535 who are you?" }.to_owned()
        } else if upper == "QUIT" {
            stream.write_all(b"221 bye\r\n").await?;
            return Ok(None);
        } else if !known {
            "530 who are you?".to_owned()
        } else if upper.starts_with("MAIL FROM:") {
            from = address(&line);
            "250 ok".to_owned()
        } else if upper.starts_with("RCPT TO:") {
            let answer = inside.answers.lock().pop_front();
            match answer {
                Some(answer) => answer,
                None => {
                    to.push(address(&line));
                    "250 ok".to_owned()
                }
            }
        } else if upper == "DATA" {
            stream.write_all(b"354 go on\r\n").await?;
            let mut source = String::new();
            while let Some(line) = read_line(&mut stream).await? {
                if line == "." {
                    break;
                }
                source.push_str(line.strip_prefix('.').unwrap_or(&line));
                source.push_str("\r\n");
            }
            let letter = Letter { from: std::mem::take(&mut from), to: std::mem::take(&mut to), source };
            stream.write_all(b"250 taken\r\n").await?;
            let _ = inside.letters.send(letter).await;
            continue;
        } else {
            "250 ok".to_owned()
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
}

async fn read_line<S: AsyncRead + Unpin>(stream: &mut BufReader<S>) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if stream.read_until(b'\n', &mut line).await? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()))
}

/// What stands between `<` and `>`.
fn address(line: &str) -> String {
    let rest = line.split_once('<').map_or("", |(_, rest)| rest);
    rest.split_once('>').map_or("", |(address, _)| address).to_owned()
}

impl Letter {
    /// A header, unfolded and decoded (RFC 2047).
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let head = self.source.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let prefix = format!("{}:", name.to_ascii_lowercase());
        let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(&prefix));
        let value = line.and_then(|line| line.get(prefix.len()..)).unwrap_or_default().trim();
        let mut text = String::new();
        for word in value.split(' ') {
            let inside = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.strip_suffix("?="));
            match inside.and_then(|coded| STANDARD.decode(coded).ok()) {
                Some(bytes) => text.push_str(&String::from_utf8_lossy(&bytes)),
                None if text.is_empty() => text.push_str(word),
                None => text.push_str(&format!(" {word}")),
            }
        }
        text
    }

    /// What it says as plain text.
    #[must_use]
    pub fn text(&self) -> String {
        self.part("text/plain")
    }

    /// What it says as a page.
    #[must_use]
    pub fn html(&self) -> String {
        self.part("text/html")
    }

    /// What stands behind `/reset/` or `/confirm/` in it; empty when there is no such link.
    #[must_use]
    pub fn link_token(&self) -> String {
        let text = self.text();
        let rest =
            text.split_once("/reset/").or_else(|| text.split_once("/confirm/")).map_or("", |(_, rest)| rest);
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }

    fn part(&self, kind: &str) -> String {
        let mark = format!("Content-Type: {kind}");
        let mut parts = self.source.split(&mark);
        let Some(part) = parts.nth(1) else { return String::new() };
        let (head, body) = part.split_once("\r\n\r\n").unwrap_or((part, ""));
        let body = body.split("\r\n--").next().unwrap_or_default();
        let head = head.to_ascii_lowercase();
        if head.contains("base64") {
            let packed: String = body.split_whitespace().collect();
            STANDARD
                .decode(packed)
                .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                .unwrap_or_default()
        } else if head.contains("quoted-printable") {
            unquoted(body)
        } else {
            body.to_owned()
        }
    }
}

fn unquoted(text: &str) -> String {
    let joined = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        let code = more.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'=') {
            Some(byte) => {
                bytes.push(byte);
                rest = &more[2..];
            }
            None => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
