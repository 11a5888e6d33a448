//! What an allocation was used for, told when it ends.

use std::{ops::AddAssign, time::Duration};

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

/// All that a server has relayed since it began, and what is open now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Allocations that are open, in the order of [`Transport::ALL`].
    pub open: [u64; Transport::ALL.len()],
    /// Allocations that were made.
    pub allocated: u64,
    /// Allocations that were refused, because somebody had too many or no port was free.
    pub refused: u64,
    /// From clients to their peers.
    pub from_clients: Traffic,
    /// From peers to clients.
    pub to_clients: Traffic,
    /// Packets dropped because somebody was over their rate.
    pub over_rate: u64,
}

impl AddAssign for Totals {
    fn add_assign(&mut self, more: Self) {
        self.open.iter_mut().zip(more.open).for_each(|(open, more)| *open += more);
        self.allocated += more.allocated;
        self.refused += more.refused;
        self.from_clients += more.from_clients;
        self.to_clients += more.to_clients;
        self.over_rate += more.over_rate;
    }
}

impl AddAssign for Traffic {
    fn add_assign(&mut self, more: Self) {
        self.packets += more.packets;
        self.bytes += more.bytes;
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
