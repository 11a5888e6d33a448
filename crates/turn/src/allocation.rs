//! One relayed address and what its owner may do with it.

use std::{
    net::{IpAddr, SocketAddr},
    time::Duration,
};

use crate::{
    admission::ReservationToken,
    channel::ChannelNumber,
    client::Client,
    credentials::UserName,
    integrity::Key,
    message::TransactionId,
    peers::Route,
    time::Moment,
    usage::{Traffic, Usage},
};

/// RFC 8656, sections 9 and 12.
const PERMISSION_LIFETIME: Duration = Duration::from_secs(300);
const CHANNEL_LIFETIME: Duration = Duration::from_secs(600);
/// A call has a handful of peers; these bound what one allocation can hold and what a packet has to go through.
const MOST_PERMISSIONS: usize = 128;
const MOST_CHANNELS: usize = 128;

/// One relayed address.
#[derive(Debug)]
pub(crate) struct Allocation {
    pub(crate) client: Client,
    pub(crate) user: UserName,
    /// The whole name, expiry and all, that `key` belongs to.
    pub(crate) name: Box<str>,
    pub(crate) key: Key,
    pub(crate) relayed: SocketAddr,
    /// The request that made it: asked again, it gets the same answer.
    pub(crate) transaction: TransactionId,
    pub(crate) reservation: Option<ReservationToken>,
    pub(crate) began: Moment,
    pub(crate) expires: Moment,
    pub(crate) from_client: Traffic,
    pub(crate) to_client: Traffic,
    pub(crate) over_rate: u64,
    permissions: Vec<Permission>,
    channels: Vec<Channel>,
}

#[derive(Debug, Clone, Copy)]
struct Permission {
    peer: IpAddr,
    until: Moment,
}

#[derive(Debug, Clone, Copy)]
struct Channel {
    number: ChannelNumber,
    peer: SocketAddr,
    route: Route,
    until: Moment,
}

/// Why a channel is not bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotBound {
    /// The number means another peer, or the peer has another number.
    Conflict,
    /// There are too many.
    Full,
}

/// What makes an allocation.
pub(crate) struct NewAllocation {
    pub(crate) client: Client,
    pub(crate) user: UserName,
    pub(crate) name: Box<str>,
    pub(crate) key: Key,
    pub(crate) relayed: SocketAddr,
    pub(crate) transaction: TransactionId,
    pub(crate) reservation: Option<ReservationToken>,
    pub(crate) lifetime: Duration,
}

impl Allocation {
    pub(crate) fn new(now: Moment, new: NewAllocation) -> Self {
        let NewAllocation { client, user, name, key, relayed, transaction, reservation, lifetime } = new;
        Self {
            client,
            user,
            name,
            key,
            relayed,
            transaction,
            reservation,
            began: now,
            expires: now.after(lifetime),
            from_client: Traffic::default(),
            to_client: Traffic::default(),
            over_rate: 0,
            permissions: Vec::new(),
            channels: Vec::new(),
        }
    }

    pub(crate) fn usage(&self, now: Moment) -> Usage {
        Usage {
            user: self.user.clone(),
            transport: self.client.transport,
            lifetime: now.since(self.began),
            from_client: self.from_client,
            to_client: self.to_client,
            over_rate: self.over_rate,
        }
    }

    pub(crate) fn permits(&self, now: Moment, peer: IpAddr) -> bool {
        self.permissions.iter().any(|permission| permission.peer == peer && permission.until > now)
    }

    /// Permits all of them, or none when that would be too many.
    #[must_use]
    pub(crate) fn permit(&mut self, now: Moment, peers: &[IpAddr]) -> bool {
        self.permissions.retain(|permission| permission.until > now);
        let known = self.permissions.len();
        let until = now.after(PERMISSION_LIFETIME);
        for peer in peers {
            match self.permissions.iter_mut().find(|permission| permission.peer == *peer) {
                Some(permission) => permission.until = until,
                None => self.permissions.push(Permission { peer: *peer, until }),
            }
        }
        let fits = self.permissions.len() <= MOST_PERMISSIONS;
        if !fits {
            self.permissions.truncate(known);
        }
        fits
    }

    pub(crate) fn bind(
        &mut self,
        now: Moment,
        number: ChannelNumber,
        peer: SocketAddr,
        route: Route,
    ) -> Result<(), NotBound> {
        self.channels.retain(|channel| channel.until > now);
        let until = now.after(CHANNEL_LIFETIME);
        let is_full = self.channels.len() >= MOST_CHANNELS;
        match self.channels.iter_mut().find(|channel| channel.number == number || channel.peer == peer) {
            Some(channel) if channel.number == number && channel.peer == peer => channel.until = until,
            Some(_) => return Err(NotBound::Conflict),
            None if is_full => return Err(NotBound::Full),
            None => self.channels.push(Channel { number, peer, route, until }),
        }
        if self.permit(now, &[peer.ip()]) { Ok(()) } else { Err(NotBound::Full) }
    }

    /// Whose number it is, and the way there.
    pub(crate) fn peer_on(&self, now: Moment, number: ChannelNumber) -> Option<(SocketAddr, Route)> {
        let channel = self.channels.iter().find(|c| c.number == number && c.until > now)?;
        Some((channel.peer, channel.route))
    }

    /// The number of a peer, if it has one.
    pub(crate) fn channel_of(&self, now: Moment, peer: SocketAddr) -> Option<ChannelNumber> {
        self.channels.iter().find(|c| c.peer == peer && c.until > now).map(|channel| channel.number)
    }
}
