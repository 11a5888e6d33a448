//! A bare socket, for what a well-behaved client never sends or never sees.

use anyhow::{Context as _, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error as WireError, Message, client::IntoClientRequest as _},
};
use zvonilka_testkit::server::TestServer;

/// A socket that hides nothing.
pub(crate) struct Wire {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    refs: u32,
}

/// Why no socket was opened: the answer's status and problem code.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotUpgraded {
    pub(crate) status: u16,
    pub(crate) code: String,
}

impl Wire {
    /// Opens a socket with these headers.
    pub(crate) async fn open(
        server: &TestServer,
        headers: &[(&'static str, String)],
    ) -> anyhow::Result<Result<Self, NotUpgraded>> {
        Self::open_at(server, "/ws", headers).await
    }

    /// Opens one of the sockets with these headers.
    pub(crate) async fn open_at(
        server: &TestServer,
        path: &str,
        headers: &[(&'static str, String)],
    ) -> anyhow::Result<Result<Self, NotUpgraded>> {
        let mut request = format!("ws://{}{path}", server.address()).into_client_request()?;
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse()?);
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Ok(Self { stream, refs: 0 })),
            Err(WireError::Http(answer)) => {
                let problem: Value = serde_json::from_slice(answer.body().as_deref().unwrap_or_default())?;
                let code = problem["code"].as_str().unwrap_or_default().to_owned();
                Ok(Err(NotUpgraded { status: answer.status().as_u16(), code }))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// Opens a socket that has said nothing yet.
    pub(crate) async fn silent(server: &TestServer) -> anyhow::Result<Self> {
        Self::open(server, &[]).await?.map_err(|refused| anyhow::anyhow!("{refused:?}"))
    }

    /// Opens a socket as a browser does, and waits for `ready`, whose data is returned.
    pub(crate) async fn signed_in(server: &TestServer, token: &str) -> anyhow::Result<(Self, Value)> {
        let mut wire = Self::silent(server).await?;
        let ready = wire.ask("auth", json!({ "token": token })).await?;
        anyhow::ensure!(ready["type"] == "ready", "{ready}");
        Ok((wire, ready["data"].clone()))
    }

    /// Sends a text as it is.
    pub(crate) async fn send(&mut self, text: impl Into<String>) -> anyhow::Result<()> {
        Ok(self.stream.send(Message::text(text.into())).await?)
    }

    /// Sends any message.
    pub(crate) async fn send_message(&mut self, message: Message) -> anyhow::Result<()> {
        Ok(self.stream.send(message).await?)
    }

    /// Sends a frame under the next `ref` and returns that.
    pub(crate) async fn frame(&mut self, kind: &str, data: Value) -> anyhow::Result<String> {
        self.refs += 1;
        let reference = self.refs.to_string();
        self.send(json!({ "type": kind, "ref": reference, "data": data }).to_string()).await?;
        Ok(reference)
    }

    /// Sends a frame and waits for its answer, passing over events.
    pub(crate) async fn ask(&mut self, kind: &str, data: Value) -> anyhow::Result<Value> {
        let reference = self.frame(kind, data).await?;
        loop {
            let next = self.next().await?;
            if next["ref"] == reference {
                return Ok(next);
            }
        }
    }

    /// The next text frame.
    pub(crate) async fn next(&mut self) -> anyhow::Result<Value> {
        loop {
            match self.stream.next().await.context("the socket ended")?? {
                Message::Text(text) => return Ok(serde_json::from_str(&text)?),
                Message::Close(frame) => bail!("closed: {frame:?}"),
                Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
            }
        }
    }

    /// The next frame of this type, passing over others.
    pub(crate) async fn next_of(&mut self, kind: &str) -> anyhow::Result<Value> {
        loop {
            let next = self.next().await?;
            if next["type"] == kind {
                return Ok(next);
            }
        }
    }

    /// The code with which the server closes, passing over everything before. Reads on to the end, and so does
    /// this side's part of the closing.
    pub(crate) async fn close_code(&mut self) -> anyhow::Result<u16> {
        let mut code = None;
        while let Some(Ok(message)) = self.stream.next().await {
            if let Message::Close(frame) = message {
                code = frame.map(|frame| frame.code.into());
            }
        }
        code.context("the connection ended without a close code")
    }
}
