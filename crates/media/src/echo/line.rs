//! The contact's thread, and how calls get to it.

use std::{
    collections::HashMap,
    fmt, io,
    net::{IpAddr, SocketAddr, UdpSocket},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    time::{Duration, Instant},
};

use quinn_udp::{UdpSockRef, UdpSocketState};
use tokio::{sync::mpsc, time};
use tokio_util::sync::CancellationToken;
use zvonilka_echo::{EchoCall, EchoError, Identity};
use zvonilka_model::{
    EchoId, UserId,
    call::{EchoAnswer, EchoLine, EchoRefusal},
};

use super::{EchoDesk, ToEcho, guests::MOST_ADDRESSES};
use crate::{
    Relayed,
    shared::Shared,
    turns::{self, Turns},
    way::{Way, send},
};

/// A call that was answered.
pub(crate) struct Opened {
    id: EchoId,
    call: EchoCall,
    until: Instant,
}

/// How the rules reach the contact.
pub(crate) struct EchoDoor {
    pub(crate) desk: Arc<EchoDesk>,
    pub(crate) shared: Arc<Shared>,
    pub(crate) identity: Identity,
    /// Where callers come to.
    pub(crate) addresses: Vec<SocketAddr>,
}

impl fmt::Debug for EchoDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EchoDoor").field("addresses", &self.addresses).finish_non_exhaustive()
    }
}

impl EchoDoor {
    pub(crate) fn new(desk: Arc<EchoDesk>, shared: Arc<Shared>, relayed: Relayed) -> Result<Self, EchoError> {
        let identity = Identity::generate()?;
        let ips = [relayed.v4.map(IpAddr::from), relayed.v6.map(IpAddr::from)];
        let addresses = ips.into_iter().flatten().map(|ip| SocketAddr::new(ip, desk.port)).collect();
        Ok(Self { desk, shared, identity, addresses })
    }
}

impl EchoLine for EchoDoor {
    fn open(&self, user: UserId, offer: &str, longest: Duration) -> Result<EchoAnswer, EchoRefusal> {
        let now = time::Instant::now().into_std();
        let answered = EchoCall::answer(now, &self.identity, &self.addresses, offer);
        let (call, sdp) = answered.map_err(|error| {
            tracing::debug!(%error, "the echo contact does not answer");
            EchoRefusal::Offer
        })?;
        let id = EchoId::generate(self.shared.clock.now());
        let mut guests = self.desk.guests.write();
        if let Some(before) = guests.call_of(user) {
            guests.dismiss(before);
            let _ = self.desk.inbox.try_send(ToEcho::Closed(before));
        }
        if !guests.admit(id, user, call.fragment()) {
            return Err(EchoRefusal::Full);
        }
        let opened = Opened { id, call, until: now + longest };
        if self.desk.inbox.try_send(ToEcho::Opened(Box::new(opened))).is_err() {
            guests.dismiss(id);
            return Err(EchoRefusal::Full);
        }
        tracing::debug!(?user, "the echo contact was called");
        Ok(EchoAnswer { id, sdp })
    }

    fn close(&self, user: UserId, id: EchoId) {
        let mut guests = self.desk.guests.write();
        if guests.is_of(id, user) {
            guests.dismiss(id);
            // Full: it ends by its time, and hears nothing any more.
            let _ = self.desk.inbox.try_send(ToEcho::Closed(id));
        }
    }
}

/// Runs the contact until it is told to stop.
pub(crate) fn run(
    desk: &EchoDesk,
    inbox: mpsc::Receiver<ToEcho>,
    socket: UdpSocket,
    shared: Arc<Shared>,
    stop: &CancellationToken,
) {
    turns::run("the echo contact", Line::new(desk, socket, shared), inbox, stop);
}

/// Everything that the contact has.
struct Line<'a> {
    desk: &'a EchoDesk,
    socket: UdpSocket,
    state: UdpSocketState,
    shared: Arc<Shared>,
    calls: HashMap<EchoId, Call>,
}

struct Call {
    call: EchoCall,
    until: Instant,
    ways: HashMap<SocketAddr, Way>,
}

impl<'a> Line<'a> {
    fn new(desk: &'a EchoDesk, socket: UdpSocket, shared: Arc<Shared>) -> io::Result<Self> {
        let state = UdpSocketState::new(UdpSockRef::from(&socket))?;
        Ok(Self { desk, socket, state, shared, calls: HashMap::new() })
    }

    fn take(&mut self, now: Instant, input: ToEcho) {
        match input {
            ToEcho::Opened(opened) => {
                let Opened { id, call, until } = *opened;
                self.calls.insert(id, Call { call, until, ways: HashMap::new() });
            }
            ToEcho::Closed(id) => drop(self.calls.remove(&id)),
            ToEcho::Packet { id, from, way, bytes } => {
                let desk = self.desk;
                self.turn(id, |call| {
                    let is_known = call.ways.contains_key(&from);
                    if !is_known && call.ways.len() >= MOST_ADDRESSES {
                        return;
                    }
                    // Only a STUN request proves who sent it, so only by it a way is learnt.
                    let is_proof = bytes.first().is_some_and(|first| *first < 4);
                    if call.call.handle_packet(now, from, &bytes) && is_proof {
                        call.ways.insert(from, way);
                        if !is_known {
                            desk.guests.write().learn(id, from);
                        }
                    }
                });
            }
        }
    }

    /// One call does something, and what it says goes out. A call that breaks takes no other with it.
    fn turn(&mut self, id: EchoId, work: impl FnOnce(&mut Call)) {
        let Some(call) = self.calls.get_mut(&id) else { return };
        let worked = catch_unwind(AssertUnwindSafe(|| {
            work(call);
            while let Some(packet) = call.call.poll_packet() {
                if let Some(way) = call.ways.get(&packet.to) {
                    send(&self.socket, &self.state, &self.shared, *way, packet.to, &packet.bytes);
                }
            }
        }));
        if worked.is_err() {
            tracing::error!("a call with the echo contact broke");
            self.end(id);
        }
    }

    fn end(&mut self, id: EchoId) {
        self.calls.remove(&id);
        self.desk.guests.write().dismiss(id);
    }
}

impl Turns for Line<'_> {
    type Input = ToEcho;

    fn next(&self) -> Option<Instant> {
        self.calls.values().map(|call| call.call.poll_timeout().min(call.until)).min()
    }

    fn handle(&mut self, now: Instant, batch: impl Iterator<Item = ToEcho>) {
        for input in batch {
            self.take(now, input);
        }
    }

    fn handle_timeout(&mut self, now: Instant) {
        let due = |call: &Call| call.call.poll_timeout().min(call.until) <= now;
        let due: Vec<EchoId> = self.calls.iter().filter(|(_, call)| due(call)).map(|(id, _)| *id).collect();
        for id in due {
            self.turn(id, |call| call.call.handle_timeout(now));
            if self.calls.get(&id).is_some_and(|call| call.until <= now || call.call.is_over(now)) {
                self.end(id);
            }
        }
    }
}
