//! The server: what each packet leads to.

mod requests;

use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use crate::{
    address::{Family, read_xor_address},
    admission::Ask,
    allocation::Allocation,
    authentication::Authentication,
    channel::ChannelData,
    client::{Client, RelayId},
    credentials::UserName,
    frame::ToClient,
    message::{Class, Message, Method, TransactionId, attribute},
    peers::{PeerPolicy, Route},
    rate::Bucket,
    time::{Moment, Now},
    usage::{Totals, Usage},
};

/// What a server is told at its start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the credentials are made with.
    pub secret: Vec<u8>,
    /// Fresh random bytes; servers that share clients share them.
    pub nonce_key: [u8; 32],
    /// With whom to speak.
    pub peers: PeerPolicy,
    /// What one person may do.
    pub limits: Limits,
}

/// What one person may do.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes per second over all allocations of a person on this server, both ways together.
    pub bytes_per_second: u64,
}

/// What must be done with a packet at once. It borrows the packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forward<'a> {
    /// Send it from this relayed address.
    ToPeer {
        /// From where.
        relay: RelayId,
        /// To whom.
        peer: SocketAddr,
        /// What.
        payload: &'a [u8],
    },
    /// Send it to a client.
    ToClient(ToClient<'a>),
    /// It goes to a relayed address of this machine that another server has, if any: hand it to that one's
    /// [`Server::handle_relayed`]. Or it goes to [`PeerPolicy::own_media`], whose answers come back in the same way.
    Elsewhere {
        /// The sender's relayed address.
        from: SocketAddr,
        /// The receiver's.
        to: SocketAddr,
        /// What.
        payload: &'a [u8],
    },
}

/// What must be done when there is time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Send a whole message to a client.
    Send {
        /// To whom.
        client: Client,
        /// What.
        bytes: Vec<u8>,
    },
    /// Find a port, open it and say so with [`Server::opened`] or [`Server::refused`].
    Open(Ask),
    /// An allocation has ended: close its port and give it back.
    Close {
        /// Which.
        relay: RelayId,
        /// Where it was.
        relayed: SocketAddr,
        /// What it was used for.
        usage: Usage,
    },
}

/// How often lifetimes are looked through. Packets ask for themselves, so only the end of what is idle waits for it.
const LOOK_THROUGH: Duration = Duration::from_secs(1);

/// A STUN and TURN server.
#[derive(Debug)]
pub struct Server {
    authentication: Authentication,
    peers: PeerPolicy,
    limits: Limits,
    allocations: HashMap<RelayId, Allocation>,
    by_client: HashMap<Client, RelayId>,
    by_relayed: HashMap<SocketAddr, RelayId>,
    pending: HashMap<Client, requests::Pending>,
    users: HashMap<UserName, User>,
    commands: VecDeque<Command>,
    next_look: Option<Moment>,
    next_relay: u64,
    next_indication: u64,
    totals: Totals,
}

/// Everything that one person has here.
#[derive(Debug)]
struct User {
    bucket: Bucket,
    allocations: usize,
}

