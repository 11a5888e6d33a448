//! Listeners that cost the machine as little as can be: what is measured is the server beside them.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use anyhow::{Context, bail};
use futures_util::StreamExt;
use tokio::{net::TcpStream, time::Instant};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};
use zvonilka_client::Api;

/// Stands in a text in front of the time at which it was sent.
const MARK: &str = "sent at #";

/// A text of the usual length that says when it was sent.
pub(crate) fn timed_text(epoch: Instant) -> String {
    format!(
        "{MARK}{}# which people in a chat of a thousand read at the same time, as they do on a long evening, all",
        epoch.elapsed().as_micros()
    )
}

/// Deliveries to all listeners together.
#[derive(Default)]
pub(crate) struct Deliveries(AtomicU64);

impl Deliveries {
    pub(crate) fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// One device that only reads.
pub(crate) struct Listener(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Listener {
    /// Connects and waits until the server says `ready`.
    pub(crate) async fn open(api: &Api) -> anyhow::Result<Self> {
        let url = format!("{}/ws", api.base().replacen("http", "ws", 1));
        let mut request = url.into_client_request()?;
        let bearer = format!("Bearer {}", api.token().context("a token")?).parse()?;
        request.headers_mut().insert("authorization", bearer);
        let config = WebSocketConfig::default().read_buffer_size(16 * 1024).write_buffer_size(4 * 1024);
        let (mut stream, _) = connect_async_with_config(request, Some(config), true).await?;
        while let Some(message) = stream.next().await {
            if let Message::Text(text) = message?
                && text.contains("\"ready\"")
            {
                return Ok(Self(stream));
            }
        }
        bail!("a listener was not let in")
    }

    /// Reads until the socket ends or `until`. Gives the times of [`timed_text`]s from sending to hearing, with the
    /// moment at which each was sent, in microseconds.
    pub(crate) async fn listen(
        mut self,
        epoch: Instant,
        deliveries: Arc<Deliveries>,
        stop: tokio_util::sync::CancellationToken,
    ) -> anyhow::Result<Vec<(u64, u64)>> {
        let mut heard = Vec::new();
        loop {
            let message = tokio::select! {
                message = self.0.next() => message,
                () = stop.cancelled() => return Ok(heard),
            };
            match message {
                Some(Ok(Message::Text(text))) => {
                    if let Some(sent) = sent_at(&text) {
                        let now = u64::try_from(epoch.elapsed().as_micros())?;
                        heard.push((sent, now.saturating_sub(sent)));
                        deliveries.0.fetch_add(1, Ordering::Relaxed);
                    }
                }
                Some(Ok(Message::Close(frame))) => bail!("a listener was closed: {frame:?}"),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error.into()),
                None => bail!("a listener's socket ended"),
            }
        }
    }
}

fn sent_at(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once(MARK)?;
    rest.split_once('#')?.0.parse().ok()
}
