//! Where a request comes from, and what kind of client sends it.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use axum::{
    extract::{FromRef, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;

use crate::state::HttpSettings;

/// The other end of the TCP connection; put into every request by the server loop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeerAddress(pub(crate) IpAddr);

/// Where the request comes from: the peer, or, behind a trusted proxy, the address that the proxy names.
pub(crate) struct ClientAddress(pub(crate) String);

/// Whether a browser page asks, whose refresh token travels in a cookie only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClientKind {
    /// `X-Zvonilka-Client: web`. No page of another origin can send this header unasked, so that a cookie
    /// that comes with it was not sent by a forged request.
    Web,
    /// Anything else: the token is in the body.
    Other,
}

impl<S> FromRequestParts<S> for ClientAddress
where
    Arc<HttpSettings>: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let settings = Arc::<HttpSettings>::from_ref(state);
        let peer = parts.extensions.get().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |PeerAddress(ip)| *ip);
        Ok(Self(client_address(peer, &parts.headers, &settings.trusted_proxies).to_string()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientKind {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let web = parts.headers.get("x-zvonilka-client").is_some_and(|value| value == "web");
        Ok(if web { Self::Web } else { Self::Other })
    }
}

/// The rightmost address that is not a trusted proxy: whatever stands left of it, the client may have made up.
fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |ip: IpAddr| trusted.iter().any(|net| net.contains(&ip));
    let mut address = peer.to_canonical();
    let hops = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok());
    let hops: Vec<&str> = hops.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        if !is_trusted(address) {
            break;
        }
        let Ok(ip) = hop.parse::<IpAddr>() else { break };
        address = ip.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(peer: &str, forwarded: &[&'static str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().expect("valid header"));
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|net| net.parse().expect("valid network")).collect();
        client_address(peer.parse().expect("valid address"), &headers, &trusted).to_string()
    }

    #[test]
    fn a_forwarded_address_from_a_stranger_is_not_believed() {
        assert_eq!(address("203.0.113.9", &["192.0.2.1"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn behind_trusted_proxies_the_rightmost_untrusted_hop_counts() {
        let forwarded = &["192.0.2.66, 203.0.113.9", "10.0.0.2"];
        assert_eq!(address("10.0.0.1", forwarded, &["10.0.0.0/8"]), "203.0.113.9");
        assert_eq!(address("::ffff:10.0.0.1", forwarded, &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn nonsense_in_the_header_ends_the_walk() {
        assert_eq!(address("10.0.0.1", &["1.2.3.4, unknown"], &["10.0.0.0/8"]), "10.0.0.1");
    }
}
