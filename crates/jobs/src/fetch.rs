//! One look at a link: the page behind it, and its picture.
//!
//! Written on top of a bare HTTP/1 connection, not of a client that helps: no cookies, no referrer, no proxies, no redirects
//! that it follows by itself, no name that it resolves once more. A connection carries one request and is closed.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode,
    body::Incoming,
    header::{
        ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, HOST, HeaderMap, HeaderName,
        LOCATION, USER_AGENT,
    },
};
use parking_lot::Mutex;
use tokio::{sync::Semaphore, time::timeout};
use url::{Position, Url};

use crate::{
    Page, Policy, Resolve, Roots,
    body::{Longer, collect, unpacked},
    dial::Dialer,
    page,
};

/// How a site may know that it was us, and why.
const NAME: &str = concat!("ZvonilkaBot/", env!("CARGO_PKG_VERSION"), " (link preview)");

/// What a look may cost.
#[derive(Debug, Clone)]
pub struct FetchLimits {
    /// For a connection to one address.
    pub connect: Duration,
    /// For a page with all its redirects, and for a picture with all of its.
    pub whole: Duration,
    /// Redirects that are followed.
    pub redirects: u32,
    /// Bytes of a page that are read, packed and unpacked; the rest is not looked at.
    pub page_bytes: usize,
    /// Bytes of a picture at most.
    pub picture_bytes: usize,
    /// Looks at one site at once.
    pub per_site: usize,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            whole: Duration::from_secs(10),
            redirects: 5,
            page_bytes: 512 * 1024,
            picture_bytes: 5 * 1024 * 1024,
            per_site: 2,
        }
    }
}

/// What was found behind a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What the page says of itself.
    pub page: Page,
    /// The bytes of its picture, if they could be had. Nobody has looked yet whether they are one.
    pub picture: Option<Bytes>,
}

/// Why there was nothing to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// A place that one may not go to.
    #[error("not allowed: {0}")]
    Forbidden(&'static str),
    /// The name has no address.
    #[error("the name has no address")]
    Unresolvable,
    /// Nobody answers there, or not as who they should be.
    #[error("nobody can be reached there")]
    Unreachable,
    /// It took too long.
    #[error("it took too long")]
    TimedOut,
    /// One redirect after the other.
    #[error("too many redirects")]
    TooManyRedirects,
    /// An answer that is not a success.
    #[error("the answer was {0}")]
    Refused(StatusCode),
    /// Something else than what was asked for.
    #[error("something of another type")]
    WrongType,
    /// More than is taken.
    #[error("too large")]
    TooLarge,
    /// No HTTP.
    #[error("not what HTTP says")]
    Broken,
}

/// Looks at links. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher(Arc<Inner>);

struct Inner {
    dialer: Dialer,
    limits: FetchLimits,
    sites: Mutex<HashMap<String, Weak<Semaphore>>>,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Page,
    Picture,
}

/// What came.
struct Answer {
    address: Url,
    mime: String,
    bytes: Bytes,
}

/// What one hop came to.
enum Hop {
    Arrived { mime: String, bytes: Bytes },
    Elsewhere(Url),
}

impl Fetcher {
    /// Looks under these rules, and believes whom `roots` vouch for.
    #[must_use]
    pub fn new(policy: Policy, limits: FetchLimits, resolver: impl Resolve, roots: Roots) -> Self {
        let dialer = Dialer::new(policy, resolver, roots, limits.connect);
        Self(Arc::new(Inner { dialer, limits, sites: Mutex::default() }))
    }

    /// What is behind an address; `None` for a page that says nothing of itself.
    ///
    /// # Errors
    /// [`FetchError`]: there is nothing to show.
    pub async fn look(&self, address: &Url) -> Result<Option<Fetched>, FetchError> {
        let answer = self.get(address, Wanted::Page).await?;
        let said = page::charset_of(&answer.mime);
        let page = page::read_bytes(&answer.bytes, said.as_deref(), &answer.address);
        let Some(page) = page else { return Ok(None) };
        let picture = match &page.image {
            None => None,
            Some(image) => match self.get(image, Wanted::Picture).await {
                Ok(answer) => Some(answer.bytes),
                Err(error) => {
                    tracing::debug!(%error, "a page's picture could not be had");
                    None
                }
            },
        };
        Ok(Some(Fetched { page, picture }))
    }

