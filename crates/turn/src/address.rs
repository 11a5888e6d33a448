//! Addresses as attributes carry them: exclusive-or'ed with the cookie, so that no middlebox rewrites them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use crate::{
    TurnError,
    message::{COOKIE, TransactionId},
};

/// IPv4 or IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// The family of an address.
    #[must_use]
    pub const fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(_) => Self::V4,
            IpAddr::V6(_) => Self::V6,
        }
    }

    pub(crate) const fn from_number(number: u8) -> Option<Self> {
        match number {
            1 => Some(Self::V4),
            2 => Some(Self::V6),
            _ => None,
        }
    }
}

/// Reads an XOR-…-ADDRESS. An IPv4 address in IPv6 clothes comes out as IPv4, so that no check on addresses can be
/// passed by dressing up.
///
/// # Errors
/// [`TurnError::Attribute`] when the value has another form.
pub fn read_xor_address(
    kind: u16,
    value: &[u8],
    transaction: &TransactionId,
) -> Result<SocketAddr, TurnError> {
    let malformed = TurnError::Attribute(kind);
    let [_, family, port_high, port_low, ip @ ..] = value else { return Err(malformed) };
    let port = u16::from_be_bytes([*port_high, *port_low]) ^ (COOKIE >> 16) as u16;
    let ip = match Family::from_number(*family).ok_or(malformed)? {
        Family::V4 => {
            let bytes: [u8; 4] = ip.try_into().map_err(|_| malformed)?;
            IpAddr::V4(Ipv4Addr::from(u32::from_be_bytes(bytes) ^ COOKIE))
        }
        Family::V6 => {
            let bytes: [u8; 16] = ip.try_into().map_err(|_| malformed)?;
            IpAddr::V6(Ipv6Addr::from(u128::from_be_bytes(bytes) ^ mask(transaction)))
        }
    };
    Ok(SocketAddr::new(ip.to_canonical(), port))
}

/// The value of an XOR-…-ADDRESS; returns how many of the bytes are used: 8 or 20.
pub(crate) fn xor_address(address: SocketAddr, transaction: &TransactionId) -> ([u8; 20], usize) {
    let mut value = [0; 20];
    let port = address.port() ^ (COOKIE >> 16) as u16;
    value[2..4].copy_from_slice(&port.to_be_bytes());
    let length = match address.ip().to_canonical() {
        IpAddr::V4(ip) => {
            value[1] = 1;
            value[4..8].copy_from_slice(&(u32::from(ip) ^ COOKIE).to_be_bytes());
            8
        }
        IpAddr::V6(ip) => {
            value[1] = 2;
            value[4..20].copy_from_slice(&(u128::from(ip) ^ mask(transaction)).to_be_bytes());
            20
        }
    };
    (value, length)
}

fn mask(transaction: &TransactionId) -> u128 {
    let mut mask = [0; 16];
    mask[..4].copy_from_slice(&COOKIE.to_be_bytes());
    mask[4..].copy_from_slice(&transaction.0);
    u128::from_be_bytes(mask)
}
