//! With whom a relay may speak: with the open network, never with what lies behind the server.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    ops::RangeInclusive,
};

/// Which peers are allowed, and which addresses are our own.
#[derive(Debug, Clone)]
pub struct PeerPolicy {
    /// The address that relayed IPv4 addresses have; `None` when there is no IPv4.
    pub relayed_v4: Option<Ipv4Addr>,
    /// The address that relayed IPv6 addresses have; `None` when there is no IPv6.
    pub relayed_v6: Option<Ipv6Addr>,
    /// The ports of relayed addresses.
    pub relay_ports: RangeInclusive<u16>,
    /// The port of this program's own media, at the addresses that relayed addresses have. Clients whose network lets
    /// nothing through but a relay reach it inside; the kernel is not asked.
    pub own_media: Option<u16>,
    /// All addresses of this machine: what listens there is nobody's business.
    pub own: Vec<IpAddr>,
    /// Lets everything pass, this machine included: for tests, and for networks whose owner wants it.
    pub allow_private: bool,
}

/// The way to a peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// One of our own relayed addresses, or our own media: delivered here, whatever the firewall says.
    Inside,
    /// Over a socket.
    Outside,
}

impl PeerPolicy {
    /// The way to a peer; `None` when it is forbidden.
    pub(crate) fn route(&self, peer: SocketAddr) -> Option<Route> {
        let is_inside = |port| self.relay_ports.contains(&port) || self.own_media == Some(port);
        if self.is_relayed(peer.ip()) && is_inside(peer.port()) {
            return Some(Route::Inside);
        }
        (peer.port() != 0 && self.may_be_reached(peer.ip())).then_some(Route::Outside)
    }

    /// Whether anything at this address may be a peer. Permissions know no ports.
    pub(crate) fn may_be_permitted(&self, ip: IpAddr) -> bool {
        self.is_relayed(ip) || self.may_be_reached(ip)
    }

    fn is_relayed(&self, ip: IpAddr) -> bool {
        match ip {
            IpAddr::V4(ip) => self.relayed_v4 == Some(ip),
            IpAddr::V6(ip) => self.relayed_v6 == Some(ip),
        }
    }

    fn may_be_reached(&self, ip: IpAddr) -> bool {
        self.allow_private || !(is_closed(ip) || self.is_relayed(ip) || self.own.contains(&ip))
    }
}

fn is_closed(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_closed_v4(ip),
        IpAddr::V6(ip) => is_closed_v6(ip),
    }
}

fn is_closed_v4(ip: Ipv4Addr) -> bool {
    match ip.octets() {
        // "This network", shared by carriers (RFC 6598), protocol assignments, device tests (RFC 2544), and class E
        // with the broadcast address.
        [0 | 240..=255, ..] | [100, 64..=127, ..] | [192, 0, 0, _] | [198, 18 | 19, ..] => true,
        _ => ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_multicast(),
    }
}

fn is_closed_v6(ip: Ipv6Addr) -> bool {
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_closed_v4(Ipv4Addr::new(a, b, c, d))
    };
    match ip.segments() {
        // IPv4 in other clothes: compatible, translated (RFC 6052, RFC 8215), 6to4; Teredo hides one altogether.
        [0, 0, 0, 0, 0, 0 | 0xFFFF, ..] | [0x64, 0xFF9B, 1, ..] | [0x2001, 0, ..] => true,
        [0x64, 0xFF9B, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => embedded(high, low),
        // The last are site-local addresses, which some networks still use.
        _ => {
            ip.is_unique_local()
                || ip.is_unicast_link_local()
                || ip.is_multicast()
                || ip.segments()[0] & 0xFFC0 == 0xFEC0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(allow_private: bool) -> PeerPolicy {
        PeerPolicy {
            relayed_v4: Some(Ipv4Addr::new(203, 0, 113, 1)),
            relayed_v6: None,
            relay_ports: 50_000..=50_100,
            own_media: Some(3_478),
            own: vec![IpAddr::from([203, 0, 113, 1]), IpAddr::from([203, 0, 113, 2])],
            allow_private,
        }
    }

    fn route(policy: &PeerPolicy, peer: &str) -> Option<Route> {
        policy.route(peer.parse().unwrap())
    }

    #[test]
    fn the_open_network_is_reached_and_what_lies_behind_the_server_is_not() {
        for open in [
            "8.8.8.8:53",
            "198.51.100.7:9",
            "[2606:4700::1]:9",
            "[64:ff9b::808:808]:9",
            "[2002:808:808::1]:9",
        ] {
            assert_eq!(route(&policy(false), open), Some(Route::Outside), "{open}");
        }
        let closed = [
            "0.0.0.0:9",
            "10.0.0.1:9",
            "100.64.0.1:9",
            "127.0.0.1:9",
            "127.9.9.9:9",
            "169.254.169.254:80",
            "172.16.0.1:9",
            "172.31.255.255:9",
            "192.168.1.1:9",
            "198.18.0.1:9",
            "224.0.0.1:9",
            "255.255.255.255:9",
            "[::]:9",
            "[::1]:9",
            "[fe80::1]:9",
            "[fc00::1]:9",
            "[fd12::1]:9",
            "[ff02::1]:9",
            "[fec0::1]:9",
            "[::ffff:10.0.0.1]:9",
            "[::10.0.0.1]:9",
            "[64:ff9b::a00:1]:9",
            "[2002:7f00:1::]:9",
            "[2001:0:1::1]:9",
            "8.8.8.8:0",
        ];
        for closed in closed {
            assert_eq!(route(&policy(false), closed), None, "{closed}");
        }
    }

    #[test]
    fn this_machine_is_reached_only_at_its_relayed_addresses_and_only_inside() {
        assert_eq!(route(&policy(false), "203.0.113.1:50000"), Some(Route::Inside));
        assert_eq!(route(&policy(true), "203.0.113.1:50000"), Some(Route::Inside));
        assert_eq!(route(&policy(false), "203.0.113.1:3478"), Some(Route::Inside));
        assert_eq!(route(&policy(true), "203.0.113.1:3478"), Some(Route::Inside));
        for service in
            ["203.0.113.1:22", "203.0.113.2:22", "203.0.113.2:50000", "203.0.113.2:3478", "127.0.0.1:3478"]
        {
            assert_eq!(route(&policy(false), service), None, "{service}");
        }
        assert!(policy(false).may_be_permitted(IpAddr::from([203, 0, 113, 1])));
        assert!(!policy(false).may_be_permitted(IpAddr::from([203, 0, 113, 2])));
    }

    #[test]
    fn private_peers_can_be_allowed() {
        for peer in ["127.0.0.1:9", "192.168.1.1:9", "203.0.113.1:22"] {
            assert_eq!(route(&policy(true), peer), Some(Route::Outside), "{peer}");
        }
    }
}
