//! Requests and their answers.

use std::{net::SocketAddr, time::Duration};

use super::{Command, Server, User};
use crate::{
    address::{Family, read_xor_address},
    admission::{Ask, PortWish, Refusal, ReservationToken},
    allocation::{Allocation, NewAllocation, NotBound},
    authentication::Proven,
    channel::ChannelNumber,
    client::{Client, RelayId},
    message::{ErrorCode, Message, Method, attribute},
    rate::Bucket,
    reply::{Allocated, Question},
    time::Now,
};

/// RFC 8656, section 7.2.
const SHORTEST_LIFETIME: Duration = Duration::from_secs(600);
const LONGEST_LIFETIME: Duration = Duration::from_secs(3_600);
/// The protocol number of UDP.
const UDP: u8 = 17;

/// An Allocate that waits for its port.
#[derive(Debug)]
pub(super) struct Pending {
    question: Question,
    proven: Proven,
    lifetime: Duration,
}

impl std::fmt::Debug for Proven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proven").field("user", &self.user).finish_non_exhaustive()
    }
}

impl Server {
    pub(super) fn handle_request(&mut self, now: Now, client: Client, message: &Message<'_>) {
        let question = Question::of(message);
        if message.method() == Method::Binding {
            let unknown = unknown_attributes(message);
            let answer = if unknown.is_empty() {
                question.binding(Self::mapped(&client))
            } else {
                question.unknown_attributes(&unknown, None)
            };
            return self.send(client, answer);
        }
        let mut existing = self.by_client.get(&client).copied();
        // What is over but not yet looked through must not stand beside what follows it.
        if let Some(relay) = existing.filter(|relay| self.live(now.moment, *relay).is_none()) {
            self.end(now.moment, relay);
            existing = None;
        }
        let allocation = existing.and_then(|relay| self.allocations.get(&relay));
        let proven = match self.authentication.check(now, client.remote.ip(), message, allocation) {
            Ok(proven) => proven,
            Err(answer) => return self.send(client, answer),
        };
        let unknown = unknown_attributes(message);
        if !unknown.is_empty() {
            return self.send(client, question.unknown_attributes(&unknown, Some(&proven.seal)));
        }
        let seal = proven.seal.clone();
        let answer = match (message.method(), existing) {
            (Method::Allocate, _) => match self.allocate(client, message, proven, existing) {
                Ok(Some(answer)) => Ok(answer),
                // Answered when the port is open.
                Ok(None) => return,
                Err(code) => Err(code),
            },
            (Method::Refresh, Some(relay)) => {
                self.refresh(now, relay, message).map(|l| question.refreshed(l, &seal))
            }
            (Method::CreatePermission, Some(relay)) => {
                self.create_permission(now, relay, message).map(|()| question.done(&seal))
            }
            (Method::ChannelBind, Some(relay)) => {
                self.bind_channel(now, relay, message).map(|()| question.done(&seal))
            }
            (Method::Refresh | Method::CreatePermission | Method::ChannelBind, None) => {
                Err(ErrorCode::AllocationMismatch)
            }
            (Method::Binding | Method::Send | Method::Data, _) => Err(ErrorCode::BadRequest),
        };
        let answer = answer.unwrap_or_else(|code| question.refused(code, Some(&seal)));
        self.send(client, answer);
    }

    /// The port that [`Command::Open`] asked for is open.
    ///
    /// `None` when nobody waits for it any more: close it again.
    pub fn opened(
        &mut self,
        now: Now,
        client: Client,
        relayed: SocketAddr,
        reservation: Option<ReservationToken>,
    ) -> Option<RelayId> {
        let Pending { question, proven, lifetime } = self.pending.remove(&client)?;
        let Proven { user, name, seal } = proven;
        let relay = RelayId(self.next_relay);
        self.next_relay += 1;
        let rate = self.limits.bytes_per_second;
        let entry = self.users.entry(user.clone());
        entry
            .or_insert_with(|| User { bucket: Bucket::full(now.moment, rate), allocations: 0 })
            .allocations += 1;
        let key = seal.key.clone();
        let transaction = question.transaction;
        let new = NewAllocation { client, user, name, key, relayed, transaction, reservation, lifetime };
        self.allocations.insert(relay, Allocation::new(now.moment, new));
        self.by_client.insert(client, relay);
        self.by_relayed.insert(relayed, relay);
        self.totals.allocated += 1;
        self.totals.open[client.transport.index()] += 1;
        self.next_look.get_or_insert_with(|| now.moment.after(super::LOOK_THROUGH));
        let mapped = Self::mapped(&client);
        let answer = question.allocated(&Allocated { relayed, mapped, lifetime, reservation }, &seal);
        self.send(client, answer);
        Some(relay)
    }

