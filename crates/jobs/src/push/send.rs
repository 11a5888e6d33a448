//! One request to a push service (RFC 8030).

use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http_body_util::Full;
use hyper::{
    Request, Response, StatusCode,
    body::Incoming,
    header::{AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, HOST, RETRY_AFTER},
};
use tokio::time::timeout;
use url::{Position, Url};
use zvonilka_model::Timestamp;
use zvonilka_service::{Push, PushDelivery, PushOutcome, Urgency};

use super::seal;
use crate::{FetchError, Policy, Ports, Resolve, Roots, dial::Dialer, policy::Scheme};

/// For one request from the connection to the answer's head.
const WHOLE: Duration = Duration::from_secs(10);
const CONNECT: Duration = Duration::from_secs(5);

/// Sends to push services. Cheap to clone.
#[derive(Clone)]
pub struct Pusher(Arc<Dialer>);

/// What a push service said.
struct Said {
    status: StatusCode,
    /// When it asks us to come back: seconds, or a date.
    retry_after: Option<String>,
}

impl Pusher {
    /// Sends to where `policy` admits, and believes whom `roots` vouch for. Where only the public internet is admitted,
    /// nothing goes out without encryption.
    #[must_use]
    pub fn new(policy: Policy, resolver: impl Resolve, roots: Roots) -> Self {
        Self(Arc::new(Dialer::new(policy, resolver, roots, CONNECT)))
    }

    /// Sends one thing and says what came of it. Whatever goes wrong is in the answer.
    pub async fn send(&self, push: &Push, delivery: &PushDelivery, now: Timestamp) -> PushOutcome {
        let Ok(address) = Url::parse(&delivery.subscription.endpoint) else { return PushOutcome::Forbidden };
        let subscription = &delivery.subscription;
        let sealed = match seal(delivery.payload.as_bytes(), &subscription.p256dh, &subscription.auth) {
            Ok(sealed) => sealed,
            Err(error) => {
                tracing::warn!(%error, "something cannot be told to a device");
                return PushOutcome::Refused;
            }
        };
        let authorization = push.authorization(&address.origin().ascii_serialization(), delivery);
        let exchange = self.exchange(&address, delivery, &authorization, sealed);
        match timeout(WHOLE, exchange).await.unwrap_or(Err(FetchError::TimedOut)) {
            Ok(said) => outcome(&said, now),
            Err(FetchError::Forbidden(why)) => {
                tracing::warn!(why, "a push service where nothing is sent");
                PushOutcome::Forbidden
            }
            Err(error) => {
                // Not the address: whoever knows it can send there.
                tracing::info!(%error, "a push service could not be had; tried again later");
                PushOutcome::Later(None)
            }
        }
    }

    async fn exchange(
        &self,
        address: &Url,
        delivery: &PushDelivery,
        authorization: &str,
        sealed: Vec<u8>,
    ) -> Result<Said, FetchError> {
        let target = self.0.policy.target(address)?;
        if target.scheme == Scheme::Http && self.0.policy.ports == Ports::Web {
            return Err(FetchError::Forbidden("a push service without encryption"));
        }
        let urgency = match delivery.urgency {
            Urgency::Low => "low",
            Urgency::Normal => "normal",
            Urgency::High => "high",
        };
        let request = Request::post(&address[Position::BeforePath..Position::AfterQuery])
            .header(HOST, &address[Position::BeforeHost..Position::AfterPort])
            .header(AUTHORIZATION, authorization)
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("TTL", delivery.ttl.as_secs())
            .header("Urgency", urgency)
            .header("Topic", &delivery.topic)
            .header(CONNECTION, "close")
            .body(Full::new(Bytes::from(sealed)))
            .map_err(|_| FetchError::Forbidden("an address that is no request"))?;
        let connection = self.0.open(target).await?;
        connection.exchange(request, |answer| async move { Ok(said(&answer)) }).await
    }
}

fn said(answer: &Response<Incoming>) -> Said {
    let retry_after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok());
    Said { status: answer.status(), retry_after: retry_after.map(str::to_owned) }
}

fn outcome(said: &Said, now: Timestamp) -> PushOutcome {
    let status = said.status;
    if status.is_success() {
        PushOutcome::Accepted
    } else if status == StatusCode::NOT_FOUND || status == StatusCode::GONE {
        PushOutcome::Gone
    } else if status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
        || status.is_server_error()
    {
        PushOutcome::Later(said.retry_after.as_deref().and_then(|text| wait(text, now)))
    } else {
        tracing::warn!(%status, "a push service does not take what it is sent");
        PushOutcome::Refused
    }
}

/// `Retry-After`: seconds, or a date.
fn wait(text: &str, now: Timestamp) -> Option<Duration> {
    if let Ok(seconds) = text.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = httpdate::parse_http_date(text.trim()).ok()?;
    let at = at.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let now = Duration::from_secs(u64::try_from(now.seconds()).ok()?);
    Some(at.saturating_sub(now))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(status: u16, retry_after: Option<&str>) -> PushOutcome {
        let status = StatusCode::from_u16(status).expect("a status");
        let said = Said { status, retry_after: retry_after.map(str::to_owned) };
        // 1994-11-06 08:49:07 UTC.
        outcome(&said, Timestamp::from_millis(784_111_747_000))
    }

    #[test]
    fn every_answer_of_a_push_service_has_its_meaning() {
        assert_eq!(after(201, None), PushOutcome::Accepted);
        assert_eq!(after(202, None), PushOutcome::Accepted);
        assert_eq!(after(404, None), PushOutcome::Gone);
        assert_eq!(after(410, None), PushOutcome::Gone);
        assert_eq!(after(400, None), PushOutcome::Refused);
        assert_eq!(after(403, None), PushOutcome::Refused);
        assert_eq!(after(413, None), PushOutcome::Refused);
        // Nobody is followed elsewhere.
        assert_eq!(after(307, None), PushOutcome::Refused);
        assert_eq!(after(503, None), PushOutcome::Later(None));
        let seconds = |seconds| PushOutcome::Later(Some(Duration::from_secs(seconds)));
        assert_eq!(after(429, Some("120")), seconds(120));
        assert_eq!(after(503, Some("Sun, 06 Nov 1994 08:49:37 GMT")), seconds(30));
        assert_eq!(after(503, Some("Sun, 06 Nov 1994 08:00:00 GMT")), seconds(0));
        assert_eq!(after(429, Some("tomorrow")), PushOutcome::Later(None));
    }
}
