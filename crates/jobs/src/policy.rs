//! Where a look at a link may go. Pure: names are resolved elsewhere, every address that came of it is judged here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::FetchError;

/// Where a look at a link may go.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Whether an address may be connected to.
    pub admits: fn(IpAddr) -> bool,
    /// Which ports may.
    pub ports: Ports,
}

/// Which ports may be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ports {
    /// 80 and 443: what else listens somewhere does not wait for requests of this kind.
    Web,
    /// All.
    Any,
}

impl Policy {
    /// Only what is on the public internet.
    #[must_use]
    pub const fn public() -> Self {
        Self { admits: is_public, ports: Ports::Web }
    }

    /// Also what is in the owner's own network and on this machine, on any port.
    #[must_use]
    pub const fn private_too() -> Self {
        Self { admits: |ip| is_public(ip) || is_private(ip), ports: Ports::Any }
    }

    /// Takes an address apart, if one may go there as far as it can be told without a resolver.
    pub(crate) fn target(&self, url: &Url) -> Result<Target, FetchError> {
        let scheme = match url.scheme() {
            "http" => Scheme::Http,
            "https" => Scheme::Https,
            _ => return Err(FetchError::Forbidden("another scheme than http and https")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::Forbidden("credentials in the address"));
        }
        let port = url.port_or_known_default().ok_or(FetchError::Forbidden("no port"))?;
        if self.ports == Ports::Web && ![80, 443].contains(&port) {
            return Err(FetchError::Forbidden("another port than 80 and 443"));
        }
        let host = match url.host().ok_or(FetchError::Forbidden("no host"))? {
            Host::Domain(name) => Place::Name(name.to_owned()),
            Host::Ipv4(ip) => Place::Address(self.checked(IpAddr::V4(ip))?),
            Host::Ipv6(ip) => Place::Address(self.checked(IpAddr::V6(ip))?),
        };
        Ok(Target { scheme, host, port })
    }

    /// An address that may be connected to.
    pub(crate) fn checked(&self, ip: IpAddr) -> Result<IpAddr, FetchError> {
        if (self.admits)(ip) { Ok(ip) } else { Err(FetchError::Forbidden("an address that is not public")) }
    }
}

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) scheme: Scheme,
    pub(crate) host: Place,
    pub(crate) port: u16,
}

/// How to speak there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scheme {
    Http,
    Https,
}

/// Where that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    /// Still to be resolved.
    Name(String),
    /// Already checked.
    Address(IpAddr),
}

/// Whether an address is one of the public internet. What is not known to be is not: the registries of special addresses
/// (RFC 6890 and its updates) grow, and all of IPv6's public space lies in 2000::/3.
#[must_use]
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => match embedded(ip) {
            Some(inside) => is_public_v4(inside),
            None => is_public_v6(ip),
        },
    }
}

/// Whether an address is of a private network or of this machine itself: what an owner may let in, unlike link-local ones
/// (behind which clouds keep their keys), groups and nonsense.
#[must_use]
pub fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || in_v4(ip, [100, 64, 0, 0], 10),
        IpAddr::V6(ip) => ip.is_loopback() || in_v6(ip, 0xfc00, 7),
    }
}

/// Blocks that are not public: 0/8 (this network), private ones, carriers' own (100.64/10), loopback, link-local,
/// protocol assignments (192.0.0/24), documentation, 6to4 relays (192.88.99/24), benchmarks (198.18/15), groups
/// (224/4), reserved ones (240/4) and the broadcast with them.
const NOT_PUBLIC_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(ip: Ipv4Addr) -> bool {
    !NOT_PUBLIC_V4.iter().any(|(block, bits)| in_v4(ip, *block, *bits))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    // 2001::/23 are protocols (Teredo among them, which embeds addresses); 2001:db8::/32, 3fff::/20 documentation.
    let special = matches!((a, b), (0x2001, ..=0x01ff | 0x0db8) | (0x3fff, ..=0x0fff));
    // What lies outside of 2000::/3 is out anyway; 2002::/16 was taken apart before.
    in_v6(ip, 0x2000, 3) && !special
}

/// The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), compatible (::/96), translated (64:ff9b::/96,
/// 64:ff9b:1::/48 as far as it is written in the last bits, ::ffff:0:0:0/96) and 6to4 (2002::/16).
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match ip.segments() {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0, 0, 0, 0, 0xffff, 0, high, low] => Some(v4(high, low)),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4(high, low)),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

fn in_v4(ip: Ipv4Addr, block: [u8; 4], bits: u32) -> bool {
    let mask = u32::MAX << (32 - bits);
    ip.to_bits() & mask == u32::from_be_bytes(block) & mask
}

