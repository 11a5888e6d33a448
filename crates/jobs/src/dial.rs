//! A connection to an address that was checked just now, and the one exchange that it is for.

use std::{
    net::{IpAddr, SocketAddr},
    pin::{Pin, pin},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{Request, Response, body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::{TlsConnector, rustls::pki_types::ServerName};

use crate::{
    FetchError, Policy, Resolve, Roots,
    policy::{Place, Scheme, Target},
};

/// Bytes of the head of an answer at most, and lines in it.
const HEAD_BYTES: usize = 64 * 1024;
const HEAD_LINES: usize = 128;
/// Addresses of one name that are tried.
const ADDRESSES: usize = 3;

/// Opens connections to where it is allowed.
pub(crate) struct Dialer {
    pub(crate) policy: Policy,
    resolver: Box<dyn Resolve>,
    tls: TlsConnector,
    connect: Duration,
}

trait Line: AsyncRead + AsyncWrite + Send {}
impl<S: AsyncRead + AsyncWrite + Send> Line for S {}

/// An open connection, encrypted or not.
pub(crate) struct Connection(Pin<Box<dyn Line>>);

impl Dialer {
    pub(crate) fn new(policy: Policy, resolver: impl Resolve, roots: Roots, connect: Duration) -> Self {
        Self { policy, resolver: Box::new(resolver), tls: roots.connector(), connect }
    }

    /// Connects to a target that the policy gave.
    pub(crate) async fn open(&self, target: Target) -> Result<Connection, FetchError> {
        let stream = self.connect(&target).await?;
        match target.scheme {
            Scheme::Http => Ok(Connection(Box::pin(stream))),
            Scheme::Https => {
                let name = match target.host {
                    Place::Name(name) => ServerName::try_from(name).map_err(|_| FetchError::Unresolvable)?,
                    Place::Address(ip) => ServerName::IpAddress(ip.into()),
                };
                let stream = self.tls.connect(name, stream).await.map_err(|_| FetchError::Unreachable)?;
                Ok(Connection(Box::pin(stream)))
            }
        }
    }

    async fn connect(&self, target: &Target) -> Result<TcpStream, FetchError> {
        let addresses: Vec<IpAddr> = match &target.host {
            Place::Address(ip) => vec![*ip],
            Place::Name(name) => {
                let found = self.resolver.resolve(name).await.map_err(|_| FetchError::Unresolvable)?;
                let first = *found.first().ok_or(FetchError::Unresolvable)?;
                let admitted: Vec<IpAddr> =
                    found.into_iter().filter(|ip| self.policy.checked(*ip).is_ok()).collect();
                if admitted.is_empty() {
                    self.policy.checked(first)?;
                }
                admitted
            }
        };
        for ip in addresses.into_iter().take(ADDRESSES) {
            let connecting = TcpStream::connect(SocketAddr::new(ip, target.port));
            if let Ok(Ok(stream)) = timeout(self.connect, connecting).await {
                return Ok(stream);
            }
        }
        Err(FetchError::Unreachable)
    }
}

impl Connection {
    /// Sends a request and hands its answer on. The connection ends with this.
    pub(crate) async fn exchange<T, F>(
        self,
        request: Request<Full<Bytes>>,
        receive: impl FnOnce(Response<Incoming>) -> F + Send,
    ) -> Result<T, FetchError>
    where
        T: Send,
        F: Future<Output = Result<T, FetchError>> + Send,
    {
        let mut builder = http1::Builder::new();
        builder.max_buf_size(HEAD_BYTES).max_headers(HEAD_LINES);
        let (mut sender, connection) =
            builder.handshake(TokioIo::new(self.0)).await.map_err(|_| FetchError::Broken)?;
        let answer = async move {
            let response = sender.send_request(request).await.map_err(|_| FetchError::Broken)?;
            receive(response).await
        };
        let (mut answer, connection) = (pin!(answer), pin!(connection));
        // The connection moves the bytes; when it has ended, what it has read is still there to be taken.
        tokio::select! {
            done = &mut answer => done,
            _ = connection => answer.await,
        }
    }
}