impl Server {
    /// A server without clients.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let Settings { secret, nonce_key, peers, limits } = settings;
        Self {
            authentication: Authentication::new(secret, &nonce_key),
            peers,
            limits,
            allocations: HashMap::new(),
            by_client: HashMap::new(),
            by_relayed: HashMap::new(),
            pending: HashMap::new(),
            users: HashMap::new(),
            commands: VecDeque::new(),
            next_look: None,
            next_relay: 0,
            next_indication: 0,
            totals: Totals::default(),
        }
    }

    /// A message from a client: a whole datagram, or one that [`crate::StreamDecoder`] cut out.
    pub fn handle_client<'a>(&mut self, now: Now, client: Client, bytes: &'a [u8]) -> Option<Forward<'a>> {
        // RFC 7983: the first byte tells what it is.
        match bytes.first()? {
            0x40..=0x7F => {
                let ChannelData { channel, payload } = ChannelData::decode(bytes).ok()?;
                let relay = *self.by_client.get(&client)?;
                let (peer, route) = self.live(now.moment, relay)?.peer_on(now.moment, channel)?;
                self.relay(now.moment, relay, peer, route, payload)
            }
            0x00..=0x03 => {
                let message = Message::decode(bytes).ok()?;
                match (message.class(), message.method()) {
                    (Class::Request, _) => self.handle_request(now, client, &message),
                    (Class::Indication, Method::Send) => return self.handle_send(now, client, &message),
                    (Class::Indication | Class::Success | Class::Error, _) => {}
                }
                None
            }
            _ => None,
        }
    }

    /// A packet that came to a relayed address over its socket.
    pub fn handle_peer<'a>(
        &mut self,
        now: Now,
        relay: RelayId,
        from: SocketAddr,
        payload: &'a [u8],
    ) -> Option<ToClient<'a>> {
        let from = SocketAddr::new(from.ip().to_canonical(), from.port());
        // Whoever says to be one of us does not come over the network.
        if self.peers.route(from) != Some(Route::Outside) {
            return None;
        }
        self.deliver(now.moment, relay, from, payload)
    }

    /// A packet from one relayed address of this machine to another, from [`Forward::Elsewhere`].
    pub fn handle_relayed<'a>(
        &mut self,
        now: Now,
        from: SocketAddr,
        to: SocketAddr,
        payload: &'a [u8],
    ) -> Option<ToClient<'a>> {
        let relay = *self.by_relayed.get(&to)?;
        self.deliver(now.moment, relay, from, payload)
    }

    /// The client's connection has ended, and with it what it had.
    pub fn client_gone(&mut self, now: Now, client: Client) {
        self.pending.remove(&client);
        if let Some(relay) = self.by_client.get(&client).copied() {
            self.end(now.moment, relay);
        }
    }

    /// Ends everything.
    pub fn close(&mut self, now: Now) {
        self.pending.clear();
        let all: Vec<RelayId> = self.allocations.keys().copied().collect();
        for relay in all {
            self.end(now.moment, relay);
        }
    }

    /// Whether the client has an allocation.
    #[must_use]
    pub fn has_allocation(&self, client: &Client) -> bool {
        self.by_client.contains_key(client)
    }

    /// How many allocations there are.
    #[must_use]
    pub fn allocations(&self) -> usize {
        self.allocations.len()
    }

    /// All that was relayed since the beginning, and what is open now.
    #[must_use]
    pub const fn totals(&self) -> Totals {
        self.totals
    }

    /// What there is to do, one after the other.
    pub fn poll_command(&mut self) -> Option<Command> {
        self.commands.pop_front()
    }

    /// When to call [`Self::handle_timeout`] next; `None` while there is nothing that could end.
    #[must_use]
    pub const fn poll_timeout(&self) -> Option<Moment> {
        self.next_look
    }

    /// Ends what is over.
    pub fn handle_timeout(&mut self, now: Now) {
        if self.next_look.is_none_or(|look| look > now.moment) {
            return;
        }
        let is_over = |(relay, a): (&RelayId, &Allocation)| (a.expires <= now.moment).then_some(*relay);
        let over: Vec<RelayId> = self.allocations.iter().filter_map(is_over).collect();
        for relay in over {
            self.end(now.moment, relay);
        }
        self.next_look = (!self.allocations.is_empty()).then(|| now.moment.after(LOOK_THROUGH));
    }

    /// The address that relayed addresses of this family have. Only families with one are ever asked for.
    #[must_use]
    pub fn relayed_ip(&self, family: Family) -> IpAddr {
        match family {
            Family::V4 => self.peers.relayed_v4.unwrap_or(Ipv4Addr::UNSPECIFIED).into(),
            Family::V6 => self.peers.relayed_v6.unwrap_or(Ipv6Addr::UNSPECIFIED).into(),
        }
    }

    fn handle_send<'a>(&mut self, now: Now, client: Client, message: &Message<'a>) -> Option<Forward<'a>> {
        let known = [attribute::XOR_PEER_ADDRESS, attribute::DATA, attribute::DONT_FRAGMENT];
        if message.attributes().any(|a| a.kind < 0x8000 && !known.contains(&a.kind)) {
            return None;
        }
        let peer = message.find(attribute::XOR_PEER_ADDRESS)?;
        let payload = message.find(attribute::DATA)?;
        let peer = read_xor_address(attribute::XOR_PEER_ADDRESS, peer, &message.transaction()).ok()?;
        let relay = *self.by_client.get(&client)?;
        let allocation = self.live(now.moment, relay)?;
        if allocation.relayed.is_ipv4() != peer.is_ipv4() || !allocation.permits(now.moment, peer.ip()) {
            return None;
        }
        let route = self.peers.route(peer)?;
        self.relay(now.moment, relay, peer, route, payload)
    }

    /// From a client to a peer.
    fn relay<'a>(
        &mut self,
        now: Moment,
        relay: RelayId,
        peer: SocketAddr,
        route: Route,
        payload: &'a [u8],
    ) -> Option<Forward<'a>> {
        let allocation = self.allocations.get_mut(&relay)?;
        let user = self.users.get_mut(&allocation.user)?;
        if !user.bucket.take(now, payload.len(), self.limits.bytes_per_second) {
            allocation.over_rate += 1;
            self.totals.over_rate += 1;
            return None;
        }
        allocation.from_client.add(payload.len());
        self.totals.from_clients.add(payload.len());
        let from = allocation.relayed;
        match route {
            Route::Outside => Some(Forward::ToPeer { relay, peer, payload }),
            Route::Inside => match self.by_relayed.get(&peer).copied() {
                Some(other) => self.deliver(now, other, from, payload).map(Forward::ToClient),
                None => Some(Forward::Elsewhere { from, to: peer, payload }),
            },
        }
    }

    /// From a peer to a client.
    fn deliver<'a>(
        &mut self,
        now: Moment,
        relay: RelayId,
        from: SocketAddr,
        payload: &'a [u8],
    ) -> Option<ToClient<'a>> {
        let allocation = self.allocations.get_mut(&relay).filter(|a| a.expires > now)?;
        if !allocation.permits(now, from.ip()) {
            return None;
        }
        let user = self.users.get_mut(&allocation.user)?;
        if !user.bucket.take(now, payload.len(), self.limits.bytes_per_second) {
            allocation.over_rate += 1;
            self.totals.over_rate += 1;
            return None;
        }
        allocation.to_client.add(payload.len());
        self.totals.to_clients.add(payload.len());
        if let Some(channel) = allocation.channel_of(now, from) {
            return ToClient::on_channel(allocation.client, channel, payload);
        }
        self.next_indication += 1;
        let mut transaction = [0; 12];
        transaction[4..].copy_from_slice(&self.next_indication.to_be_bytes());
        ToClient::as_indication(allocation.client, from, TransactionId(transaction), payload)
    }

    fn live(&self, now: Moment, relay: RelayId) -> Option<&Allocation> {
        self.allocations.get(&relay).filter(|allocation| allocation.expires > now)
    }

    fn end(&mut self, now: Moment, relay: RelayId) {
        let Some(allocation) = self.allocations.remove(&relay) else { return };
        self.by_client.remove(&allocation.client);
        self.totals.open[allocation.client.transport.index()] -= 1;
        self.by_relayed.remove(&allocation.relayed);
        if let Some(user) = self.users.get_mut(&allocation.user) {
            user.allocations -= 1;
            if user.allocations == 0 {
                self.users.remove(&allocation.user);
            }
        }
        let usage = allocation.usage(now);
        self.commands.push_back(Command::Close { relay, relayed: allocation.relayed, usage });
    }

    fn send(&mut self, client: Client, bytes: Vec<u8>) {
        self.commands.push_back(Command::Send { client, bytes });
    }

    /// The address to tell a client as its own.
    fn mapped(client: &Client) -> SocketAddr {
        let ip: IpAddr = client.remote.ip().to_canonical();
        SocketAddr::new(ip, client.remote.port())
    }
}