/// For blocks whose length is within the first sixteen bits.
fn in_v6(ip: Ipv6Addr, block: u16, bits: u32) -> bool {
    let mask = u16::MAX << (16 - bits);
    ip.segments()[0] & mask == block & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Addresses at the edges of every block that is not public, and some in between.
    fn inner_v4() -> Vec<Ipv4Addr> {
        let mut all = Vec::new();
        for (block, bits) in NOT_PUBLIC_V4 {
            let first = u32::from_be_bytes(block);
            let last = first | !(u32::MAX << (32 - bits));
            for step in 0..=16_u32 {
                let offset = u64::from(last - first) * u64::from(step) / 16;
                all.push(Ipv4Addr::from_bits(first + u32::try_from(offset).expect("within the block")));
            }
        }
        all
    }

    fn admits(url: &str) -> bool {
        Policy::public().target(&Url::parse(url).expect("an address")).is_ok()
    }

    #[test]
    fn the_public_internet_is_admitted() {
        for host in
            ["93.184.215.14", "1.1.1.1", "8.8.8.8", "[2606:4700::1111]", "[2a02:6b8::2:242]", "example.org"]
        {
            assert!(admits(&format!("https://{host}/")), "{host}");
            assert!(admits(&format!("http://{host}/")), "{host}");
        }
        // Right beside the blocks.
        for ip in [
            "11.0.0.0",
            "9.255.255.255",
            "100.63.255.255",
            "100.128.0.0",
            "128.0.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
        ] {
            assert!(is_public(ip.parse().expect("an address")), "{ip}");
        }
    }

    #[test]
    fn no_way_of_writing_an_inner_ipv4_address_passes() {
        for ip in inner_v4() {
            let [a, b, c, d] = ip.octets();
            let bits = ip.to_bits();
            let written = [
                format!("{ip}"),
                format!("{ip}."),
                format!("{bits}"),
                format!("0x{bits:x}"),
                format!("0{bits:o}"),
                format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
                format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
                format!("{a}.{}", u32::from_be_bytes([0, b, c, d])),
                format!("{a}.{b}.{}", u32::from_be_bytes([0, 0, c, d])),
                format!("0X{a:X}.{b}.0{c:o}.{d}"),
                format!("{ip}").replace('.', "%2e"),
                format!("{ip}").chars().map(fullwidth).collect(),
                format!("[::ffff:{ip}]"),
                format!("[::{ip}]"),
                format!("[::ffff:0:{ip}]"),
                format!("[64:ff9b::{ip}]"),
                format!("[0:0:0:0:0:FFFF:{:x}:{:x}]", bits >> 16, bits & 0xffff),
                format!("[2002:{:x}:{:x}::1]", bits >> 16, bits & 0xffff),
            ];
            for host in written {
                // What is no address at all is no way in either.
                if let Ok(url) = Url::parse(&format!("http://{host}/")) {
                    let target = Policy::public().target(&url);
                    assert!(matches!(target, Err(FetchError::Forbidden(_))), "{host}: {target:?}");
                }
            }
            for mapped in [ip.to_ipv6_mapped(), ip.to_ipv6_compatible()] {
                assert!(!is_public(IpAddr::V6(mapped)), "{mapped}");
            }
        }
    }

    fn fullwidth(c: char) -> char {
        char::from_u32(u32::from(c) + 0xfee0).expect("a sign of full width")
    }

    #[test]
    fn no_inner_ipv6_address_passes() {
        for ip in [
            "::",
            "::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "fc00::1",
            "fd12:3456::1",
            "fdff:ffff::",
            "ff02::1",
            "ff0e::1",
            "2001:db8::1",
            "2001::1",
            "2001:0:7f00:1::",
            "2001:10::1",
            "2001:20::1",
            "3fff::1",
            "64:ff9b:1::1",
            "100::1",
            "5f00::1",
            "4000::1",
            "::ffff:7f00:1",
            "2002:a00:1::",
            "2002:7f00:1::1",
        ] {
            let parsed: IpAddr = ip.parse().expect("an address");
            assert!(!is_public(parsed), "{ip}");
            assert!(!admits(&format!("https://[{ip}]/")), "{ip}");
        }
    }

    #[test]
    fn what_an_owner_lets_in_is_their_network_and_nothing_stranger() {
        let policy = Policy::private_too();
        for ip in
            ["127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "100.64.0.1", "::1", "fd00::1", "1.1.1.1"]
        {
            assert!((policy.admits)(ip.parse().expect("an address")), "{ip}");
        }
        for ip in [
            "0.0.0.0",
            "169.254.169.254",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "192.0.2.1",
            "fec0::1",
        ] {
            assert!(!(policy.admits)(ip.parse().expect("an address")), "{ip}");
        }
        assert!(policy.target(&Url::parse("http://127.0.0.1:8080/").expect("an address")).is_ok());
    }

    #[test]
    fn only_the_web_is_admitted() {
        for url in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "data:text/html,x",
            "https://anna@example.org/",
            "https://anna:secret@example.org/",
            "https://:secret@example.org/",
            "http://example.org:22/",
            "http://example.org:8080/",
            "https://example.org:6379/",
        ] {
            assert!(!admits(url), "{url}");
        }
        assert!(admits("http://example.org:443/") && admits("https://example.org:80/"));
    }
}
