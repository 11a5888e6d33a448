//! A worker: one thread, its sockets, its clients, and the server that decides for them.

mod pace;
mod stream;
mod udp;

pub(crate) use stream::Listener;

use std::{
    cell::RefCell,
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    rc::{Rc, Weak},
    sync::Arc,
    time::Duration,
};

use tokio::{
    sync::mpsc,
    task::LocalSet,
    time::{MissedTickBehavior, interval},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use zvonilka_turn::{
    Admitted, Ask, Client, Command, Family, Forward, Now, Refusal, RelayId, Server, Settings, ToClient,
    Transport, Usage,
};

use self::pace::Pace;
use crate::{
    outbox::{Outbox, Way},
    port::{self, Intake, Port},
    shared::{Inbound, Shared},
    way::Way as WayBack,
};

/// How often lifetimes are looked through.
const TICK: Duration = Duration::from_secs(1);
/// Ports that are tried when other programs sit in the range.
const ATTEMPTS: usize = 8;

/// What a worker begins with.
pub(crate) struct Start {
    pub(crate) index: u8,
    pub(crate) socket: std::net::UdpSocket,
    /// Where connections come in, for the one worker that accepts for all.
    pub(crate) listeners: Vec<Listener>,
    pub(crate) inbox: mpsc::Receiver<Inbound>,
    pub(crate) server: Settings,
    pub(crate) shared: Arc<Shared>,
    pub(crate) stop: CancellationToken,
}

/// Runs a worker until it is told to stop.
pub(crate) fn run(start: Start) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return tracing::error!(%error, "a media worker cannot start"),
    };
    let tasks = LocalSet::new();
    if let Err(error) = runtime.block_on(tasks.run_until(work(start))) {
        tracing::error!(%error, "a media worker cannot start");
    }
}

#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn work(start: Start) -> io::Result<()> {
    let Start { index, socket, listeners, inbox, server, shared, stop } = start;
    let listen = Rc::new(Port::new(socket)?);
    let tasks = TaskTracker::new();
    let worker = Rc::new_cyclic(|this| {
        RefCell::new(Worker {
            index,
            server: Server::new(server),
            shared: Arc::clone(&shared),
            listen: Rc::clone(&listen),
            relays: HashMap::new(),
            streams: HashMap::new(),
            outbox: Outbox::default(),
            pace: Pace::default(),
            intake: Rc::new(RefCell::new(Intake::new())),
            tasks: tasks.clone(),
            stop: stop.clone(),
            this: this.clone(),
        })
    });
    tasks.spawn_local(udp::serve_clients(Rc::clone(&worker), listen, stop.clone()));
    tasks.spawn_local(read_inbox(Rc::clone(&worker), inbox, stop.clone()));
    tasks.spawn_local(look_through(Rc::clone(&worker), stop.clone()));
    for listener in listeners {
        tasks.spawn_local(stream::accept(listener, Arc::clone(&shared), stop.clone()));
    }
    stop.cancelled().await;
    worker.borrow_mut().close();
    tasks.close();
    tasks.wait().await;
    Ok(())
}

/// Everything that a worker has. Borrowed for one turn at a time, never across an await.
pub(crate) struct Worker {
    index: u8,
    server: Server,
    shared: Arc<Shared>,
    listen: Rc<Port>,
    relays: HashMap<RelayId, OpenPort>,
    /// Outgoing messages of connections. A full queue loses messages, as a full link does.
    streams: HashMap<Client, mpsc::Sender<Vec<u8>>>,
    outbox: Outbox,
    pace: Pace,
    intake: Rc<RefCell<Intake>>,
    tasks: TaskTracker,
    stop: CancellationToken,
    this: Weak<RefCell<Self>>,
}

struct OpenPort {
    port: Rc<Port>,
    stop: CancellationToken,
}

impl Worker {
    fn now(&self) -> Now {
        self.shared.now()
    }

    fn hear_client(&mut self, now: Now, client: Client, bytes: &[u8]) {
        match self.server.handle_client(now, client, bytes) {
            None => {}
            Some(Forward::ToPeer { relay, peer, payload }) => {
                if let Some(open) = self.relays.get(&relay) {
                    self.outbox.push(&open.port, Way { to: peer, from: None }, &[payload]);
                }
            }
            Some(Forward::ToClient(to)) => self.tell_client(&to),
            Some(Forward::Elsewhere { from, to, payload }) => self.pass_on(from, to, payload),
        }
        self.run_commands(now);
    }

    /// A datagram to the listening port: for a room, for the echo contact, or for the server.
    fn hear_datagram(&mut self, now: Now, remote: SocketAddr, local: Option<IpAddr>, bytes: &[u8]) {
        if !self.shared.take(remote, WayBack::Direct { remote, local }, bytes) {
            self.hear_client(now, Client { transport: Transport::Udp, remote, local }, bytes);
        }
    }

    /// From a relayed address of ours to what is not.
    fn pass_on(&self, from: SocketAddr, to: SocketAddr, payload: &[u8]) {
        if let Some(inbox) = self.shared.owners.of(to).and_then(|owner| self.shared.inboxes.get(owner)) {
            // Full: the packet is lost.
            let _ = inbox.try_send(Inbound::Relayed { from, to, payload: payload.into() });
        } else if self.shared.own_port() == Some(to.port()) {
            self.shared.take(from, WayBack::Inside { own: to }, payload);
        }
    }

