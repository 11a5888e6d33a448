//! A push service on this machine that answers what a test tells it to and keeps what it was given; and a device that reads
//! what is meant for it, written from the standards and not from our own sender.

use std::{
    collections::{HashMap, VecDeque},
    io,
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail, ensure};
use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Salt},
    signature::{self, ECDSA_P256_SHA256_FIXED},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use parking_lot::Mutex;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    time::timeout,
};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

/// How long a test waits for a push at most; only a broken server makes it wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running push service. It ends when it is dropped.
pub struct PushService {
    address: SocketAddr,
    answers: Answers,
    heard: tokio::sync::Mutex<mpsc::Receiver<Pushed>>,
    _end: DropGuard,
}

type Answers = Arc<Mutex<VecDeque<String>>>;

/// What it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// Under which address.
    pub path: String,
    /// The headers, with small letters.
    pub headers: HashMap<String, String>,
    /// Sealed.
    pub body: Vec<u8>,
}

/// A device with keys of its own.
pub struct PushDevice {
    key: PrivateKey,
    auth: [u8; 16],
}

impl PushService {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (tell, heard) = mpsc::channel(256);
        let answers = Answers::default();
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let (until, connections, script) = (stop.clone(), tasks.clone(), Arc::clone(&answers));
        tasks.spawn(until.clone().run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serve = serve(stream, tell.clone(), Arc::clone(&script));
                connections.spawn(until.clone().run_until_cancelled_owned(serve));
            }
        }));
        let heard = tokio::sync::Mutex::new(heard);
        Ok(Self { address, answers, heard, _end: stop.drop_guard() })
    }

    /// Its origin.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers the next request with this status and these further lines, and every other one with 201.
    pub fn answer_next(&self, status: &str, lines: &str) {
        self.answers.lock().push_back(format!("{status}\r\n{lines}"));
    }

    /// The next thing it is given.
    ///
    /// # Errors
    /// When none comes.
    pub async fn next(&self) -> anyhow::Result<Pushed> {
        let next = async { self.heard.lock().await.recv().await };
        timeout(PATIENCE, next).await.context("nothing was pushed")?.context("the service ended")
    }

    /// Whether it was given something that nobody looked at.
    pub async fn is_idle(&self) -> bool {
        self.heard.lock().await.is_empty()
    }
}

impl Pushed {
    /// A header, or nothing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The claims of whoever sent it, after their signature was checked (RFC 8292).
    ///
    /// # Errors
    /// When it is not signed as the standard says.
    pub fn vapid(&self) -> anyhow::Result<(Value, String)> {
        let header = self.header("authorization");
        let rest = header.strip_prefix("vapid t=").context("no VAPID")?;
        let (token, key) = rest.split_once(", k=").context("no key")?;
        let (signed, mac) = token.rsplit_once('.').context("no signature")?;
        let (head, claims) = signed.split_once('.').context("no claims")?;
        let head: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(head)?)?;
        ensure!(head == json!({"typ": "JWT", "alg": "ES256"}), "{head}");
        let public =
            signature::UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, URL_SAFE_NO_PAD.decode(key)?);
        if public.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(mac)?).is_err() {
            bail!("the signature is not of this key");
        }
        Ok((serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims)?)?, key.to_owned()))
    }
}

impl Default for PushDevice {
    fn default() -> Self {
        let key = PrivateKey::generate(&ECDH_P256).expect("the system has randomness");
        Self { key, auth: [9; 16] }
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn hkdf<const N: usize>(salt: &[u8], secret: &[u8], info: &[&[u8]]) -> anyhow::Result<[u8; N]> {
    let mut out = [0; N];
    let prk = Salt::new(HKDF_SHA256, salt).extract(secret);
    let okm = prk.expand(info, Length(N)).map_err(|_| anyhow::anyhow!("too long"))?;
    okm.fill(&mut out).map_err(|_| anyhow::anyhow!("too long"))?;
    Ok(out)
}

impl PushDevice {
    fn public(&self) -> Vec<u8> {
        self.key.compute_public_key().expect("a valid key").as_ref().to_vec()
    }

    /// The body of `POST /push/subscriptions` for an address at a service.
    #[must_use]
    pub fn subscription(&self, endpoint: &str) -> Value {
        json!({
            "endpoint": endpoint,
            "keys": {
                "p256dh": URL_SAFE_NO_PAD.encode(self.public()),
                "auth": URL_SAFE_NO_PAD.encode(self.auth),
            },
            "language": "ru",
            "device": "phone",
            "origin": "https://chat.example",
        })
    }

    /// Reads what was sent to it (RFC 8291).
    ///
    /// # Errors
    /// When it is not for this device, or not as the standard says.
    pub fn read(&self, pushed: &Pushed) -> anyhow::Result<Value> {
        ensure!(pushed.header("content-encoding") == "aes128gcm", "not sealed");
        ensure!(pushed.body.len() <= 4_096, "too long for a push service");
        let (salt, rest) = pushed.body.split_at_checked(16).context("no salt")?;
        let (size, rest) = rest.split_at_checked(4).context("no record size")?;
        let (length, rest) = rest.split_first().context("no key length")?;
        let (theirs, record) = rest.split_at_checked(usize::from(*length)).context("no key")?;
        ensure!(u32::from_be_bytes(size.try_into()?) as usize >= record.len(), "more than one record");
        let public = self.public();
        let peer = UnparsedPublicKey::new(&ECDH_P256, theirs);
        let shared: [u8; 32] = agree(&self.key, peer, anyhow::anyhow!("no key"), |secret| {
            hkdf(&self.auth, secret, &[b"WebPush: info\0", &public, theirs])
        })?;
        let key: [u8; 16] = hkdf(salt, &shared, &[b"Content-Encoding: aes128gcm\0"])?;
        let nonce: [u8; NONCE_LEN] = hkdf(salt, &shared, &[b"Content-Encoding: nonce\0"])?;
        let key = UnboundKey::new(&AES_128_GCM, &key).map_err(|_| anyhow::anyhow!("no key"))?;
        let mut record = record.to_vec();
        let plain = LessSafeKey::new(key)
            .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)
            .map_err(|_| anyhow::anyhow!("not for this device"))?;
        let end = plain.iter().rposition(|byte| *byte != 0).context("no delimiter")?;
        ensure!(plain[end] == 2, "not the last record");
        Ok(serde_json::from_slice(&plain[..end])?)
    }
}

async fn serve(mut stream: TcpStream, tell: mpsc::Sender<Pushed>, answers: Answers) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let headers: HashMap<String, String> = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    if stream.read_exact(&mut body).await.is_err() {
        return;
    }
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let answer = answers.lock().pop_front().unwrap_or_else(|| "201 Created\r\n".to_owned());
    let answer = format!("HTTP/1.1 {answer}Content-Length: 0\r\nConnection: close\r\n\r\n");
    // Whoever asked may have gone: that is theirs to decide.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = tell.send(Pushed { path, headers, body }).await;
}
