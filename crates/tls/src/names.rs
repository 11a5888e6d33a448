//! What this machine is called in its network.

use std::{
    collections::BTreeSet,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// More than any machine at home has; a router may hand out many IPv6 addresses.
const MOST: usize = 100;

/// Every address and name for which a certificate is made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// Addresses.
    pub addresses: BTreeSet<IpAddr>,
    /// Names, in ASCII.
    pub names: BTreeSet<String>,
}

impl Names {
    /// This machine's own, and what the owner added: addresses or names.
    #[must_use]
    pub fn of_this_machine(added: &[String]) -> Self {
        let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
        let mut found = Self::default();
        // The owner's first, so that they are within the bound.
        added.iter().for_each(|name| found.add(name));
        found.add("localhost");
        found.addresses.extend([IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()]);
        if let Some(host) = host_name() {
            found.add(&host);
            if !host.contains('.') {
                // How other devices find it by multicast DNS.
                found.add(&format!("{host}.local"));
            }
        }
        let usable = interfaces.iter().map(if_addrs::Interface::ip).filter(|ip| !needs_a_zone(*ip));
        for ip in usable {
            if found.addresses.len() < MOST {
                found.addresses.insert(ip);
            }
        }
        found
    }

    fn add(&mut self, name: &str) {
        match name.parse() {
            Ok(ip) => drop(self.addresses.insert(ip)),
            Err(_) => drop(self.names.insert(name.to_ascii_lowercase())),
        }
    }

    /// As they stand in a certificate.
    pub(crate) fn texts(&self) -> Vec<String> {
        self.names.iter().cloned().chain(self.addresses.iter().map(IpAddr::to_string)).collect()
    }
}

/// The machine's name, when it is one that a certificate can hold.
pub(crate) fn host_name() -> Option<String> {
    let system = rustix::system::uname();
    let name = system.nodename().to_str().ok()?;
    let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.');
    (is_plain && !name.is_empty() && name.len() <= 253).then(|| name.to_owned())
}

/// No browser takes such an address: it means nothing without the interface.
fn needs_a_zone(ip: IpAddr) -> bool {
    matches!(ip, IpAddr::V6(ip) if ip.is_unicast_link_local())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_known_by_its_addresses_and_by_what_the_owner_adds() {
        let names = Names::of_this_machine(&["192.0.2.7".to_owned(), "Nas.Lan".to_owned()]);
        for ip in ["127.0.0.1", "::1", "192.0.2.7"] {
            assert!(names.addresses.contains(&ip.parse::<IpAddr>().unwrap()), "{ip}");
        }
        assert!(names.names.contains("localhost") && names.names.contains("nas.lan"));
        assert!(!names.addresses.iter().any(|ip| needs_a_zone(*ip)));
    }
}
