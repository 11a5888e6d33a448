//! What an allocation was used for, told when it ends.

use std::time::Duration;

use crate::{client::Transport, credentials::UserName};

/// Packets and the bytes in them, without headers of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Traffic {
    /// How many packets.
    pub packets: u64,
    /// How many bytes.
    pub bytes: u64,
}

impl Traffic {
    pub(crate) const fn add(&mut self, bytes: usize) {
        self.packets += 1;
        self.bytes += bytes as u64;
    }
}

/// The whole life of an allocation. Holds no credentials and no addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// Whose it was.
    pub user: UserName,
    /// How the client reached us.
    pub transport: Transport,
    /// How long it lived.
    pub lifetime: Duration,
    /// From the client to its peers.
    pub from_client: Traffic,
    /// From its peers to the client.
    pub to_client: Traffic,
    /// Packets dropped because the person was over the rate.
    pub over_rate: u64,
}