    fn hear_peer(&mut self, now: Now, relay: RelayId, from: SocketAddr, bytes: &[u8]) {
        if let Some(to) = self.server.handle_peer(now, relay, from, bytes) {
            self.tell_client(&to);
        }
    }

    fn hear_inside(&mut self, now: Now, from: SocketAddr, to: SocketAddr, bytes: &[u8]) {
        if let Some(to) = self.server.handle_relayed(now, from, to, bytes) {
            self.tell_client(&to);
        }
    }

    fn tell_client(&mut self, to: &ToClient<'_>) {
        let padding = &[0; 4][..to.padding];
        self.send(to.client, &[to.head(), to.payload, padding]);
    }

    fn send(&mut self, client: Client, pieces: &[&[u8]]) {
        match client.transport {
            Transport::Udp => {
                let way = Way { to: client.remote, from: client.local };
                self.outbox.push(&self.listen, way, pieces);
            }
            Transport::Tcp | Transport::Tls | Transport::Web => {
                if let Some(stream) = self.streams.get(&client) {
                    // Full: the client does not read, and what is late is worthless.
                    let _ = stream.try_send(pieces.concat());
                }
            }
        }
    }

    fn run_commands(&mut self, now: Now) {
        while let Some(command) = self.server.poll_command() {
            match command {
                Command::Send { client, bytes } => self.send(client, &[&bytes]),
                Command::Open(ask) => self.open(now, &ask),
                Command::Close { relay, relayed, usage } => {
                    self.close_port(relay, relayed);
                    report(&usage);
                }
            }
        }
    }

    fn open(&mut self, now: Now, ask: &Ask) {
        let (Admitted { family, port, reservation }, opened) = match self.find_port(now, ask) {
            Ok(found) => found,
            Err(refusal) => return self.server.refused(ask.client, refusal),
        };
        let relayed = SocketAddr::new(self.server.relayed_ip(family), port);
        let Some(relay) = self.server.opened(now, ask.client, relayed, reservation) else {
            return self.shared.admission.lock().release(family, port);
        };
        self.shared.owners.set(family, port, self.index);
        let (opened, stop) = (Rc::new(opened), self.stop.child_token());
        self.relays.insert(relay, OpenPort { port: Rc::clone(&opened), stop: stop.clone() });
        if let Some(this) = self.this.upgrade() {
            self.tasks.spawn_local(udp::serve_peers(this, relay, opened, stop));
        }
    }

    fn find_port(&self, now: Now, ask: &Ask) -> Result<(Admitted, Port), Refusal> {
        for _ in 0..ATTEMPTS {
            let admitted = self.shared.admission.lock().admit(now.moment, ask, rand::random())?;
            match port::open(admitted.family, admitted.port).and_then(Port::new) {
                Ok(port) => return Ok((admitted, port)),
                Err(error) => {
                    tracing::debug!(port = admitted.port, %error, "a relay port cannot be opened");
                    self.shared.admission.lock().release(admitted.family, admitted.port);
                }
            }
        }
        tracing::warn!("no relay port can be opened");
        Err(Refusal::Capacity)
    }

    fn close_port(&mut self, relay: RelayId, relayed: SocketAddr) {
        let family = Family::of(relayed.ip());
        self.shared.owners.clear(family, relayed.port());
        if let Some(open) = self.relays.remove(&relay) {
            open.stop.cancel();
        }
        // A run may still hold the socket. Until its task has ended too the port cannot be opened again; whoever gets
        // it before is given another.
        self.outbox.forget();
        self.shared.admission.lock().release(family, relayed.port());
    }

    /// The end of a turn.
    fn flush(&mut self) {
        self.outbox.send();
    }

    fn close(&mut self) {
        let now = self.now();
        self.server.close(now);
        self.run_commands(now);
        self.flush();
        self.streams.clear();
    }
}

/// Allocations that nobody used say nothing: a browser makes several for each call and uses one.
fn report(usage: &Usage) {
    let Usage { user, transport, lifetime, from_client, to_client, over_rate } = usage;
    let transport = transport.name();
    if from_client.packets + to_client.packets == 0 {
        return tracing::debug!(%user, transport, seconds = lifetime.as_secs(), "an unused relay has ended");
    }
    tracing::info!(
        %user,
        transport,
        seconds = lifetime.as_secs(),
        sent_bytes = from_client.bytes,
        sent_packets = from_client.packets,
        received_bytes = to_client.bytes,
        received_packets = to_client.packets,
        over_rate,
        "a relay has ended"
    );
}

#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn read_inbox(
    worker: Rc<RefCell<Worker>>,
    mut inbox: mpsc::Receiver<Inbound>,
    stop: CancellationToken,
) {
    let mut batch = Vec::with_capacity(64);
    while let Some(1..) = stop.run_until_cancelled(inbox.recv_many(&mut batch, 64)).await {
        let mut turn = worker.borrow_mut();
        let now = turn.now();
        for inbound in batch.drain(..) {
            match inbound {
                Inbound::Relayed { from, to, payload } => turn.hear_inside(now, from, to, &payload),
                Inbound::Connection { stream, remote, place } => turn.connect(stream, remote, place),
            }
        }
        turn.flush();
    }
}

#[expect(clippy::future_not_send, reason = "a worker's tasks never leave its thread")]
async fn look_through(worker: Rc<RefCell<Worker>>, stop: CancellationToken) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        let mut turn = worker.borrow_mut();
        let now = turn.now();
        turn.server.handle_timeout(now);
        turn.run_commands(now);
        turn.flush();
        turn.shared.figures.note_turn(turn.index, turn.server.totals());
    }
}