    /// There is no port for [`Command::Open`].
    pub fn refused(&mut self, client: Client, refusal: Refusal) {
        let Some(Pending { question, proven, .. }) = self.pending.remove(&client) else { return };
        self.totals.refused += 1;
        let code = match refusal {
            Refusal::Quota => ErrorCode::QuotaReached,
            Refusal::Capacity => ErrorCode::InsufficientCapacity,
        };
        self.send(client, question.refused(code, Some(&proven.seal)));
    }

    fn allocate(
        &mut self,
        client: Client,
        message: &Message<'_>,
        proven: Proven,
        existing: Option<RelayId>,
    ) -> Result<Option<Vec<u8>>, ErrorCode> {
        let question = Question::of(message);
        if let Some(allocation) = existing.and_then(|relay| self.allocations.get(&relay)) {
            if allocation.transaction != question.transaction {
                return Err(ErrorCode::AllocationMismatch);
            }
            // The first answer was lost; the second is the same.
            let allocated = Allocated {
                relayed: allocation.relayed,
                mapped: Self::mapped(&client),
                lifetime: allocation.expires.since(allocation.began),
                reservation: allocation.reservation,
            };
            return Ok(Some(question.allocated(&allocated, &proven.seal)));
        }
        match message.find(attribute::REQUESTED_TRANSPORT) {
            Some([UDP, _, _, _]) => {}
            Some([_, _, _, _]) => return Err(ErrorCode::UnsupportedTransport),
            Some(_) | None => return Err(ErrorCode::BadRequest),
        }
        let (family, wish) = self.wish(message)?;
        let lifetime = lifetime(message)?.clamp(SHORTEST_LIFETIME, LONGEST_LIFETIME);
        let user = proven.user.clone();
        self.pending.insert(client, Pending { question, proven, lifetime });
        self.commands.push_back(Command::Open(Ask { client, user, family, wish }));
        Ok(None)
    }

    fn wish(&self, message: &Message<'_>) -> Result<(Family, PortWish), ErrorCode> {
        let family = message.find(attribute::REQUESTED_ADDRESS_FAMILY);
        let even = message.find(attribute::EVEN_PORT);
        let wish = match (message.find(attribute::RESERVATION_TOKEN), even) {
            (Some(token), None) if family.is_none() => {
                let token = token.try_into().map_err(|_| ErrorCode::BadRequest)?;
                PortWish::Reserved(ReservationToken(token))
            }
            (Some(_), _) => return Err(ErrorCode::BadRequest),
            (None, Some([flags])) if flags & 0x80 != 0 => PortWish::EvenAndNext,
            (None, Some([_])) => PortWish::Even,
            (None, Some(_)) => return Err(ErrorCode::BadRequest),
            (None, None) => PortWish::Any,
        };
        let family = match family {
            None => Family::V4,
            Some([number, _, _, _]) => {
                Family::from_number(*number).ok_or(ErrorCode::AddressFamilyNotSupported)?
            }
            Some(_) => return Err(ErrorCode::BadRequest),
        };
        let is_served = match family {
            Family::V4 => self.peers.relayed_v4.is_some(),
            Family::V6 => self.peers.relayed_v6.is_some(),
        };
        if is_served { Ok((family, wish)) } else { Err(ErrorCode::AddressFamilyNotSupported) }
    }

    fn refresh(&mut self, now: Now, relay: RelayId, message: &Message<'_>) -> Result<Duration, ErrorCode> {
        let asked = lifetime(message)?;
        let allocation = self.allocations.get_mut(&relay).ok_or(ErrorCode::AllocationMismatch)?;
        if let Some([number, ..]) = message.find(attribute::REQUESTED_ADDRESS_FAMILY)
            && Family::from_number(*number) != Some(Family::of(allocation.relayed.ip()))
        {
            return Err(ErrorCode::PeerAddressFamilyMismatch);
        }
        if asked.is_zero() {
            self.end(now.moment, relay);
            return Ok(Duration::ZERO);
        }
        let lifetime = asked.clamp(SHORTEST_LIFETIME, LONGEST_LIFETIME);
        allocation.expires = now.moment.after(lifetime);
        Ok(lifetime)
    }

