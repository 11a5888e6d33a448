//! A network that fails on demand, between a program and a server on loopback.

use std::net::SocketAddr;

use anyhow::Context;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};

/// The way to a server. While it is cut, open connections end and new ones are closed at once.
pub struct Outage {
    url: String,
    open: watch::Sender<bool>,
    /// Ends with this.
    _passing: JoinSet<()>,
}

impl Outage {
    /// A way to the server of this address, with an address of its own.
    ///
    /// # Errors
    /// When the address has no host and port.
    pub async fn before(url: &str) -> anyhow::Result<Self> {
        let mut through = reqwest::Url::parse(url)?;
        let host = through.host_str().context("the address has no host")?;
        let target = format!("{host}:{}", through.port().context("the address has no port")?);
        let target = tokio::net::lookup_host(target).await?.next().context("the host has no address")?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        through
            .set_port(Some(listener.local_addr()?.port()))
            .map_err(|()| anyhow::anyhow!("no port fits"))?;
        through.set_host(Some("127.0.0.1"))?;
        let (open, watched) = watch::channel(true);
        let mut passing = JoinSet::new();
        passing.spawn(pass(listener, target, watched));
        Ok(Self { url: through.into(), open, _passing: passing })
    }

    /// The address that leads through here.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Cuts it.
    pub fn cut(&self) {
        self.open.send_replace(false);
    }

    /// Mends it.
    pub fn mend(&self) {
        self.open.send_replace(true);
    }
}

async fn pass(listener: TcpListener, target: SocketAddr, open: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    while let Ok((mut here, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        let mut open = open.clone();
        connections.spawn(async move {
            if !*open.borrow_and_update() {
                return;
            }
            let Ok(mut there) = TcpStream::connect(target).await else { return };
            let cut = open.wait_for(|open| !open);
            // Either way both ends are closed; who was cut off sees the end of the stream.
            tokio::select! { _ = copy_bidirectional(&mut here, &mut there) => {}, _ = cut => {} }
        });
    }
}
