//! Which addresses this machine has, and which of them the world sees.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket},
    time::Duration,
};

use crate::outer;

/// The addresses of relayed ports as peers see them; behind a translating router that is the router's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relayed {
    /// For IPv4.
    pub v4: Option<Ipv4Addr>,
    /// For IPv6.
    pub v6: Option<Ipv6Addr>,
}

/// How long a name server may take: the start of the program waits for it.
const LOOK_UP: Duration = Duration::from_secs(3);

impl Relayed {
    /// The addresses of `host`, an address or a name. Without a host, or when nobody knows it, the one at which the STUN
    /// server `stun` (`host:port`) sees us; else those of the interface that leads to the world, and without a network the
    /// machine's own, which still serves calls on this machine. Takes ten seconds at most.
    pub async fn find(host: Option<&str>, stun: Option<&str>) -> Self {
        let named = match host {
            Some(host) => Self::look_up(host).await,
            None => Self::default(),
        };
        if named != Self::default() {
            return named;
        }
        let mut found = Self::default();
        if let Some(server) = stun {
            match outer::ask(server).await {
                Ok(ip) => found.add(ip),
                Err(error) => {
                    tracing::warn!(server, "our outer address was not learnt from a STUN server: {error}")
                }
            }
        }
        let here = Self::of_this_machine();
        Self { v4: found.v4.or(here.v4), v6: found.v6.or(here.v6) }
    }

    /// The addresses of the interface that leads to the world; without a network, the machine's own.
    #[must_use]
    pub fn of_this_machine() -> Self {
        // No packet is sent: connecting a datagram socket only chooses a way.
        let v4 = way_to((Ipv4Addr::new(192, 0, 2, 1), 9).into(), (Ipv4Addr::UNSPECIFIED, 0).into());
        let v6 = way_to(
            (Ipv6Addr::new(0x2001, 0xDB8, 0, 0, 0, 0, 0, 1), 9).into(),
            (Ipv6Addr::UNSPECIFIED, 0).into(),
        );
        let mut found = Self::default();
        for ip in [v4, v6].into_iter().filter_map(Result::ok) {
            found.add(ip);
        }
        found.v4.get_or_insert(Ipv4Addr::LOCALHOST);
        found
    }

    /// One of them, IPv4 if there is one.
    #[must_use]
    pub fn first(&self) -> IpAddr {
        let v4 = self.v4.map(IpAddr::from);
        v4.or(self.v6.map(IpAddr::from)).unwrap_or(Ipv4Addr::LOCALHOST.into())
    }

    async fn look_up(host: &str) -> Self {
        let mut found = Self::default();
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if let Ok(ip) = bare.parse() {
            found.add(ip);
            return found;
        }
        match tokio::time::timeout(LOOK_UP, tokio::net::lookup_host((bare, 0))).await {
            Ok(Ok(addresses)) => addresses.for_each(|address| found.add(address.ip())),
            Ok(Err(error)) => {
                tracing::warn!(host, %error, "the public address is unknown to the name server")
            }
            Err(_) => tracing::warn!(host, "the name server does not answer"),
        }
        found
    }

    /// Takes the first of each family.
    fn add(&mut self, ip: IpAddr) {
        match ip.to_canonical() {
            IpAddr::V4(ip) => drop(self.v4.get_or_insert(ip)),
            IpAddr::V6(ip) => drop(self.v6.get_or_insert(ip)),
        }
    }

    /// All addresses of this machine, and these.
    #[must_use]
    pub fn own_addresses(&self) -> Vec<IpAddr> {
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let mut own: Vec<IpAddr> = interfaces.iter().map(if_addrs::Interface::ip).collect();
        own.extend(self.v4.map(IpAddr::from));
        own.extend(self.v6.map(IpAddr::from));
        own.sort_unstable();
        own.dedup();
        own
    }
}

fn way_to(target: SocketAddr, from: SocketAddr) -> io::Result<IpAddr> {
    let socket = UdpSocket::bind(from)?;
    socket.connect(target)?;
    Ok(socket.local_addr()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_is_itself_and_without_one_the_machine_has_some() {
        let v4 = Relayed { v4: Some(Ipv4Addr::new(203, 0, 113, 1)), v6: None };
        assert_eq!(Relayed::find(Some("203.0.113.1"), None).await, v4);
        let v6 = Relayed { v4: None, v6: Some("2001:db8::1".parse().unwrap()) };
        assert_eq!(Relayed::find(Some("[2001:db8::1]"), None).await, v6);
        let found = Relayed::find(None, None).await;
        assert!(found.v4.is_some());
        assert!(found.own_addresses().contains(&found.v4.unwrap().into()));
    }
}
