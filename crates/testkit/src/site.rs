//! A site on this machine that serves what a test tells it to, byte by byte, and remembers what it was asked.

use std::{collections::HashMap, io, net::SocketAddr, sync::Arc};

use parking_lot::Mutex;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};

/// What a site does when it is asked for something.
#[derive(Debug, Clone)]
pub enum Served {
    /// Sends these bytes and closes.
    Answer(Vec<u8>),
    /// Sends these bytes and then nothing more, without closing.
    Hanging(Vec<u8>),
    /// Sends the first bytes once and the second ones for ever.
    Endless(Vec<u8>, Vec<u8>),
}

/// A running site. It ends when it is dropped.
pub struct Site {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
    _end: DropGuard,
}

impl Site {
    /// Starts a site on a free port; everything that is not named is not found.
    ///
    /// # Errors
    /// When no port is free.
    pub async fn start(pages: impl IntoIterator<Item = (&'static str, Served)>) -> io::Result<Self> {
        let pages: HashMap<String, Served> =
            pages.into_iter().map(|(path, served)| (path.to_owned(), served)).collect();
        let (pages, asked) = (Arc::new(pages), Arc::new(Mutex::new(Vec::new())));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let (until, heard, connections) = (stop.clone(), Arc::clone(&asked), tasks.clone());
        tasks.spawn(until.clone().run_until_cancelled_owned(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serve = serve(stream, Arc::clone(&pages), Arc::clone(&heard));
                connections.spawn(until.clone().run_until_cancelled_owned(serve));
            }
        }));
        Ok(Self { address, asked, _end: stop.drop_guard() })
    }

    /// Where it is.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().clone()
    }
}

/// An answer with a head and a body.
#[must_use]
pub fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Served {
    Served::Answer([head(status, headers), body.to_vec()].concat())
}

/// A page in UTF-8.
#[must_use]
pub fn html(body: &str) -> Served {
    answer("200 OK", &[("Content-Type", "text/html; charset=utf-8")], body.as_bytes())
}

/// A redirect.
#[must_use]
pub fn redirect(place: &str) -> Served {
    answer("302 Found", &[("Location", place)], b"")
}

/// The head of an answer that ends when the connection does.
#[must_use]
pub fn head(status: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let lines: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\n{lines}\r\n").into_bytes()
}

async fn serve(mut stream: TcpStream, pages: Arc<HashMap<String, Served>>, asked: Arc<Mutex<Vec<String>>>) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        match stream.read(&mut byte).await {
            Ok(1..) => request.push(byte[0]),
            Ok(0) | Err(_) => return,
        }
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    asked.lock().push(request);
    let missing = answer("404 Not Found", &[], b"");
    // Whoever asked may have gone: that is theirs to decide.
    let _ = match pages.get(&path).unwrap_or(&missing) {
        Served::Answer(bytes) => stream.write_all(bytes).await,
        Served::Hanging(bytes) => {
            let sent = stream.write_all(bytes).await;
            let mut rest = Vec::new();
            let _ = stream.read_to_end(&mut rest).await;
            sent
        }
        Served::Endless(first, piece) => {
            let mut sent = stream.write_all(first).await;
            while sent.is_ok() {
                sent = stream.write_all(piece).await;
            }
            sent
        }
    };
    let _ = stream.shutdown().await;
}