    fn create_permission(
        &mut self,
        now: Now,
        relay: RelayId,
        message: &Message<'_>,
    ) -> Result<(), ErrorCode> {
        let allocation = self.allocations.get_mut(&relay).ok_or(ErrorCode::AllocationMismatch)?;
        let mut peers = Vec::new();
        for attribute in message.attributes().filter(|a| a.kind == attribute::XOR_PEER_ADDRESS) {
            let peer = read_xor_address(attribute.kind, attribute.value, &message.transaction())
                .map_err(|_| ErrorCode::BadRequest)?;
            if peer.is_ipv4() != allocation.relayed.is_ipv4() {
                return Err(ErrorCode::PeerAddressFamilyMismatch);
            }
            if !self.peers.may_be_permitted(peer.ip()) {
                return Err(ErrorCode::Forbidden);
            }
            peers.push(peer.ip());
        }
        if peers.is_empty() {
            return Err(ErrorCode::BadRequest);
        }
        if allocation.permit(now.moment, &peers) { Ok(()) } else { Err(ErrorCode::InsufficientCapacity) }
    }

    fn bind_channel(&mut self, now: Now, relay: RelayId, message: &Message<'_>) -> Result<(), ErrorCode> {
        let allocation = self.allocations.get_mut(&relay).ok_or(ErrorCode::AllocationMismatch)?;
        let number = match message.find(attribute::CHANNEL_NUMBER) {
            Some([high, low, _, _]) => ChannelNumber::new(u16::from_be_bytes([*high, *low])).ok(),
            Some(_) | None => None,
        };
        let peer = message.find(attribute::XOR_PEER_ADDRESS);
        let (Some(number), Some(peer)) = (number, peer) else { return Err(ErrorCode::BadRequest) };
        let peer = read_xor_address(attribute::XOR_PEER_ADDRESS, peer, &message.transaction())
            .map_err(|_| ErrorCode::BadRequest)?;
        if peer.is_ipv4() != allocation.relayed.is_ipv4() {
            return Err(ErrorCode::PeerAddressFamilyMismatch);
        }
        let route = self.peers.route(peer).ok_or(ErrorCode::Forbidden)?;
        allocation.bind(now.moment, number, peer, route).map_err(|not_bound| match not_bound {
            NotBound::Conflict => ErrorCode::BadRequest,
            NotBound::Full => ErrorCode::InsufficientCapacity,
        })
    }
}

/// What is asked for, or the default.
fn lifetime(message: &Message<'_>) -> Result<Duration, ErrorCode> {
    let asked = message.number(attribute::LIFETIME).map_err(|_| ErrorCode::BadRequest)?;
    Ok(asked.map_or(SHORTEST_LIFETIME, |seconds| Duration::from_secs(u64::from(seconds))))
}

/// Attributes that must be understood and are not (RFC 8489, section 6.3.1): a few of them, for an answer that is no
/// longer than the question.
fn unknown_attributes(message: &Message<'_>) -> Vec<u16> {
    const MOST: usize = 8;
    let is_unknown = |kind: &u16| *kind < 0x8000 && !KNOWN.contains(kind);
    message.attributes().map(|attribute| attribute.kind).filter(is_unknown).take(MOST).collect()
}

const KNOWN: [u16; 18] = [
    attribute::USERNAME,
    attribute::MESSAGE_INTEGRITY,
    attribute::MESSAGE_INTEGRITY_SHA256,
    attribute::REALM,
    attribute::NONCE,
    attribute::LIFETIME,
    attribute::XOR_PEER_ADDRESS,
    attribute::CHANNEL_NUMBER,
    attribute::DATA,
    attribute::REQUESTED_ADDRESS_FAMILY,
    attribute::EVEN_PORT,
    attribute::REQUESTED_TRANSPORT,
    attribute::DONT_FRAGMENT,
    attribute::RESERVATION_TOKEN,
    // From RFC 8445: browsers' connectivity checks may end up here, and get an answer as from any STUN server.
    0x0024,
    0x0025,
    // RFC 3489's CHANGE-REQUEST and RESPONSE-ADDRESS are not among them: whoever needs them must hear that.
    attribute::XOR_MAPPED_ADDRESS,
    attribute::XOR_RELAYED_ADDRESS,
];