    async fn get(&self, address: &Url, wanted: Wanted) -> Result<Answer, FetchError> {
        // Before waiting for anybody: what is not allowed takes no place.
        self.0.dialer.policy.target(address)?;
        let site = self.site(address.host_str().unwrap_or_default());
        let _place = site.acquire_owned().await.map_err(|_| FetchError::Unreachable)?;
        timeout(self.0.limits.whole, self.follow(address, wanted)).await.map_err(|_| FetchError::TimedOut)?
    }

    /// The gate in front of a site.
    fn site(&self, host: &str) -> Arc<Semaphore> {
        let mut sites = self.0.sites.lock();
        if let Some(site) = sites.get(host).and_then(Weak::upgrade) {
            return site;
        }
        sites.retain(|_, site| site.strong_count() > 0);
        let site = Arc::new(Semaphore::new(self.0.limits.per_site));
        sites.insert(host.to_owned(), Arc::downgrade(&site));
        site
    }

    async fn follow(&self, address: &Url, wanted: Wanted) -> Result<Answer, FetchError> {
        let mut address = address.clone();
        for _ in 0..=self.0.limits.redirects {
            match self.hop(&address, wanted).await? {
                Hop::Arrived { mime, bytes } => return Ok(Answer { address, mime, bytes }),
                Hop::Elsewhere(next) => address = next,
            }
        }
        Err(FetchError::TooManyRedirects)
    }

    async fn hop(&self, address: &Url, wanted: Wanted) -> Result<Hop, FetchError> {
        let target = self.0.dialer.policy.target(address)?;
        let connection = self.0.dialer.open(target).await?;
        let request = request(address, wanted)?;
        connection.exchange(request, |response| self.receive(address, response, wanted)).await
    }

    async fn receive(
        &self,
        address: &Url,
        response: Response<Incoming>,
        wanted: Wanted,
    ) -> Result<Hop, FetchError> {
        let (head, body) = response.into_parts();
        if is_redirect(head.status) {
            let place = text(&head.headers, LOCATION).ok_or(FetchError::Refused(head.status))?;
            return address.join(place).map(Hop::Elsewhere).map_err(|_| FetchError::Broken);
        }
        if !head.status.is_success() {
            return Err(FetchError::Refused(head.status));
        }
        let mime = text(&head.headers, CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let essence = mime.split(';').next().unwrap_or_default().trim();
        let limits = &self.0.limits;
        let (fits, max, longer) = match wanted {
            Wanted::Page => {
                let html = ["text/html", "application/xhtml+xml"].contains(&essence);
                (html, limits.page_bytes, Longer::Cut)
            }
            Wanted::Picture => (essence.starts_with("image/"), limits.picture_bytes, Longer::Refuse),
        };
        if !fits {
            return Err(FetchError::WrongType);
        }
        let packing = text(&head.headers, CONTENT_ENCODING).unwrap_or_default().to_ascii_lowercase();
        let bytes = collect(body, max, longer).await?;
        let bytes = match packing.trim() {
            "" | "identity" => bytes,
            // Pictures are packed already: a packed one is none that we asked for.
            "gzip" | "x-gzip" if wanted == Wanted::Page => unpacked(&bytes, max).into(),
            _ => return Err(FetchError::WrongType),
        };
        Ok(Hop::Arrived { mime, bytes })
    }
}

fn is_redirect(status: StatusCode) -> bool {
    [
        StatusCode::MOVED_PERMANENTLY,
        StatusCode::FOUND,
        StatusCode::SEE_OTHER,
        StatusCode::TEMPORARY_REDIRECT,
        StatusCode::PERMANENT_REDIRECT,
    ]
    .contains(&status)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    // A Location may hold signs beyond ASCII, whatever the standard says.
    headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok())
}

fn request(address: &Url, wanted: Wanted) -> Result<Request<Full<Bytes>>, FetchError> {
    let (accept, packing) = match wanted {
        Wanted::Page => ("text/html,application/xhtml+xml", "gzip"),
        Wanted::Picture => ("image/jpeg,image/png,image/webp,image/gif", "identity"),
    };
    Request::get(&address[Position::BeforePath..Position::AfterQuery])
        .header(HOST, &address[Position::BeforeHost..Position::AfterPort])
        .header(USER_AGENT, NAME)
        .header(ACCEPT, accept)
        .header(ACCEPT_ENCODING, packing)
        .header(CONNECTION, "close")
        .body(Full::default())
        .map_err(|_| FetchError::Forbidden("an address that is no request"))
}
